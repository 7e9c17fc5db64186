package io.cordboard.routing.leg;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What routing asks of the medium that carries an interaction. A medium does with each what it can: a phone rings where a chat
 * does nothing, because the offer is on the agent's desktop already. Most follow from what was recorded ({@link LegRequests});
 * {@link Announce}, {@link ShowTyping} and {@link Press} are of the moment and recorded nowhere.
 *
 * <p>They name agents and say why; a medium passes on to the customer only what the customer may know.
 */
public sealed interface LegRequest {

    /** The customer waits from now on: music, or a line of text. */
    record Wait(QueueId queue, Queued.Why why) implements LegRequest {}

    /** A flow guides the customer from now on, until {@link Wait} or {@link Disconnect}. */
    record GuideBy(Guide guide) implements LegRequest {}

    /** The customer's place in line and the time it may take. Successive ones only improve. */
    record Announce(int position, Optional<Duration> estimate) implements LegRequest {}

    /** Let the parties see (or hear) what was said. Its author gets it too, as proof that it is recorded. */
    record Show(String messageId, Party from, String text, Instant at) implements LegRequest {}

    /** Let the author know that the message is on the other side's device. */
    record ShowDelivered(String messageId, Instant at) implements LegRequest {}

    /** Let the other parties know that somebody types, or has stopped. */
    record ShowTyping(Party from, boolean typing) implements LegRequest {}

    /** Try the agent's own leg, until the deadline at most. */
    record Ring(OfferId offer, AgentId agent, Instant deadline) implements LegRequest {}

    /** Leave the agent's own leg alone: the offer ended without this agent. */
    record StopRinging(OfferId offer, AgentId agent, OfferOutcome outcome) implements LegRequest {}

    /** Join the customer and the agent, who owns the interaction now. */
    record Connect(OfferId offer, AgentId agent) implements LegRequest {}

    /** Let go of the agent, who no longer owns it. The customer stays. */
    record Detach(OfferId offer, AgentId agent) implements LegRequest {}

    /** Join a further agent to the owner, and to the customer unless on hold. */
    record Join(OfferId offer, AgentId agent) implements LegRequest {}

    /** Let a supervisor listen by the agent's phone, or do so in another way; it rings, if it does not yet. */
    record Listen(OfferId offer, AgentId agent, Mode mode) implements LegRequest {}

    /** Let go of the further agent, or of the supervisor. */
    record Part(OfferId offer, AgentId agent) implements LegRequest {}

    /** Call this number outside and join who answers to the customer; report what becomes of it by the name of the call. */
    record Dial(OfferId call, String number, Optional<String> callerId) implements LegRequest {}

    /** The customer hears music, and nobody hears the customer. */
    record Hold(Party by) implements LegRequest {}

    /** The end of {@link Hold}. */
    record Resume(Party by) implements LegRequest {}

    /** Send these digits to the customer. */
    record Press(String digits) implements LegRequest {

        /** Without the digits, for logs. */
        @Override
        public String toString() {
            return "Press[" + digits.length() + ']';
        }
    }

    /** Begin, suspend, go on with or end a recording of what is said. {@code keepUntil}: for how long, if it begins. */
    record Recording(Stage stage, RecordingId recording, Optional<Instant> keepUntil, Party by) implements LegRequest {

        /** What to do about the recording. */
        public enum Stage {
            START,
            PAUSE,
            GO_ON,
            STOP
        }
    }

    /**
     * Let go of everybody: for the customer it is over. {@code reason} is missing while the agent wraps up, and never for the
     * customer; {@code text} is for the customer.
     */
    record Disconnect(Party by, Optional<CloseReason> reason, Optional<String> text, Instant at)
            implements LegRequest {}
}

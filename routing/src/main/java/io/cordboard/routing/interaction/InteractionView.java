package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An interaction as others may see it.
 *
 * @param classified what the tenant's classification said of it last, unless somebody has decided otherwise since
 * @param recordings what was recorded of it, in order
 * @param talk how agent and customer talk, or talked; only of calls
 * @param arm which side of its queue's trial was drawn when it came there; it need not rule it any more
 */
public record InteractionView(
        InteractionId interaction,
        Phase phase,
        Contact contact,
        Optional<QueueId> queue,
        int priority,
        Instant opened,
        Instant since,
        List<OpenOffer> offers,
        Optional<AgentId> agent,
        Optional<OfferId> offer,
        Optional<Instant> answered,
        Optional<Instant> ended,
        Optional<Instant> wrapUpLimit,
        Optional<CloseReason> closeReason,
        Optional<String> disposition,
        int messages,
        Optional<Ruling> classified,
        Optional<Arm> arm,
        List<Tape> recordings,
        Optional<Talking> talk)
        implements Reply.View {

    public InteractionView {
        // From a node that does not know of recordings yet.
        recordings = Objects.requireNonNullElse(recordings, List.of());
    }

    /** An offer that may still be accepted. */
    public record OpenOffer(OfferId offer, AgentId agent, Instant deadline) {}

    /**
     * How the parties of a call talk.
     *
     * @param held whether the customer is on hold now
     * @param heldFor for how long the customer was before
     * @param consult the agent beside the owner, if there is one
     * @param monitored whether a supervisor listens
     */
    public record Talking(
            Optional<Held> held, Duration heldFor, Optional<Consulting> consult, Optional<Monitored> monitored) {}

    /** A supervisor listens, or is about to. */
    public record Monitored(Party by, Mode mode, Instant since) {

        /** Who hears the supervisor. */
        public enum Mode {
            /** Nobody. */
            @JsonProperty("monitor")
            MONITOR,
            /** The owner alone. */
            @JsonProperty("whisper")
            WHISPER,
            /** All. */
            @JsonProperty("barge")
            BARGE
        }
    }

    /** The customer is on hold. */
    public record Held(Party by, Instant since) {}

    /** A further agent, and since when it stands so with them. */
    public record Consulting(AgentId agent, Stage stage, Instant since) {

        /** How far it is. */
        public enum Stage {
            /** The agent's own room for it is asked for. */
            @JsonProperty("asked")
            ASKED,
            @JsonProperty("ringing")
            RINGING,
            /** With the owner alone. */
            @JsonProperty("consulting")
            CONSULTING,
            /** With the customer, too. */
            @JsonProperty("conference")
            CONFERENCE
        }
    }

    /** Where in its life it is. */
    public enum Phase {
        @JsonProperty("scheduled")
        SCHEDULED,
        @JsonProperty("guided")
        GUIDED,
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("offered")
        OFFERED,
        @JsonProperty("assigned")
        ASSIGNED,
        /** Connected to a number outside, or about to be; with no agent. */
        @JsonProperty("outside")
        OUTSIDE,
        @JsonProperty("wrapping-up")
        WRAPPING_UP,
        @JsonProperty("closed")
        CLOSED
    }
}

package io.cordboard.routing.leg;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a medium reports to routing: what its parties did, in routing's words. Every report may be repeated without harm; what a
 * medium is not sure to have reported it reports again.
 */
public sealed interface LegReport {

    InteractionId interaction();

    /** A customer is there, or work has come in. With {@code scheduled}: not to be worked on before then. */
    record Arrived(
            InteractionId interaction,
            Contact contact,
            Place place,
            Optional<Instant> scheduled,
            Optional<Classified> classified,
            Optional<Guide> guided)
            implements LegReport {

        /** For the queue that was found. */
        public Arrived(
                InteractionId interaction,
                Contact contact,
                Place place,
                Optional<Instant> scheduled,
                Optional<Classified> classified) {
            this(interaction, contact, place, scheduled, classified, Optional.empty());
        }

        /** To be guided by a flow first; {@code queue} is where it leads who needs a person. */
        public static Arrived guided(
                InteractionId interaction, Contact contact, Guide guide, QueueId queue, Instant now) {
            Arrived arrived = inQueue(interaction, contact, queue, now);
            return new Arrived(
                    interaction, contact, arrived.place(), Optional.empty(), Optional.empty(), Optional.of(guide));
        }

        /** For the queue that it names. */
        public Arrived(InteractionId interaction, Contact contact, Place place, Optional<Instant> scheduled) {
            this(interaction, contact, place, scheduled, Optional.empty());
        }

        /** For a queue, at {@code now}, with nothing special asked for. */
        public static Arrived inQueue(InteractionId interaction, Contact contact, QueueId queue, Instant now) {
            return new Arrived(
                    interaction,
                    contact,
                    new Place(queue, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                    Optional.empty());
        }
    }

    /** The flow that guides the customer has come further; see {@link InteractionEvent.FlowAdvanced}. */
    record Advanced(InteractionId interaction, int turn, List<String> steps, Attributes learned, String position)
            implements LegReport {
        public Advanced {
            steps = List.copyOf(steps);
        }
    }

    /** The customer, who waits, wants to go back into the flow that led to the queue, of which so many turns are reported. */
    record WentBack(InteractionId interaction, Guide guide, int turns) implements LegReport {}

    /** The customer leaves a message, which is recorded and kept for so long. */
    record TakesMessage(InteractionId interaction, Duration keep) implements LegReport {}

    /** The flow leads the customer to a queue, or through it to one agent. */
    record Led(
            InteractionId interaction,
            QueueId queue,
            Optional<Integer> priority,
            Map<Skill, Integer> skills,
            Optional<AgentId> agent)
            implements LegReport {
        public Led {
            skills = Map.copyOf(skills);
        }
    }

    /**
     * Somebody said or wrote something. {@code id} is the medium's own, by which a repetition is recognised; one that a
     * customer has chosen goes through {@link CustomerMessageId}.
     */
    record Said(InteractionId interaction, Party from, String id, String text) implements LegReport {}

    /** The message is on the other side's device. */
    record Delivered(InteractionId interaction, String messageId) implements LegReport {}

    /** Somebody types, or has stopped typing. Not recorded. */
    record Typing(InteractionId interaction, Party from, boolean typing) implements LegReport {}

    /** The agent's own leg (a phone) answered what rang for the offer: the agent takes it. */
    record Answered(InteractionId interaction, OfferId offer, AgentId agent) implements LegReport {}

    /** The agent's own leg was asked and declined. */
    record Declined(InteractionId interaction, OfferId offer, AgentId agent, Optional<String> why)
            implements LegReport {}

    /** The agent's own leg is engaged: SIP 486. */
    record Busy(InteractionId interaction, OfferId offer, AgentId agent) implements LegReport {}

    /** The agent's own leg rang and nobody took it: counts as a missed offer. */
    record NoAnswer(InteractionId interaction, OfferId offer, AgentId agent) implements LegReport {}

    /**
     * The agent's own leg cannot be found: not registered, or its network is gone. {@code why} is the medium's own word for it
     * ({@code sip-480}), for whoever looks for the cause later.
     */
    record Unreachable(InteractionId interaction, OfferId offer, AgentId agent, Optional<String> why)
            implements LegReport {}

    /**
     * The agent's own leg is gone without a word (RTP timeout, registration lost) and does not come back, while the customer's is
     * well. What happens then is the policy's: back in line, or the end.
     */
    record AgentDropped(InteractionId interaction, OfferId offer, AgentId agent) implements LegReport {}

    /**
     * Not to be worked on before {@code due} (at once, if that has passed): somebody put it off, or brought it forward, before
     * anybody began. For work that nobody waits for: tasks, callbacks.
     */
    record Rescheduled(InteractionId interaction, Instant due, Party by) implements LegReport {}

    /** Whoever asked for it wants it no longer. Only before an agent has taken it; later there is {@link Left}. */
    record Withdrawn(InteractionId interaction, Party by) implements LegReport {}

    /** A party ended it: the customer left or hung up, the agent's phone hung up, or the flow has come to its end (the system). */
    record Left(InteractionId interaction, Party who) implements LegReport {}

    /** An agent's own phone, or the flow (the system), has the customer connected to a number outside. */
    record SentOutside(InteractionId interaction, Party by, String number) implements LegReport {}

    /** Who was called outside has answered. */
    record OutsideAnswered(InteractionId interaction, OfferId call) implements LegReport {}

    /** Nobody outside has answered, or whoever has is gone. {@code why} is a word for it ({@code sip-486}). */
    record OutsideEnded(InteractionId interaction, OfferId call, String why) implements LegReport {}

    /** The agent's own phone has put the customer on hold. */
    record Held(InteractionId interaction, AgentId agent) implements LegReport {}

    /** The agent's own phone has taken the customer back. */
    record Resumed(InteractionId interaction, AgentId agent) implements LegReport {}

    /** The agent's own phone has sent the customer on to a queue, or through it to another agent. */
    record Transferred(InteractionId interaction, AgentId by, QueueId queue, Optional<AgentId> agent)
            implements LegReport {}

    /** The agent's own phone has left the customer to the agent who is consulted. */
    record HandedOver(InteractionId interaction, AgentId by) implements LegReport {}

    /** The customer's connection is gone without a word; see {@link Contact#patience}. */
    record Dropped(InteractionId interaction) implements LegReport {}

    /** What is said cannot be recorded, or not any longer: {@code why} is for whoever looks for the cause. */
    record RecordingFailed(InteractionId interaction, RecordingId recording, String why) implements LegReport {}

    /** The customer's connection is back. */
    record Returned(InteractionId interaction) implements LegReport {}
}

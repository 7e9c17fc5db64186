package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every request that an interaction understands. Any may be refused with NOT_FOUND, OVERLOADED or UNAVAILABLE too. */
public sealed interface InteractionCommand extends Command {

    InteractionId interaction();

    @Override
    default String entityId() {
        return interaction().toString();
    }

    @Override
    default String ref() {
        return getClass().getSimpleName() + ' ' + interaction();
    }

    /** Begins it. Refused: ALREADY_EXISTS if it was begun with other contents, INVALID. */
    record Open(
            InteractionId interaction,
            Contact contact,
            Place place,
            Optional<Instant> scheduled,
            Optional<Classified> classified,
            Optional<Guide> guided)
            implements InteractionCommand {

        public Open {
            // From a node that does not know of flows yet.
            guided = Objects.requireNonNullElse(guided, Optional.empty());
        }

        /** Into the queue that was found. */
        public Open(
                InteractionId interaction,
                Contact contact,
                Place place,
                Optional<Instant> scheduled,
                Optional<Classified> classified) {
            this(interaction, contact, place, scheduled, classified, Optional.empty());
        }

        /** Into a queue that whoever brings it has named. */
        public Open(InteractionId interaction, Contact contact, Place place, Optional<Instant> scheduled) {
            this(interaction, contact, place, scheduled, Optional.empty());
        }
    }

    /**
     * The flow that guides its customer has come further; see {@link InteractionEvent.FlowAdvanced}. Refused: WRONG_PHASE, STALE if a
     * turn is missing, LIMIT, INVALID.
     */
    record Advance(InteractionId interaction, int turn, List<String> steps, Attributes learned, String position)
            implements InteractionCommand {

        static final int MOST_STEPS = 500;
        static final int LONGEST_POSITION = 64_000;

        public Advance {
            // Nothing is not written.
            learned = Objects.requireNonNullElse(learned, Attributes.NONE);
            steps = List.copyOf(steps);
        }

        /** Without what was learned, for logs. */
        @Override
        public String toString() {
            return "Advance[" + interaction + ", " + turn + ", " + steps + ']';
        }
    }

    /**
     * The flow leads its customer to a queue, or through it to one agent. Once it waits it is known to have left, so repeating it does
     * no harm. Refused: WRONG_PHASE.
     */
    record LeaveFlow(
            InteractionId interaction,
            QueueId queue,
            Optional<Integer> priority,
            Map<Skill, Integer> skills,
            Optional<AgentId> agent)
            implements InteractionCommand {
        public LeaveFlow {
            skills = Map.copyOf(skills);
        }
    }

    /**
     * The flow takes a message of its customer, which is a recording and kept for so long. Refused: WRONG_PHASE, INVALID if it has no
     * sound, LIMIT.
     */
    record TakeMessage(InteractionId interaction, Duration keep) implements InteractionCommand {}

    /**
     * Its customer does not want to wait any longer, but to be guided again by the flow that has led to the queue, of which so many turns
     * are recorded. Refused: WRONG_PHASE, INVALID if another flow, or none, had guided them.
     */
    record ResumeFlow(InteractionId interaction, Guide guide, int turns) implements InteractionCommand {}

    /** An agent has reserved capacity for it. Refused: OFFER_OVER, TAKEN, WRONG_PHASE, NOT_FOUND: the agent releases. */
    record Offer(
            InteractionId interaction,
            OfferId offer,
            AgentId agent,
            Terms terms,
            Instant deadline,
            int policyVersion,
            int step,
            String reason,
            Optional<Shadow> shadow)
            implements InteractionCommand {

        /** Where no policy is tried. */
        public Offer(
                InteractionId interaction,
                OfferId offer,
                AgentId agent,
                Terms terms,
                Instant deadline,
                int policyVersion,
                int step,
                String reason) {
            this(interaction, offer, agent, terms, deadline, policyVersion, step, reason, Optional.empty());
        }

        public Offer {
            // From a node that does not know of shadows yet.
            shadow = Objects.requireNonNullElse(shadow, Optional.empty());
        }

        @Override
        public String ref() {
            return "Offer " + offer;
        }
    }

    /** The agent takes it: the only way to become its owner. Refused: OFFER_OVER, TAKEN. */
    record Accept(InteractionId interaction, OfferId offer, AgentId agent) implements InteractionCommand {
        @Override
        public String ref() {
            return "Accept " + offer;
        }
    }

    /** The agent declines, or the agent's entity gives the offer back. Refused: OFFER_OVER, TAKEN. */
    record EndOffer(InteractionId interaction, OfferId offer, AgentId agent, OfferOutcome outcome, Optional<String> why)
            implements InteractionCommand {
        @Override
        public String ref() {
            return "EndOffer " + offer;
        }
    }

    /**
     * Adds a message. Refused: WRONG_PHASE when closed, NOT_HELD for an agent who does not own it, LIMIT, ALREADY_EXISTS if
     * its id was another text's.
     */
    record Say(InteractionId interaction, String messageId, Party from, String text) implements InteractionCommand {

        /** Without what is said, for logs. */
        @Override
        public String toString() {
            return "Say[" + interaction + ", " + messageId + ", from " + from.role() + ']';
        }
    }

    /** The message reached the other side. */
    record Deliver(InteractionId interaction, String messageId) implements InteractionCommand {}

    /** The customer's connection is gone; see {@link Contact#patience}. */
    record Drop(InteractionId interaction) implements InteractionCommand {}

    /** The customer's connection is back. */
    record Return(InteractionId interaction) implements InteractionCommand {}

    /**
     * The customer leaves, or an agent or supervisor ends it. An assigned interaction goes to wrap-up, a waiting one is
     * abandoned or cancelled. Refused: NOT_HELD for an agent who does not own it.
     */
    record End(InteractionId interaction, Party by) implements InteractionCommand {}

    /** Ends wrap-up. Refused: WRONG_PHASE, NOT_HELD, INVALID if a disposition is mandatory and missing. */
    record WrapUp(InteractionId interaction, Party by, Optional<String> disposition, Optional<String> notes)
            implements InteractionCommand {}

    /** To a queue, or to one agent (through {@code toQueue}). Refused: WRONG_PHASE, NOT_HELD. */
    record Transfer(InteractionId interaction, Party by, QueueId toQueue, Optional<AgentId> toAgent)
            implements InteractionCommand {}

    /**
     * To a number outside, without waiting for an answer: the agent is free at once. Refused: INVALID for what is no call and for no
     * number, WRONG_PHASE, NOT_HELD.
     */
    record TransferOutside(InteractionId interaction, Party by, String number, Optional<String> callerId)
            implements InteractionCommand {}

    /** Who was called outside has answered. Refused: WRONG_PHASE if nobody is called by that name. */
    record AnswerOutside(InteractionId interaction, OfferId call) implements InteractionCommand {}

    /** The call outside has come to nothing, or is over. Refused: WRONG_PHASE if there is none of that name. */
    record EndOutside(InteractionId interaction, OfferId call, String why) implements InteractionCommand {}

    /** Back into its queue, its age kept. Refused: WRONG_PHASE, NOT_HELD. */
    record Requeue(InteractionId interaction, Party by) implements InteractionCommand {}

    /** Ends it before an agent has answered. Refused: WRONG_PHASE once assigned. */
    record Cancel(InteractionId interaction, Party by) implements InteractionCommand {}

    /**
     * Not to be worked on before {@code due}: at once, if that has passed. Only what nobody has begun and nobody waits for on
     * the other end of a connection. Refused: WRONG_PHASE, NOT_HELD for an agent.
     */
    record Reschedule(InteractionId interaction, Instant due, Party by) implements InteractionCommand {}

    /** Changes what it asks for while it waits, for its time or for an agent. Refused: WRONG_PHASE. */
    record Reprioritise(InteractionId interaction, int priority, Map<Skill, Integer> skills)
            implements InteractionCommand {}

    /** It is to stand there in line for the rest of the stay that {@code enqueued} names. Refused: STALE when that is over. */
    record PutInLine(InteractionId interaction, QueueId queue, Instant enqueued, Place.Stand stand)
            implements InteractionCommand {}

    record ChangeAttributes(InteractionId interaction, Attributes attributes) implements InteractionCommand {}

    /**
     * The queue sends it elsewhere: overflow, or outside business hours. {@code enqueued} names the stay; {@code priority} is what it
     * has there at least. Refused: LIMIT, and it stays.
     */
    record Divert(
            InteractionId interaction,
            QueueId from,
            Instant enqueued,
            Optional<QueueId> to,
            String message,
            Optional<Integer> priority)
            implements InteractionCommand {

        /** As urgent as it is. */
        public Divert(InteractionId interaction, QueueId from, Instant enqueued, Optional<QueueId> to, String message) {
            this(interaction, from, enqueued, to, message, Optional.empty());
        }

        @Override
        public String ref() {
            return "Divert " + interaction + ' ' + enqueued.toEpochMilli();
        }
    }

    /** The queue has it classified again, with these attributes set. {@code enqueued} names the stay. Refused: LIMIT, and it stays. */
    record Reclassify(InteractionId interaction, QueueId from, Instant enqueued, Attributes attributes)
            implements InteractionCommand {
        @Override
        public String ref() {
            return "Reclassify " + interaction + ' ' + enqueued.toEpochMilli();
        }
    }

    /** A relaxation step has fired before its time. {@code enqueued} names the stay. */
    record FireStep(
            InteractionId interaction,
            QueueId queue,
            Instant enqueued,
            int policyVersion,
            String of,
            int step,
            String condition)
            implements InteractionCommand {
        @Override
        public String ref() {
            return "FireStep " + interaction + ' ' + enqueued.toEpochMilli() + ' ' + step;
        }
    }

    /** The owning agent's connection died and the time to keep its work is over. Refused: NOT_HELD. */
    record LoseAgent(InteractionId interaction, OfferId offer, AgentId agent) implements InteractionCommand {
        @Override
        public String ref() {
            return "LoseAgent " + offer;
        }
    }

    /**
     * Begins, pauses, goes on with or ends the recording of a call that an agent has. Refused: NOT_HELD for an agent who does not
     * own it; INVALID for what is no call, where the policy has nothing recorded, and for an agent who would end what it has
     * recorded always; LIMIT; WRONG_PHASE.
     */
    record RecordCall(InteractionId interaction, What what, Party by) implements InteractionCommand {

        /** What to do about the recording. */
        public enum What {
            START,
            PAUSE,
            RESUME,
            STOP
        }

        @Override
        public String ref() {
            return "RecordCall " + what + ' ' + interaction;
        }
    }

    /** What carries the call cannot record it, or not go on with it. */
    record FailRecording(InteractionId interaction, RecordingId recording, String why) implements InteractionCommand {}

    /** Somebody is about to be given a recording. Refused: NOT_FOUND. */
    record FetchRecording(InteractionId interaction, RecordingId recording, String request, Party by)
            implements InteractionCommand {}

    /** It is removed before its time. Refused: NOT_FOUND, WRONG_PHASE while it runs. */
    record RemoveRecording(InteractionId interaction, RecordingId recording, Party by) implements InteractionCommand {}

    /** Brings it back to memory after a crash, so that what it owes is sent again and its timers run. */
    record Wake(InteractionId interaction) implements InteractionCommand {}

    /** Answered by {@link InteractionView}. */
    record Show(InteractionId interaction) implements InteractionCommand {}

    /** What is done during a call. Refused: WRONG_PHASE unless an agent talks, INVALID if nobody does, NOT_HELD. */
    sealed interface InCall extends InteractionCommand {
        Party by();
    }

    /** The customer hears music from now on. */
    record Hold(InteractionId interaction, Party by) implements InCall {}

    record Resume(InteractionId interaction, Party by) implements InCall {}

    /**
     * Sends digits to the customer. They are passed on and forgotten: recorded is how many there were.
     *
     * @param request the sender's own, so that digits are not sent twice: refused with ALREADY_EXISTS
     */
    record SendDigits(InteractionId interaction, String request, String digits, Party by)
            implements InCall, io.cordboard.routing.entity.Whisper {

        /** Without the digits, for logs. */
        @Override
        public String toString() {
            return "SendDigits[" + interaction + ", " + request + ']';
        }
    }

    /** The owner wants to talk to another agent, the customer on hold. Refused: WRONG_PHASE if there is another consult. */
    record Consult(InteractionId interaction, AgentId agent, Party by) implements InCall {}

    /** Customer, owner and who is consulted talk to one another. Refused: WRONG_PHASE if nobody is consulted. */
    record Confer(InteractionId interaction, Party by) implements InCall {}

    /** Without who is consulted, whether they have answered or not. */
    record EndConsult(InteractionId interaction, Party by) implements InCall {}

    /** Who is consulted owns it from now on. Refused: WRONG_PHASE if nobody is. */
    record HandOver(InteractionId interaction, Party by) implements InCall {}

    /**
     * A supervisor listens by the phone of {@code agent}, who is the same person; or does so in another way from now on. Refused:
     * NOT_HELD for anybody else, WRONG_PHASE if another supervisor does.
     */
    record Monitor(InteractionId interaction, AgentId agent, Mode mode, Party by) implements InCall {}

    record EndMonitor(InteractionId interaction, Party by) implements InCall {}

    /**
     * An agent's phone hung up: the owner's hands it over to whom they consult, or else ends it; another leaves it. Refused:
     * NOT_HELD.
     */
    record Leave(InteractionId interaction, AgentId agent) implements InteractionCommand {}

    /** Somebody types, or has stopped typing: passed on and forgotten. Refused: NOT_HELD for an agent who does not own it. */
    record Typing(InteractionId interaction, Party from, boolean typing)
            implements InteractionCommand, io.cordboard.routing.entity.Whisper {}

    /** Follows its events; see {@link io.cordboard.routing.entity.Watch}. */
    record Watch(InteractionId interaction, boolean presence, Duration ttl)
            implements InteractionCommand, io.cordboard.routing.entity.Watch {}
}

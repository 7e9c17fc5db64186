package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Everything that can have happened to an interaction. */
public sealed interface InteractionEvent extends Event {

    /**
     * It arrived. {@code scheduled}: not to be worked on before then. {@code classified}: how its queue was found, if none was named.
     * {@code guided}: by which flow its customer is guided first.
     */
    @Stored("interaction-opened")
    record Opened(
            Contact contact,
            Place place,
            Optional<Instant> scheduled,
            Optional<Classified> classified,
            Optional<Guide> guided,
            Instant at)
            implements InteractionEvent {

        public Opened {
            // What was stored before there were flows has none.
            guided = Objects.requireNonNullElse(guided, Optional.empty());
        }

        /** No flow guides its customer. */
        public Opened(
                Contact contact,
                Place place,
                Optional<Instant> scheduled,
                Optional<Classified> classified,
                Instant at) {
            this(contact, place, scheduled, classified, Optional.empty(), at);
        }

        /** It arrived for a queue. */
        public Opened(Contact contact, Place place, Optional<Instant> scheduled, Instant at) {
            this(contact, place, scheduled, Optional.empty(), at);
        }
    }

    /** It waits in a queue from now on. */
    @Stored("interaction-queued")
    record Queued(Place place, Queued.Why why, Instant at) implements InteractionEvent {

        /** What brought it into the queue. */
        public enum Why {
            @com.fasterxml.jackson.annotation.JsonProperty("arrived")
            ARRIVED,
            @com.fasterxml.jackson.annotation.JsonProperty("requeued")
            REQUEUED,
            @com.fasterxml.jackson.annotation.JsonProperty("transferred")
            TRANSFERRED,
            @com.fasterxml.jackson.annotation.JsonProperty("overflowed")
            OVERFLOWED,
            @com.fasterxml.jackson.annotation.JsonProperty("agent-lost")
            AGENT_LOST,
            @com.fasterxml.jackson.annotation.JsonProperty("classified")
            CLASSIFIED
        }
    }

    /**
     * The flow that guides its customer has come further.
     *
     * @param turn the how manieth time, from 1
     * @param steps the flow's steps that were taken, in order
     * @param learned what became known of the interaction
     * @param position where the flow stands now, in its interpreter's words
     */
    @Stored("flow-advanced")
    record FlowAdvanced(int turn, List<String> steps, Attributes learned, String position, Instant at)
            implements InteractionEvent {
        public FlowAdvanced {
            // Nothing is not written.
            learned = Objects.requireNonNullElse(learned, Attributes.NONE);
            steps = List.copyOf(steps);
        }
    }

    /**
     * Its customer has left the line, and is guided again by the flow that had led there.
     *
     * @param turns how many of the flow's turns were taken before
     */
    @Stored("flow-resumed")
    record FlowResumed(Guide guide, int turns, Instant at) implements InteractionEvent {}

    /** An agent holds a lease on it until the deadline. */
    @Stored("offer-made")
    record Offered(
            OfferId offer,
            AgentId agent,
            Terms terms,
            Instant deadline,
            int policyVersion,
            int step,
            String reason,
            Optional<Shadow> shadow,
            Instant at)
            implements InteractionEvent {

        /** Where no policy is tried. */
        public Offered(
                OfferId offer,
                AgentId agent,
                Terms terms,
                Instant deadline,
                int policyVersion,
                int step,
                String reason,
                Instant at) {
            this(offer, agent, terms, deadline, policyVersion, step, reason, Optional.empty(), at);
        }

        public Offered {
            // What was stored before there were trials has none.
            shadow = Objects.requireNonNullElse(shadow, Optional.empty());
        }
    }

    /** The lease ended without an assignment. {@code why} is the agent's own reason for rejecting. */
    @Stored("offer-ended")
    record OfferEnded(OfferId offer, AgentId agent, OfferOutcome outcome, Optional<String> why, Instant at)
            implements InteractionEvent {}

    /** The agent won it and owns it. */
    @Stored("interaction-assigned")
    record Assigned(OfferId offer, AgentId agent, Instant at) implements InteractionEvent {}

    /** Somebody said something, in text. {@code id} is the sender's own, so that repeats are recognised. */
    @Stored("message-added")
    record MessageAdded(String id, Party from, String text, Instant at) implements InteractionEvent {

        /** Without what was said, for logs. */
        @Override
        public String toString() {
            return "MessageAdded[" + id + ", from " + from.role() + ", at " + at + ']';
        }
    }

    /** The message reached the other side's device. */
    @Stored("message-delivered")
    record MessageDelivered(String id, Instant at) implements InteractionEvent {}

    /** The customer's connection dropped; if it does not come back in time the customer counts as gone. */
    @Stored("customer-dropped")
    record CustomerDropped(Instant until, Instant at) implements InteractionEvent {}

    @Stored("customer-returned")
    record CustomerReturned(Instant at) implements InteractionEvent {}

    /** It left the agent for a queue, or for one other agent. */
    @Stored("interaction-transferred")
    record Transferred(OfferId offer, AgentId from, QueueId toQueue, Optional<AgentId> toAgent, Party by, Instant at)
            implements InteractionEvent {}

    /** The owning agent's connection died and did not come back in time. */
    @Stored("agent-lost")
    record AgentLost(OfferId offer, AgentId agent, Instant at) implements InteractionEvent {}

    /** The conversation is over; the agent wraps up, at the latest until {@code limit}. */
    @Stored("wrap-up-started")
    record WrapUpStarted(OfferId offer, AgentId agent, Party endedBy, Instant limit, Instant at)
            implements InteractionEvent {}

    /** The end. Nothing but settling accounts follows. */
    @Stored("interaction-closed")
    record Closed(
            CloseReason reason,
            Party by,
            Optional<String> disposition,
            Optional<String> notes,
            Optional<String> message,
            Instant at)
            implements InteractionEvent {

        /** Before any agent had it, with nothing to say of it. */
        static Closed unhandled(CloseReason reason, Party by, Instant at) {
            return new Closed(reason, by, Optional.empty(), Optional.empty(), Optional.empty(), at);
        }
    }

    @Stored("attributes-changed")
    record AttributesChanged(Attributes attributes, Instant at) implements InteractionEvent {}

    /** Its queue's policy has it classified again, with these attributes set. */
    @Stored("reclassification-begun")
    record Reclassifying(Attributes attributes, Instant at) implements InteractionEvent {
        public Reclassifying {
            // Nothing is not written.
            attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
        }
    }

    /**
     * The tenant's classification was asked again; what follows from it follows in the history, or it stays as it is.
     *
     * @param ruling what it said; absent, if the tenant has none
     * @param time the how manieth time; see {@link Sorting#MOST}
     */
    @Stored("interaction-classified")
    record Reclassified(Optional<Ruling> ruling, Cause cause, int time, Instant at) implements InteractionEvent {

        /** What made somebody ask. */
        public enum Cause {
            @com.fasterxml.jackson.annotation.JsonProperty("changed")
            CHANGED,
            @com.fasterxml.jackson.annotation.JsonProperty("exception")
            EXCEPTION
        }
    }

    /**
     * Priority, asked skills or attributes changed while it waits, or it was put elsewhere in line: its place counts anew.
     *
     * @param stand where in line it was put by hand, if it was
     * @param byHand whether somebody said so, whatever the tenant's classification says
     */
    @Stored("place-changed")
    record PlaceChanged(
            int priority,
            Map<Skill, Integer> skills,
            Optional<Place.Stand> stand,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean byHand,
            Instant at)
            implements InteractionEvent {

        /** Nobody said so. */
        public PlaceChanged(int priority, Map<Skill, Integer> skills, Optional<Place.Stand> stand, Instant at) {
            this(priority, skills, stand, false, at);
        }

        /** The same; it stands in line by priority and age. */
        public PlaceChanged(int priority, Map<Skill, Integer> skills, Instant at) {
            this(priority, skills, Optional.empty(), at);
        }

        /** Somebody says what it has, and that it stands in line by that and its age. */
        static PlaceChanged by(InteractionCommand.Reprioritise said, Instant at) {
            return new PlaceChanged(said.priority(), said.skills(), Optional.empty(), true, at);
        }
    }

    /**
     * So many relaxation steps of its queue's policy have fired, the last of them before its time.
     *
     * @param of which steps these are; see {@link Place.Fired}
     * @param condition what held of the queue
     */
    @Stored("step-fired")
    record StepFired(int step, String of, int policyVersion, String condition, Instant at) implements InteractionEvent {
        public StepFired {
            of = Objects.requireNonNullElse(of, "");
        }
    }

    /** Its queue has said on which side of a trial it is; on none any more, if absent. */
    @Stored("arm-drawn")
    record ArmDrawn(Optional<Arm> arm, Instant at) implements InteractionEvent {
        public ArmDrawn {
            arm = Objects.requireNonNullElse(arm, Optional.empty());
        }
    }

    /** It is not to be worked on before {@code due}; where it waited it waits no longer. */
    @Stored("interaction-rescheduled")
    record Rescheduled(Instant due, Party by, Instant at) implements InteractionEvent {}

    /** Its sound is recorded from now on, as far as its medium can. */
    @Stored("recording-started")
    record RecordingStarted(RecordingId recording, RecordingStarted.Why why, Instant keepUntil, Party by, Instant at)
            implements InteractionEvent {

        /** What had it begun. */
        public enum Why {
            @com.fasterxml.jackson.annotation.JsonProperty("policy")
            POLICY,
            @com.fasterxml.jackson.annotation.JsonProperty("asked")
            ASKED,
            /** It is what the customer says to a flow, for an agent to listen to later. */
            @com.fasterxml.jackson.annotation.JsonProperty("message")
            MESSAGE
        }
    }

    /** What is said now is not recorded. It goes on by itself at {@code until}. */
    @Stored("recording-paused")
    record RecordingPaused(RecordingId recording, Instant until, Party by, Instant at) implements InteractionEvent {}

    /** It goes on; {@link Party#SYSTEM}: because the pause was long enough. */
    @Stored("recording-resumed")
    record RecordingResumed(RecordingId recording, Party by, Instant at) implements InteractionEvent {}

    @Stored("recording-stopped")
    record RecordingStopped(RecordingId recording, Party by, Instant at) implements InteractionEvent {}

    /** It could not be begun, or ended by itself. The conversation goes on. */
    @Stored("recording-failed")
    record RecordingFailed(RecordingId recording, String why, Instant at) implements InteractionEvent {}

    /** Somebody was given it to listen to. {@code request} tells a repetition from another time. */
    @Stored("recording-fetched")
    record RecordingFetched(RecordingId recording, String request, Party by, Instant at) implements InteractionEvent {}

    /** Somebody had it removed before its time. */
    @Stored("recording-removed")
    record RecordingRemoved(RecordingId recording, Party by, Instant at) implements InteractionEvent {}

    /** What the parties of a call do while they talk; see {@link Talk}. */
    sealed interface InCall extends InteractionEvent {}

    /** The customer hears music, and nobody hears the customer. */
    @Stored("held")
    record Held(Party by, Instant at) implements InCall {}

    /** The end of {@link Held}. */
    @Stored("resumed")
    record Resumed(Party by, Instant at) implements InCall {}

    /** So many digits were sent to the customer; which, nobody keeps. */
    @Stored("digits-sent")
    record DigitsSent(String request, int count, Party by, Instant at) implements InCall {}

    /** The owner wants to consult another agent, who is asked until the deadline. */
    @Stored("consult-asked")
    record ConsultAsked(OfferId offer, AgentId agent, Instant deadline, Party by, Instant at) implements InCall {}

    /** The other agent has room for it and is rung. */
    @Stored("consult-offered")
    record ConsultOffered(OfferId offer, AgentId agent, Instant deadline, Instant at) implements InCall {}

    /** The other agent did not come to it. {@code why} is the word of whoever said so. */
    @Stored("consult-ended")
    record ConsultEnded(OfferId offer, AgentId agent, OfferOutcome outcome, Optional<String> why, Instant at)
            implements InCall {}

    /** The other agent talks to the owner. */
    @Stored("party-joined")
    record PartyJoined(OfferId offer, AgentId agent, Instant at) implements InCall {}

    /** Customer, owner and the other agent talk to one another. */
    @Stored("conference-started")
    record ConferenceStarted(Party by, Instant at) implements InCall {}

    /** The other agent, who did not own it, is out of it again. */
    @Stored("party-left")
    record PartyLeft(OfferId offer, AgentId agent, Party by, Instant at) implements InCall {}

    /** A supervisor wants to listen by an agent's phone, which is rung. */
    @Stored("monitor-started")
    record MonitorStarted(OfferId offer, AgentId agent, Mode mode, Party by, Instant deadline, Instant at)
            implements InCall {}

    /** The supervisor's phone has answered. */
    @Stored("monitor-joined")
    record MonitorJoined(OfferId offer, AgentId agent, Instant at) implements InCall {}

    @Stored("monitor-changed")
    record MonitorChanged(OfferId offer, AgentId agent, Mode mode, Party by, Instant at) implements InCall {}

    /** Nobody listens any more, or it came to nothing. {@code why} is there if nobody asked for it. */
    @Stored("monitor-ended")
    record MonitorEnded(OfferId offer, AgentId agent, Optional<String> why, Party by, Instant at) implements InCall {}

    /** What becomes of a customer who is connected to a number outside; see {@link WithOutside}. */
    sealed interface Outward extends InteractionEvent {}

    /**
     * It left the agent for a number outside, which is called.
     *
     * @param call names this call among those that are made for the interaction
     * @param callerId the number that is to be shown there, if somebody has said so
     */
    @Stored("transferred-outside")
    record TransferredOutside(
            OfferId offer, AgentId from, OfferId call, String number, Optional<String> callerId, Party by, Instant at)
            implements Outward {}

    /**
     * A flow has its customer connected to a number outside, which is called.
     *
     * @param call as in {@link TransferredOutside}
     */
    @Stored("led-outside")
    record LedOutside(OfferId call, String number, Optional<String> callerId, Instant at) implements Outward {}

    /** Who was called outside has answered, and talks to the customer. */
    @Stored("outside-answered")
    record OutsideAnswered(OfferId call, Instant at) implements Outward {}

    /** Nobody outside has answered. {@code why} is SIP's word ({@code sip-486}), or our own ({@code not-allowed}). */
    @Stored("outside-failed")
    record OutsideFailed(OfferId call, String why, Instant at) implements Outward {}

    /** The offers and queues listed have taken note; nothing more is owed to them. */
    @Stored("dues-paid")
    record DuesPaid(Set<OfferId> offers, Set<QueueId> queues, Instant at) implements InteractionEvent {}

    /** Everybody has taken note of the end; the entity may be forgotten. */
    @Stored("interaction-settled")
    record Settled(Instant at) implements InteractionEvent {}
}

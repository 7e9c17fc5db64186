package io.cordboard.routing.agent;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Everything that can have happened to an agent. */
public sealed interface AgentEvent extends Event {

    /** An administrator has said what the agent can do. {@code revision} orders what is said. */
    @Stored("agent-configured")
    record Configured(AgentProfile profile, long revision, Instant at) implements AgentEvent {}

    @Stored("agent-removed")
    record Removed(long revision, Instant at) implements AgentEvent {}

    @Stored("agent-signed-in")
    record SignedIn(Instant at) implements AgentEvent {}

    @Stored("agent-signed-out")
    record SignedOut(String reason, Instant at) implements AgentEvent {}

    /** Signs out once the work in hand is done. */
    @Stored("agent-drain-started")
    record DrainStarted(Instant at) implements AgentEvent {}

    @Stored("agent-became-ready")
    record BecameReady(Instant at) implements AgentEvent {}

    /** {@code reason} is one of the tenant's reasons, or {@code missed-offers} or {@code connection-lost}. */
    @Stored("agent-became-not-ready")
    record BecameNotReady(String reason, Instant at) implements AgentEvent {}

    /** The last connection is gone; open offers end at {@code graceUntil} unless one comes back. */
    @Stored("agent-connection-lost")
    record ConnectionLost(Instant graceUntil, Instant at) implements AgentEvent {}

    @Stored("agent-connection-restored")
    record ConnectionRestored(Instant at) implements AgentEvent {}

    /** Capacity is reserved for an offer until the deadline. */
    @Stored("offer-reserved")
    record Reserved(
            OfferId offer,
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            Terms terms,
            Instant deadline,
            int policyVersion,
            int step,
            String reason,
            Optional<Shadow> shadow,
            Instant at)
            implements AgentEvent {

        /** Where no policy is tried. */
        public Reserved(
                OfferId offer,
                InteractionId interaction,
                QueueId queue,
                Medium medium,
                Terms terms,
                Instant deadline,
                int policyVersion,
                int step,
                String reason,
                Instant at) {
            this(offer, interaction, queue, medium, terms, deadline, policyVersion, step, reason, Optional.empty(), at);
        }

        public Reserved {
            // What was stored before there were trials has none.
            shadow = Objects.requireNonNullElse(shadow, Optional.empty());
        }
    }

    /** The interaction has confirmed that the agent won it. */
    @Stored("offer-won")
    record Won(OfferId offer, Instant at) implements AgentEvent {}

    /** The reservation ended without the agent winning. {@code restsUntil}: nothing is offered to the agent before then. */
    @Stored("offer-released")
    record Released(OfferId offer, OfferOutcome outcome, Optional<Instant> restsUntil, Instant at)
            implements AgentEvent {}

    /** The rest after an offer that came to nothing is over. */
    @Stored("agent-rest-ended")
    record RestEnded(Instant at) implements AgentEvent {}

    /** The customer has gone; the agent wraps up. */
    @Stored("work-wrapping")
    record Wrapping(OfferId offer, Instant limit, Instant at) implements AgentEvent {}

    /** The work is done, or was taken away. */
    @Stored("work-finished")
    record Finished(OfferId offer, Optional<String> disposition, Instant at) implements AgentEvent {}

    /** The agent works on something outside, until {@code until} unless that is said again. */
    @Stored("outside-work-counted")
    record OutsideWorkCounted(String ref, Medium medium, Instant until, Instant at) implements AgentEvent {}

    /** {@code lapsed}: nobody has said that it is over, nor that it goes on. */
    @Stored("outside-work-ended")
    record OutsideWorkEnded(String ref, boolean lapsed, Instant at) implements AgentEvent {}

    /** The agent's side gives it up: an open offer is returned, handled work is to be taken over. */
    @Stored("work-given-up")
    record GivenUp(OfferId offer, OfferOutcome why, Instant at) implements AgentEvent {}
}

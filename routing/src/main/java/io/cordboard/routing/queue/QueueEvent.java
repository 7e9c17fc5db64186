package io.cordboard.routing.queue;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Policy;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Everything that can have happened to a queue. */
public sealed interface QueueEvent extends Event {

    @Stored("queue-configured")
    record Configured(
            String displayName,
            String policyId,
            Policy policy,
            int policyVersion,
            Optional<Trial> trial,
            long revision,
            Instant at)
            implements QueueEvent {

        /** A queue without a trial. */
        public Configured(
                String displayName, String policyId, Policy policy, int policyVersion, long revision, Instant at) {
            this(displayName, policyId, policy, policyVersion, Optional.empty(), revision, at);
        }

        public Configured {
            // What was stored before there were trials has none.
            trial = Objects.requireNonNullElse(trial, Optional.empty());
        }
    }

    @Stored("queue-removed")
    record Removed(long revision, Instant at) implements QueueEvent {}

    @Stored("interaction-enqueued")
    record Enqueued(InteractionId interaction, Medium medium, Place place, Attributes attributes, Instant at)
            implements QueueEvent {

        /** An interaction without attributes came. */
        public Enqueued(InteractionId interaction, Medium medium, Place place, Instant at) {
            this(interaction, medium, place, Attributes.NONE, at);
        }

        public Enqueued {
            // What was stored before there were attributes has none.
            attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
        }
    }

    /** The stay that began at {@code enqueued} is over. */
    @Stored("interaction-dequeued")
    record Dequeued(InteractionId interaction, Instant enqueued, Instant at) implements QueueEvent {}

    /** The policy sends it elsewhere; it is matched here no more. */
    @Stored("interaction-diverted")
    record Diverted(InteractionId interaction, Destination to, Instant at) implements QueueEvent {}

    /** It could not go elsewhere and stays; it is not sent away from here again. */
    @Stored("diversion-refused")
    record Stayed(InteractionId interaction, Instant at) implements QueueEvent {}
}

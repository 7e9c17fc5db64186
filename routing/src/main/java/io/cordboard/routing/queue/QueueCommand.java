package io.cordboard.routing.queue;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Every request that a queue understands. Any may be refused with NOT_FOUND, OVERLOADED or UNAVAILABLE too. */
public sealed interface QueueCommand extends Command {

    QueueId queue();

    @Override
    default String entityId() {
        return queue().toString();
    }

    @Override
    default String ref() {
        return getClass().getSimpleName() + ' ' + queue();
    }

    /** What an administrator says; older revisions than the known one are acknowledged and ignored. */
    record Configure(
            QueueId queue,
            String displayName,
            String policyId,
            Policy policy,
            int policyVersion,
            Optional<Trial> trial,
            long revision)
            implements QueueCommand {

        /** Of a queue without a trial. */
        public Configure(
                QueueId queue, String displayName, String policyId, Policy policy, int policyVersion, long revision) {
            this(queue, displayName, policyId, policy, policyVersion, Optional.empty(), revision);
        }

        public Configure {
            // From a node that does not know of trials yet.
            trial = Objects.requireNonNullElse(trial, Optional.empty());
        }

        @Override
        public String ref() {
            return "Configure " + queue + ' ' + revision;
        }
    }

    /** No longer on the tenant's list, so nothing new is sent here; what waits, or is on its way, is still served. */
    record Remove(QueueId queue, long revision) implements QueueCommand {
        @Override
        public String ref() {
            return "Remove " + queue + ' ' + revision;
        }
    }

    /** The interaction waits here from {@code place.enqueued} on. Refused: NOT_FOUND while not configured. */
    record Enqueue(QueueId queue, InteractionId interaction, Medium medium, Place place, Attributes attributes)
            implements QueueCommand {

        /** Of an interaction without attributes. */
        public Enqueue(QueueId queue, InteractionId interaction, Medium medium, Place place) {
            this(queue, interaction, medium, place, Attributes.NONE);
        }

        public Enqueue {
            // From a node that does not know of attributes yet.
            attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
        }

        @Override
        public String ref() {
            return "Enqueue " + interaction + ' ' + place.enqueued().toEpochMilli() + '#'
                    + Objects.hash(
                            place.priority(),
                            place.skills(),
                            place.onlyAgent(),
                            place.excluded(),
                            place.fired(),
                            place.stand())
                    + (attributes.isEmpty() ? "" : "/" + digest());
        }

        /** Hash codes of maps with some values changed about are often equal. */
        private UUID digest() {
            return UUID.nameUUIDFromBytes(attributes.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The stay that began at {@code enqueued} is over. */
    record Dequeue(QueueId queue, InteractionId interaction, Instant enqueued) implements QueueCommand {
        @Override
        public String ref() {
            return "Dequeue " + queue + ' ' + interaction + ' ' + enqueued.toEpochMilli();
        }
    }

    /** Of the overflow rules with this mark the {@code rule}th, from 0, applies to one that waits. {@code enqueued} names the stay. */
    record ApplyOverflow(QueueId queue, InteractionId interaction, Instant enqueued, String of, int rule)
            implements QueueCommand {
        @Override
        public String ref() {
            return "ApplyOverflow " + interaction + ' ' + enqueued.toEpochMilli() + ' ' + rule;
        }
    }

    /** Brings it back to memory after a crash. */
    record Wake(QueueId queue) implements QueueCommand {}

    /** Answered by {@link QueueView}. */
    record Show(QueueId queue) implements QueueCommand {}

    /** Answered by {@link QueueView.Waiting}: up to {@code limit} in order of arrival, after the given one. */
    record ShowWaiting(QueueId queue, Optional<InteractionId> after, int limit) implements QueueCommand {}

    /** Follows its events; see {@link io.cordboard.routing.entity.Watch}. */
    record Watch(QueueId queue, boolean presence, Duration ttl)
            implements QueueCommand, io.cordboard.routing.entity.Watch {}
}

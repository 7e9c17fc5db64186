package io.cordboard.routing.matching;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;

/**
 * What a condition on a queue has brought about for one that waits. It is given again after 1, 2, 4 ... s, until what the
 * kernel is told shows that it was taken note of.
 */
public sealed interface Verdict {

    InteractionId interaction();

    QueueId queue();

    /** The stay that it is about. */
    Instant enqueued();

    /**
     * Relaxation steps fired before their time: so many have fired now.
     *
     * @param of which steps these are; see {@link io.cordboard.routing.interaction.Place.Fired}
     * @param condition what held of the queue
     */
    record StepFired(
            InteractionId interaction,
            QueueId queue,
            Instant enqueued,
            int policyVersion,
            String of,
            int step,
            String condition)
            implements Verdict {}

    /** An overflow rule applies: of the rules with this {@link io.cordboard.routing.policy.Overflow#mark} the {@code rule}th, from 0. */
    record Overflowed(InteractionId interaction, QueueId queue, Instant enqueued, String of, int rule)
            implements Verdict {}
}

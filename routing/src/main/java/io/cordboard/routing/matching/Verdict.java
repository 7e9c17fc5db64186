package io.cordboard.routing.matching;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;

/**
 * What a condition on a queue has brought about for one that waits. It is given again each time the queue is looked at, until what
 * the kernel is told shows that it was taken note of.
 */
public sealed interface Verdict {

    InteractionId interaction();

    QueueId queue();

    /** The stay that it is about. */
    Instant enqueued();

    int policyVersion();

    /**
     * Relaxation steps fired before their time: so many have fired now.
     *
     * @param condition what held of the queue
     */
    record StepFired(
            InteractionId interaction, QueueId queue, Instant enqueued, int policyVersion, int step, String condition)
            implements Verdict {}

    /** An overflow rule applies: the {@code rule}th of the policy, from 0. */
    record Overflowed(InteractionId interaction, QueueId queue, Instant enqueued, int policyVersion, int rule)
            implements Verdict {}
}

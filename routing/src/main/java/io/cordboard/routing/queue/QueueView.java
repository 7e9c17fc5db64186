package io.cordboard.routing.queue;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.ServiceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A queue as others may see it. {@code removed}: there is none any more, though some may still wait. */
public record QueueView(
        QueueId queue,
        String displayName,
        String policyId,
        int policyVersion,
        ServiceLevel serviceLevel,
        boolean open,
        boolean removed,
        int waiting,
        Optional<Instant> longestSince)
        implements Reply.View {

    /** A page of those that wait, in order of arrival. */
    public record Waiting(QueueId queue, List<Entry> entries) implements Reply.View {}

    /** The answer to one that came and is on this side of a trial, which it does not know yet. */
    public record Entered(Optional<Arm> arm) implements Reply.View {}

    /** One that waits. */
    public record Entry(InteractionId interaction, int priority, Instant since, Instant enqueued) {}
}

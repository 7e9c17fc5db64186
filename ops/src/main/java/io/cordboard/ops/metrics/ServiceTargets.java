package io.cordboard.ops.metrics;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Within which time each queue's interactions should be answered, as the queues themselves said lately. */
final class ServiceTargets {

    private static final Duration GOOD_FOR = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private record Said(CompletionStage<Optional<Duration>> within, long atNanos) {}

    private final Switchboard switchboard;
    private final int max;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<QueueId, Said> said = new ConcurrentHashMap<>();

    /** @param max queues that are remembered; beyond it all are asked anew */
    ServiceTargets(Switchboard switchboard, int max, LongSupplier nanos) {
        this.switchboard = switchboard;
        this.max = max;
        this.nanos = nanos;
    }

    /** Empty if the queue does not say. A change of policy shows after a minute. */
    CompletionStage<Optional<Duration>> of(QueueId queue) {
        long now = nanos.getAsLong();
        if (said.size() >= max) {
            said.clear();
        }
        return said.compute(
                        queue,
                        (_, known) -> known != null && now - known.atNanos() < GOOD_FOR.toNanos()
                                ? known
                                : new Said(ask(queue), now))
                .within();
    }

    private CompletionStage<Optional<Duration>> ask(QueueId queue) {
        return switchboard
                .ask(new QueueCommand.Show(queue), ANSWER_WITHIN)
                .thenApply(reply -> reply instanceof Reply.Found(_, _, QueueView view)
                        ? Optional.of(view.serviceLevel().within())
                        : Optional.<Duration>empty())
                .exceptionally(_ -> Optional.empty());
    }

    /** Nobody to ask: no target is known. */
    static CompletionStage<Optional<Duration>> unknown(QueueId queue) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}

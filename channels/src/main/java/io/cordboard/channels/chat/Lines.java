package io.cordboard.channels.chat;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is where in line, as customers are told it: by priority, then by age. A queue is asked once in a while, however many of its
 * customers wait on this node.
 */
final class Lines {

    private record Known(CompletionStage<Map<InteractionId, Integer>> places, long askedAt) {}

    private final Legs legs;
    private final long freshNanos;
    private final Map<QueueId, Known> queues = new ConcurrentHashMap<>();

    Lines(Legs legs, Duration fresh) {
        this.legs = legs;
        this.freshNanos = fresh.toNanos();
    }

    /** The place of a chat, from 1; empty if it is far back, or not (yet) in line. Never fails. */
    CompletionStage<Optional<Integer>> place(QueueId queue, InteractionId chat) {
        long now = System.nanoTime();
        Known known = queues.get(queue);
        if (known == null || now - known.askedAt() >= freshNanos) {
            // Two at once may both ask: no harm in that.
            known = asked(queue, now);
            queues.put(queue, known);
        }
        return known.places().thenApply(places -> Optional.ofNullable(places.get(chat)));
    }

    private Known asked(QueueId queue, long now) {
        return new Known(
                legs.waiting(queue).thenApply(reply -> reply instanceof Reply.Found found ? places(found) : Map.of()),
                now);
    }

    private static Map<InteractionId, Integer> places(Reply.Found found) {
        List<QueueView.Entry> line = ((QueueView.Waiting) found.view())
                .entries().stream()
                        .sorted(Comparator.comparingInt(QueueView.Entry::priority)
                                .reversed()
                                .thenComparing(QueueView.Entry::since))
                        .toList();
        var places = new HashMap<InteractionId, Integer>();
        line.forEach(entry -> places.put(entry.interaction(), places.size() + 1));
        return places;
    }

    /** Forgets queues of which nobody has asked for long. */
    void tidy() {
        long old = System.nanoTime() - 10 * freshNanos;
        queues.values().removeIf(known -> known.askedAt() - old < 0);
    }
}

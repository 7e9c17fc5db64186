package io.cordboard.routing.queue;

import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Destination;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A queue's state as kept for quick recovery; a cache, never the truth. {@code arrivals}: who may still be sent elsewhere, and from
 * when on their wait counts; {@code later}: who of them could not be sent elsewhere once.
 */
record QueueSnapshot(
        QueueId queue,
        Optional<QueueEvent.Configured> rules,
        boolean removed,
        Map<InteractionId, Line.Entry> entries,
        Map<InteractionId, Destination> leaving,
        Map<InteractionId, Departures.Left> departures,
        Map<InteractionId, Instant> arrivals,
        Set<InteractionId> later)
        implements Snapshot {

    QueueState state() {
        if (rules.isEmpty()) {
            return new QueueState.Undefined(queue);
        }
        Line line = Line.EMPTY;
        for (var entry : new HashMap<>(entries).entrySet()) {
            line = line.joined(entry.getKey(), entry.getValue());
            if (leaving.containsKey(entry.getKey())) {
                line = line.sentTo(entry.getKey(), leaving.get(entry.getKey()));
            } else if (later.contains(entry.getKey()) || !arrivals.containsKey(entry.getKey())) {
                line = line.kept(entry.getKey(), Optional.ofNullable(arrivals.get(entry.getKey())));
            }
        }
        var inOrder = departures.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getValue().at()))
                .toList();
        for (var left : inOrder) {
            line = line.left(
                    left.getKey(), left.getValue().stay(), left.getValue().at());
        }
        return new QueueState.Defined(queue, rules.get(), removed, line);
    }
}

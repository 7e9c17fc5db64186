package io.cordboard.routing.queue;

import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Destination;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue's state as kept for quick recovery; a cache, never the truth. {@code arrivals}: who may still be sent elsewhere. */
record QueueSnapshot(
        QueueId queue,
        Optional<QueueEvent.Configured> rules,
        boolean removed,
        Map<InteractionId, Line.Entry> entries,
        Map<InteractionId, Destination> leaving,
        Map<InteractionId, Departures.Left> departures,
        List<InteractionId> arrivals)
        implements Snapshot {

    QueueState state() {
        if (rules.isEmpty()) {
            return new QueueState.Undefined(queue);
        }
        var mayLeave = new HashSet<>(arrivals);
        Line line = Line.EMPTY;
        for (var entry : new HashMap<>(entries).entrySet()) {
            line = line.joined(entry.getKey(), entry.getValue());
            if (leaving.containsKey(entry.getKey())) {
                line = line.sentTo(entry.getKey(), leaving.get(entry.getKey()));
            } else if (!mayLeave.contains(entry.getKey())) {
                line = line.kept(entry.getKey());
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

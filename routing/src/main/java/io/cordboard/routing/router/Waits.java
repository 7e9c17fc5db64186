package io.cordboard.routing.router;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits where, as the queues tell it: if several tell of the same one, where it went last. */
final class Waits {

    private final Map<QueueId, Map<InteractionId, Waiting>> byQueue = new HashMap<>();
    private final Map<InteractionId, Waiting> latest = new HashMap<>();
    /** Those of whom a queue has said that they wait there while another said so too. */
    private final Set<InteractionId> disputed = new HashSet<>();
    /** Of queues that began to tell of themselves anew: those whom they told of before, and now not yet. */
    private final Map<QueueId, Set<InteractionId>> untold = new HashMap<>();

    @Nullable
    Waiting of(InteractionId id) {
        return latest.get(id);
    }

    int size() {
        return latest.size();
    }

    /** The queue begins to tell of all who wait there. Until it has told of all, those whom it told of before are kept. */
    void begin(QueueId queue) {
        untold.put(queue, new HashSet<>(byQueue.getOrDefault(queue, Map.of()).keySet()));
    }

    /** The queue has told of all; returns those whom it told of before it began and not since. */
    Set<InteractionId> complete(QueueId queue) {
        Set<InteractionId> rest = untold.remove(queue);
        return rest == null ? Set.of() : rest;
    }

    void arrived(Waiting w) {
        byQueue.computeIfAbsent(w.queue(), _ -> new HashMap<>()).put(w.interaction(), w);
        Set<InteractionId> rest = untold.get(w.queue());
        if (rest != null) {
            rest.remove(w.interaction());
        }
        Waiting known = latest.get(w.interaction());
        if (known != null && !known.queue().equals(w.queue())) {
            disputed.add(w.interaction());
            if (known.enqueued().isAfter(w.enqueued())) {
                return;
            }
        }
        latest.put(w.interaction(), w);
    }

    void gone(QueueId queue, InteractionId id) {
        var ofQueue = byQueue.get(queue);
        if (ofQueue != null) {
            ofQueue.remove(id);
        }
        Waiting known = latest.get(id);
        if (known == null || !known.queue().equals(queue)) {
            return;
        }
        Optional<Waiting> elsewhere = disputed.contains(id) ? elsewhere(id) : Optional.empty();
        elsewhere.ifPresentOrElse(w -> latest.put(id, w), () -> {
            disputed.remove(id);
            latest.remove(id);
        });
    }

    private Optional<Waiting> elsewhere(InteractionId id) {
        return byQueue.values().stream()
                .flatMap(queue -> Optional.ofNullable(queue.get(id)).stream())
                .max(Comparator.comparing(Waiting::enqueued));
    }
}

package io.cordboard.routing.router;

import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the router has heard what each queue tells of itself: a numbered stream of messages, which may begin anew. */
final class Streams {

    /** How long a queue that tells of itself in several messages is waited for before anything is matched. */
    private static final Duration FILLING = Duration.ofSeconds(10);
    /** So many streams of a queue that were given up are remembered, lest a late message brings one back. */
    private static final int REMEMBERED = 8;

    /** What a message is to its stream. */
    enum Place {
        /** It begins a stream, and all that was known of the queue with it. */
        FIRST,
        NEXT,
        /** It was heard before. */
        HEARD,
        /** One before it is missing, or its stream was given up. */
        ASTRAY
    }

    private record Stream(String id, long number, List<String> before) {

        Stream next(RouterCommand.QueueChanged c) {
            if (id.equals(c.stream())) {
                return new Stream(id, c.number(), before);
            }
            var all = new ArrayList<>(before);
            all.add(id);
            return new Stream(
                    c.stream(), c.number(), List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size())));
        }
    }

    private final Map<QueueId, Stream> streams = new HashMap<>();
    /** Queues that have told of some of those who wait, and not yet of the rest. */
    private final Map<QueueId, Instant> filling = new HashMap<>();

    Place follow(RouterCommand.QueueChanged c, Instant now) {
        Stream known = streams.get(c.queue());
        if (known != null && known.before().contains(c.stream())) {
            return Place.ASTRAY;
        }
        long expected = known != null && known.id().equals(c.stream()) ? known.number() + 1 : 0;
        if (c.number() != expected) {
            return c.number() < expected ? Place.HEARD : Place.ASTRAY;
        }
        streams.put(c.queue(), known == null ? new Stream(c.stream(), c.number(), List.of()) : known.next(c));
        if (c.more()) {
            filling.putIfAbsent(c.queue(), now);
        } else {
            filling.remove(c.queue());
        }
        return c.number() == 0 ? Place.FIRST : Place.NEXT;
    }

    boolean knows(RouterCommand.QueueBeat c) {
        Stream known = streams.get(c.queue());
        return known != null && known.id().equals(c.stream()) && known.number() == c.number();
    }

    /** Whether some queue has told of a part only of those who wait. */
    boolean filling() {
        return !filling.isEmpty();
    }

    /** Waits no longer for queues that stopped in the middle; returns whether there was one. */
    boolean expire(Instant now) {
        return filling.values().removeIf(began -> began.isBefore(now.minus(FILLING)));
    }

    int size() {
        return streams.size();
    }
}

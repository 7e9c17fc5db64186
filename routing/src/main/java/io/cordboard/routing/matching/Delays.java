package io.cordboard.routing.matching;

import io.cordboard.routing.queue.QueueId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The delays after which agents serve one queue. What waits there goes by the longest of them that it has stood, so that all of
 * a {@link DemandClass} may be had by the same.
 */
final class Delays {

    private static final int MANY = 16;

    /** How many seats have each delay, in nanoseconds. */
    private final Map<Long, Integer> uses = new TreeMap<>();

    /** By the longest delay that has passed, 0 for none: the seats for which it is not enough. Empty until a seat has a delay. */
    private final TreeMap<Long, Bits> late = new TreeMap<>();

    /** There is a delay by which what waits does not go yet. */
    boolean isNew;

    void add(Seat seat, QueueId queue) {
        long delay = nanos(seat, queue);
        if (delay == 0) {
            return;
        }
        uses.merge(delay, 1, Integer::sum);
        late.computeIfAbsent(0L, _ -> new Bits());
        if (!late.containsKey(delay)) {
            late.put(delay, late.floorEntry(delay).getValue().copy());
            isNew = true;
        }
        late.headMap(delay).values().forEach(seats -> seats.set(seat.number, true));
    }

    /** What waits goes by its delay as long as it is not {@linkplain #settle settled}. */
    void remove(Seat seat, QueueId queue) {
        long delay = nanos(seat, queue);
        if (delay != 0) {
            uses.computeIfPresent(delay, (_, seats) -> seats == 1 ? null : seats - 1);
            late.headMap(delay).values().forEach(seats -> seats.set(seat.number, false));
        }
    }

    /**
     * To be called while nobody is in line, with all to be placed anew. Drops delays that are not in use only once there are many, as
     * one that comes back would have all placed anew again.
     */
    void settle() {
        isNew = false;
        if (late.size() > MANY) {
            late.keySet().removeIf(delay -> delay != 0 && !uses.containsKey(delay));
        }
    }

    /** The longest delay that one has stood who has stood for so long; 0 for none. */
    long passed(long stood) {
        return late.isEmpty() ? 0 : late.floorKey(Math.max(0, stood));
    }

    /** When the next one after {@code passed} has passed. */
    long nextAt(long enqueued, long passed) {
        Long next = late.isEmpty() ? null : late.higherKey(passed);
        return next == null ? Nanos.NEVER : Nanos.add(enqueued, next);
    }

    /** The seats for which that is not enough; null if there are none. */
    @Nullable
    Bits late(long passed) {
        return late.get(passed);
    }

    private static long nanos(Seat seat, QueueId queue) {
        return seat.agent.preference(queue).delay().toNanos();
    }
}

package io.cordboard.routing.simulation;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact that waits or is worked on. Its timer is for what happens to it next. */
final class Contact {

    /** 36 to the power of 9: ids from here on are equally long, so that their order is that of arrival. */
    private static final long FIRST_ID = 101_559_956_668_416L;

    /** An offer that rings. */
    record Ring(Workplace agent, Proposal offer, long acceptedAt) {}

    final long number;
    final Arrival arrival;
    final InteractionId id;

    /** Where it is counted, if it is. */
    final @Nullable QueueTally tally;

    /** Its place among the {@link Timers}; -1 if nothing is due. */
    int heapAt = -1;

    /** Who works on it; null while it waits. */
    @Nullable
    Workplace worker;

    private @Nullable List<Ring> rings;

    Contact(long number, Arrival arrival, @Nullable QueueTally tally) {
        this.number = number;
        this.arrival = arrival;
        this.id = new InteractionId(arrival.queue().tenant(), Long.toString(FIRST_ID + number, 36));
        this.tally = tally;
    }

    List<Ring> rings() {
        return rings == null ? List.of() : rings;
    }

    void ring(Ring ring) {
        if (rings == null) {
            rings = new ArrayList<>(1);
        }
        rings.add(ring);
    }

    void unring(Workplace agent) {
        if (rings != null) {
            rings.removeIf(ring -> ring.agent() == agent);
        }
    }

    void unring() {
        rings = null;
    }

    /** The offer that is accepted first, if any rings. */
    @Nullable
    Ring firstRing() {
        Ring first = null;
        for (Ring ring : rings()) {
            if (first == null || ring.acceptedAt() < first.acceptedAt()) {
                first = ring;
            }
        }
        return first;
    }

    /** When, while it waits, its wait ends if nothing else happens. */
    long waitsUntil() {
        Ring first = firstRing();
        return first == null ? arrival.hangsUpAt() : Math.min(first.acceptedAt(), arrival.hangsUpAt());
    }
}

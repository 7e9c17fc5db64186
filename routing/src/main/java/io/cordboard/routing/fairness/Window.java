package io.cordboard.routing.fairness;

import java.time.Duration;
import java.time.Instant;

/** A time from an instant until just before another. */
record Window(Instant from, Instant until) {

    Window {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "Expected a time that ends after it begins, but got " + from + " to " + until);
        }
    }

    boolean has(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** How much of the time between two instants is within this one; negative if they are the other way round. */
    long nanosBetween(Instant since, Instant at) {
        return Duration.between(clipped(since), clipped(at)).toNanos();
    }

    private Instant clipped(Instant at) {
        return at.isBefore(from) ? from : at.isAfter(until) ? until : at;
    }
}

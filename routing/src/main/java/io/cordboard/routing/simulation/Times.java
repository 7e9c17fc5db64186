package io.cordboard.routing.simulation;

import java.time.Duration;

/** Times of the simulation: nanoseconds from its start. */
final class Times {

    static final long NEVER = Long.MAX_VALUE;
    static final double SECOND = 1e9;

    private Times() {}

    /** Neither is negative; what is too far away to be said is never. */
    static long plus(long at, long nanos) {
        long sum = at + nanos;
        return sum < 0 ? NEVER : sum;
    }

    /** Zero or more. */
    static long nanos(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Expected " + what + " of zero or more, but got " + duration);
        }
        return duration.toNanos();
    }
}

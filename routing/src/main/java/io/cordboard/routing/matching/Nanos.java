package io.cordboard.routing.matching;

import java.time.Duration;
import java.time.Instant;

/** Instants as nanoseconds since 1970 in one long, because the kernel compares millions of them; beyond 1677 to 2262 they saturate. */
final class Nanos {

    static final long NEVER = Long.MAX_VALUE;
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private Nanos() {}

    static long of(Instant at) {
        long seconds = Math.clamp(at.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return seconds * SECOND + at.getNano();
    }

    static long plus(long at, Duration duration) {
        return add(at, duration.toNanos());
    }

    static long add(long at, long nanos) {
        long sum = at + nanos;
        boolean overflown = ((at ^ sum) & (nanos ^ sum)) < 0;
        return overflown ? (at < 0 ? -NEVER : NEVER) : sum;
    }

    /** {@code a * b}, saturating. */
    static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
        return fits ? low : (a < 0) == (b < 0) ? NEVER : -NEVER;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}

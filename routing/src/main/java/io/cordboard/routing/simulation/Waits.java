package io.cordboard.routing.simulation;

import java.time.Duration;
import java.util.Arrays;

/** All the waits of one kind, shortest first, so that every figure about them is exact. */
public final class Waits {

    private final long[] sorted;

    private Waits(long[] sorted) {
        this.sorted = sorted;
    }

    /** How many. */
    public int count() {
        return sorted.length;
    }

    /** In seconds; 0 if there are none. */
    public double totalSeconds() {
        double total = 0;
        for (long nanos : sorted) {
            total += nanos;
        }
        return total / Times.SECOND;
    }

    /** In seconds; 0 if there are none. */
    public double meanSeconds() {
        return sorted.length == 0 ? 0 : totalSeconds() / sorted.length;
    }

    /** How many are not longer than this. */
    public int within(Duration time) {
        long nanos = Times.nanos("a time to answer in", time);
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The shortest wait that at least this share of all does not exceed (nearest rank); zero if there are none.
     *
     * @param share 0 to 1
     */
    public Duration percentile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Expected a share of 0 to 1, but got " + share);
        }
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waits waits && Arrays.equals(sorted, waits.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return count() + " waits of " + meanSeconds() + " s on average";
    }

    /** Waits as they come. */
    static final class Log {

        private long[] nanos = new long[16];
        private int count;

        void add(long wait) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = wait;
        }

        Waits sorted() {
            long[] all = Arrays.copyOf(nanos, count);
            Arrays.sort(all);
            return new Waits(all);
        }
    }
}

package io.cordboard.ops.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Every single time of a run, in nanoseconds, so that percentiles are exact. */
final class Latencies {

    private final long[] nanos;
    private final AtomicInteger size = new AtomicInteger();

    /** @param most how many can be kept; later ones are counted and not kept */
    Latencies(int most) {
        nanos = new long[most];
    }

    void add(long value) {
        int index = size.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = value;
        }
    }

    int size() {
        return Math.min(size.get(), nanos.length);
    }

    /** In milliseconds: so many per cent are not above it. */
    double millis(double percent) {
        int count = size();
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count) - 1;
        return sorted[Math.clamp(rank, 0, count - 1)] / 1e6;
    }
}

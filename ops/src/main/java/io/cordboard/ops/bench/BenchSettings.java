package io.cordboard.ops.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to measure and for how long.
 *
 * @param window length of each measured window
 * @param soak for how long calls come, to see whether anything is left of them
 * @param quick tiny sizes and no warm-up: shows that a benchmark works, not how fast anything is
 */
public record BenchSettings(Set<Bench.Name> names, Duration window, Duration soak, boolean quick) {

    public BenchSettings {
        if (names.isEmpty()) {
            // What takes longer than all else together must be asked for.
            names = EnumSet.complementOf(EnumSet.of(Bench.Name.SOAK));
        }
        names = Set.copyOf(names);
        if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("Expected a window of up to 10 minutes, but got " + window);
        }
    }

    public BenchSettings(Set<Bench.Name> names, Duration window, boolean quick) {
        this(names, window, Duration.ofMinutes(10), quick);
    }

    boolean wants(Bench.Name name) {
        return names.contains(name);
    }

    /** {@code full}, or {@code tiny} for a quick look. */
    int size(int full, int tiny) {
        return quick ? tiny : full;
    }
}

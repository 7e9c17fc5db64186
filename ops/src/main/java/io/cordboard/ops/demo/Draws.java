package io.cordboard.ops.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What is drawn for one agent or customer; the same seed draws the same. */
final class Draws {

    private static final double LONGEST = 10;

    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Draws of somebody else's, which do not depend on how many have been made here since. */
    long seedFor(int number) {
        return random.nextLong() ^ number;
    }

    /** Exponential: how long until something that may happen at any moment. At most ten times the mean. */
    Duration around(Duration mean) {
        double factor = Math.min(LONGEST, -Math.log(1 - random.nextDouble()));
        return Duration.ofNanos((long) (mean.toNanos() * factor));
    }

    Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos()));
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}

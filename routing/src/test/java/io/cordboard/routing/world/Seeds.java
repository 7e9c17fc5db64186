package io.cordboard.routing.world;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The seed that a test begins with: a new one each run, but the same when a failed test is tried again, or it would pass. */
final class Seeds {

    private static final Map<Class<?>, Long> CHOSEN = new ConcurrentHashMap<>();

    private Seeds() {}

    static long first(Class<?> test) {
        long seed = CHOSEN.computeIfAbsent(test, _ -> Long.getLong("cordboard.seed", new Random().nextLong()));
        System.out.printf("%s: seed %d (rerun with -Dcordboard.seed=%d)%n", test.getSimpleName(), seed, seed);
        return seed;
    }
}

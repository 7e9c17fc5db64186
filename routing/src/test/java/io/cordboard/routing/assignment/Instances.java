package io.cordboard.routing.assignment;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Problems made up at random from a seed: so many agents, so many who wait, each with twenty eligible agents. */
enum Instances {

    /** Every pair costs something else, and leaving anybody alone the same. */
    UNIFORM {
        @Override
        long alone(SplittableRandom random) {
            return 1_000_000;
        }

        @Override
        long pair(SplittableRandom random) {
            return random.nextLong(1_000_000);
        }
    },

    /** What a batch of the kernel is like: some have waited for long, most have not, and matches are of a few grades. */
    WAITS {
        @Override
        long alone(SplittableRandom random) {
            return 20_000_000 + (long) (-10_000_000 * StrictMath.log(1 - random.nextDouble()));
        }

        @Override
        long pair(SplittableRandom random) {
            return 1_000_000 * random.nextLong(10);
        }
    },

    /** The same, with room for all, each agent having ten units of it: almost nobody is left, so all depends on who gets whom. */
    ROOM_FOR_ALL {
        @Override
        int room() {
            return 10;
        }

        @Override
        long alone(SplittableRandom random) {
            return WAITS.alone(random);
        }

        @Override
        long pair(SplittableRandom random) {
            return WAITS.pair(random);
        }
    };

    static final int ELIGIBLE = 20;

    abstract long alone(SplittableRandom random);

    abstract long pair(SplittableRandom random);

    int room() {
        return 1;
    }

    Problem of(long seed, int agents, int waiting) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] room = new int[agents];
        Arrays.fill(room, room());
        Problem problem = new Problem(room);
        for (int i = 0; i < waiting; i++) {
            problem.row(alone(random));
            for (int j = 0; j < ELIGIBLE; j++) {
                problem.edge(random.nextInt(agents), pair(random));
            }
        }
        return problem;
    }
}

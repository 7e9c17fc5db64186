package io.cordboard.routing.staffing;

import java.util.function.IntPredicate;

/** The search for the fewest agents who meet a target that more agents always meet, too. */
final class LeastAgents {

    private LeastAgents() {}

    /** @throws IllegalArgumentException if not even {@link Expect#MOST_AGENTS} meet it */
    static int from(int fewest, String target, IntPredicate isMetBy) {
        int few = fewest - 1;
        int many = fewest;
        for (int step = 1; !isMetBy.test(many); step *= 2) {
            if (many == Expect.MOST_AGENTS) {
                throw new IllegalArgumentException(
                        "Expected a target that " + Expect.MOST_AGENTS + " agents can meet, but got " + target);
            }
            few = many;
            many = Math.min(Expect.MOST_AGENTS, many + step);
        }
        while (many - few > 1) {
            int middle = few + (many - few) / 2;
            if (isMetBy.test(middle)) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return many;
    }
}

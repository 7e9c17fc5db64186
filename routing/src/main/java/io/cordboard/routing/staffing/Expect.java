package io.cordboard.routing.staffing;

import java.time.Duration;

/** What is asked of inputs, and how it is said when they are not so. */
final class Expect {

    static final int MOST_AGENTS = 1_000_000;

    private Expect() {}

    static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9;
    }

    /** In seconds, more than zero. */
    static double positive(String what, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("Expected " + what + " of more than zero, but got " + duration);
        }
        return seconds(duration);
    }

    /** In seconds, zero or more. */
    static double notNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Expected " + what + " of zero or more, but got " + duration);
        }
        return seconds(duration);
    }

    /** Above 0 and below 1: 0 asks for nothing, and 1 can only be approached. */
    static double share(String what, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("Expected " + what + " above 0 and below 1, but got " + share);
        }
        return share;
    }

    static int agents(int agents) {
        if (agents < 1 || agents > MOST_AGENTS) {
            throw new IllegalArgumentException("Expected 1 to " + MOST_AGENTS + " agents, but got " + agents);
        }
        return agents;
    }
}

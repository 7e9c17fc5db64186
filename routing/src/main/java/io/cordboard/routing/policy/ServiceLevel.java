package io.cordboard.routing.policy;

import java.time.Duration;

/** The queue's target: this share of its interactions answered within this time. */
public record ServiceLevel(Duration within, double share) {

    public ServiceLevel {
        Range.require("within", within, Limits.TICK, Limits.MONTH);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Expected a share of 0 to 1, but got " + share);
        }
    }
}

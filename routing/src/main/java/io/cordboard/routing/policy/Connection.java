package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * What happens to an interaction whose agent's connection has died.
 *
 * @param grace how long an offer waits for the connection to come back before the interaction is put back in line
 * @param keep how long an answered interaction stays with the agent before {@code then}
 */
public record Connection(Duration grace, Duration keep, Then then) {

    /** What becomes of an answered interaction whose agent has not come back. */
    public enum Then {
        REQUEUE,
        CLOSE
    }

    public Connection {
        Range.require("grace", grace, Duration.ZERO, Limits.HOUR);
        Range.require("keep", keep, Duration.ZERO, Limits.DAY);
    }
}

package io.cordboard.routing.agent;

import io.cordboard.routing.tenant.LocalName;
import java.time.Duration;
import java.time.Instant;

/**
 * Work of an agent that is not Cordboard's, but takes the agent's capacity all the same: a call on another system, a visitor at
 * the desk. A lease: whoever counts it renews it, or it ends by itself.
 *
 * @param ref the name that whoever counts it gave it
 */
public record OutsideWork(String ref, Medium medium, Instant since, Instant until) {

    /** Of one agent at once. */
    static final int MOST = 20;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Without being said again. */
    public static final Duration LONGEST = Duration.ofDays(1);

    public static String requireRef(String ref) {
        return LocalName.require("a reference", ref);
    }

    public static Duration requireLease(Duration lease) {
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected a duration of " + SHORTEST + " to " + LONGEST + ", but got " + lease);
        }
        return lease;
    }
}

package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * The agent's work after the customer has gone.
 *
 * @param limit when wrap-up ends by itself
 */
public record WrapUp(Mode mode, Duration limit) {

    /** Whether there is wrap-up, and whether the agent must say how it went. */
    public enum Mode {
        /** The agent is free at once. */
        NONE,
        /** It may end without a disposition. */
        OPTIONAL,
        /** The agent ends it with a disposition. */
        MANDATORY
    }

    public WrapUp {
        Range.require("limit", limit, Duration.ofSeconds(1), Limits.DAY);
    }
}

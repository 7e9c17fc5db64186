package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * For how long after entering the queue an interaction waits for the agent who served its customer last. It waits only
 * while that agent is ready, serves the queue, has the skills asked for at the time, could carry the medium with nothing
 * else in hand, and is not excluded; as soon as one of these fails, and when the time is over, anyone may have it.
 */
public record LastAgent(Duration window) {

    public LastAgent {
        Range.require("for", window, Limits.TICK, Limits.DAY);
    }
}

package io.cordboard.routing.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of an interaction that is transferred into this queue.
 *
 * @param keepsAge it keeps its place in line; else it starts anew
 * @param namedFor for how long after entering the queue it waits for the one agent it was sent to, ready or not; then
 *     whoever serves the queue may have it, but not who sent it. As long as it takes, if absent
 */
public record Transfer(boolean keepsAge, Optional<Duration> namedFor) {

    public Transfer {
        namedFor.ifPresent(window -> Range.require("namedFor", window, Limits.TICK, Limits.MONTH));
    }
}

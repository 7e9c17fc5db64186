package io.cordboard.routing.fairness;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How an agent spent a time. What is done at once counts once.
 *
 * @param signedIn from signing in to signing out
 * @param ready of this, the time in which the agent was ready, with or without something in hand
 * @param working with a contact in hand, talking or wrapping up, ready or not
 * @param outside without one, but with work outside that was counted
 * @param idle ready, with neither; while an offer rings too
 */
public record Times(Duration signedIn, Duration ready, Duration working, Duration outside, Duration idle) {

    /** Working of working and idle; empty if there was neither. */
    public OptionalDouble occupancy() {
        Duration whole = working.plus(idle);
        return whole.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) working.toNanos() / whole.toNanos());
    }
}

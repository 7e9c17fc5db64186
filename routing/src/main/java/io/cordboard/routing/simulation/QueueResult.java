package io.cordboard.routing.simulation;

import java.time.Duration;

/**
 * What became of the counted contacts of one queue. Waits end when an agent accepts, or when the customer hangs up.
 *
 * @param offered how many arrived: answered, abandoned, and those who still waited when nothing could happen any more
 * @param answered the waits of those who were answered
 * @param abandoned the waits of those who hung up
 * @param handlingSeconds the time that agents spent with those who were answered
 */
public record QueueResult(long offered, Waits answered, Waits abandoned, double handlingSeconds) {

    /** P(wait): the share of all contacts that were not answered the moment they came; 0 if there were none. */
    public double waitProbability() {
        return share(offered - answered.within(Duration.ZERO));
    }

    /** The share of all contacts that hung up; 0 if there were none. */
    public double abandonProbability() {
        return share(abandoned.count());
    }

    /** Answered within this time / offered; 1 if there were none. */
    public double serviceLevel(Duration within) {
        return offered == 0 ? 1 : share(answered.within(within));
    }

    /** The mean wait of those who were answered (ASA). */
    public double meanSpeedOfAnswerSeconds() {
        return answered.meanSeconds();
    }

    /** The mean wait of those who were answered and of those who hung up. */
    public double meanWaitSeconds() {
        int all = answered.count() + abandoned.count();
        return all == 0 ? 0 : (answered.totalSeconds() + abandoned.totalSeconds()) / all;
    }

    /** How many still waited at the end. */
    public long unanswered() {
        return offered - answered.count() - abandoned.count();
    }

    private double share(long part) {
        return offered == 0 ? 0 : (double) part / offered;
    }
}

package io.cordboard.routing.staffing;

import java.time.Duration;

/**
 * The work that comes to a group of agents: how many contacts, and how long each takes.
 *
 * @param perSecond contacts a second; 0 if none come
 * @param handlingSeconds mean handling time (talk, hold and wrap-up), in seconds
 */
public record OfferedLoad(double perSecond, double handlingSeconds) {

    /** The most that is reckoned with, in erlangs. */
    public static final double MOST_ERLANGS = 500_000;

    /** @throws IllegalArgumentException if the rate is negative, the handling time not positive, or there is more of it than
     *     {@link #MOST_ERLANGS} */
    public OfferedLoad {
        if (!(perSecond >= 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("Expected a rate of 0 or more contacts a second, but got " + perSecond);
        }
        if (!(handlingSeconds > 0 && Double.isFinite(handlingSeconds))) {
            throw new IllegalArgumentException(
                    "Expected a handling time of more than 0 seconds, but got " + handlingSeconds);
        }
        if (perSecond * handlingSeconds > MOST_ERLANGS) {
            throw new IllegalArgumentException(
                    "Expected a load of at most " + MOST_ERLANGS + " erlangs, but got " + perSecond * handlingSeconds);
        }
    }

    /**
     * A load as planners state it.
     *
     * @param contacts how many are expected in the interval
     * @param interval more than zero
     * @param handling mean handling time, more than zero
     */
    public static OfferedLoad of(double contacts, Duration interval, Duration handling) {
        return new OfferedLoad(
                contacts / Expect.positive("an interval", interval), Expect.positive("a handling time", handling));
    }

    /** The load in erlangs: how many agents it keeps busy on average, if nobody hangs up. */
    public double erlangs() {
        return perSecond * handlingSeconds;
    }
}

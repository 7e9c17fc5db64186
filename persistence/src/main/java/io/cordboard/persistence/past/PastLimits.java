package io.cordboard.persistence.past;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What an answer about the past may take.
 *
 * @param rows events read at most
 * @param open interactions that were open at the instant, at most
 * @param time for all of it
 * @param atOnce answers being made at the same time: each keeps a connection of the readers' pool
 */
public record PastLimits(int rows, int open, Duration time, int atOnce) {

    public PastLimits {
        if (rows < 1 || open < 1 || !time.isPositive() || atOnce < 1) {
            throw new IllegalArgumentException("Expected limits above 0, but got " + rows + " rows, " + open
                    + " interactions, " + time + " and " + atOnce + " at once");
        }
    }

    /** Reads {@code cordboard.persistence.past}. */
    public static PastLimits of(Config config) {
        var past = config.getConfig("cordboard.persistence.past");
        return new PastLimits(
                past.getInt("max-events"),
                past.getInt("max-open"),
                past.getDuration("max-time"),
                past.getInt("at-once"));
    }
}

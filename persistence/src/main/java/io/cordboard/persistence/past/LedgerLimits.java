package io.cordboard.persistence.past;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What a ledger may take.
 *
 * @param rows events read at most
 * @param lines of agent and queue at most
 * @param time for reading
 * @param span of the time that it is about
 * @param atOnce ledgers being made at the same time: each keeps a connection of the readers' pool
 */
public record LedgerLimits(int rows, int lines, Duration time, Duration span, int atOnce) {

    public LedgerLimits {
        if (rows < 1 || lines < 1 || !time.isPositive() || !span.isPositive() || atOnce < 1) {
            throw new IllegalArgumentException("Expected limits above 0, but got " + rows + " rows, " + lines
                    + " lines, " + time + ", " + span + " and " + atOnce + " at once");
        }
    }

    /** Reads {@code cordboard.persistence.ledger}. */
    public static LedgerLimits of(Config config) {
        var ledger = config.getConfig("cordboard.persistence.ledger");
        return new LedgerLimits(
                ledger.getInt("max-events"),
                ledger.getInt("max-lines"),
                ledger.getDuration("max-time"),
                ledger.getDuration("max-span"),
                ledger.getInt("at-once"));
    }
}

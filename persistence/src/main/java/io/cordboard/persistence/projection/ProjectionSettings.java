package io.cordboard.persistence.projection;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How often a projection looks for new events, how many it applies at once, and how long it waits after a failure.
 *
 * @param batchSize rows in one transaction
 * @param maxBackoff the longest pause between two tries; the pause doubles from {@code poll} on
 */
public record ProjectionSettings(Duration poll, int batchSize, Duration maxBackoff) {

    private static final int MAX_BATCH_SIZE = 10_000;

    public ProjectionSettings {
        if (!poll.isPositive() || maxBackoff.compareTo(poll) < 0) {
            throw new IllegalArgumentException(
                    "Expected a positive poll no longer than max-backoff, but got " + poll + " and " + maxBackoff);
        }
        if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
            throw new IllegalArgumentException(
                    "Expected a batch size of 1 to " + MAX_BATCH_SIZE + ", but got " + batchSize);
        }
    }

    /** Reads {@code cordboard.persistence.projection}. */
    public static ProjectionSettings of(Config config) {
        var projection = config.getConfig("cordboard.persistence.projection");
        return new ProjectionSettings(
                projection.getDuration("poll"), projection.getInt("batch-size"), projection.getDuration("max-backoff"));
    }

    Duration backoff(int failures) {
        var doubled = poll.multipliedBy(1L << Math.min(failures, 20));
        return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
    }
}

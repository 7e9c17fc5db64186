package io.cordboard.persistence.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a projection is doing, for health checks and metrics.
 *
 * @param ordering the number of the last event applied
 * @param applied events applied since the start of this runner
 * @param lag how old the last applied event was when it was applied; zero while there is nothing to do
 * @param failure why it does not get on
 */
public record ProjectionStatus(
        String name, boolean running, long ordering, long applied, Duration lag, Optional<Failure> failure) {

    /** The same row or database that fails since {@code since}. */
    public record Failure(Instant since, int tries, long afterOrdering, String reason) {}

    public boolean healthy() {
        return running && failure.isEmpty();
    }

    ProjectionStatus stopped() {
        return new ProjectionStatus(name, false, ordering, applied, Duration.ZERO, Optional.empty());
    }
}

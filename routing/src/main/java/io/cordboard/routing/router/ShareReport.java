package io.cordboard.routing.router;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of those who came into a queue while it gave a share of its traffic to a version of a policy: of whom that ruled, and of
 * whom the queue's own policy ruled. The differences are those of the first less the second.
 *
 * @param within the time in which to answer, for both
 * @param serviceLevel missing while nobody counts for it on either side; so are the other two
 * @param elsewhere of elsewhere / (answered + abandoned + elsewhere)
 */
public record ShareReport(
        String policy,
        int version,
        Duration within,
        Side trial,
        Side ruling,
        Optional<Difference> serviceLevel,
        Optional<Difference> abandonment,
        Optional<Difference> elsewhere) {

    /** By how much, and the interval of 95 % confidence. */
    public record Difference(double value, double from, double to) {}

    /**
     * Those on one side.
     *
     * @param entered how often somebody came into the queue; the sum of the next four
     * @param answered an agent got it
     * @param abandoned its customer left before
     * @param elsewhere it went or was sent elsewhere before, was put off, or was ended by somebody else
     * @param waiting it waits still
     * @param transferred those of the answered whom their agent sent on
     * @param waited by the answered
     * @param serviceLevel answered in time / (answered + abandoned later than that + elsewhere no sooner than that + waiting for longer); missing of nobody
     * @param abandonment abandoned / (answered + abandoned); missing of nobody
     */
    public record Side(
            int entered,
            int answered,
            int abandoned,
            int elsewhere,
            int waiting,
            int transferred,
            Wait waited,
            Optional<Double> serviceLevel,
            Optional<Double> abandonment) {}

    /** How long, from coming into the queue; half and nine in ten do not exceed {@code p50} and {@code p90}. */
    public record Wait(Duration mean, Duration p50, Duration p90) {}
}

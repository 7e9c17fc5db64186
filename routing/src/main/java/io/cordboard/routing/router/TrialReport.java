package io.cordboard.routing.router;

import java.time.Duration;
import java.util.List;

/**
 * What came of the policies that a queue tried, in a time: one for each version, in order.
 *
 * @param trials what they made of the offers that were made
 * @param shares what came of those whom they ruled for real, and of the others
 */
public record TrialReport(List<OfVersion> trials, List<ShareReport> shares) {

    public TrialReport {
        trials = List.copyOf(trials);
        shares = List.copyOf(shares);
    }

    /**
     * @param offers offers beside which it decided; {@code same}, {@code another} and {@code waiting} add up to them
     * @param same it chose the agent who was asked
     * @param another it chose another agent
     * @param waiting it would have asked nobody by then
     */
    public record OfVersion(
            String policy, int version, int offers, int same, int another, int waiting, Sooner sooner) {}

    /** Those of its choices that were made before the one that was acted on, and by how much. */
    public record Sooner(int offers, Duration mean, Duration p90) {}
}

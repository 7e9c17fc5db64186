package io.cordboard.ops.replay;

/**
 * What became of some calls, in numbers. What cannot be said, because there was no such call, is not a number.
 *
 * @param contacts all that arrived
 * @param abandoned who hung up
 * @param unanswered who still waited when nothing could happen any more
 * @param asaSeconds mean wait of those who were answered
 * @param p50Seconds of the waits of those who were answered and of those who hung up (nearest rank), like the next ones
 * @param longestSeconds the longest of these waits
 * @param serviceLevel answered within the target / (answered + abandoned after more than the target + unanswered)
 * @param handlingSeconds time that agents spent with those who were answered, all together
 */
public record Figures(
        long contacts,
        long answered,
        long abandoned,
        long unanswered,
        double asaSeconds,
        double p50Seconds,
        double p90Seconds,
        double p95Seconds,
        double p99Seconds,
        double longestSeconds,
        double serviceLevel,
        double handlingSeconds) {

    public double abandonedShare() {
        return (double) abandoned / contacts;
    }
}

package io.cordboard.ops.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What came of a log under one policy, or as it was recorded.
 *
 * @param occupancy the share of their time in which agents had work in hand
 * @param targets by queue: within what time is counted as service in time
 * @param queues by queue
 * @param intervals by the beginning of an interval in which calls arrived; none if none were asked for
 */
public record Column(
        String name,
        double occupancy,
        List<Duration> targets,
        Figures total,
        List<Figures> queues,
        SortedMap<Instant, Interval> intervals) {

    /** The calls that arrived in one interval; of queues, only those in which some did. */
    public record Interval(Figures total, SortedMap<Integer, Figures> queues) {}

    public Column {
        targets = List.copyOf(targets);
        queues = List.copyOf(queues);
    }
}

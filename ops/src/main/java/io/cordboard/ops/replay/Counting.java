package io.cordboard.ops.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts outcomes, in the same way whether they were recorded or are those of a run. */
final class Counting {

    private final Trace trace;
    private final Optional<Duration> interval;

    Counting(Trace trace, Optional<Duration> interval) {
        this.trace = trace;
        this.interval = interval;
    }

    Column column(String name, Outcomes outcomes, double occupancy, List<Duration> targets) {
        long[] targetNanos = targets.stream().mapToLong(Duration::toNanos).toArray();
        Tally total = new Tally();
        List<Tally> queues = Stream.generate(Tally::new).limit(targets.size()).toList();
        for (int i = 0; i < trace.calls().size(); i++) {
            int queue = trace.calls().get(i).queue();
            outcomes.count(i, total, targetNanos[queue]);
            outcomes.count(i, queues.get(queue), targetNanos[queue]);
        }
        return new Column(
                name,
                occupancy,
                targets,
                total.figures(),
                queues.stream().map(Tally::figures).toList(),
                interval.map(each -> intervals(outcomes, targetNanos, each.toNanos()))
                        .orElseGet(TreeMap::new));
    }

    /** Calls are in order of time, so one interval is over when the next begins. */
    private SortedMap<Instant, Column.Interval> intervals(Outcomes outcomes, long[] targetNanos, long length) {
        SortedMap<Instant, Column.Interval> intervals = new TreeMap<>();
        List<Call> calls = trace.calls();
        int first = 0;
        while (first < calls.size()) {
            long number = (calls.get(first).atNanos() - trace.startNanos()) / length;
            long end = trace.startNanos() + (number + 1) * length;
            int after = first;
            while (after < calls.size() && calls.get(after).atNanos() < end) {
                after++;
            }
            intervals.put(
                    CallTimes.instant(end - length), interval(outcomes, targetNanos, IntStream.range(first, after)));
            first = after;
        }
        return intervals;
    }

    private Column.Interval interval(Outcomes outcomes, long[] targetNanos, IntStream calls) {
        Tally total = new Tally();
        SortedMap<Integer, Tally> queues = new TreeMap<>();
        calls.forEach(i -> {
            int queue = trace.calls().get(i).queue();
            outcomes.count(i, total, targetNanos[queue]);
            outcomes.count(i, queues.computeIfAbsent(queue, _ -> new Tally()), targetNanos[queue]);
        });
        SortedMap<Integer, Figures> figures = new TreeMap<>();
        queues.forEach((queue, tally) -> figures.put(queue, tally.figures()));
        return new Column.Interval(total.figures(), figures);
    }
}

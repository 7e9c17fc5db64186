package io.cordboard.ops.replay.fit;

import io.cordboard.ops.replay.Call;
import io.cordboard.ops.replay.Trace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The calls of one queue, in order of arrival.
 *
 * @param leaving when each began to be served, or hung up
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of up to millions of calls, which nobody compares.
record Services(int[] priorities, long[] arrivals, long[] leaving, boolean[] answered) {

    /** By queue. */
    static List<Services> of(Trace trace) {
        int[] sizes = new int[trace.queues().size()];
        trace.calls().forEach(call -> sizes[call.queue()]++);
        List<Services> all = Arrays.stream(sizes)
                .mapToObj(size -> new Services(new int[size], new long[size], new long[size], new boolean[size]))
                .toList();
        int[] next = new int[sizes.length];
        for (Call call : trace.calls()) {
            Services own = all.get(call.queue());
            int place = next[call.queue()]++;
            own.priorities[place] = call.priority();
            own.arrivals[place] = call.atNanos();
            own.leaving[place] = call.answered() ? call.fromNanos() : call.atNanos() + call.waitNanos();
            own.answered[place] = call.answered();
        }
        return all;
    }

    /** Sees a service that leaves others waiting. */
    @FunctionalInterface
    interface Visitor {
        void served(Line left, int call);
    }

    /**
     * Goes through the services in order of time. Of who begins to be served, arrives or hangs up at one instant a log does not say
     * who was first: each who is served then is held against those who had come before and waited on.
     */
    void visit(Visitor visitor) {
        Line line = new Line(priorities, arrivals);
        int[] order = IntStream.range(0, leaving.length)
                .boxed()
                .sorted(Comparator.comparingLong(call -> leaving[call]))
                .mapToInt(Integer::intValue)
                .toArray();
        int came = 0;
        for (int first = 0, after; first < order.length; first = after) {
            long now = leaving[order[first]];
            while (came < arrivals.length && arrivals[came] < now) {
                if (leaving[came] >= now) {
                    line.enter(came);
                }
                came++;
            }
            after = first;
            while (after < order.length && leaving[order[after]] == now) {
                line.leave(order[after++]);
            }
            for (int i = first; i < after && line.size() > 0; i++) {
                if (answered[order[i]]) {
                    visitor.served(line, order[i]);
                }
            }
        }
    }
}

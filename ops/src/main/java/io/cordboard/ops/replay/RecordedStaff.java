package io.cordboard.ops.replay;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.simulation.Shift;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out from a log who was on shift when: each agent from the first to the last service of a day, in all the queues in which
 * the log ever shows it. A gap between two services that is longer than a break ends a shift.
 */
final class RecordedStaff {

    private final Trace trace;
    private final long breakNanos;
    private final List<Shift> shifts = new ArrayList<>();
    private long staffed;
    private long busy;
    private long overlaps;

    private RecordedStaff(Trace trace, Duration longestGap) {
        this.trace = trace;
        this.breakNanos = longestGap.toNanos();
    }

    static Staff of(Trace trace, Duration longestGap) {
        RecordedStaff staff = new RecordedStaff(trace, longestGap);
        List<List<Call>> served = new ArrayList<>();
        trace.agents().forEach(_ -> served.add(new ArrayList<>()));
        for (Call call : trace.calls()) {
            if (call.agent() != Call.NOBODY) {
                served.get(call.agent()).add(call);
            }
        }
        for (int agent = 0; agent < served.size(); agent++) {
            if (!served.get(agent).isEmpty()) {
                staff.add(Ids.agent(agent), served.get(agent));
            }
        }
        return new Staff(staff.shifts, staff.staffed, staff.busy, staff.overlaps);
    }

    private void add(AgentId agent, List<Call> served) {
        served.sort(Comparator.comparingLong(Call::fromNanos));
        Set<QueueId> queues = new HashSet<>();
        served.forEach(call -> queues.add(Ids.queue(call.queue())));
        long from = served.getFirst().fromNanos();
        long until = from;
        for (Call call : served) {
            long gap = call.fromNanos() - until;
            if (gap > breakNanos || gap > 0 && !day(call.fromNanos()).equals(day(from))) {
                shift(agent, queues, from, until);
                from = call.fromNanos();
                until = from;
            } else if (gap < 0) {
                overlaps++;
            }
            busy += Math.max(0, call.untilNanos() - Math.max(until, call.fromNanos()));
            until = Math.max(until, call.untilNanos());
        }
        shift(agent, queues, from, until);
    }

    private void shift(AgentId agent, Set<QueueId> queues, long from, long until) {
        long start = trace.startNanos();
        staffed += until - from;
        // A shift has a length, though its only service had none.
        shifts.add(
                new Shift(agent, queues, Map.of(), Capacity.DEFAULT, from - start, Math.max(from + 1, until) - start));
    }

    private LocalDate day(long nanos) {
        return LocalDate.ofInstant(CallTimes.instant(nanos), trace.zone());
    }
}

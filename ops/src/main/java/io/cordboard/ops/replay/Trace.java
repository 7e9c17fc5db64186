package io.cordboard.ops.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A call log that was read.
 *
 * @param start midnight, in its time zone, before the first arrival; times of a run and intervals count from there
 * @param zone where a day begins
 * @param queues their names, by alphabet
 * @param agents their names, by alphabet
 * @param attributes columns that say attributes
 * @param calls in order of arrival
 * @param skipped rows that were bad, and left out
 * @param ignored rows whose outcome is one of those to be ignored
 * @param sorted whether the rows were in another order, and had to be put in this one
 */
public record Trace(
        Instant start,
        ZoneId zone,
        List<String> queues,
        List<String> agents,
        List<AttributeColumn> attributes,
        List<Call> calls,
        long skipped,
        long ignored,
        boolean sorted) {

    public Trace {
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
        attributes = List.copyOf(attributes);
        calls = List.copyOf(calls);
    }

    long startNanos() {
        return CallTimes.nanos(start);
    }
}

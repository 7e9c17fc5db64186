package io.cordboard.ops.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** What a reader of any report on it must know: what was read, what was left out. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "%,d calls from %s to %s in %,d queues; the log names %,d agents",
                calls.size(),
                CallTimes.instant(calls.getFirst().atNanos()),
                CallTimes.instant(calls.getLast().atNanos()),
                queues.size(),
                agents.size()));
        if (skipped > 0) {
            notes.add(String.format(Locale.ROOT, "%,d bad rows were left out", skipped));
        }
        if (ignored > 0) {
            notes.add(String.format(Locale.ROOT, "%,d rows have an outcome that is to be ignored", ignored));
        }
        if (sorted) {
            notes.add("the rows were not in order of arrival; they were put in it");
        }
        return notes;
    }

    long startNanos() {
        return CallTimes.nanos(start);
    }
}

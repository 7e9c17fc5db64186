package io.cordboard.ops.replay;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a call log is to be read.
 *
 * @param columns the header of a field's column; fields that are not in it are found by their usual names
 * @param delimiter between two columns
 * @param pattern of times, as {@link java.time.format.DateTimeFormatter} has them; ISO 8601 if absent
 * @param zone of times that have no offset, and where a day begins
 * @param answered outcomes, in lower case, of those who were answered
 * @param abandoned outcomes, in lower case, of those who hung up
 * @param ignored outcomes, in lower case, of rows that are left out
 */
public record TraceFormat(
        Map<TraceField, String> columns,
        char delimiter,
        Optional<String> pattern,
        ZoneId zone,
        Set<String> answered,
        Set<String> abandoned,
        Set<String> ignored) {

    public static final TraceFormat DEFAULT = new TraceFormat(
            Map.of(), ',', Optional.empty(), ZoneOffset.UTC, Set.of("answered"), Set.of("abandoned"), Set.of());

    public TraceFormat {
        columns = Map.copyOf(columns);
        answered = Set.copyOf(answered);
        abandoned = Set.copyOf(abandoned);
        ignored = Set.copyOf(ignored);
        Set<String> all = new TreeSet<>(answered);
        all.addAll(abandoned);
        all.addAll(ignored);
        if (all.size() != answered.size() + abandoned.size() + ignored.size()) {
            throw new IllegalArgumentException("Expected each word for an outcome once, but got one twice in "
                    + answered + ", " + abandoned + " and " + ignored);
        }
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("Expected a delimiter that is no quote and no line break");
        }
        var _ = new CallTimes(pattern, zone);
    }

    /** The same with one more field mapped, or mapped otherwise. */
    public TraceFormat with(TraceField field, String header) {
        Map<TraceField, String> more = new TreeMap<>(columns);
        more.put(field, header);
        return new TraceFormat(more, delimiter, pattern, zone, answered, abandoned, ignored);
    }

    public TraceFormat in(ZoneId changed) {
        return new TraceFormat(columns, delimiter, pattern, changed, answered, abandoned, ignored);
    }

    public TraceFormat withPattern(String changed) {
        return new TraceFormat(columns, delimiter, Optional.of(changed), zone, answered, abandoned, ignored);
    }
}

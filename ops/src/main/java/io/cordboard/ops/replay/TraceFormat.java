package io.cordboard.ops.replay;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a call log is to be read.
 *
 * @param columns the header of a field's column; fields that are not in it are found by their usual names
 * @param attributes columns that say attributes
 * @param delimiter between two columns
 * @param pattern of times, as {@link java.time.format.DateTimeFormatter} has them; ISO 8601 if absent
 * @param zone of times that have no offset, and where a day begins
 * @param answered outcomes, in lower case, of those who were answered
 * @param abandoned outcomes, in lower case, of those who hung up
 * @param ignored outcomes, in lower case, of rows that are left out
 */
public record TraceFormat(
        Map<TraceField, String> columns,
        List<AttributeColumn> attributes,
        char delimiter,
        Optional<String> pattern,
        ZoneId zone,
        Set<String> answered,
        Set<String> abandoned,
        Set<String> ignored) {

    private static final int MOST_ATTRIBUTES = 50;

    public static final TraceFormat DEFAULT = new TraceFormat(
            Map.of(),
            List.of(),
            ',',
            Optional.empty(),
            ZoneOffset.UTC,
            Set.of("answered"),
            Set.of("abandoned"),
            Set.of());

    public TraceFormat {
        columns = Map.copyOf(columns);
        attributes = List.copyOf(attributes);
        if (attributes.stream().map(AttributeColumn::name).distinct().count() < attributes.size()) {
            throw new IllegalArgumentException("Expected one column for each attribute, but got "
                    + attributes.stream().map(AttributeColumn::name).toList());
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "Expected at most " + MOST_ATTRIBUTES + " columns of attributes, but got " + attributes.size());
        }
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
        return new TraceFormat(more, attributes, delimiter, pattern, zone, answered, abandoned, ignored);
    }

    /** The same with one more column of an attribute. */
    public TraceFormat with(AttributeColumn attribute) {
        List<AttributeColumn> more = new ArrayList<>(attributes);
        more.add(attribute);
        return new TraceFormat(columns, more, delimiter, pattern, zone, answered, abandoned, ignored);
    }

    public TraceFormat in(ZoneId changed) {
        return new TraceFormat(columns, attributes, delimiter, pattern, changed, answered, abandoned, ignored);
    }

    public TraceFormat withPattern(String changed) {
        return new TraceFormat(
                columns, attributes, delimiter, Optional.of(changed), zone, answered, abandoned, ignored);
    }
}

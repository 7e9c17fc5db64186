package io.cordboard.ops.replay;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads the rows under one header. */
final class TraceRow {

    private static final int MAX_QUEUES = 1_000;
    private static final int MAX_AGENTS = 20_000;
    private static final int MAX_PRIORITY = 1_000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,4}");

    /** Of a wait and of a service; anything longer is a mistake of the log. */
    private static final long LONGEST = Duration.ofDays(7).toNanos();

    private final TraceFormat format;
    private final CallTimes times;
    private final Map<TraceField, Integer> places = new EnumMap<>(TraceField.class);
    private final String[] headers;
    private final Names queues = new Names("a queue", MAX_QUEUES);
    private final Names agents = new Names("an agent", MAX_AGENTS);

    private final AttributeCells attributes;

    private TraceRow(TraceFormat format, String[] headers, AttributeCells attributes) {
        this.attributes = attributes;
        this.format = format;
        this.headers = headers;
        this.times = new CallTimes(format.pattern(), format.zone());
    }

    /** @throws ReplayRefused if a column is missing */
    static TraceRow of(Path file, CSVRecord header, TraceFormat format) {
        TraceRow row =
                new TraceRow(format, header.values(), AttributeCells.of(file, header.values(), format.attributes()));
        for (TraceField field : TraceField.values()) {
            String mapped = format.columns().get(field);
            for (int i = 0; i < row.headers.length; i++) {
                String name = row.headers[i];
                if (mapped == null ? field.isNamed(name) : mapped.equals(name)) {
                    if (row.places.putIfAbsent(field, i) != null) {
                        throw new ReplayRefused(file + ": Expected one column for " + field.word() + ", but got "
                                + row.headers[row.places.getOrDefault(field, 0)] + " and " + name
                                + "; say which with --column " + field.word() + "=...");
                    }
                }
            }
            if (mapped != null && !row.places.containsKey(field)) {
                throw new ReplayRefused(file + ": Expected a column '" + mapped + "' for " + field.word()
                        + ", but the header has " + Arrays.toString(row.headers));
            }
        }
        row.need(file, TraceField.ARRIVAL);
        row.need(file, TraceField.QUEUE);
        row.need(file, TraceField.END);
        if (!row.places.containsKey(TraceField.WAIT)) {
            row.need(file, TraceField.START);
        }
        return row;
    }

    private void need(Path file, TraceField field) {
        if (!places.containsKey(field)) {
            throw new ReplayRefused(file + ": Expected a column for " + field.word() + " (name it with --column "
                    + field.word() + "=...), but the header has " + Arrays.toString(headers));
        }
    }

    Names queues() {
        return queues;
    }

    Names agents() {
        return agents;
    }

    /** The call that the row says; none, if its outcome is one to be ignored. */
    Optional<Call> read(CSVRecord record) throws BadRow {
        if (record.size() != headers.length) {
            throw new BadRow(
                    headers[Math.min(record.size(), headers.length - 1)],
                    headers.length + " columns as in the header",
                    record.size() + " columns");
        }
        String outcome = text(record, TraceField.OUTCOME).toLowerCase(Locale.ROOT);
        if (format.ignored().contains(outcome)) {
            return Optional.empty();
        }
        boolean answered = isAnswered(record, outcome);
        long arrival = time(record, TraceField.ARRIVAL);
        String seconds = text(record, TraceField.WAIT);
        // Who hung up has no start of service; then only the column of waits, or the end, says how long that took.
        Long from = answered ? optionalTime(record, TraceField.START) : null;
        long wait = seconds.isEmpty() ? waited(record, answered, arrival, from) : nanos(record, seconds);
        if (!answered) {
            return Optional.of(new Call(
                    arrival,
                    queue(record),
                    priority(record),
                    wait,
                    false,
                    0,
                    0,
                    Call.NOBODY,
                    Asks.calling(attributes.read(record))));
        }
        long start = from == null ? arrival + wait : from;
        if (start < arrival) {
            throw bad(record, TraceField.START, "a time that is not before the arrival");
        }
        long end = time(record, TraceField.END);
        if (end < start || end - start > LONGEST) {
            throw bad(record, TraceField.END, "a time from the start of the service to seven days later");
        }
        return Optional.of(new Call(
                arrival,
                queue(record),
                priority(record),
                wait,
                true,
                start,
                end,
                agent(record),
                Asks.calling(attributes.read(record))));
    }

    private boolean isAnswered(CSVRecord record, String outcome) throws BadRow {
        if (!places.containsKey(TraceField.OUTCOME)) {
            return !text(record, TraceField.START).isEmpty()
                    || !places.containsKey(TraceField.START)
                            && !text(record, TraceField.END).isEmpty();
        }
        if (format.answered().contains(outcome)) {
            return true;
        }
        if (format.abandoned().contains(outcome)) {
            return false;
        }
        throw bad(
                record,
                TraceField.OUTCOME,
                "one of "
                        + String.join(", ", format.answered().stream().sorted().toList()) + " (answered) or "
                        + String.join(", ", format.abandoned().stream().sorted().toList()) + " (abandoned)");
    }

    private long waited(CSVRecord record, boolean answered, long arrival, @Nullable Long from) throws BadRow {
        TraceField ended = answered ? TraceField.START : TraceField.END;
        Long until = answered ? from : optionalTime(record, TraceField.END);
        if (until == null) {
            throw places.containsKey(TraceField.WAIT)
                    ? bad(record, TraceField.WAIT, "the seconds waited, as " + ended.word() + " is empty too")
                    : bad(record, ended, "the time at which the wait ended, as there is no column of waits");
        }
        if (until < arrival || until - arrival > LONGEST) {
            throw bad(record, ended, "a time from the arrival to seven days later");
        }
        return until - arrival;
    }

    private long nanos(CSVRecord record, String seconds) throws BadRow {
        long nanos = SECONDS.matcher(seconds).matches() ? Math.round(Double.parseDouble(seconds) * 1e9) : -1;
        if (nanos < 0 || nanos > LONGEST) {
            throw bad(record, TraceField.WAIT, "seconds of 0 to " + LONGEST / 1_000_000_000L);
        }
        return nanos;
    }

    private int priority(CSVRecord record) throws BadRow {
        String text = text(record, TraceField.PRIORITY);
        if (text.isEmpty()) {
            return 0;
        }
        int priority = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (Math.abs((long) priority) > MAX_PRIORITY) {
            throw bad(record, TraceField.PRIORITY, "a whole number of -1000 to 1000, higher served first");
        }
        return priority;
    }

    private int queue(CSVRecord record) throws BadRow {
        try {
            return queues.number(text(record, TraceField.QUEUE));
        } catch (IllegalArgumentException e) {
            throw bad(record, TraceField.QUEUE, String.valueOf(e.getMessage()));
        }
    }

    private int agent(CSVRecord record) throws BadRow {
        String agent = text(record, TraceField.AGENT);
        try {
            return agent.isEmpty() ? Call.NOBODY : agents.number(agent);
        } catch (IllegalArgumentException e) {
            throw bad(record, TraceField.AGENT, String.valueOf(e.getMessage()));
        }
    }

    private long time(CSVRecord record, TraceField field) throws BadRow {
        try {
            return times.read(text(record, field));
        } catch (DateTimeException | ArithmeticException _) {
            throw bad(record, field, times.expected());
        }
    }

    private @Nullable Long optionalTime(CSVRecord record, TraceField field) throws BadRow {
        return text(record, field).isEmpty() ? null : (Long) time(record, field);
    }

    private String text(CSVRecord record, TraceField field) {
        Integer at = places.get(field);
        return at == null ? "" : record.get(at);
    }

    private BadRow bad(CSVRecord record, TraceField field, String expected) {
        Integer at = places.get(field);
        return new BadRow(at == null ? field.word() : headers[at], expected, text(record, field));
    }
}

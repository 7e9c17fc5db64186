package io.cordboard.ops.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Reads the times of a log: ISO 8601, with a space for the T if need be, or a pattern; without an offset, in the log's time zone. */
final class CallTimes {

    private static final long SECOND = 1_000_000_000L;
    private static final int DATE_CHARS = 10;

    private final Optional<DateTimeFormatter> pattern;
    private final ZoneId zone;

    /** @throws IllegalArgumentException if it is not a pattern of {@link DateTimeFormatter} */
    CallTimes(Optional<String> pattern, ZoneId zone) {
        this.pattern = pattern.map(text -> DateTimeFormatter.ofPattern(text, Locale.ENGLISH));
        this.zone = zone;
    }

    /**
     * Nanoseconds since 1970.
     *
     * @throws DateTimeException if it is no such time
     * @throws ArithmeticException if it is centuries away
     */
    long read(String text) {
        TemporalAccessor read = pattern.map(formatter -> formatter.parse(text))
                .orElseGet(() -> DateTimeFormatter.ISO_DATE_TIME.parse(
                        text.length() > DATE_CHARS && text.charAt(DATE_CHARS) == ' '
                                ? text.substring(0, DATE_CHARS) + 'T' + text.substring(DATE_CHARS + 1)
                                : text));
        return nanos(
                read.isSupported(ChronoField.INSTANT_SECONDS)
                        ? Instant.from(read)
                        : LocalDateTime.from(read).atZone(zone).toInstant());
    }

    /** What is expected, for a message. */
    String expected() {
        return pattern.isPresent()
                ? "a time of the pattern given"
                : "a time such as 2026-11-02T09:15:00+01:00 or 2026-11-02 09:15:00";
    }

    static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}

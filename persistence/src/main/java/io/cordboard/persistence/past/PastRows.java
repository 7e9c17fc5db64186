package io.cordboard.persistence.past;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.routing.entity.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Events of single entities up to an instant, over one connection. An entity's events are in order of time, for one node at a
 * time writes them; the column says when they were written, which may be a little after they happened.
 */
final class PastRows {

    /** By how much an event may have been written after it happened. */
    private static final Duration WRITTEN_LATE = Duration.ofMinutes(1);

    private static final String COLUMNS = """
        SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload"
        FROM "event_journal" WHERE\
        """;

    private static final String ALL =
            COLUMNS + " \"persistence_id\" = ? AND \"write_timestamp\" <= ? ORDER BY \"sequence_number\" LIMIT ?";

    private static final String RANGE = COLUMNS
            + " \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ? ORDER BY \"sequence_number\" LIMIT ?";

    private static final String LAST =
            "SELECT max(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?";

    private static final String LAST_NAMED = """
        SELECT max("sequence_number") FROM "event_journal"
        WHERE "persistence_id" = ? AND "sequence_number" BETWEEN ? AND ? AND "event_ser_manifest" = ?\
        """;

    private static final String WRITTEN =
            "SELECT \"write_timestamp\" FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";

    /** Events looked back at in one query, at first. */
    static final int BACK = 64;

    /** Rows that the driver holds at a time. */
    private static final int FETCH = 500;

    /** Entities in one query. */
    static final int TOGETHER = 100;

    /** One event and its number among those of its entity. */
    record Row<E>(long seq, E event) {}

    private final Connection connection;
    private final Instant at;
    private final long written;
    private final int maxRows;
    private final long deadline;
    private int rows;

    PastRows(Connection connection, Instant at, int maxRows, Duration time) {
        this.connection = connection;
        this.at = at;
        this.written = at.plus(WRITTEN_LATE).toEpochMilli();
        this.maxRows = maxRows;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    int rows() {
        return rows;
    }

    /** When all that had happened then was written. */
    long written() {
        return written;
    }

    /** All events of one entity. */
    <E extends Event> List<Row<E>> all(String persistenceId, Map<String, ObjectReader> readers) throws SQLException {
        try (var select = prepare(ALL)) {
            select.setString(1, persistenceId);
            select.setLong(2, written);
            select.setInt(3, left());
            return list(select, readers);
        }
    }

    /** All events of several entities, or those of some names, one entity after the other, so that those of few are in memory at a time. */
    <E extends Event> void each(
            Collection<String> persistenceIds,
            Collection<String> names,
            Map<String, ObjectReader> readers,
            BiConsumer<String, List<Row<E>>> action)
            throws SQLException {
        var ids = List.copyOf(persistenceIds);
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            var some = ids.subList(from, Math.min(ids.size(), from + TOGETHER));
            var all = new LinkedHashMap<String, List<Row<E>>>();
            String named =
                    names.isEmpty() ? "" : " AND \"event_ser_manifest\" IN (?" + ", ?".repeat(names.size() - 1) + ')';
            try (var select = prepare(
                    COLUMNS + " \"persistence_id\" IN (?" + ", ?".repeat(some.size() - 1) + ')' + named
                            + " AND \"write_timestamp\" <= ? ORDER BY \"persistence_id\", \"sequence_number\" LIMIT ?")) {
                int index = 0;
                for (String id : some) {
                    select.setString(++index, id);
                }
                for (String name : names) {
                    select.setString(++index, name);
                }
                select.setLong(++index, written);
                select.setInt(++index, left());
                this.<E>read(
                        select,
                        readers,
                        (id, row) ->
                                all.computeIfAbsent(id, _ -> new ArrayList<>()).add(row));
            }
            all.forEach(action);
        }
    }

    /** Events of one entity from one number to another, of any time. */
    <E extends Event> List<Row<E>> range(String persistenceId, long from, long to, Map<String, ObjectReader> readers)
            throws SQLException {
        try (var select = prepare(RANGE)) {
            select.setString(1, persistenceId);
            select.setLong(2, from);
            select.setLong(3, to);
            select.setInt(4, left());
            return list(select, readers);
        }
    }

    /** Events of these names of one entity, from one number to another, of any time. */
    <E extends Event> List<Row<E>> named(
            Collection<String> names, String persistenceId, long from, long to, Map<String, ObjectReader> readers)
            throws SQLException {
        try (var select = prepare(COLUMNS
                + " \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ? AND \"event_ser_manifest\" IN (?"
                + ", ?".repeat(names.size() - 1) + ") ORDER BY \"sequence_number\" LIMIT ?")) {
            int index = 0;
            select.setString(++index, persistenceId);
            select.setLong(++index, from);
            select.setLong(++index, to);
            for (String name : names) {
                select.setString(++index, name);
            }
            select.setInt(++index, left());
            return list(select, readers);
        }
    }

    /** The number of an entity's last event that was written by then; 0 if there is none. */
    long last(String persistenceId) throws SQLException {
        return last(persistenceId, highest(persistenceId), written);
    }

    /** The number of an entity's last event, up to {@code to}, that was written {@code earlier} than then. */
    long lastBefore(Duration earlier, String persistenceId, long to) throws SQLException {
        return last(persistenceId, to, at.minus(earlier).minus(WRITTEN_LATE).toEpochMilli());
    }

    /** Steps back, then halves. */
    private long last(String persistenceId, long to, long millis) throws SQLException {
        long later = to;
        if (later == 0 || isWrittenBy(millis, persistenceId, later)) {
            return later;
        }
        long step = BACK;
        long then = Math.max(0, later - step);
        while (then > 0 && !isWrittenBy(millis, persistenceId, then)) {
            later = then;
            step *= 2;
            then = Math.max(0, later - step);
        }
        while (later - then > 1) {
            long middle = then + (later - then) / 2;
            if (isWrittenBy(millis, persistenceId, middle)) {
                then = middle;
            } else {
                later = middle;
            }
        }
        return then;
    }

    /** The number of an entity's last event of this name up to {@code to}; 0 if there is none. Looks back further and further. */
    long lastNamed(String name, String persistenceId, long to) throws SQLException {
        long upTo = to;
        for (long back = BACK; upTo > 0; back *= 4) {
            long from = Math.max(1, upTo - back + 1);
            try (var select = prepare(LAST_NAMED)) {
                select.setString(1, persistenceId);
                select.setLong(2, from);
                select.setLong(3, upTo);
                select.setString(4, name);
                long found = number(select);
                if (found > 0) {
                    return found;
                }
            }
            upTo = from - 1;
        }
        return 0;
    }

    static long number(PreparedStatement select) throws SQLException {
        try (var result = select.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private long highest(String persistenceId) throws SQLException {
        try (var select = prepare(LAST)) {
            select.setString(1, persistenceId);
            return number(select);
        }
    }

    private boolean isWrittenBy(long millis, String persistenceId, long seq) throws SQLException {
        try (var select = prepare(WRITTEN)) {
            select.setString(1, persistenceId);
            select.setLong(2, seq);
            try (var result = select.executeQuery()) {
                return !result.next() || result.getLong(1) <= millis;
            }
        }
    }

    /** A statement that ends when the time for the whole answer does. */
    PreparedStatement prepare(String sql) throws SQLException {
        long leftSeconds = Duration.ofNanos(deadline - System.nanoTime()).toSeconds();
        if (leftSeconds < 0 || System.nanoTime() > deadline) {
            throw new PastRefused(PastRefused.Why.TOO_MUCH, "Expected a past that can be read in time");
        }
        var statement = connection.prepareStatement(sql);
        statement.setQueryTimeout((int) leftSeconds + 1);
        statement.setFetchSize(FETCH);
        return statement;
    }

    /** Leaves the connection as it was: H2 keeps a statement's time limit for all that follow on the same connection. */
    void close() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(0);
        }
    }

    boolean isThen(Event event) {
        return !event.at().isAfter(at);
    }

    private int left() {
        return maxRows - rows + 1;
    }

    private interface Taker<E> {
        void take(String persistenceId, Row<E> row);
    }

    private <E extends Event> List<Row<E>> list(PreparedStatement select, Map<String, ObjectReader> readers)
            throws SQLException {
        var all = new ArrayList<Row<E>>();
        this.<E>read(select, readers, (_, row) -> all.add(row));
        return all;
    }

    private <E extends Event> void read(PreparedStatement select, Map<String, ObjectReader> readers, Taker<E> taker)
            throws SQLException {
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                String id = result.getString(1);
                taker.take(id, row(result, readers));
            }
        }
    }

    /** What stands in the second to fourth column of what is read; counts it. */
    @SuppressWarnings("unchecked") // The readers are those of the family.
    <E extends Event> Row<E> row(ResultSet result, Map<String, ObjectReader> readers) throws SQLException {
        if (++rows > maxRows) {
            throw new PastRefused(
                    PastRefused.Why.TOO_MUCH,
                    "Expected a past that can be told from " + maxRows + " events, but it takes more");
        }
        return new Row<>(result.getLong(2), (E) event(result, readers));
    }

    private static Object event(ResultSet result, Map<String, ObjectReader> readers) throws SQLException {
        String manifest = result.getString(3);
        ObjectReader reader = readers.get(manifest);
        if (reader == null) {
            throw new IllegalStateException("Expected the name of an event of this entity, but got " + manifest);
        }
        try {
            return reader.readValue(result.getBytes(4));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the JSON of " + manifest + ", but could not read it", e);
        }
    }
}

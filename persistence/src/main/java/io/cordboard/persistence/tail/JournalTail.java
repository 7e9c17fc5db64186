package io.cordboard.persistence.tail;

import io.cordboard.persistence.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/**
 * The journal of all entities as one list, in the order of its numbers, up to where nothing can be inserted in between.
 *
 * <p>What it knows about gaps ({@link Gaps}) is shared by everybody who reads through the same instance, so a process needs
 * one. It is safe for use by several threads, and each call takes one connection.
 */
public final class JournalTail {

    /**
     * What follows a cursor.
     *
     * @param rows in order; all of them are settled
     * @param next the cursor after these rows, and after what was passed over
     * @param waiting whether later rows are there that may not be read yet, because a transaction before them is under way
     */
    public record Page(List<JournalRow> rows, long next, boolean waiting) {

        public Page {
            rows = List.copyOf(rows);
        }
    }

    private static final String COLUMNS = """
        SELECT "ordering", "persistence_id", "sequence_number", "event_ser_manifest", "event_payload", "write_timestamp"
        FROM "event_journal" WHERE "ordering" > ?\
        """;

    private static final String ROWS = COLUMNS + " ORDER BY \"ordering\" LIMIT ?";

    private static final String ROWS_OF_TENANT = COLUMNS + """
         AND "ordering" <= ? AND ("persistence_id" LIKE ? OR "persistence_id" LIKE ?)
        ORDER BY "ordering" LIMIT ?\
        """;

    private static final String NUMBERS =
            "SELECT \"ordering\" FROM \"event_journal\" WHERE \"ordering\" > ? ORDER BY \"ordering\" LIMIT ?";

    private final DataSource readers;
    private final Writers writers;
    private final Gaps gaps = new Gaps();

    public JournalTail(JournalDatabase database) {
        this.readers = database.readers();
        this.writers = Writers.of(database.settings().kind());
    }

    /** Up to {@code limit} rows after {@code after}; 0 is before the first. */
    public Page read(long after, int limit) throws SQLException {
        try (var connection = readers.getConnection()) {
            var rows = settled(connection, after, limit, ROWS, JournalTail::row, JournalRow::ordering);
            var next = rows.usable().isEmpty() ? after : rows.usable().getLast().ordering();
            return new Page(rows.usable(), next, rows.waiting());
        }
    }

    /**
     * Up to {@code limit} rows of {@code tenant}'s entities after {@code after}, having looked at no more than {@code scan}
     * rows of anybody. The cursor moves on even where none of them is the tenant's.
     */
    public Page readOf(String tenant, long after, int limit, int scan) throws SQLException {
        try (var connection = readers.getConnection()) {
            var numbers = settled(connection, after, scan, NUMBERS, row -> row.getLong(1), Long::longValue);
            var upTo = numbers.usable().isEmpty() ? after : numbers.usable().getLast();
            var rows = upTo == after ? List.<JournalRow>of() : rowsOf(connection, tenant, after, upTo, limit);
            var next = rows.size() == limit ? rows.getLast().ordering() : upTo;
            return new Page(rows, next, numbers.waiting());
        }
    }

    /** The highest number in the journal that shows; empty for an empty journal. */
    public Optional<Long> highest() throws SQLException {
        try (var connection = readers.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT max(\"ordering\") FROM \"event_journal\"")) {
            rows.next();
            var highest = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(highest);
        }
    }

    private record Settled<T>(List<T> usable, boolean waiting) {}

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> Settled<T> settled(
            Connection connection, long after, int limit, String sql, Mapping<T> mapping, ToLongFunction<T> ordering)
            throws SQLException {
        // Read before the query: what is settled later may have shown too late for it.
        var settledUpTo = gaps.settledUpTo();
        var found = query(connection, after, limit, sql, mapping);
        var usable = usable(after, found, ordering, settledUpTo);
        if (usable < found.size()
                && gaps.settle(ordering.applyAsLong(found.getLast()), () -> writers.underWay(connection))) {
            settledUpTo = gaps.settledUpTo();
            found = query(connection, after, limit, sql, mapping);
            usable = usable(after, found, ordering, settledUpTo);
        }
        return new Settled<>(found.subList(0, usable), usable < found.size());
    }

    /** How many of {@code found} may be used: those before the first gap that is not settled. */
    private static <T> int usable(long after, List<T> found, ToLongFunction<T> ordering, long settledUpTo) {
        var previous = after;
        for (int i = 0; i < found.size(); i++) {
            var number = ordering.applyAsLong(found.get(i));
            var missing = number - 1;
            if (missing > previous && missing > settledUpTo) {
                return i;
            }
            previous = number;
        }
        return found.size();
    }

    private static <T> List<T> query(Connection connection, long after, int limit, String sql, Mapping<T> mapping)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, after);
            select.setInt(2, limit);
            try (var result = select.executeQuery()) {
                return all(result, mapping);
            }
        }
    }

    private static List<JournalRow> rowsOf(Connection connection, String tenant, long after, long upTo, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(ROWS_OF_TENANT)) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            select.setString(3, "%|" + tenant + "/%");
            select.setString(4, "%|" + tenant);
            select.setInt(5, limit);
            try (var result = select.executeQuery()) {
                return all(result, JournalTail::row);
            }
        }
    }

    private static <T> List<T> all(ResultSet result, Mapping<T> mapping) throws SQLException {
        var all = new ArrayList<T>();
        while (result.next()) {
            all.add(mapping.of(result));
        }
        return all;
    }

    private static JournalRow row(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), row.getBytes(5), row.getLong(6));
    }
}

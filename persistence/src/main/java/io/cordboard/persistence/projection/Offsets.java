package io.cordboard.persistence.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The table of how far each projection has got. */
final class Offsets {

    private Offsets() {}

    /** The offset of {@code name}, 0 where it has never run; its row is there afterwards. */
    static long readOrCreate(Connection connection, String name) throws SQLException {
        var found = read(connection, name, "");
        if (found.isPresent()) {
            return found.getAsLong();
        }
        // Two runners may get here at once; the second then fails on the key and reads what the first has written.
        try (var insert =
                connection.prepareStatement("INSERT INTO projection_offset VALUES (?, 0, CURRENT_TIMESTAMP)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        return read(connection, name, "").orElseThrow();
    }

    /** The offset of {@code name}, its row locked until the transaction ends. */
    static long lock(Connection transaction, String name) throws SQLException {
        return read(transaction, name, " FOR UPDATE").orElseThrow();
    }

    static void write(Connection transaction, String name, long ordering) throws SQLException {
        try (var update = transaction.prepareStatement(
                "UPDATE projection_offset SET ordering = ?, updated_at = CURRENT_TIMESTAMP WHERE name = ?")) {
            update.setLong(1, ordering);
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    private static OptionalLong read(Connection connection, String name, String suffix) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT ordering FROM projection_offset WHERE name = ?" + suffix)) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }
}

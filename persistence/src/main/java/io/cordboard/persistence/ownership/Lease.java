package io.cordboard.persistence.ownership;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The row that says who holds the journal, read under a lock, with the database's own idea of now.
 *
 * @param holder empty if the last holder gave it back
 */
record Lease(String holder, String process, long renewals, OffsetDateTime expiresAt, OffsetDateTime now) {

    /** Locks and reads the row; empty where nobody has ever held the journal. */
    static Optional<Lease> lock(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement();
                var row = statement.executeQuery("""
                    SELECT holder, process, renewals, expires_at, CURRENT_TIMESTAMP FROM cluster_owner
                    WHERE id = 1 FOR UPDATE
                    """)) {
            return row.next()
                    ? Optional.of(new Lease(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getObject(4, OffsetDateTime.class),
                            row.getObject(5, OffsetDateTime.class)))
                    : Optional.empty();
        }
    }

    /** The first claim ever. Where two insert at once, the second fails on the key. */
    static void insert(Connection transaction, String holder, String process, Duration time) throws SQLException {
        try (var insert = transaction.prepareStatement("""
            INSERT INTO cluster_owner (id, holder, process, renewals, expires_at)
            VALUES (1, '', '', 0, CURRENT_TIMESTAMP)
            """)) {
            insert.executeUpdate();
        }
        lock(transaction).orElseThrow().give(transaction, holder, process, time);
    }

    /** Gives the lease to {@code newHolder}, or renews it, from the database's now on. */
    void give(Connection transaction, String newHolder, String newProcess, Duration time) throws SQLException {
        try (var update = transaction.prepareStatement("""
            UPDATE cluster_owner SET holder = ?, process = ?, renewals = ?, expires_at = ? WHERE id = 1
            """)) {
            update.setString(1, newHolder);
            update.setString(2, newProcess);
            update.setLong(3, renewals + 1);
            update.setObject(4, now.plus(time));
            update.executeUpdate();
        }
    }

    boolean free() {
        return holder.isEmpty();
    }

    boolean expired() {
        return !expiresAt.isAfter(now);
    }

    boolean expiredFor(Duration time) {
        return !expiresAt.plus(time).isAfter(now);
    }
}

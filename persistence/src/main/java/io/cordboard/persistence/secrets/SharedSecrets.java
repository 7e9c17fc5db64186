package io.cordboard.persistence.secrets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Secrets by name, the same on every node of the cluster and over restarts. They are as safe as the database is: whoever
 * reads it reads the journal as well.
 */
public final class SharedSecrets {

    private static final int TRIES = 3;

    private final DataSource database;

    public SharedSecrets(DataSource database) {
        this.database = database;
    }

    /** The secret of that name; if there is none yet, what {@code make} gives becomes it, unless another node was quicker. */
    public byte[] get(String name, Supplier<byte[]> make) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(true);
                Optional<byte[]> known = read(connection, name);
                if (known.isPresent()) {
                    return known.get();
                }
                try (var insert =
                        connection.prepareStatement("INSERT INTO shared_secret (name, secret) VALUES (?, ?)")) {
                    insert.setString(1, name);
                    insert.setBytes(2, make.get());
                    insert.executeUpdate();
                } catch (SQLException e) {
                    // 23: another node was quicker, and its secret is read in the next round.
                    if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
                        throw e;
                    }
                }
            }
        }
        throw new SQLException("Expected secret " + name + " to be there after it was written, but it is not");
    }

    private static Optional<byte[]> read(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT secret FROM shared_secret WHERE name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }
}

package io.cordboard.persistence.tail;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** One transaction that writes to the journal as Pekko's plugin does: many rows, then a commit or a rollback. */
public final class Scribe implements AutoCloseable {

    private static final String INSERT = """
        INSERT INTO "event_journal" ("persistence_id", "sequence_number", "deleted", "writer", "write_timestamp",
          "adapter_manifest", "event_ser_id", "event_ser_manifest", "event_payload")
        VALUES (?, ?, FALSE, 'w', ?, '', 1, ?, ?)
        """;

    private final Connection connection;
    private final List<Long> written = new ArrayList<>();

    public Scribe(DataSource source) throws SQLException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
    }

    /** Inserts a row and keeps the number it was given. */
    public void write(String persistenceId, long sequenceNr) throws SQLException {
        write(persistenceId, sequenceNr, "noted", note(persistenceId, sequenceNr));
    }

    /** Inserts an event and keeps the number it was given. */
    public void write(String persistenceId, long sequenceNr, String manifest, byte[] payload) throws SQLException {
        write(persistenceId, sequenceNr, manifest, payload, System.currentTimeMillis());
    }

    /** Inserts an event of another time and keeps the number it was given. */
    public void write(String persistenceId, long sequenceNr, String manifest, byte[] payload, long writtenMillis)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT, new String[] {"ordering"})) {
            fill(insert, persistenceId, sequenceNr, manifest, payload);
            insert.setLong(3, writtenMillis);
            insert.executeUpdate();
            try (var keys = insert.getGeneratedKeys()) {
                keys.next();
                written.add(keys.getLong(1));
            }
        }
    }

    /** Inserts {@code count} rows in one batch. */
    public void writeBatch(String persistenceId, long firstSequenceNr, int count) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < count; i++) {
                fill(insert, persistenceId, firstSequenceNr + i, "noted", note(persistenceId, firstSequenceNr + i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public List<Long> commit() throws SQLException {
        connection.commit();
        var committed = List.copyOf(written);
        written.clear();
        return committed;
    }

    public void rollback() throws SQLException {
        connection.rollback();
        written.clear();
    }

    private static void fill(
            PreparedStatement insert, String persistenceId, long sequenceNr, String manifest, byte[] payload)
            throws SQLException {
        insert.setString(1, persistenceId);
        insert.setLong(2, sequenceNr);
        insert.setLong(3, System.currentTimeMillis());
        insert.setString(4, manifest);
        insert.setBytes(5, payload);
    }

    private static byte[] note(String persistenceId, long sequenceNr) {
        return "{\"text\":\"%s %d\"}".formatted(persistenceId, sequenceNr).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}

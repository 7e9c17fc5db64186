package io.cordboard.ops.bench;

import io.cordboard.persistence.journal.JournalSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one would build without Cordboard: a table as a queue. Each job is inserted, claimed by a worker with {@code FOR UPDATE
 * SKIP LOCKED}, and deleted when done; each of the three is committed by itself, since a job lasts as long as a conversation
 * and no transaction stays open for that. It offers nothing to anybody, knows no skills and no agents.
 */
final class TableQueue implements Load, AutoCloseable {

    private static final String TABLE = """
        CREATE TABLE IF NOT EXISTS bench_queue (
            id BIGSERIAL PRIMARY KEY,
            payload TEXT NOT NULL,
            claimed_by INTEGER,
            claimed_at TIMESTAMPTZ
        )""";
    private static final String INDEX =
            "CREATE INDEX IF NOT EXISTS bench_queue_waiting ON bench_queue (id) WHERE claimed_by IS NULL";
    private static final String INSERT = "INSERT INTO bench_queue (payload) VALUES (?)";
    private static final String CLAIM = """
        UPDATE bench_queue SET claimed_by = ?, claimed_at = now()
        WHERE id = (SELECT id FROM bench_queue WHERE claimed_by IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, payload""";
    private static final String DELETE = "DELETE FROM bench_queue WHERE id = ?";
    /** As much as the event of a new contact holds. */
    private static final String PAYLOAD = "x".repeat(400);

    private final JournalSettings database;
    private final int workers;
    private final LongAdder done = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean running;

    TableQueue(JournalSettings database, int workers) throws SQLException {
        this.database = database;
        this.workers = workers;
        for (int i = 0; i < workers; i++) {
            connections.add(DriverManager.getConnection(database.url(), database.user(), database.password()));
        }
        try (var statement = connections.getFirst().createStatement()) {
            statement.execute(TABLE);
            statement.execute(INDEX);
        }
    }

    @Override
    public String name() {
        return "table queue, " + workers + " workers";
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < workers; i++) {
            int worker = i;
            threads.add(Thread.ofPlatform().name("table-queue-" + i).start(() -> work(worker)));
        }
    }

    private void work(int worker) {
        Connection connection = connections.get(worker);
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement claim = connection.prepareStatement(CLAIM);
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            while (running) {
                insert.setString(1, PAYLOAD);
                insert.executeUpdate();
                claim.setInt(1, worker);
                try (var row = claim.executeQuery()) {
                    // Another may have been quicker with this one; its own comes then.
                    if (row.next()) {
                        delete.setLong(1, row.getLong(1));
                        if (delete.executeUpdate() != 1) {
                            throw new IllegalStateException("Expected a claimed job to be there until it is deleted");
                        }
                        done.increment();
                    }
                }
            }
        } catch (SQLException | IllegalStateException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while workers end", e);
            }
        });
        threads.clear();
        Exception why = failure.get();
        if (why != null) {
            throw new IllegalStateException("Expected a table queue that works on " + database.url(), why);
        }
    }

    @Override
    public long done() {
        return done.sum();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}

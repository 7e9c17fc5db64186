package io.cordboard.persistence.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Whether the journal can be used at this moment: for a readiness check that asks often and must not wait.
 *
 * <p>A thread of its own looks every second. A look that hangs is as bad as one that fails: what is older than a few seconds
 * does not count.
 */
public final class JournalHealth implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(4);
    private static final int QUERY_SECONDS = 1;

    private record Look(long nanos, Optional<String> trouble) {}

    private final DataSource database;
    private final String readOnly;
    private final DatabaseLoop loop;
    private volatile Look last = new Look(System.nanoTime(), Optional.of("The journal has not been looked at yet"));

    private JournalHealth(JournalDatabase database) {
        this.database = database.keepers();
        this.readOnly = switch (database.settings().kind()) {
            // A standby answers every query and takes no event.
            case POSTGRES -> "SELECT pg_is_in_recovery()";
            case H2 -> "SELECT READONLY()";
        };
        this.loop = DatabaseLoop.start("journal-health", this::look);
    }

    public static JournalHealth watch(JournalDatabase database) {
        return new JournalHealth(database);
    }

    /** Why the journal cannot be used; empty if it can. Never waits. */
    public Optional<String> trouble() {
        var look = last;
        return look.trouble().isPresent() || System.nanoTime() - look.nanos() < STALE.toNanos()
                ? look.trouble()
                : Optional.of("The journal's database does not answer");
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration look() {
        last = new Look(System.nanoTime(), ask());
        return PAUSE;
    }

    private Optional<String> ask() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_SECONDS);
            try (var row = statement.executeQuery(readOnly)) {
                row.next();
                return row.getBoolean(1) ? Optional.of("The journal's database is read only") : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.of("The journal's database cannot be used: " + e.getMessage());
        }
    }
}

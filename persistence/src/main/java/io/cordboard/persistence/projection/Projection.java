package io.cordboard.persistence.projection;

import io.cordboard.persistence.journal.DatabaseLoop;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.tail.JournalTail;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner that reads the journal's tail and has each event applied to tables exactly once.
 *
 * <p>{@link #start} and {@link #stop} belong to whoever decides on which node it runs.
 */
public final class Projection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private final String name;
    private final DataSource database;
    private final JournalTail tail;
    private final ProjectionHandler handler;
    private final ProjectionSettings settings;

    private @Nullable DatabaseLoop loop;
    private volatile ProjectionStatus status;

    /** {@code name} is what its offset is kept under: a projection under a new name starts with the first event. */
    public Projection(
            String name,
            JournalDatabase database,
            JournalTail tail,
            ProjectionHandler handler,
            ProjectionSettings settings) {
        this.name = name;
        this.database = database.readers();
        this.tail = tail;
        this.handler = handler;
        this.settings = settings;
        this.status = new ProjectionStatus(name, false, 0, 0, Duration.ZERO, Optional.empty());
    }

    /** Starts reading where it was left; does nothing if it runs. */
    public synchronized void start() {
        if (loop == null) {
            loop = DatabaseLoop.start("projection-" + name, new Run()::step);
        }
    }

    /** Returns when the batch under way is committed or rolled back, and nothing more will be applied by this runner. */
    public synchronized void stop() {
        if (loop != null) {
            loop.close();
            loop = null;
            status = status.stopped();
        }
    }

    public ProjectionStatus status() {
        return status;
    }

    @Override
    public void close() {
        stop();
    }

    /** One time between start and stop. */
    private final class Run {

        private OptionalLong offset = OptionalLong.empty();
        private long applied;
        private int failures;
        private long trying;
        private long carefulUpTo;
        private Instant failingSince = Instant.EPOCH;

        /** Applies what is there; returns how long to wait before looking again. */
        private Duration step() {
            try {
                var after = offset.isPresent() ? offset.getAsLong() : begin();
                // After a failure one row at a time, so that all before the one that fails get through.
                var limit = after < carefulUpTo ? 1 : settings.batchSize();
                var page = tail.read(after, limit);
                if (!page.rows().isEmpty()) {
                    trying = page.next();
                    apply(after, page);
                }
                failures = 0;
                report(lagOf(page), Optional.empty());
                return page.rows().size() == limit ? Duration.ZERO : settings.poll();
            } catch (SQLException | RuntimeException e) {
                return failed(e);
            }
        }

        private long begin() throws SQLException {
            try (var connection = database.getConnection()) {
                var stored = Offsets.readOrCreate(connection, name);
                if (stored > tail.highest().orElse(0L)) {
                    // The journal was put back to an older state: its next events would have numbers already passed.
                    throw new IllegalStateException("Expected the journal to reach " + stored + ", where projection "
                            + name + " has been, but it ends at "
                            + tail.highest().orElse(0L));
                }
                offset = OptionalLong.of(stored);
                return stored;
            }
        }

        private void apply(long after, JournalTail.Page page) throws SQLException {
            // Closing without a commit rolls back; the pool sees to it.
            try (var transaction = database.getConnection()) {
                transaction.setAutoCommit(false);
                var stored = Offsets.lock(transaction, name);
                if (stored != after) {
                    LOG.warn("Projection {} is run by somebody else too: it is at {}, not at {}", name, stored, after);
                    offset = OptionalLong.of(stored);
                    return;
                }
                handler.apply(transaction, page.rows());
                Offsets.write(transaction, name, page.next());
                transaction.commit();
                offset = OptionalLong.of(page.next());
                applied += page.rows().size();
            }
        }

        private Duration failed(Exception e) {
            if (failures == 0) {
                failingSince = Instant.now();
            }
            failures++;
            carefulUpTo = Math.max(carefulUpTo, trying);
            var after = offset.orElse(0);
            // What the database holds is what counts: a commit may have succeeded without our hearing of it.
            offset = OptionalLong.empty();
            var reason = e.getClass().getSimpleName() + ": " + e.getMessage();
            report(Duration.ZERO, Optional.of(new ProjectionStatus.Failure(failingSince, failures, after, reason)));
            if (Integer.bitCount(failures) == 1) {
                LOG.warn("Projection {} does not get past {}, try {}", name, after, failures, e);
            }
            return settings.backoff(failures);
        }

        private void report(Duration lag, Optional<ProjectionStatus.Failure> failure) {
            var ordering = failure.map(ProjectionStatus.Failure::afterOrdering).orElse(offset.orElse(0));
            status = new ProjectionStatus(name, true, ordering, applied, lag, failure);
        }

        private static Duration lagOf(JournalTail.Page page) {
            return page.rows().isEmpty()
                    ? Duration.ZERO
                    : Duration.ofMillis(Math.max(
                            0,
                            System.currentTimeMillis() - page.rows().getLast().writtenAtMillis()));
        }
    }
}

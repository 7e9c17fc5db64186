package io.cordboard.persistence.replays;

import io.cordboard.persistence.replays.ReplayJob.State;
import io.cordboard.routing.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of replays. Time is the database's. */
public final class ReplayJobs {

    /**
     * @param open queued and running ones of one tenant, at most
     * @param kept ended ones of one tenant, at most
     * @param keptFor how long they are kept
     * @param lostAfter how long a running one may be silent
     */
    public record Limits(int open, int kept, Duration keptFor, Duration lostAfter) {}

    private static final String COLUMNS = """
        id, tenant, asked_by, asked, request, state, started, ended, phase, share, reason\
        """;

    private static final String NEXT = """
        AS job WHERE state = 'queued' ORDER BY
          (SELECT count(*) FROM replay_job AS its WHERE its.tenant = job.tenant AND its.state = 'running'),
          (SELECT max(its.started) FROM replay_job AS its WHERE its.tenant = job.tenant) NULLS FIRST,
          asked, id LIMIT 3\
        """;

    /** Held by who counts and inserts in this process; an H2 file belongs to one. */
    private static final Object SUBMITTING = new Object();

    private static final String LOST = "Expected its node to go on with it, but it was lost: ask again";

    private static final int MAX_REASON = 2_000;
    private static final int MAX_PHASE = 300;

    private final DataSource database;
    private final Limits limits;

    public ReplayJobs(DataSource database, Limits limits) {
        this.database = database;
        this.limits = limits;
    }

    /** Queues it; empty if as many as may be are queued or running. */
    public Optional<String> submit(TenantId tenant, String askedBy, String request) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            synchronized (SUBMITTING) {
                if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                    lock(connection, tenant);
                }
                String id = UUID.randomUUID().toString();
                boolean room = open(connection, tenant) < limits.open();
                if (room) {
                    update(connection, """
                            INSERT INTO replay_job (id, tenant, asked_by, asked, request, state, share)
                            VALUES (?, ?, ?, CURRENT_TIMESTAMP, ?, 'queued', 0)\
                            """, id, tenant.value(), askedBy, request);
                }
                connection.commit();
                return room ? Optional.of(id) : Optional.empty();
            }
        }
    }

    /** Until the transaction ends no other node counts those of this tenant. */
    private static void lock(Connection connection, TenantId tenant) throws SQLException {
        try (var lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('replay_job'), hashtext(?))")) {
            lock.setString(1, tenant.value());
            lock.execute();
        }
    }

    private static int open(Connection connection, TenantId tenant) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT count(*) FROM replay_job WHERE tenant = ? AND state IN ('queued', 'running')")) {
            query.setString(1, tenant.value());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** One of the tenant that has the fewest running, and of these was served least lately; which {@code run} does from now on; empty if there is none. */
    public Optional<ReplayJob> claim(String run) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            for (ReplayJob job : list(connection, NEXT, _ -> {})) {
                if (update(connection, """
                                UPDATE replay_job SET state = 'running', run = ?, started = CURRENT_TIMESTAMP,
                                  seen = CURRENT_TIMESTAMP WHERE id = ? AND state = 'queued'\
                                """, run, job.id()) > 0) {
                    return Optional.of(job);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether it is still this run's: it may have been cancelled, or given up for lost. */
    public boolean beat(String id, String run, String phase, double share) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return update(
                            connection,
                            "UPDATE replay_job SET seen = CURRENT_TIMESTAMP, phase = ?, share = ?"
                                    + " WHERE id = ? AND run = ? AND state = 'running'",
                            cut(phase, MAX_PHASE),
                            share,
                            id,
                            run)
                    > 0;
        }
    }

    /** It is done, unless it was cancelled or given up meanwhile. */
    public void done(String id, String run, ReplayJob.Report report) throws SQLException {
        end("state = 'done', share = 1, report_json = ?, report_csv = ?", id, run, report.json(), report.csv());
    }

    /** It came to nothing, unless it was cancelled or given up meanwhile. */
    public void failed(String id, String run, String reason) throws SQLException {
        end("state = 'failed', reason = ?", id, run, cut(reason, MAX_REASON));
    }

    private void end(String change, String id, String run, Object... values) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            var all = new ArrayList<Object>(List.of(values));
            all.add(id);
            all.add(run);
            update(
                    connection,
                    "UPDATE replay_job SET ended = CURRENT_TIMESTAMP, " + change
                            + " WHERE id = ? AND run = ? AND state = 'running'",
                    all.toArray());
        }
    }

    /** Nobody wants it any more; one that has ended stays as it is. */
    public void cancel(TenantId tenant, String id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            update(
                    connection,
                    "UPDATE replay_job SET state = 'cancelled', ended = CURRENT_TIMESTAMP"
                            + " WHERE tenant = ? AND id = ? AND state IN ('queued', 'running')",
                    tenant.value(),
                    id);
        }
    }

    /** Gives up those whose node is silent, and forgets those that ended long ago or of which there are too many. */
    public void tidy() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            OffsetDateTime now = now(connection);
            update(
                    connection,
                    "UPDATE replay_job SET state = 'failed', ended = CURRENT_TIMESTAMP, reason = ?"
                            + " WHERE state = 'running' AND seen < ?",
                    LOST,
                    now.minus(limits.lostAfter()));
            update(connection, "DELETE FROM replay_job WHERE ended < ?", now.minus(limits.keptFor()));
            update(
                    connection,
                    "DELETE FROM replay_job WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER"
                            + " (PARTITION BY tenant ORDER BY ended DESC, id) AS place FROM replay_job"
                            + " WHERE ended IS NOT NULL) AS ranked WHERE place > ?)",
                    limits.kept());
        }
    }

    public Optional<ReplayJob> find(TenantId tenant, String id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return list(connection, "WHERE tenant = ? AND id = ?", query -> {
                        query.setString(1, tenant.value());
                        query.setString(2, id);
                    })
                    .stream()
                    .findFirst();
        }
    }

    /** Those of one tenant, the newest first. */
    public List<ReplayJob> list(TenantId tenant) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return list(connection, "WHERE tenant = ? ORDER BY asked DESC, id LIMIT ?", query -> {
                query.setString(1, tenant.value());
                query.setInt(2, limits.kept() + limits.open());
            });
        }
    }

    /** What came of one that is done. */
    public Optional<ReplayJob.Report> report(TenantId tenant, String id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            try (var query = connection.prepareStatement(
                    "SELECT report_json, report_csv FROM replay_job WHERE tenant = ? AND id = ? AND state = 'done'")) {
                query.setString(1, tenant.value());
                query.setString(2, id);
                try (var row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new ReplayJob.Report(row.getString(1), row.getString(2)))
                            : Optional.empty();
                }
            }
        }
    }

    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private static List<ReplayJob> list(Connection connection, String which, Filling filling) throws SQLException {
        try (var query = connection.prepareStatement("SELECT " + COLUMNS + " FROM replay_job " + which)) {
            filling.fill(query);
            try (var row = query.executeQuery()) {
                var jobs = new ArrayList<ReplayJob>();
                while (row.next()) {
                    jobs.add(job(row));
                }
                return jobs;
            }
        }
    }

    private static ReplayJob job(ResultSet row) throws SQLException {
        return new ReplayJob(
                row.getString(1),
                new TenantId(row.getString(2)),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                State.of(row.getString(6)),
                Optional.ofNullable(row.getObject(7, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject(8, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString(9)),
                row.getDouble(10),
                Optional.ofNullable(row.getString(11)));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static OffsetDateTime now(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var row = query.executeQuery("SELECT CURRENT_TIMESTAMP")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}

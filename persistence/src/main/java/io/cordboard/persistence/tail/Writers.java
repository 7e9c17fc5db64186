package io.cordboard.persistence.tail;

import io.cordboard.persistence.journal.JournalSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Who is writing to the journal at this moment.
 *
 * <p>The contract that {@link Gaps} builds on: a transaction that has been given an {@code ordering} is in every answer
 * from before it was given until after it has become visible or was rolled back.
 */
interface Writers {

    /** Tokens of the transactions (or of the sessions that have one) that may be writing to the journal. */
    Set<String> underWay(Connection connection) throws SQLException;

    static Writers of(JournalSettings.Kind kind) {
        return switch (kind) {
            case POSTGRES -> Writers::transactionsOfPostgres;
            case H2 -> Writers::sessionsOfH2Twice;
        };
    }

    /**
     * INSERT locks its table before it evaluates a default, and a transaction keeps its locks until others see what it
     * did, so whoever holds a number holds this lock. Locks are listed without being waited for: nobody is held up.
     * A virtual transaction id is never used again. https://www.postgresql.org/docs/15/view-pg-locks.html
     */
    private static Set<String> transactionsOfPostgres(Connection connection) throws SQLException {
        return tokens(connection, """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'event_journal'::regclass AND mode = 'RowExclusiveLock'
              AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
    }

    /**
     * H2 numbers a row before it locks the table, but shows each session's statement from before it runs until after it
     * has changed something, and that it has changed something until that is visible. A session could slip through one
     * look, between the two, at the end of its first statement; it cannot slip through the next look as well.
     */
    private static Set<String> sessionsOfH2Twice(Connection connection) throws SQLException {
        var sessions = sessionsOfH2(connection);
        sessions.addAll(sessionsOfH2(connection));
        return sessions;
    }

    private static Set<String> sessionsOfH2(Connection connection) throws SQLException {
        return tokens(connection, """
            SELECT session_id FROM information_schema.sessions
            WHERE session_id <> SESSION_ID()
              AND (contains_uncommitted OR upper(ltrim(executing_statement)) NOT LIKE 'SELECT%')
            """);
    }

    private static Set<String> tokens(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var tokens = new HashSet<String>();
            while (rows.next()) {
                tokens.add(rows.getString(1));
            }
            return tokens;
        }
    }
}

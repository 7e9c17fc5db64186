package io.cordboard.ops.bench;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;

/** What the journal itself says of a run, so that nobody has to believe the counters of the load. */
record JournalCheck(long events, long opened, long settled, long handledOnce, long openEnded) {

    /**
     * {@code handledOnce}: assigned to exactly one agent, and closed as handled exactly once. {@code openEnded}: begun and not
     * settled.
     */
    private static final String QUERY = """
        WITH each AS (
            SELECT persistence_id,
                   count(*) AS events,
                   count(*) FILTER (WHERE event_ser_manifest = 'interaction-opened') AS opened,
                   count(*) FILTER (WHERE event_ser_manifest = 'interaction-assigned') AS assigned,
                   count(*) FILTER (WHERE event_ser_manifest = 'interaction-closed') AS closed,
                   count(*) FILTER (WHERE event_ser_manifest = 'interaction-settled') AS settled
            FROM event_journal WHERE persistence_id LIKE ? GROUP BY persistence_id
        )
        SELECT (SELECT count(*) FROM event_journal WHERE persistence_id LIKE ? OR persistence_id LIKE ?
                    OR persistence_id LIKE ?),
               count(*) FILTER (WHERE opened = 1),
               count(*) FILTER (WHERE settled = 1),
               count(*) FILTER (WHERE assigned = 1 AND closed = 1),
               count(*) FILTER (WHERE settled <> 1)
        FROM each""";

    static JournalCheck of(JournalDatabase database, TenantId tenant) throws SQLException {
        try (var connection = database.readers().getConnection();
                var query = connection.prepareStatement(QUERY)) {
            query.setString(1, "interaction|" + tenant + "/%");
            query.setString(2, "interaction|" + tenant + "/%");
            query.setString(3, "agent|" + tenant + "/%");
            query.setString(4, "queue|" + tenant + "/%");
            try (var row = query.executeQuery()) {
                row.next();
                return new JournalCheck(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
            }
        }
    }

    /** Fails unless exactly {@code acknowledged} interactions began, and each went its whole way exactly once. */
    void require(long acknowledged) {
        if (opened != acknowledged || settled != acknowledged || handledOnce != acknowledged || openEnded != 0) {
            throw new IllegalStateException("Expected " + acknowledged
                    + " interactions in the journal, each handled once and settled, but found " + this);
        }
    }
}

package io.cordboard.persistence.live;

import io.cordboard.persistence.projection.ProjectionHandler;
import io.cordboard.persistence.tail.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** The persistence ids of all entities that have begun something and not ended it: they must not stay out of memory. */
public final class LiveIndex {

    private static final Set<String> BEGINNINGS =
            Set.of("interaction-opened", "agent-signed-in", "queue-configured", "tenant-created", "tenant-registered");
    private static final Set<String> ENDS = Set.of("interaction-settled", "agent-signed-out");

    private final DataSource database;

    public LiveIndex(DataSource database) {
        this.database = database;
    }

    /** Keeps the index: needs only the names of events, not their contents. */
    public static ProjectionHandler projection() {
        return LiveIndex::apply;
    }

    private static void apply(Connection transaction, List<JournalRow> rows) throws SQLException {
        Map<String, Boolean> live = new LinkedHashMap<>();
        for (JournalRow row : rows) {
            if (BEGINNINGS.contains(row.manifest())) {
                live.put(row.persistenceId(), true);
            } else if (ENDS.contains(row.manifest())) {
                live.put(row.persistenceId(), false);
            }
        }
        // What began in this batch may have been live before (an agent signs out and in): first out, then in.
        execute(transaction, "DELETE FROM live_entity WHERE persistence_id = ?", live.keySet());
        execute(
                transaction,
                "INSERT INTO live_entity (persistence_id) VALUES (?)",
                live.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static void execute(Connection transaction, String sql, Collection<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(sql)) {
            for (String id : ids) {
                statement.setString(1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Up to {@code limit} of them in order, after the given one; empty at the end. */
    public List<String> after(String persistenceId, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT persistence_id FROM live_entity WHERE persistence_id > ? ORDER BY persistence_id LIMIT"
                                + " ?")) {
            query.setString(1, persistenceId);
            query.setInt(2, limit);
            try (var rows = query.executeQuery()) {
                var ids = new ArrayList<String>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }
}

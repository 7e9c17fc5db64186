package io.cordboard.persistence.lines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.persistence.projection.ProjectionHandler;
import io.cordboard.persistence.tail.JournalRow;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantEvent;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of lines: kept by a projection, followed by each node. */
public final class LineTable {

    /** What its projection is called. */
    public static final String PROJECTION = "telephone-lines";

    private static final ObjectMapper JSON = EventJson.mapper();
    private static final Map<String, ObjectReader> READERS = EventJson.readers(TenantEvent.class);
    private static final String TENANT = "tenant|";
    private static final String SECRET = "secret";
    private static final int FETCH = 1_000;

    /** What of the lines an event is about. */
    private record Key(String tenant, String kind, String name) {}

    private record Row(long ordering, @Nullable String content) {}

    private final DataSource database;

    public LineTable(DataSource database) {
        this.database = database;
    }

    public static ProjectionHandler projection() {
        return LineTable::apply;
    }

    private static void apply(Connection transaction, List<JournalRow> rows) throws SQLException {
        Map<Key, Row> changed = new LinkedHashMap<>();
        for (JournalRow row : rows) {
            if (row.persistenceId().startsWith(TENANT)) {
                event(row).ifPresent(event -> collect(row, event, changed));
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        try (var delete = transaction.prepareStatement(
                        "DELETE FROM telephone_line WHERE tenant = ? AND kind = ? AND name = ?");
                var insert = transaction.prepareStatement(
                        "INSERT INTO telephone_line (tenant, kind, name, ordering, content) VALUES (?, ?, ?, ?, ?)")) {
            for (Map.Entry<Key, Row> each : changed.entrySet()) {
                name(delete, each.getKey());
                delete.addBatch();
                name(insert, each.getKey());
                insert.setLong(4, each.getValue().ordering());
                insert.setString(5, each.getValue().content());
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    private static void name(PreparedStatement statement, Key key) throws SQLException {
        statement.setString(1, key.tenant());
        statement.setString(2, key.kind());
        statement.setString(3, key.name());
    }

    private static Optional<TenantEvent> event(JournalRow row) {
        ObjectReader reader = READERS.get(row.manifest());
        if (reader == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.<TenantEvent>readValue(row.payload()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Expected to read " + row, unreadable);
        }
    }

    private static void collect(JournalRow row, TenantEvent event, Map<Key, Row> changed) {
        String tenant = row.persistenceId().substring(TENANT.length());
        switch (event) {
            case TenantEvent.Configured(var defined, var removed, _, _) -> {
                defined.stream()
                        .filter(named -> isLine(named.ref()))
                        .forEach(named -> changed.put(key(tenant, named.ref()), new Row(row.ordering(), write(named))));
                for (Ref ref : removed) {
                    if (isLine(ref)) {
                        changed.put(key(tenant, ref), new Row(row.ordering(), null));
                    }
                    if (ref.kind() == Kind.TRUNK) {
                        changed.put(new Key(tenant, SECRET, ref.name()), new Row(row.ordering(), null));
                    }
                }
            }
            case TenantEvent.SipSecretSet(var holder, var credentials, _, _)
            when holder.kind() == Kind.TRUNK ->
                changed.put(new Key(tenant, SECRET, holder.name()), new Row(row.ordering(), write(credentials)));
            case TenantEvent.SipSecretRemoved(var holder, _, _)
            when holder.kind() == Kind.TRUNK ->
                changed.put(new Key(tenant, SECRET, holder.name()), new Row(row.ordering(), null));
            default -> {}
        }
    }

    private static boolean isLine(Ref ref) {
        return ref.kind() == Kind.TRUNK || ref.kind() == Kind.NUMBER;
    }

    private static Key key(String tenant, Ref ref) {
        return new Key(tenant, ref.kind().word(), ref.name());
    }

    private static String write(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Tells {@code each} of everything that has changed after a number in the journal, 0 for all there is; returns the number to go on
     * from. What is gone by then is told as gone.
     */
    public long after(long ordering, Consumer<LineChange> each) throws SQLException {
        try (var connection = database.getConnection()) {
            // Or PostgreSQL's driver reads all of it before the first row.
            connection.setAutoCommit(false);
            try (var query = connection.prepareStatement(
                    "SELECT tenant, kind, name, ordering, content FROM telephone_line WHERE ordering > ?"
                            + " ORDER BY ordering")) {
                query.setLong(1, ordering);
                query.setFetchSize(FETCH);
                long last = ordering;
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        each.accept(change(rows));
                        last = rows.getLong(4);
                    }
                }
                return last;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static LineChange change(ResultSet row) throws SQLException {
        var tenant = new TenantId(row.getString(1));
        String kind = row.getString(2);
        String name = row.getString(3);
        Optional<String> content = Optional.ofNullable(row.getString(5));
        if (kind.equals(SECRET)) {
            return new LineChange.Secret(tenant, name, content.map(json -> read(json, SipCredentials.class)));
        }
        Kind of = kind.equals(Kind.TRUNK.word()) ? Kind.TRUNK : Kind.NUMBER;
        return new LineChange.Settings(tenant, new Ref(of, name), content.map(json -> read(json, Named.class)));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException("Expected a " + type.getSimpleName() + " in the table of lines", unreadable);
        }
    }
}

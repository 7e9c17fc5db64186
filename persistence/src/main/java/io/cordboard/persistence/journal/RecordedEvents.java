package io.cordboard.persistence.journal;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's events of agents, queues and interactions in the order of the journal, from the first until an instant. Reads and
 * changes nothing, and needs no node.
 */
public final class RecordedEvents implements AutoCloseable {

    /**
     * @param entity what stands after the kind in its persistence id, such as {@code acme/alice}
     */
    public record Recorded(long ordering, String entity, Event event) {}

    private static final Logger LOG = LoggerFactory.getLogger(RecordedEvents.class);

    private static final String PAGE = """
        SELECT "ordering", "persistence_id", "event_ser_manifest", "event_payload" FROM "event_journal"
        WHERE "ordering" > ? AND "write_timestamp" < ? AND "persistence_id" LIKE ? ORDER BY "ordering" LIMIT ?\
        """;

    private static final int ROWS = 2_000;

    /** Events are written a little after they happened, by clocks that differ a little. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);

    /** What people said is nobody's business here. */
    private static final Set<String> LEFT_OUT = Set.of("message-added", "message-delivered");

    private static final int H2_IN_USE = 90_020;
    private static final int H2_NOT_FOUND = 90_146;

    private final Connection connection;
    private final Map<String, ObjectReader> readers;

    private volatile @Nullable Statement page;

    private RecordedEvents(Connection connection) {
        this.connection = connection;
        readers = EventJson.readers(AgentEvent.class, QueueEvent.class, InteractionEvent.class);
        readers.keySet().removeAll(LEFT_OUT);
    }

    /** @throws SQLException if there is no such journal, or another process has its file open; the message says so */
    public static RecordedEvents open(JournalSettings settings) throws SQLException {
        boolean h2 = settings.kind() == JournalSettings.Kind.H2;
        Properties properties = new Properties();
        if (!h2) {
            // One page of a quiet tenant may be far into the journal, so the limit is that of a server that is gone, in
            // seconds.
            properties.setProperty("socketTimeout", "600");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("loginTimeout", "10");
            properties.setProperty("ApplicationName", "cordboard-replay");
        }
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        try {
            Connection connection =
                    DriverManager.getConnection(h2 ? settings.url() + ";IFEXISTS=TRUE" : settings.url(), properties);
            connection.setReadOnly(true);
            return new RecordedEvents(connection);
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case H2_IN_USE ->
                    new SQLException(
                            "Expected a journal that no process has open, but one has " + settings.place()
                                    + ": an H2 file belongs to one process, so stop its node, or read a copy of the file",
                            e);
                case H2_NOT_FOUND ->
                    new SQLException("Expected a journal, but there is none at " + settings.place(), e);
                default ->
                    new SQLException(
                            "Expected to open the journal at " + settings.place() + ", but could not: "
                                    + e.getMessage(),
                            e);
            };
        }
    }

    /** Shows each event of the tenant that happened before {@code until}. */
    public void read(TenantId tenant, Instant until, Consumer<Recorded> each) throws SQLException {
        long after = 0;
        for (int rows = ROWS; rows == ROWS; ) {
            rows = 0;
            try (var select = connection.prepareStatement(PAGE)) {
                page = select;
                select.setLong(1, after);
                select.setLong(2, until.plus(WRITTEN_WITHIN).toEpochMilli());
                select.setString(3, "%|" + tenant.value() + "/%");
                select.setInt(4, ROWS);
                try (var found = select.executeQuery()) {
                    while (found.next()) {
                        rows++;
                        after = found.getLong(1);
                        String entity =
                                found.getString(2).substring(found.getString(2).indexOf('|') + 1);
                        ObjectReader reader = readers.get(found.getString(3));
                        if (reader != null && entity.startsWith(tenant.value() + '/')) {
                            event(after, entity, reader, found.getBytes(4))
                                    .filter(event -> event.event().at().isBefore(until))
                                    .ifPresent(each);
                        }
                    }
                }
            }
        }
    }

    private static Optional<Recorded> event(long ordering, String entity, ObjectReader reader, byte[] json) {
        try {
            return Optional.of(new Recorded(ordering, entity, reader.readValue(json)));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Expected the JSON of an event at " + ordering + ", but could not read it", e);
        }
    }

    /** Called by another thread: what is being read ends with an error. The connection ends too, where there is one. */
    public void stop() {
        Statement running = page;
        try {
            if (running != null) {
                running.cancel();
            }
        } catch (SQLException e) {
            LOG.debug("Could not cancel a page of the journal", e);
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("Could not end the connection to the journal", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package io.cordboard.persistence.view;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of the list as rows of {@code interaction_view}. */
final class InteractionRows {

    static final String SELECT = """
        SELECT interaction, opened_ordering, medium, customer, subject, opened, phase, queue, agent, priority,
          open_offers, messages, updated, closed, close_reason, disposition
        FROM interaction_view\
        """;

    private static final String UPDATE = """
        UPDATE interaction_view SET phase = ?, queue = ?, agent = ?, priority = ?, open_offers = ?, messages = ?,
          updated = ?, closed = ?, close_reason = ?, disposition = ?
        WHERE interaction = ?\
        """;

    private static final String INSERT = """
        INSERT INTO interaction_view (phase, queue, agent, priority, open_offers, messages, updated, closed,
          close_reason, disposition, interaction, tenant, opened_ordering, medium, customer, subject, opened)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """;

    private InteractionRows() {}

    static Map<InteractionId, ListedInteraction> read(Connection connection, Collection<InteractionId> ids)
            throws SQLException {
        var found = new HashMap<InteractionId, ListedInteraction>();
        try (var select = connection.prepareStatement(SELECT + " WHERE interaction = ANY(?)")) {
            var names = ids.stream().map(InteractionId::toString).toArray();
            select.setArray(1, connection.createArrayOf("VARCHAR", names));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var line = line(rows);
                    found.put(line.interaction(), line);
                }
            }
        }
        return found;
    }

    static void insert(Connection transaction, Collection<ListedInteraction> lines) throws SQLException {
        try (var insert = transaction.prepareStatement(INSERT)) {
            for (var line : lines) {
                setStanding(insert, line);
                insert.setString(12, line.interaction().tenant().value());
                insert.setLong(13, line.openedOrdering());
                insert.setString(14, line.medium().name());
                insert.setString(15, line.customer().orElse(null));
                insert.setString(16, line.subject().orElse(null));
                setTime(insert, 17, line.opened());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void update(Connection transaction, Collection<ListedInteraction> lines) throws SQLException {
        try (var update = transaction.prepareStatement(UPDATE)) {
            for (var line : lines) {
                setStanding(update, line);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void setStanding(PreparedStatement statement, ListedInteraction line) throws SQLException {
        var standing = line.standing();
        statement.setString(1, stored(standing.phase()));
        statement.setString(2, standing.queue().toString());
        statement.setString(3, standing.agent().map(AgentId::toString).orElse(null));
        statement.setInt(4, standing.priority());
        statement.setInt(5, standing.openOffers());
        statement.setInt(6, standing.messages());
        setTime(statement, 7, standing.updated());
        setTime(
                statement,
                8,
                standing.ending().map(ListedInteraction.Ending::at).orElse(null));
        statement.setString(9, standing.ending().map(e -> stored(e.reason())).orElse(null));
        statement.setString(
                10,
                standing.ending().flatMap(ListedInteraction.Ending::disposition).orElse(null));
        statement.setString(11, line.interaction().toString());
    }

    static ListedInteraction line(ResultSet row) throws SQLException {
        return new ListedInteraction(
                InteractionId.of(row.getString("interaction")),
                row.getLong("opened_ordering"),
                new Medium(row.getString("medium")),
                Optional.ofNullable(row.getString("customer")),
                Optional.ofNullable(row.getString("subject")),
                time(row, "opened").orElseThrow(),
                new ListedInteraction.Standing(
                        read(Phase.class, row.getString("phase")),
                        QueueId.of(row.getString("queue")),
                        Optional.ofNullable(row.getString("agent")).map(AgentId::of),
                        row.getInt("priority"),
                        row.getInt("open_offers"),
                        row.getInt("messages"),
                        time(row, "updated").orElseThrow(),
                        ending(row)));
    }

    private static Optional<ListedInteraction.Ending> ending(ResultSet row) throws SQLException {
        var at = time(row, "closed");
        var reason = row.getString("close_reason");
        return at.isEmpty() || reason == null
                ? Optional.empty()
                : Optional.of(new ListedInteraction.Ending(
                        at.get(), read(CloseReason.class, reason), Optional.ofNullable(row.getString("disposition"))));
    }

    /** Small letters and hyphens, as in JSON. */
    static String stored(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E read(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static void setTime(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
        statement.setObject(index, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

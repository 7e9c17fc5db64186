package io.cordboard.node.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.interaction.Interactions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What entities of one kind and of the traffic's tenant have recorded, read from the journal itself and not from any entity. */
record Histories<C extends Command, E extends Event>(EntityType<C, E, ?> type, Map<String, List<E>> byEntity) {

    private static final ObjectMapper JSON = EventJson.mapper();
    private static final String OF_TENANT = "|" + Traffic.TENANT + "/%";

    static <C extends Command, E extends Event> Histories<C, E> read(JournalSettings journal, EntityType<C, E, ?> type)
            throws SQLException {
        Map<String, Class<?>> events = EventJson.stored(type.events());
        var byEntity = new TreeMap<String, List<E>>();
        try (var connection = connect(journal);
                var query = connection.prepareStatement("SELECT persistence_id, sequence_number, event_ser_manifest,"
                        + " event_payload FROM event_journal WHERE persistence_id LIKE ?"
                        + " ORDER BY persistence_id, sequence_number")) {
            connection.setAutoCommit(false);
            query.setFetchSize(5_000);
            query.setString(1, type.name() + OF_TENANT);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var history = byEntity.computeIfAbsent(
                            type.entityId(rows.getString(1)).orElseThrow(), _ -> new ArrayList<>());
                    if (rows.getLong(2) != history.size() + 1) {
                        throw new AssertionError("Expected event " + (history.size() + 1) + " of " + rows.getString(1)
                                + ", but the journal has number " + rows.getLong(2));
                    }
                    history.add(type.events().cast(JSON.readValue(rows.getBytes(4), events.get(rows.getString(3)))));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Expected events that can be read", e);
        }
        return new Histories<>(type, byEntity);
    }

    static Connection connect(JournalSettings journal) throws SQLException {
        return DriverManager.getConnection(journal.url(), journal.user(), journal.password());
    }

    /** Interactions that have begun and not settled. */
    static long open(JournalSettings journal) throws SQLException {
        try (var connection = connect(journal);
                var query = connection.prepareStatement("""
                    SELECT count(*) FILTER (WHERE event_ser_manifest = 'interaction-opened')
                         - count(*) FILTER (WHERE event_ser_manifest = 'interaction-settled')
                    FROM event_journal WHERE persistence_id LIKE ?
                    """)) {
            query.setString(1, Interactions.type().name() + OF_TENANT);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    List<E> of(String entityId) {
        return byEntity.getOrDefault(entityId, List.of());
    }

    /** What an entity with this history, and no snapshot, answers to {@code show}. */
    Reply.View shown(C show) {
        return shown(type, of(show.entityId()), show);
    }

    private static <C extends Command, E extends Event, S extends State<C, E, S>> Reply.View shown(
            EntityType<C, E, S> type, List<E> events, C show) {
        S state = type.initial().apply(show.entityId());
        for (E event : events) {
            state = state.apply(event);
        }
        return switch (state.decide(show, Instant.EPOCH)) {
            case Decision.Shown<E>(var view) -> view;
            case Decision<E> other -> throw new AssertionError("Expected a view of " + show + ", but got " + other);
        };
    }
}

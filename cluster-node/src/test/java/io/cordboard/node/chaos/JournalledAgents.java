package io.cordboard.node.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.OfferId;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What agents carried, read from the journal itself and not from any entity. */
final class JournalledAgents {

    private static final ObjectMapper JSON = EventJson.mapper();

    private JournalledAgents() {}

    /** For each reservation in the agent's history, whether it fitted beside what was carried then. */
    static List<Boolean> mostCarried(JournalSettings journal, AgentId agent) throws SQLException {
        var fitted = new ArrayList<Boolean>();
        Map<OfferId, Medium> carried = new LinkedHashMap<>();
        Map<String, Class<?>> events = EventJson.stored(AgentEvent.class);
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var query = connection.prepareStatement("SELECT event_ser_manifest, event_payload FROM event_journal"
                        + " WHERE persistence_id = ? ORDER BY sequence_number")) {
            query.setString(1, "agent|" + agent);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var event = (AgentEvent) JSON.readValue(rows.getBytes(2), events.get(rows.getString(1)));
                    switch (event) {
                        case AgentEvent.Reserved e -> {
                            fitted.add(Capacity.DEFAULT.fits(carried.values(), e.medium()));
                            carried.put(e.offer(), e.medium());
                        }
                        case AgentEvent.Released e -> carried.remove(e.offer());
                        case AgentEvent.Finished e -> carried.remove(e.offer());
                        default -> {}
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Expected events that can be read", e);
        }
        return fitted;
    }
}

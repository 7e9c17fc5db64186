package io.cordboard.persistence.view;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.projection.ProjectionHandler;
import io.cordboard.persistence.tail.JournalRow;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;

/** All interactions of a tenant, present and past, newest first. */
public final class InteractionList {

    /** What a list is narrowed by; whatever is empty does not narrow it. */
    public record Filter(
            Set<Phase> phases, Optional<QueueId> queue, Optional<AgentId> agent, Optional<String> customer) {

        public static final Filter NONE = new Filter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

        public Filter {
            phases = Set.copyOf(phases);
        }
    }

    /** Part of a list. {@code next} is the cursor of what follows; empty at the end. */
    public record Page(List<ListedInteraction> lines, OptionalLong next) {

        public Page {
            lines = List.copyOf(lines);
        }
    }

    /** The name of the projection that keeps the list. */
    public static final String PROJECTION = "interaction-list";

    private static final String ENTITIES = "interaction|";

    private final DataSource database;

    public InteractionList(JournalDatabase database) {
        this.database = database.readers();
    }

    /** Keeps the list. */
    public static ProjectionHandler projection() {
        return new Keeper(EventJson.readers(InteractionEvent.class))::apply;
    }

    /** Up to {@code limit} interactions that were opened before the cursor's, or the newest ones. */
    public Page newestFirst(TenantId tenant, Filter filter, OptionalLong cursor, int limit) throws SQLException {
        var where = new StringBuilder(" WHERE tenant = ?");
        var arguments = new ArrayList<Object>(List.of(tenant.value()));
        filter.queue().ifPresent(queue -> and(where, " AND queue = ?", arguments, queue.toString()));
        filter.agent().ifPresent(agent -> and(where, " AND agent = ?", arguments, agent.toString()));
        filter.customer().ifPresent(customer -> and(where, " AND customer = ?", arguments, customer));
        cursor.ifPresent(before -> and(where, " AND opened_ordering < ?", arguments, before));
        var phases = filter.phases().stream().map(InteractionRows::stored).toList();
        if (!phases.isEmpty()) {
            where.append(" AND phase IN (?")
                    .append(", ?".repeat(phases.size() - 1))
                    .append(')');
            arguments.addAll(phases);
        }
        // One more than asked for tells whether anything follows.
        var lines = lines(where + " ORDER BY opened_ordering DESC LIMIT " + (limit + 1), arguments);
        return lines.size() <= limit
                ? new Page(lines, OptionalLong.empty())
                : new Page(
                        lines.subList(0, limit),
                        OptionalLong.of(lines.get(limit - 1).openedOrdering()));
    }

    private static void and(StringBuilder where, String condition, List<Object> arguments, Object argument) {
        where.append(condition);
        arguments.add(argument);
    }

    private List<ListedInteraction> lines(String clauses, List<Object> arguments) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(InteractionRows.SELECT + clauses)) {
            for (int i = 0; i < arguments.size(); i++) {
                select.setObject(i + 1, arguments.get(i));
            }
            try (var rows = select.executeQuery()) {
                var lines = new ArrayList<ListedInteraction>();
                while (rows.next()) {
                    lines.add(InteractionRows.line(rows));
                }
                return lines;
            }
        }
    }

    /** Applies events: reads the lines concerned once, changes them in memory, and writes each once. */
    private record Keeper(Map<String, ObjectReader> readers) {

        void apply(Connection transaction, List<JournalRow> all) throws SQLException {
            var rows = all.stream()
                    .filter(row -> row.persistenceId().startsWith(ENTITIES))
                    .toList();
            if (rows.isEmpty()) {
                return;
            }
            var ids = new HashSet<InteractionId>();
            rows.forEach(row -> ids.add(id(row)));
            var lines = InteractionRows.read(transaction, ids);
            var known = Set.copyOf(lines.keySet());
            var changed = new LinkedHashMap<InteractionId, ListedInteraction>();
            for (var row : rows) {
                var before = Optional.ofNullable(lines.get(id(row)));
                var after = after(before, row);
                if (!before.equals(Optional.of(after))) {
                    lines.put(id(row), after);
                    changed.put(id(row), after);
                }
            }
            InteractionRows.insert(
                    transaction,
                    changed.values().stream()
                            .filter(line -> !known.contains(line.interaction()))
                            .toList());
            InteractionRows.update(
                    transaction,
                    changed.values().stream()
                            .filter(line -> known.contains(line.interaction()))
                            .toList());
        }

        private ListedInteraction after(Optional<ListedInteraction> before, JournalRow row) {
            var event = event(row);
            if (before.isPresent()) {
                return before.get().after(event);
            }
            if (event instanceof InteractionEvent.Opened opened) {
                return ListedInteraction.opened(id(row), row.ordering(), opened);
            }
            throw new IllegalStateException("Expected an interaction to begin with interaction-opened, but got " + row);
        }

        private InteractionEvent event(JournalRow row) {
            var reader = readers.get(row.manifest());
            if (reader == null) {
                throw new IllegalStateException("Expected the name of an interaction's event, but got " + row);
            }
            try {
                return reader.readValue(row.payload());
            } catch (IOException e) {
                throw new UncheckedIOException("Expected the JSON of an event, but could not read " + row, e);
            }
        }

        private static InteractionId id(JournalRow row) {
            return InteractionId.of(row.persistenceId().substring(ENTITIES.length()));
        }
    }
}

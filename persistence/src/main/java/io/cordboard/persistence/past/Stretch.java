package io.cordboard.persistence.past;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.persistence.past.PastRows.Row;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.fairness.Ledger;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantEvent;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantThen;
import io.cordboard.routing.tenant.Tenants;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A time of one tenant, told to a ledger: the events of it in the journal's order, and before the first of an agent or interaction
 * what must be known of it from before.
 */
final class Stretch {

    /** By how much clocks and the journal's order may differ from each other. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    private static final Set<String> OF_INTERACTIONS = Stream.of(
                    InteractionEvent.Opened.class,
                    InteractionEvent.Queued.class,
                    InteractionEvent.PlaceChanged.class,
                    InteractionEvent.Assigned.class,
                    InteractionEvent.Transferred.class,
                    InteractionEvent.Closed.class)
            .map(event ->
                    Objects.requireNonNull(event.getAnnotation(Stored.class)).value())
            .collect(java.util.stream.Collectors.toUnmodifiableSet());

    private static final List<String> NAMES = Stream.concat(
                    JournalPast.AGENT.keySet().stream(), OF_INTERACTIONS.stream())
            .toList();

    /** The pattern begins with a wildcard, or H2 would look for it in the order of ids, and sort what it finds. */
    private static final String PAGE = """
        SELECT "persistence_id", "sequence_number", "event_ser_manifest", "event_payload", "ordering" FROM "event_journal"
        WHERE "ordering" > ? AND "ordering" < ? AND "persistence_id" LIKE ? AND "event_ser_manifest" IN (%s)
        ORDER BY "ordering" LIMIT ?\
        """.formatted("?, ".repeat(NAMES.size() - 1) + '?');

    private static final String NEXT_WRITTEN = """
        SELECT "write_timestamp" FROM "event_journal" WHERE "ordering" >= ? ORDER BY "ordering" LIMIT 1\
        """;

    private static final String LAST = "SELECT max(\"ordering\") FROM \"event_journal\"";

    /** Rows in one query. */
    private static final int PART = 2_000;

    private record Told(String persistenceId, Row<Event> row) {}

    private final PastRows rows;
    private final TenantId tenant;
    private final Instant from;
    private final Instant until;
    private final Ledger ledger;
    private final Map<String, ObjectReader> readers = new HashMap<>(JournalPast.AGENT);
    private final Map<AgentId, AgentProfile> profiles = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long after;

    Stretch(PastRows rows, TenantId tenant, Instant from, Instant until, Ledger ledger) throws SQLException {
        this.rows = rows;
        this.tenant = tenant;
        this.from = from;
        this.until = until;
        this.ledger = ledger;
        readers.putAll(JournalPast.INTERACTION);
        List<TenantEvent> configured =
                rows.<TenantEvent>all(Tenants.type().persistenceId(tenant.value()), JournalPast.TENANT).stream()
                        .map(Row::event)
                        .filter(rows::isThen)
                        .toList();
        TenantThen then = TenantThen.of(tenant, configured);
        profiles.putAll(then.removed());
        profiles.putAll(then.agents());
    }

    void read() throws SQLException {
        after = firstWritten(from.minus(BEYOND)) - 1;
        long before = firstWritten(until.plus(BEYOND.multipliedBy(2)));
        List<Told> part = new ArrayList<>();
        for (int found = PART; found == PART; part.clear()) {
            found = part(before, part);
            interactionsBefore(part);
            for (Told told : part) {
                tell(told.persistenceId, told.row);
            }
        }
        Map<String, AgentId> unseen = new HashMap<>();
        profiles.keySet().forEach(agent -> unseen.put(Agents.type().persistenceId(agent.toString()), agent));
        unseen.keySet().removeAll(seen);
        // Who was signed out all through has no part in it.
        for (var each : SignedIn.of(rows, unseen.keySet()).entrySet()) {
            agentBefore(Objects.requireNonNull(unseen.get(each.getKey())), each.getKey(), each.getValue());
        }
    }

    /** The first place in the journal's order from which on all was written at {@code then} or later, give or take. */
    private long firstWritten(Instant then) throws SQLException {
        long low = 1;
        long high;
        try (var select = rows.prepare(LAST)) {
            high = PastRows.number(select) + 1;
        }
        while (low < high) {
            long middle = low + (high - low) / 2;
            try (var select = rows.prepare(NEXT_WRITTEN)) {
                select.setLong(1, middle);
                try (var result = select.executeQuery()) {
                    if (result.next() && result.getLong(1) < then.toEpochMilli()) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
            }
        }
        return low;
    }

    /** Returns how many rows were looked at. */
    private int part(long before, List<Told> part) throws SQLException {
        int found = 0;
        try (var select = rows.prepare(PAGE)) {
            int index = 0;
            select.setLong(++index, after);
            select.setLong(++index, before);
            select.setString(++index, "%|" + tenant.value() + "/%");
            for (String name : NAMES) {
                select.setString(++index, name);
            }
            select.setInt(++index, PART);
            try (var result = select.executeQuery()) {
                while (result.next()) {
                    after = result.getLong(5);
                    found++;
                    String id = result.getString(1);
                    if (id.startsWith(tenant.value() + '/', id.indexOf('|') + 1)) {
                        part.add(new Told(id, rows.row(result, readers)));
                    }
                }
            }
        }
        return found;
    }

    /** What was before of those interactions of which this part has the first event. */
    private void interactionsBefore(List<Told> part) throws SQLException {
        Map<String, Long> firsts = new HashMap<>();
        for (Told told : part) {
            if (told.row.event() instanceof InteractionEvent && seen.add(told.persistenceId) && told.row.seq() > 1) {
                firsts.put(told.persistenceId, told.row.seq());
            }
        }
        rows.<InteractionEvent>each(firsts.keySet(), OF_INTERACTIONS, JournalPast.INTERACTION, (id, events) -> {
            InteractionId interaction = InteractionId.of(entity(id));
            events.stream()
                    .filter(row -> row.seq() < Objects.requireNonNull(firsts.get(id)))
                    .forEach(row -> ledger.interaction(interaction, row.event()));
        });
    }

    private static String entity(String persistenceId) {
        return persistenceId.substring(persistenceId.indexOf('|') + 1);
    }

    private void tell(String persistenceId, Row<Event> row) throws SQLException {
        String entity = entity(persistenceId);
        switch (row.event()) {
            case AgentEvent event -> {
                AgentId agent = AgentId.of(entity);
                if (seen.add(persistenceId)) {
                    agentBefore(agent, persistenceId, row.seq() - 1);
                }
                if (event.at().isBefore(until)) {
                    ledger.agent(agent, event);
                }
            }
            case InteractionEvent event -> {
                InteractionId interaction = InteractionId.of(entity);
                if (event.at().isBefore(until)) {
                    ledger.interaction(interaction, event);
                }
            }
            default -> throw new IllegalStateException("Expected an agent's or interaction's event, but got " + row);
        }
    }

    /** An agent up to their {@code to}-th event: since they last signed out, with nothing in hand. */
    private void agentBefore(AgentId agent, String persistenceId, long to) throws SQLException {
        if (to == 0) {
            return;
        }
        AgentProfile profile = profiles.get(agent);
        long out = profile == null ? 0 : rows.lastNamed(Moment.SIGNED_OUT, persistenceId, to);
        List<Row<AgentEvent>> session = rows.range(persistenceId, Math.max(1, out), to, JournalPast.AGENT);
        if (profile != null && out > 0) {
            ledger.signedOut(agent, profile, session.getFirst().event().at());
            Moment.outsideWork(rows, persistenceId, out - 1).forEach(event -> ledger.agent(agent, event));
        }
        session.forEach(row -> ledger.agent(agent, row.event()));
    }
}

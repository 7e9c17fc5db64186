package io.cordboard.persistence.past;

import io.cordboard.persistence.past.PastRows.Row;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentThen;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.OutsideWork;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionThen;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.ShareTally;
import io.cordboard.routing.router.TrialReport;
import io.cordboard.routing.router.TrialTally;
import io.cordboard.routing.tenant.TenantEvent;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantThen;
import io.cordboard.routing.tenant.Tenants;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One instant: what is read to tell of it, and told to the kernel. */
final class Moment {

    static final String SIGNED_IN = name(AgentEvent.SignedIn.class);
    static final String SIGNED_OUT = name(AgentEvent.SignedOut.class);
    private static final Set<String> OUTSIDE =
            Set.of(name(AgentEvent.OutsideWorkCounted.class), name(AgentEvent.OutsideWorkEnded.class));

    private static final Set<String> ENQUEUED = Set.of(name(QueueEvent.Enqueued.class));

    /** What says where an interaction waited and to whom it was offered. */
    private static final Set<String> WHERE_OFFERED = Set.of(
            name(InteractionEvent.Opened.class),
            name(InteractionEvent.Queued.class),
            name(InteractionEvent.Offered.class));

    /** What says how a stay in a queue ended, and whether its agent sent it on. */
    private static final Set<String> WHAT_CAME_OF_IT = Set.of(
            name(InteractionEvent.Assigned.class),
            name(InteractionEvent.Transferred.class),
            name(InteractionEvent.TransferredOutside.class),
            name(InteractionEvent.Rescheduled.class),
            name(InteractionEvent.FlowResumed.class),
            name(InteractionEvent.Closed.class));

    private static final String OPEN = """
        SELECT interaction FROM interaction_view
        WHERE tenant = ? AND opened <= ? AND (closed IS NULL OR closed > ?) ORDER BY opened_ordering LIMIT ?\
        """;

    private final PastRows rows;
    private final Instant at;
    private final int maxOpen;

    /** An offer that is not made yet. */
    private @Nullable OfferId unmade;

    Moment(PastRows rows, Instant at, int maxOpen) {
        this.rows = rows;
        this.at = at;
        this.maxOpen = maxOpen;
    }

    /** The same, just before this offer was made. */
    Moment without(OfferId offer) {
        unmade = offer;
        return this;
    }

    /** When this offer was made, be it later. */
    Optional<Instant> made(InteractionId interaction, OfferId offer) throws SQLException {
        return rows
                .<InteractionEvent>range(persistenceId(interaction), 1, Long.MAX_VALUE, JournalPast.INTERACTION)
                .stream()
                .filter(row -> isOffer(row.event(), offer))
                .map(row -> row.event().at())
                .findFirst();
    }

    Optional<Hindsight.OfInteraction> interaction(InteractionId id) throws SQLException {
        List<InteractionEvent> events = then(rows.all(persistenceId(id), JournalPast.INTERACTION));
        if (events.isEmpty()) {
            return rows.<InteractionEvent>range(persistenceId(id), 1, 1, JournalPast.INTERACTION).stream()
                    .map(first -> new Hindsight.OfInteraction(
                            at, Optional.of(first.event().at()), Optional.empty(), Optional.empty(), List.of()))
                    .findFirst();
        }
        Optional<InteractionThen> then = InteractionThen.of(id, events);
        Optional<Waiting> waiting = then.flatMap(InteractionThen::waiting);
        if (waiting.isEmpty()) {
            return Optional.of(new Hindsight.OfInteraction(at, Optional.empty(), then, Optional.empty(), events));
        }
        TenantThen tenant = tenant(id.tenant());
        var hindsight = new Hindsight(at);
        tell(hindsight, tenant, Set.of(waiting.get().queue()));
        tellOfAgents(hindsight, tenant, tenant.agents().keySet());
        then.ifPresent(hindsight::interaction);
        return Optional.of(new Hindsight.OfInteraction(at, Optional.empty(), then, hindsight.explain(id), events));
    }

    Optional<Hindsight.OfAgent> agent(AgentId id) throws SQLException {
        TenantThen tenant = tenant(id.tenant());
        Optional<Hindsight.OfAgent> then = agentThen(id, tenant.agents().get(id));
        if (then.isEmpty() || then.get().then().announced().ready().isEmpty()) {
            return then;
        }
        List<InteractionThen> open = open(id.tenant());
        Set<AgentId> concerned = new LinkedHashSet<>(Set.of(id));
        open.forEach(each -> {
            // One may be held for the agent who served its customer last; or is on offer to somebody.
            each.waiting().flatMap(Waiting::lastAgent).ifPresent(concerned::add);
            each.view().offers().forEach(offer -> concerned.add(offer.agent()));
        });
        var hindsight = new Hindsight(at);
        tell(hindsight, tenant, tenant.queues().keySet());
        tellOfAgents(hindsight, tenant, concerned);
        open.forEach(hindsight::interaction);
        return then.map(each -> new Hindsight.OfAgent(each.seq(), each.then(), hindsight.explain(id)));
    }

    TrialReport trial(QueueId queue, Instant from, Duration within) throws SQLException {
        String id = Queues.type().persistenceId(queue.toString());
        long last = rows.last(id);
        long first = rows.lastBefore(Duration.between(from, at), id, last) + 1;
        Map<String, Map<Instant, Arm>> came = new LinkedHashMap<>();
        Set<String> named = new HashSet<>(WHERE_OFFERED);
        for (Row<QueueEvent> row : rows.<QueueEvent>named(ENQUEUED, id, first, last, JournalPast.QUEUE)) {
            // It is written again in the same stay whenever the place changes.
            if (row.event() instanceof QueueEvent.Enqueued enqueued
                    && isWithin(from, enqueued)
                    && !enqueued.place().enqueued().isBefore(from)) {
                Place place = enqueued.place();
                var sides = came.computeIfAbsent(persistenceId(enqueued.interaction()), _ -> new HashMap<>());
                place.arm().ifPresent(arm -> {
                    sides.put(place.enqueued(), arm);
                    named.addAll(WHAT_CAME_OF_IT);
                });
            }
        }
        var trials = new TrialTally();
        var shares = new ShareTally(queue, within, at);
        rows.<InteractionEvent>each(came.keySet(), named, JournalPast.INTERACTION, (name, events) -> {
            List<InteractionEvent> then = then(events);
            shares.add(Objects.requireNonNull(came.get(name)), then);
            boolean here = false;
            for (InteractionEvent event : then) {
                if (event instanceof InteractionEvent.Opened opened) {
                    here = opened.place().queue().equals(queue);
                } else if (event instanceof InteractionEvent.Queued queued) {
                    here = queued.place().queue().equals(queue);
                } else if (here && event instanceof InteractionEvent.Offered offered && isWithin(from, offered)) {
                    trials.add(offered);
                }
            }
        });
        return new TrialReport(trials.report(), shares.report());
    }

    private boolean isWithin(Instant from, Event event) {
        return rows.isThen(event) && !event.at().isBefore(from);
    }

    private static void tell(Hindsight hindsight, TenantThen tenant, Set<QueueId> queues) {
        queues.forEach(queue ->
                Optional.ofNullable(tenant.queues().get(queue)).ifPresent(rules -> hindsight.queue(queue, rules)));
    }

    private void tellOfAgents(Hindsight hindsight, TenantThen tenant, Set<AgentId> agents) throws SQLException {
        for (AgentId agent : agents) {
            agentThen(agent, tenant.agents().get(agent))
                    .map(each -> each.then().announced())
                    .ifPresent(hindsight::agent);
        }
    }

    private TenantThen tenant(TenantId id) throws SQLException {
        return TenantThen.of(
                id, then(rows.<TenantEvent>all(Tenants.type().persistenceId(id.value()), JournalPast.TENANT)));
    }

    /**
     * Backwards from the instant until the agent was signed out, which an agent is only with nothing in hand. What was before does
     * not matter, save for what the administrator had said, which the tenant's own events tell, and for work outside.
     */
    private Optional<Hindsight.OfAgent> agentThen(AgentId agent, @Nullable AgentProfile profile) throws SQLException {
        String id = Agents.type().persistenceId(agent.toString());
        long to = rows.last(id);
        while (to > 0) {
            long from = profile == null ? 0 : rows.lastNamed(SIGNED_OUT, id, to);
            List<Row<AgentEvent>> session =
                    rows.<AgentEvent>range(id, Math.max(1, from), to, JournalPast.AGENT).stream()
                            .filter(row -> rows.isThen(row.event()) && !isOffer(row.event()))
                            .toList();
            // What was written by then may have happened later: then the session before was still on.
            if (profile != null
                    && !session.isEmpty()
                    && session.getFirst().event() instanceof AgentEvent.SignedOut out) {
                List<AgentEvent> events = new ArrayList<>(outsideWork(rows, id, from - 1));
                session.forEach(row -> events.add(row.event()));
                return told(session, AgentThen.signedOut(agent, profile, out.at(), events));
            } else if (!session.isEmpty() || from == 0) {
                return told(
                        session,
                        AgentThen.of(agent, session.stream().map(Row::event).toList()));
            }
            to = from - 1;
        }
        return Optional.empty();
    }

    /** What has been said of work outside up to an event, and may still hold. */
    static List<AgentEvent> outsideWork(PastRows rows, String id, long to) throws SQLException {
        if (to == 0) {
            return List.of();
        }
        long from = rows.lastBefore(OutsideWork.LONGEST, id, to) + 1;
        return rows.<AgentEvent>named(OUTSIDE, id, from, to, JournalPast.AGENT).stream()
                .map(Row::event)
                .toList();
    }

    private static Optional<Hindsight.OfAgent> told(List<Row<AgentEvent>> session, Optional<AgentThen> then) {
        return then.map(each -> new Hindsight.OfAgent(session.getLast().seq(), each, Optional.empty()));
    }

    private static String name(Class<? extends Event> event) {
        return Objects.requireNonNull(event.getAnnotation(Stored.class)).value();
    }

    private List<InteractionThen> open(TenantId tenant) throws SQLException {
        List<InteractionId> ids = new ArrayList<>();
        try (var select = rows.prepare(OPEN)) {
            select.setString(1, tenant.value());
            select.setObject(2, at.atOffset(ZoneOffset.UTC));
            select.setObject(3, at.atOffset(ZoneOffset.UTC));
            select.setInt(4, maxOpen + 1);
            try (var result = select.executeQuery()) {
                while (result.next()) {
                    ids.add(InteractionId.of(result.getString(1)));
                }
            }
        }
        if (ids.size() > maxOpen) {
            throw new PastRefused(
                    PastRefused.Why.TOO_MUCH,
                    "Expected a moment with at most " + maxOpen + " interactions open, but there were more");
        }
        Map<String, InteractionId> byName = new LinkedHashMap<>();
        ids.forEach(id -> byName.put(persistenceId(id), id));
        Map<String, InteractionThen> waiting = new HashMap<>();
        rows.<InteractionEvent>each(
                byName.keySet(),
                Set.of(),
                JournalPast.INTERACTION,
                (name, events) -> InteractionThen.of(Objects.requireNonNull(byName.get(name)), then(events))
                        .filter(each -> each.waiting().isPresent())
                        .ifPresent(each -> waiting.put(name, each)));
        return byName.keySet().stream()
                .flatMap(name -> Stream.ofNullable(waiting.get(name)))
                .toList();
    }

    private <E extends Event> List<E> then(List<Row<E>> all) {
        return all.stream()
                .map(Row::event)
                .filter(rows::isThen)
                .takeWhile(event -> !isOffer(event))
                .toList();
    }

    /** The offer that is not made yet, on either side. */
    private boolean isOffer(Event event) {
        return unmade != null
                && (isOffer(event, unmade)
                        || event instanceof AgentEvent.Reserved reserved
                                && reserved.offer().equals(unmade));
    }

    private static boolean isOffer(Event event, OfferId offer) {
        return event instanceof InteractionEvent.Offered offered
                && offered.offer().equals(offer);
    }

    private static String persistenceId(InteractionId id) {
        return Interactions.type().persistenceId(id.toString());
    }
}

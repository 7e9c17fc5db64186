package io.cordboard.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.tail.Scribe;
import io.cordboard.persistence.view.InteractionList.Filter;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the list of interactions is on every database. */
interface InteractionListContract {

    TenantId ACME = new TenantId("acme");
    QueueId SALES = QueueId.of("acme/sales");
    QueueId HELP = QueueId.of("acme/help");
    AgentId ANN = AgentId.of("acme/ann");
    AgentId BOB = AgentId.of("acme/bob");
    Instant T = Instant.parse("2026-11-21T10:00:00.123456Z");

    JournalSettings emptyDatabase();

    @Test
    default void lineFollowsTheInteractionThroughItsLife() throws Exception {
        try (var world = new World(emptyDatabase())) {
            var id = "acme/1";

            assertThat(world.after(id, opened(SALES, 3, Optional.empty())).standing())
                    .isEqualTo(standing(Phase.WAITING, SALES, Optional.empty(), 3, 0, 0));
            assertThat(world.after(id, offered("o1", ANN)).standing())
                    .isEqualTo(standing(Phase.OFFERED, SALES, Optional.empty(), 3, 1, 0));
            world.after(id, offered("o2", BOB));
            assertThat(world.after(id, offerEnded("o1", ANN)).standing().phase())
                    .isEqualTo(Phase.OFFERED);
            assertThat(world.after(id, offerEnded("o2", BOB)).standing().phase())
                    .isEqualTo(Phase.WAITING);
            world.after(id, offered("o3", BOB));
            assertThat(world.after(id, new InteractionEvent.Assigned(new OfferId("o3"), BOB, T))
                            .standing())
                    .isEqualTo(standing(Phase.ASSIGNED, SALES, Optional.of(BOB), 3, 0, 0));
            assertThat(world.after(id, offerEnded("o5", ANN)).standing().phase())
                    .as("a loser's offer that ends after the assignment")
                    .isEqualTo(Phase.ASSIGNED);
            assertThat(world.after(id, new InteractionEvent.MessageAdded("m1", Party.CUSTOMER, "hello", T))
                            .standing())
                    .isEqualTo(standing(Phase.ASSIGNED, SALES, Optional.of(BOB), 3, 0, 1));
            world.after(
                    id,
                    new InteractionEvent.Transferred(
                            new OfferId("o3"), BOB, HELP, Optional.empty(), Party.agent(BOB), T));
            assertThat(world.after(
                                    id,
                                    new InteractionEvent.Queued(
                                            place(HELP, 5), InteractionEvent.Queued.Why.TRANSFERRED, T))
                            .standing())
                    .isEqualTo(standing(Phase.WAITING, HELP, Optional.empty(), 5, 0, 1));
            assertThat(world.after(id, new InteractionEvent.PlaceChanged(9, Map.of(), T))
                            .standing()
                            .priority())
                    .isEqualTo(9);
            world.after(id, offered("o4", ANN));
            world.after(id, new InteractionEvent.Assigned(new OfferId("o4"), ANN, T));
            assertThat(world.after(
                                    id,
                                    new InteractionEvent.WrapUpStarted(
                                            new OfferId("o4"), ANN, Party.CUSTOMER, T.plusSeconds(60), T))
                            .standing())
                    .isEqualTo(standing(Phase.WRAPPING_UP, HELP, Optional.of(ANN), 9, 0, 1));
            var end = T.plusSeconds(30);
            var closed = world.after(
                    id,
                    new InteractionEvent.Closed(
                            CloseReason.HANDLED,
                            Party.agent(ANN),
                            Optional.of("sold"),
                            Optional.empty(),
                            Optional.empty(),
                            end));
            assertThat(closed.standing())
                    .isEqualTo(new ListedInteraction.Standing(
                            Phase.CLOSED,
                            HELP,
                            Optional.of(ANN),
                            9,
                            0,
                            1,
                            end,
                            Optional.of(new ListedInteraction.Ending(end, CloseReason.HANDLED, Optional.of("sold")))));
            assertThat(closed.customer()).contains("c-1");
            assertThat(closed.opened()).isEqualTo(T);
            assertThat(world.after(id, new InteractionEvent.Settled(end.plusSeconds(1))))
                    .isEqualTo(closed);
        }
    }

    @Test
    default void workForLaterIsScheduled() throws Exception {
        try (var world = new World(emptyDatabase())) {
            assertThat(world.after("acme/1", opened(SALES, 0, Optional.of(T.plusSeconds(60))))
                            .standing()
                            .phase())
                    .isEqualTo(Phase.SCHEDULED);
        }
    }

    @Test
    default void whoIsOutsideIsWithNoAgent() throws Exception {
        try (var world = new World(emptyDatabase())) {
            world.after("acme/1", opened(SALES, 0, Optional.empty()));
            var outside = new InteractionEvent.TransferredOutside(
                    new OfferId("1.a"),
                    AgentId.of("acme/alice"),
                    new OfferId("1.b"),
                    "112",
                    Optional.empty(),
                    Party.SYSTEM,
                    T);

            var listed = world.after("acme/1", outside).standing();

            assertThat(listed.phase()).isEqualTo(Phase.OUTSIDE);
            assertThat(listed.agent()).isEmpty();
        }
    }

    @Test
    default void whoIsGuidedByAFlowDoesNotWaitYet() throws Exception {
        try (var world = new World(emptyDatabase())) {
            var opened = opened(SALES, 0, Optional.empty());
            var guided = new InteractionEvent.Opened(
                    opened.contact(),
                    opened.place(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Guide("welcome", 1)),
                    T);
            assertThat(world.after("acme/1", guided).standing().phase()).isEqualTo(Phase.GUIDED);
            var advanced = new InteractionEvent.FlowAdvanced(1, List.of("menu"), Attributes.NONE, "{}", T);
            assertThat(world.after("acme/1", advanced).standing().phase()).isEqualTo(Phase.GUIDED);
            var queued = new InteractionEvent.Queued(opened.place(), InteractionEvent.Queued.Why.ARRIVED, T);
            assertThat(world.after("acme/1", queued).standing().phase()).isEqualTo(Phase.WAITING);
            var resumed = new InteractionEvent.FlowResumed(new Guide("welcome", 1), 1, T);
            assertThat(world.after("acme/1", resumed).standing().phase()).isEqualTo(Phase.GUIDED);
        }
    }

    @Test
    default void sameEventsInAnyBatchesMakeTheSameList() throws Exception {
        var seed = Long.getLong("cordboard.seed", System.nanoTime());
        System.out.println("sameEventsInAnyBatchesMakeTheSameList: -Dcordboard.seed=" + seed);
        var random = new Random(seed);
        try (var one = new World(emptyDatabase());
                var other = new World(emptyDatabase())) {
            for (int i = 0; i < 200; i++) {
                var id = "acme/" + random.nextInt(20);
                var event = one.isNew(id) ? opened(SALES, i, Optional.empty()) : random(random, i);
                one.write(id, event);
                other.write(id, event);
                if (random.nextInt(10) == 0) {
                    one.project();
                }
            }
            one.project();
            other.project();
            assertThat(one.list(Filter.NONE))
                    .as("seed %s", seed)
                    .isEqualTo(other.list(Filter.NONE))
                    .isNotEmpty();
        }
    }

    @Test
    default void listIsNarrowedAndPagedNewestFirst() throws Exception {
        try (var world = new World(emptyDatabase())) {
            for (int i = 1; i <= 9; i++) {
                world.write("acme/" + i, opened(i % 3 == 0 ? HELP : SALES, 0, Optional.empty()));
            }
            world.write("acme/4", new InteractionEvent.Assigned(new OfferId("o"), ANN, T));
            world.write("acme/6", new InteractionEvent.Assigned(new OfferId("p"), ANN, T));
            world.write("other/1", opened(QueueId.of("other/sales"), 0, Optional.empty()));
            world.project();

            assertThat(names(world.list(Filter.NONE))).containsExactly("9", "8", "7", "6", "5", "4", "3", "2", "1");
            assertThat(names(world.list(filter(Set.of(), Optional.of(HELP), Optional.empty()))))
                    .containsExactly("9", "6", "3");
            assertThat(names(world.list(
                            filter(Set.of(Phase.ASSIGNED, Phase.CLOSED), Optional.empty(), Optional.empty()))))
                    .containsExactly("6", "4");
            assertThat(names(world.list(filter(Set.of(), Optional.of(HELP), Optional.of(ANN)))))
                    .containsExactly("6");
            assertThat(world.list(new Filter(Set.of(), Optional.empty(), Optional.empty(), Optional.of("nobody"))))
                    .isEmpty();

            var first = world.interactions.newestFirst(ACME, Filter.NONE, OptionalLong.empty(), 4);
            assertThat(names(first.lines())).containsExactly("9", "8", "7", "6");
            world.write("acme/10", opened(SALES, 0, Optional.empty()));
            world.project();
            var second = world.interactions.newestFirst(ACME, Filter.NONE, first.next(), 4);
            assertThat(names(second.lines())).containsExactly("5", "4", "3", "2");
            var third = world.interactions.newestFirst(ACME, Filter.NONE, second.next(), 4);
            assertThat(names(third.lines())).containsExactly("1");
            assertThat(third.next()).isEmpty();
        }
    }

    @Test
    default void unknownEventIsAFailureAndNotSkipped() throws Exception {
        try (var world = new World(emptyDatabase())) {
            world.scribe.write("interaction|acme/1", 1, "interaction-teleported", new byte[] {'{', '}'});
            assertThatThrownBy(world::project).hasMessageContaining("interaction-teleported");
        }
    }

    /** A database with the list, and a way to write events and have them projected. */
    final class World implements AutoCloseable {

        final JournalDatabase database;
        final Scribe scribe;
        final InteractionList interactions;
        private final JournalTail tail;
        private final ObjectMapper json = EventJson.mapper();
        private final List<String> ids = new ArrayList<>();
        private long sequenceNr;
        private long projected;

        World(JournalSettings settings) throws SQLException {
            database = JournalDatabase.open(settings);
            scribe = new Scribe(database.readers());
            interactions = new InteractionList(database);
            tail = new JournalTail(database);
        }

        boolean isNew(String id) {
            return !ids.contains(id);
        }

        void write(String id, InteractionEvent event) throws Exception {
            ids.add(id);
            sequenceNr++;
            var name = event.getClass().getAnnotation(Stored.class).value();
            scribe.write("interaction|" + id, sequenceNr, name, json.writeValueAsBytes(event));
        }

        void project() throws SQLException {
            scribe.commit();
            var page = tail.read(projected, 10_000);
            try (var connection = database.readers().getConnection()) {
                connection.setAutoCommit(false);
                InteractionList.projection().apply(connection, page.rows());
                connection.commit();
            }
            projected = page.next();
        }

        ListedInteraction after(String id, InteractionEvent event) throws Exception {
            write(id, event);
            project();
            return list(Filter.NONE).stream()
                    .filter(line -> line.interaction().equals(InteractionId.of(id)))
                    .findFirst()
                    .orElseThrow();
        }

        List<ListedInteraction> list(Filter filter) throws SQLException {
            return interactions
                    .newestFirst(ACME, filter, OptionalLong.empty(), 1_000)
                    .lines();
        }

        @Override
        public void close() throws SQLException {
            scribe.close();
            database.close();
        }
    }

    private static InteractionEvent random(Random random, int i) {
        var offer = new OfferId("o" + i);
        var at = T.plusSeconds(i);
        return switch (random.nextInt(7)) {
            case 0 -> new InteractionEvent.Queued(place(HELP, i), InteractionEvent.Queued.Why.REQUEUED, at);
            case 1 -> offered("o" + i, ANN);
            case 2 -> offerEnded("o" + i, ANN);
            case 3 -> new InteractionEvent.Assigned(offer, BOB, at);
            case 4 -> new InteractionEvent.MessageAdded("m" + i, Party.CUSTOMER, "text", at);
            case 5 -> new InteractionEvent.WrapUpStarted(offer, BOB, Party.CUSTOMER, at, at);
            default -> new InteractionEvent.CustomerReturned(at);
        };
    }

    private static Filter filter(Set<Phase> phases, Optional<QueueId> queue, Optional<AgentId> agent) {
        return new Filter(phases, queue, agent, Optional.empty());
    }

    private static List<String> names(List<ListedInteraction> lines) {
        return lines.stream().map(line -> line.interaction().name()).toList();
    }

    private static ListedInteraction.Standing standing(
            Phase phase, QueueId queue, Optional<AgentId> agent, int priority, int offers, int messages) {
        return new ListedInteraction.Standing(phase, queue, agent, priority, offers, messages, T, Optional.empty());
    }

    private static InteractionEvent.Opened opened(QueueId queue, int priority, Optional<Instant> scheduled) {
        var contact = new Contact(
                Medium.CHAT, Optional.of("c-1"), Optional.of("a question"), Optional.empty(), Map.of("k", "v"));
        return new InteractionEvent.Opened(contact, place(queue, priority), scheduled, T);
    }

    private static Place place(QueueId queue, int priority) {
        return new Place(queue, priority, T, T, Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static InteractionEvent.Offered offered(String offer, AgentId agent) {
        return new InteractionEvent.Offered(
                new OfferId(offer), agent, Terms.DEFAULT, T.plusSeconds(20), 1, 0, "longest idle", T);
    }

    private static InteractionEvent.OfferEnded offerEnded(String offer, AgentId agent) {
        return new InteractionEvent.OfferEnded(new OfferId(offer), agent, OfferOutcome.REJECTED, Optional.empty(), T);
    }
}

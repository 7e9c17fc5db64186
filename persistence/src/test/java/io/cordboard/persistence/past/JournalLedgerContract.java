package io.cordboard.persistence.past;

import static io.cordboard.persistence.past.Chronicle.ACME;
import static io.cordboard.persistence.past.Chronicle.SALES;
import static io.cordboard.persistence.past.Chronicle.agent;
import static io.cordboard.persistence.past.Chronicle.interaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.past.Chronicle.Written;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.fairness.Ledger;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.tenant.TenantId;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ledger that every database tells. */
interface JournalLedgerContract {

    Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    LedgerLimits LIMITS = new LedgerLimits(100_000, 1_000, Duration.ofSeconds(20), Duration.ofDays(3), 2);

    JournalSettings emptyDatabase();

    @Test
    default void whatReachesOverTheBeginningIsReadFromBefore() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann", "bob", "cleo");
            days.comes("ann", NINE);
            days.comes("bob", NINE);
            days.comes("cleo", NINE);
            days.goes("cleo", at(50));
            days.opened("i1", Map.of(new Skill("german"), 5), at(10));
            offered(days, "ann", "i1", at(20));
            // What follows is within the time: one answer, of an offer and of a contact of long before.
            answered(days, "ann", "i1", at(20_000));
            days.agent("ann", new AgentEvent.Finished(new OfferId("i1"), Optional.empty(), at(20_060)));
            days.goes("ann", at(20_100));
            days.goes("bob", at(90_000));
            days.recorded();

            Fairness told = fairness(database, at(10_000), at(30_000));

            assertThat(told.agents()).extracting(each -> each.agent().name()).containsExactly("ann", "bob");
            Fairness.OfAgent ann = told.agents().getFirst();
            assertThat(ann.counts().offers()).isZero();
            assertThat(ann.counts().accepted()).isOne();
            assertThat(ann.counts().answered()).isOne();
            assertThat(ann.counts().skilled()).isOne();
            assertThat(ann.counts().talk()).as("since winning it").isEqualTo(Duration.ofMillis(59_997));
            assertThat(ann.times().signedIn()).isEqualTo(Duration.ofSeconds(10_100));
            Fairness.OfAgent bob = told.agents().getLast();
            assertThat(bob.times().signedIn()).as("nothing happened to bob").isEqualTo(Duration.ofSeconds(20_000));
            assertThat(told.queues().getFirst().queue()).isEqualTo(SALES);
            assertThat(fairness(database, new TenantId("other"), at(0), at(30_000))
                            .agents())
                    .isEmpty();
        }
    }

    @Test
    default void anyTimeIsToldAsFromTheFirstEventOn() throws Exception {
        long seed = 20_261_127;
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            var random = new Random(seed);
            String[] agents = IntStream.range(0, 6).mapToObj(i -> "a" + i).toArray(String[]::new);
            days.tenant(NINE.minusSeconds(60), agents);
            for (int day = 0; day < 2; day++) {
                Instant morning = NINE.plus(Duration.ofDays(day));
                for (String agent : agents) {
                    days.comes(agent, morning.plusSeconds(random.nextInt(100)));
                }
                for (int contact = 0; contact < 400; contact++) {
                    happens(days, agents[contact % agents.length], day * 1_000 + contact, morning, random);
                }
                for (String agent : agents) {
                    if (random.nextBoolean()) {
                        days.goes(agent, morning.plusSeconds(8 * 3_600 + random.nextInt(100)));
                    }
                }
            }
            days.recorded();

            for (int i = 0; i < 20; i++) {
                Instant from = NINE.plusSeconds(random.nextInt(36 * 3_600) - 3_600);
                Instant until = from.plusSeconds(1 + random.nextInt(36 * 3_600));
                assertThat(fairness(database, from, until))
                        .as("%s to %s, seed %d", from, until, seed)
                        .isEqualTo(fromTheFirstOn(days.written, from, until));
            }
        }
    }

    @Test
    default void whoWasAwayAndWhatWasOpenIsReadTogether() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            String[] agents = IntStream.range(0, 250).mapToObj(i -> "a" + i).toArray(String[]::new);
            days.tenant(NINE.minusSeconds(60), agents);
            for (int i = 0; i < agents.length - 10; i++) {
                days.comes(agents[i], at(i));
                days.opened("i" + i, Map.of(new Skill("german"), 5), at(i));
                for (int past = 0; past < i % 7 * 10; past++) {
                    days.serves(agents[i], at(i + past * 10L), Duration.ofSeconds(5));
                }
                if (i != 7) {
                    days.goes(agents[i], at(5_000));
                }
            }
            for (int i = 0; i < agents.length - 10; i++) {
                days.interaction("i" + i, new InteractionEvent.Assigned(new OfferId("i" + i), agent("a7"), at(20_000)));
            }
            for (int i = 0; i < agents.length; i += 2) {
                days.comes(agents[i], at(40_000));
                for (int later = 0; later < i % 11 * 10; later++) {
                    days.serves(agents[i], at(40_000 + later * 10L), Duration.ofSeconds(5));
                }
            }
            days.recorded();

            var statements = new AtomicInteger();
            var ledger = new Ledger(at(10_000), at(30_000));
            try (var connection = database.readers().getConnection()) {
                var counted = (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            statements.addAndGet(method.getName().equals("prepareStatement") ? 1 : 0);
                            return method.invoke(connection, arguments);
                        });
                var rows = new PastRows(counted, at(10_000), 1_000_000, Duration.ofSeconds(60));
                new Stretch(rows, ACME, at(10_000), at(30_000), ledger).read();
            }

            Fairness told =
                    ledger.ended(Optional.empty(), Optional.empty(), 1_000).orElseThrow();
            assertThat(told).isEqualTo(fromTheFirstOn(days.written, at(10_000), at(30_000)));
            assertThat(told.agents()).singleElement().satisfies(seven -> {
                assertThat(seven.counts().skilled()).isEqualTo(240);
                assertThat(seven.times().ready()).isEqualTo(Duration.ofSeconds(20_000));
            });
            assertThat(statements).hasValueLessThan(130);
        }
    }

    @Test
    default void whoIsRemovedWithAContactInHandIsToldOfUntilItEnds() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            for (int past = 0; past < 20; past++) {
                days.serves("ann", at(past * 10L), Duration.ofSeconds(5));
            }
            days.goes("ann", at(300));
            days.comes("ann", at(400));
            days.opened("i1", at(500));
            offered(days, "ann", "i1", at(500));
            answered(days, "ann", "i1", at(510));
            days.removed("ann", at(600));
            days.agent("ann", new AgentEvent.Finished(new OfferId("i1"), Optional.empty(), at(4_000)));
            days.goes("ann", at(4_000));
            days.recorded();

            for (int from = 600; from < 4_600; from += 1_000) {
                Fairness told = new JournalLedger(
                                database,
                                new LedgerLimits(30, 1_000, Duration.ofSeconds(20), Duration.ofDays(1), 1),
                                PastObserver.NONE)
                        .fairness(ACME, at(from), at(from + 1_000), Optional.empty(), Optional.empty());
                assertThat(told)
                        .as("from %d", from)
                        .isEqualTo(fromTheFirstOn(days.written, at(from), at(from + 1_000)));
                assertThat(told.agents().getFirst().times().working().toSeconds())
                        .isEqualTo(Math.min(1_000, 4_000 - from));
            }
        }
    }

    @Test
    default void answerOfWhatRangForLongBeforeCounts() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.goes("ann", at(50));
            days.comes("ann", at(60));
            days.opened("i1", at(100));
            offered(days, "ann", "i1", at(100));
            answered(days, "ann", "i1", at(1_000));
            days.recorded();

            Fairness told = fairness(database, at(900), at(2_000));

            assertThat(told).isEqualTo(fromTheFirstOn(days.written, at(900), at(2_000)));
            assertThat(told.agents().getFirst().counts().answered()).isOne();
        }
    }

    @Test
    default void tenantMayAskForOneLedgerAtATime() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.recorded();
            var asked = new ArrayList<Object>();
            var ledgers = new ArrayList<JournalLedger>();
            // While the first is about to be answered.
            ledgers.add(new JournalLedger(database, LIMITS, (_, _, _) -> {
                if (asked.isEmpty()) {
                    asked.add("first");
                    asked.add(ask(ledgers.getFirst(), ACME));
                    asked.add(ask(ledgers.getFirst(), new TenantId("other")));
                }
            }));

            assertThat(ask(ledgers.getFirst(), ACME)).isEqualTo("told");

            assertThat(asked)
                    .containsExactly(
                            "first",
                            "Expected one ledger of a tenant at a time, but one of acme is being made: ask again later",
                            "told");
            assertThat(ask(ledgers.getFirst(), ACME)).as("the first is over").isEqualTo("told");
        }
    }

    private static String ask(JournalLedger ledgers, TenantId tenant) {
        try {
            ledgers.fairness(tenant, at(0), at(100), Optional.empty(), Optional.empty());
            return "told";
        } catch (PastRefused refused) {
            assertThat(refused.why()).isEqualTo(PastRefused.Why.BUSY);
            return String.valueOf(refused.getMessage());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void happens(Chronicle days, String agent, int number, Instant morning, Random random)
            throws SQLException {
        Instant at = morning.plusSeconds(200 + number % 1_000 * 60L);
        String name = "i" + number;
        days.opened(
                name,
                random.nextInt(3) == 0 ? Map.of(new Skill("german"), 1) : Map.of(),
                at.minusSeconds(random.nextInt(3_000)));
        offered(days, agent, name, at);
        if (random.nextInt(4) == 0) {
            var outcome = List.of(OfferOutcome.values()).get(random.nextInt(5));
            days.agent(agent, new AgentEvent.Released(new OfferId(name), outcome, Optional.empty(), at.plusSeconds(9)));
            return;
        }
        answered(days, agent, name, at.plusMillis(random.nextInt(9_000)));
        Instant wraps = at.plusSeconds(10 + random.nextInt(200));
        days.agent(agent, new AgentEvent.Wrapping(new OfferId(name), wraps.plusSeconds(60), wraps));
        days.interaction(
                name,
                new InteractionEvent.Closed(
                        CloseReason.HANDLED,
                        Party.SYSTEM,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        wraps));
        days.agent(agent, new AgentEvent.Finished(new OfferId(name), Optional.empty(), wraps.plusSeconds(30)));
        if (random.nextInt(20) == 0) {
            days.agent(
                    agent,
                    new AgentEvent.OutsideWorkCounted(name, Medium.TASK, at.plusSeconds(9_000), wraps.plusSeconds(31)));
        }
    }

    private static Fairness fromTheFirstOn(List<Written> written, Instant from, Instant until) {
        var ledger = new Ledger(from, until);
        written.stream().filter(each -> each.event().at().isBefore(until)).forEach(each -> {
            String entity = each.persistenceId().substring(each.persistenceId().indexOf('|') + 1);
            switch (each.event()) {
                case AgentEvent event -> ledger.agent(AgentId.of(entity), event);
                case InteractionEvent event -> ledger.interaction(InteractionId.of(entity), event);
                default -> {}
            }
        });
        return ledger.ended(Optional.empty(), Optional.empty(), 1_000).orElseThrow();
    }

    @Test
    default void whatTakesTooMuchIsRefused() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.serves("ann", at(10), Duration.ofSeconds(10));
            days.recorded();

            assertRefused(database, new LedgerLimits(5, 10, Duration.ofSeconds(20), Duration.ofDays(1), 1));
            assertRefused(database, new LedgerLimits(1_000, 10, Duration.ofNanos(1), Duration.ofDays(1), 1));
            assertRefused(database, new LedgerLimits(1_000, 10, Duration.ofSeconds(20), Duration.ofSeconds(99), 1));
            assertThat(new JournalLedger(
                                    database,
                                    new LedgerLimits(1_000, 1, Duration.ofSeconds(20), Duration.ofSeconds(100), 1),
                                    PastObserver.NONE)
                            .fairness(ACME, at(0), at(100), Optional.empty(), Optional.empty())
                            .agents())
                    .hasSize(1);
        }
    }

    private static void assertRefused(JournalDatabase database, LedgerLimits limits) {
        assertThatThrownBy(() -> new JournalLedger(database, limits, PastObserver.NONE)
                        .fairness(ACME, at(0), at(100), Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        PastRefused.class, refused -> assertThat(refused.why()).isEqualTo(PastRefused.Why.TOO_MUCH));
    }

    private static void offered(Chronicle days, String agent, String interaction, Instant at) throws SQLException {
        days.agent(agent, Chronicle.reserved(new OfferId(interaction), interaction(interaction), at));
    }

    private static void answered(Chronicle days, String agent, String interaction, Instant at) throws SQLException {
        days.interaction(interaction, new InteractionEvent.Assigned(new OfferId(interaction), agent(agent), at));
        days.agent(agent, new AgentEvent.Won(new OfferId(interaction), at.plusMillis(3)));
    }

    private static Fairness fairness(JournalDatabase database, Instant from, Instant until) throws SQLException {
        return fairness(database, ACME, from, until);
    }

    private static Fairness fairness(JournalDatabase database, TenantId tenant, Instant from, Instant until)
            throws SQLException {
        return new JournalLedger(database, LIMITS, PastObserver.NONE)
                .fairness(tenant, from, until, Optional.empty(), Optional.empty());
    }

    private static Instant at(long seconds) {
        return NINE.plusSeconds(seconds);
    }
}

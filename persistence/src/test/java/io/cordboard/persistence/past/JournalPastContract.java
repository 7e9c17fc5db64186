package io.cordboard.persistence.past;

import static io.cordboard.persistence.past.Chronicle.agent;
import static io.cordboard.persistence.past.Chronicle.interaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.matching.Explanation.Obstacle;
import io.cordboard.routing.matching.Explanation.Wait;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.TrialReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What is told of the past on every database. */
interface JournalPastContract {

    Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    Duration TARGET = Duration.ofSeconds(20);
    PastLimits LIMITS = new PastLimits(100_000, 1_000, Duration.ofSeconds(20), 2);

    JournalSettings emptyDatabase();

    @Test
    default void policyAndSkillsAreThoseOfThen() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.policy(2, Policy.DEFAULT.with(draft -> draft.requirements = Map.of(new Skill("german"), 5)), NINE);
            days.opened("i1", at(10));
            days.policy(3, Policy.DEFAULT, at(100));
            days.profile("ann", Map.of(new Skill("german"), 9), at(200));
            days.recorded();
            var past = past(database);

            var at50 = past.interaction(interaction("i1"), at(50))
                    .orElseThrow()
                    .waiting()
                    .orElseThrow();
            assertThat(at50.policyVersion()).isEqualTo(2);
            assertThat(at50.ineligible().getFirst().obstacle()).isInstanceOf(Obstacle.SkillMissing.class);
            assertThat(waitsFor(past, at(99))).isEqualTo(new Wait.ForAgent());
            assertThat(waitsFor(past, at(100))).isEqualTo(new Wait.ForMatch());
            assertThat(past.interaction(interaction("i1"), at(9)).orElseThrow().begins())
                    .contains(at(10));
            assertThat(past.interaction(interaction("i2"), at(9))).isEmpty();
        }
    }

    @Test
    default void agentOfLongAgoIsReadFromTheSessionOfThen() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            for (int day = 0; day < 40; day++) {
                Instant morning = NINE.plus(Duration.ofDays(day));
                days.comes("ann", morning);
                for (int contact = 0; contact < 30; contact++) {
                    days.serves("ann", morning.plusSeconds(600L * contact), Duration.ofMinutes(5));
                }
                days.goes("ann", morning.plusSeconds(20_000));
            }
            days.recorded();
            var rows = new ArrayList<Integer>();
            var past = new JournalPast(database, LIMITS, (_, read, _) -> rows.add(read));

            Instant tenth = NINE.plus(Duration.ofDays(10));
            var working = past.agent(agent("ann"), tenth.plusSeconds(3_100)).orElseThrow();
            assertThat(working.waiting().orElseThrow().contacts()).isEqualTo(6);
            assertThat(working.waiting().orElseThrow().carried()).hasSize(1);
            var idle = past.agent(agent("ann"), tenth.plusSeconds(3_400)).orElseThrow();
            assertThat(idle.waiting().orElseThrow().idleSince()).isEqualTo(tenth.plusSeconds(3_301));
            assertThat(past.agent(agent("ann"), tenth.plusSeconds(30_000))
                            .orElseThrow()
                            .then()
                            .view()
                            .status())
                    .isEqualTo(AgentStatus.SIGNED_OUT);
            assertThat(past.agent(agent("ann"), NINE.minusSeconds(61))).isEmpty();
            assertThat(rows).as("of 4,900 events").allMatch(read -> read < 200);
            assertThat(rows.get(2)).as("one who has gone home").isLessThan(20);
        }
    }

    @Test
    default void workOutsideThatBeganBeforeTheSessionStillCounts() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.agent("ann", new AgentEvent.OutsideWorkCounted("visit", Medium.VOICE, at(90_000), at(3_600)));
            days.agent("ann", new AgentEvent.OutsideWorkCounted("call", Medium.VOICE, at(9_000), at(3_700)));
            days.agent("ann", new AgentEvent.OutsideWorkEnded("call", false, at(3_800)));
            days.goes("ann", at(4_000));
            days.comes("ann", at(80_000));
            days.recorded();

            var told = past(database).agent(agent("ann"), at(80_001)).orElseThrow();

            assertThat(told.waiting().orElseThrow().carried()).containsExactly(Medium.VOICE);
        }
    }

    @Test
    default void agentIsToldOfWhatWaitedThenAndOfNothingElse() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann", "bob");
            days.comes("ann", NINE);
            days.opened("over", at(1));
            days.interaction("over", closed(at(5)));
            days.opened("waits", at(2));
            days.opened("offered", at(3));
            days.comes("bob", at(3));
            var offer = new OfferId("offered.1");
            days.agent("bob", Chronicle.reserved(offer, interaction("offered"), at(4)));
            days.interaction("offered", offered(offer, "bob", at(4)));
            days.opened("later", at(20));
            days.interaction("waits", closed(at(30)));
            days.recorded();

            AgentExplanation told = past(database)
                    .agent(agent("ann"), at(10))
                    .orElseThrow()
                    .waiting()
                    .orElseThrow();

            assertThat(told.next())
                    .extracting(next -> next.interaction().name())
                    .containsExactly("waits");
            assertThat(told.barred())
                    .containsExactly(new AgentExplanation.Barred(
                            interaction("offered"), Chronicle.SALES, new Obstacle.OfferedToOthers()));
        }
    }

    @Test
    default void beforeAnOfferItsAgentWasFreeAndTheOneWhoDeclinedWasSpared() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann", "bob");
            days.comes("ann", NINE);
            days.comes("bob", NINE);
            days.opened("i1", at(10));
            var first = new OfferId("i1.1");
            days.agent("ann", Chronicle.reserved(first, interaction("i1"), at(10)));
            days.interaction("i1", offered(first, "ann", at(10)));
            days.interaction(
                    "i1",
                    new InteractionEvent.OfferEnded(
                            first, agent("ann"), OfferOutcome.REJECTED, Optional.empty(), at(12)));
            days.agent("ann", new AgentEvent.Released(first, OfferOutcome.REJECTED, Optional.empty(), at(12)));
            var second = new OfferId("i1.2");
            days.agent("bob", Chronicle.reserved(second, interaction("i1"), at(12)));
            days.interaction("i1", offered(second, "bob", at(13)));
            days.recorded();
            var past = past(database);

            var told = past.interactionBefore(interaction("i1"), second)
                    .orElseThrow()
                    .waiting()
                    .orElseThrow();

            assertThat(told.waitsFor()).isEqualTo(new Wait.ForMatch());
            assertThat(told.eligible()).extracting(each -> each.agent().name()).containsExactly("bob");
            assertThat(told.ineligible().getFirst().obstacle()).isEqualTo(new Obstacle.Excluded());
            assertThat(waitsFor(past, at(13))).isEqualTo(new Wait.ForAnswer());
            assertThat(past.interactionBefore(interaction("i1"), new OfferId("i1.9")))
                    .isEmpty();
        }
    }

    @Test
    default void trialIsReportedByVersionOfThoseWhoCameInTheTime() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            for (int i = 0; i < 10; i++) {
                days.opened("sooner" + i, at(i));
                days.enqueued("sooner" + i, Chronicle.SALES, at(i));
                days.interaction("sooner" + i, tried("ann", 1, Optional.of("ann"), i, at(100 + i)));
            }
            days.opened("another", at(20));
            days.enqueued("another", Chronicle.SALES, at(20));
            days.interaction("another", tried("ann", 1, Optional.of("bob"), 0, at(120)));
            days.interaction("another", tried("ann", 2, Optional.empty(), 0, at(121)));
            days.interaction("another", offered(new OfferId("another.3"), "ann", at(122)));
            days.opened("before", at(-10));
            days.enqueued("before", Chronicle.SALES, at(-10));
            days.interaction("before", tried("ann", 1, Optional.empty(), 0, at(30)));
            days.opened("elsewhere", at(40));
            days.enqueued("elsewhere", Chronicle.SALES, at(40));
            days.interaction("elsewhere", queued(new QueueId(Chronicle.ACME, "support"), at(41)));
            days.interaction("elsewhere", tried("ann", 1, Optional.empty(), 0, at(42)));
            days.opened("later", at(50));
            days.enqueued("later", Chronicle.SALES, at(50));
            days.interaction("later", tried("ann", 1, Optional.empty(), 0, at(1_000)));
            days.recorded();

            var report = past(database).trial(Chronicle.SALES, at(0), at(500), TARGET);

            assertThat(report.trials())
                    .containsExactly(
                            new TrialReport.OfVersion(
                                    "new",
                                    1,
                                    11,
                                    10,
                                    1,
                                    0,
                                    new TrialReport.Sooner(9, Duration.ofSeconds(5), Duration.ofSeconds(9))),
                            new TrialReport.OfVersion(
                                    "new", 2, 1, 0, 0, 1, new TrialReport.Sooner(0, Duration.ZERO, Duration.ZERO)));
            assertThat(past(database)
                            .trial(Chronicle.SALES, at(0), at(99), TARGET)
                            .trials())
                    .isEmpty();
            assertThatThrownBy(() -> new JournalPast(
                                    database, new PastLimits(9, 10, Duration.ofSeconds(20), 1), PastObserver.NONE)
                            .trial(Chronicle.SALES, at(0), at(500), TARGET))
                    .isInstanceOf(PastRefused.class);
        }
    }

    @Test
    default void whatCameOfTheSharesIsToldOfThoseWhoCameInTheTime() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            var trial = Optional.of(new Arm("new", 2, Arm.Side.TRIAL));
            var ruling = Optional.of(new Arm("new", 2, Arm.Side.RULING));
            days.opened("before", at(-10));
            days.enqueued("before", Chronicle.SALES, trial, at(-10));
            // A step fires.
            days.enqueued("before", Chronicle.SALES, trial, at(-10), at(3));
            days.interaction("before", new InteractionEvent.Assigned(new OfferId("o.1"), agent("ann"), at(5)));
            days.opened("quick", at(10));
            days.enqueued("quick", Chronicle.SALES, trial, at(10));
            days.interaction("quick", new InteractionEvent.Assigned(new OfferId("o.1"), agent("ann"), at(14)));
            days.opened("slow", at(11));
            days.enqueued("slow", Chronicle.SALES, ruling, at(11));
            days.interaction("slow", new InteractionEvent.Assigned(new OfferId("o.1"), agent("ann"), at(111)));
            days.opened("left", at(12));
            days.enqueued("left", Chronicle.SALES, ruling, at(12));
            days.interaction(
                    "left",
                    new InteractionEvent.Closed(
                            CloseReason.ABANDONED,
                            Party.CUSTOMER,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            at(62)));
            days.opened("none", at(13));
            days.enqueued("none", Chronicle.SALES, at(13));
            days.recorded();

            var report = past(database)
                    .trial(Chronicle.SALES, at(0), at(500), TARGET)
                    .shares();

            assertThat(report).singleElement().satisfies(each -> {
                assertThat(each.trial().entered()).isEqualTo(1);
                assertThat(each.trial().waited().p90()).isEqualTo(Duration.ofSeconds(4));
                assertThat(each.ruling().answered()).isEqualTo(1);
                assertThat(each.ruling().abandoned()).isEqualTo(1);
                assertThat(each.serviceLevel().orElseThrow().value()).isEqualTo(1.0);
            });
            assertThat(past(database)
                            .trial(Chronicle.SALES, at(0), at(60), TARGET)
                            .shares()
                            .getFirst()
                            .ruling()
                            .waiting())
                    .as("as of then")
                    .isEqualTo(2);
        }
    }

    @Test
    default void oneIsExplainedByThePolicyOnWhoseSideOfTheTrialItWas() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.shares(Policy.DEFAULT.with(draft -> draft.requirements = Map.of(new Skill("german"), 5)), at(1));
            var arm = new Arm("new", 1, Arm.Side.TRIAL);
            days.opened("i1", at(10));
            days.interaction("i1", new InteractionEvent.ArmDrawn(Optional.of(arm), at(11)));
            days.opened("i2", at(10));
            days.interaction(
                    "i2", new InteractionEvent.ArmDrawn(Optional.of(new Arm("new", 1, Arm.Side.RULING)), at(11)));
            days.recorded();
            var past = past(database);

            var tried = past.interaction(interaction("i1"), at(12)).orElseThrow();
            assertThat(tried.then().orElseThrow().view().arm()).contains(arm);
            assertThat(tried.waiting().orElseThrow().arm()).contains(arm);
            assertThat(tried.waiting().orElseThrow().requirements()).containsEntry(new Skill("german"), 5);
            assertThat(past.interaction(interaction("i2"), at(12))
                            .orElseThrow()
                            .waiting()
                            .orElseThrow()
                            .requirements())
                    .isEmpty();
            assertThat(past.interaction(interaction("i1"), at(10))
                            .orElseThrow()
                            .waiting()
                            .orElseThrow()
                            .arm())
                    .as("before its queue had said so")
                    .isEmpty();
        }
    }

    private static InteractionEvent.Queued queued(QueueId queue, Instant at) {
        return new InteractionEvent.Queued(
                new Place(queue, 0, at, at, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                InteractionEvent.Queued.Why.OVERFLOWED,
                at);
    }

    /** An offer beside which a version of a policy chose somebody so much sooner, or nobody. */
    private static InteractionEvent.Offered tried(
            String agent, int version, Optional<String> chosen, int sooner, Instant at) {
        Instant decided = at.minusMillis(7);
        return new InteractionEvent.Offered(
                new OfferId("o." + version),
                agent(agent),
                Terms.DEFAULT,
                at.plusSeconds(20),
                1,
                0,
                "longest-idle",
                Optional.of(new Shadow(
                        "new",
                        version,
                        decided,
                        chosen.map(name ->
                                new Shadow.Choice(agent(name), decided.minusSeconds(sooner), 0, "most-skilled")))),
                at);
    }

    @Test
    default void whatTakesTooMuchIsRefused() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var days = new Chronicle(database)) {
            days.tenant(NINE.minusSeconds(60), "ann");
            days.comes("ann", NINE);
            days.opened("i1", at(1));
            days.opened("i2", at(1));
            days.recorded();

            assertRefused(database, new PastLimits(8, 10, Duration.ofSeconds(20), 1));
            assertRefused(database, new PastLimits(1_000, 1, Duration.ofSeconds(20), 1));
            assertRefused(database, new PastLimits(1_000, 10, Duration.ofNanos(1), 1));
            assertThat(new JournalPast(database, new PastLimits(1_000, 2, Duration.ofSeconds(20), 1), PastObserver.NONE)
                            .agent(agent("ann"), at(2)))
                    .isPresent();
        }
    }

    private static void assertRefused(JournalDatabase database, PastLimits limits) {
        assertThatThrownBy(() -> new JournalPast(database, limits, PastObserver.NONE).agent(agent("ann"), at(2)))
                .isInstanceOfSatisfying(
                        PastRefused.class, refused -> assertThat(refused.why()).isEqualTo(PastRefused.Why.TOO_MUCH));
    }

    @Test
    default void moreAtOnceThanThereIsRoomForAreRefused() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var past = new JournalPast(database, new PastLimits(10, 10, Duration.ofSeconds(20), 1), PastObserver.NONE);
            var pool = (HikariDataSource) database.readers();
            List<Connection> taken = new ArrayList<>();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            var waits = threads.submit(() -> past.agent(agent("ann"), NINE));
            await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);

            assertThatThrownBy(() -> past.agent(agent("ann"), NINE))
                    .isInstanceOfSatisfying(
                            PastRefused.class,
                            refused -> assertThat(refused.why()).isEqualTo(PastRefused.Why.BUSY));

            for (Connection connection : taken) {
                connection.close();
            }
            assertThat(waits.get()).isEmpty();
            assertThat(past.agent(agent("ann"), NINE)).isEmpty();
        }
    }

    private static Wait waitsFor(JournalPast past, Instant at) throws SQLException {
        return past.interaction(interaction("i1"), at)
                .orElseThrow()
                .waiting()
                .orElseThrow()
                .waitsFor();
    }

    private static InteractionEvent.Offered offered(OfferId offer, String agent, Instant at) {
        return new InteractionEvent.Offered(
                offer, agent(agent), Terms.DEFAULT, at.plusSeconds(20), 1, 0, "longest-idle", at);
    }

    private static InteractionEvent.Closed closed(Instant at) {
        return new InteractionEvent.Closed(
                CloseReason.CANCELLED, Party.SYSTEM, Optional.empty(), Optional.empty(), Optional.empty(), at);
    }

    private static JournalPast past(JournalDatabase database) {
        return new JournalPast(database, LIMITS, PastObserver.NONE);
    }

    private static Instant at(long seconds) {
        return NINE.plusSeconds(seconds);
    }
}

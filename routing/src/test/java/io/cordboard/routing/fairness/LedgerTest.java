package io.cordboard.routing.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From 09:00 for a hundred seconds; all times are in seconds after 09:00. */
class LedgerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final QueueId SALES = new QueueId(ACME, "sales");
    private static final QueueId CLAIMS = new QueueId(ACME, "claims");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final Ledger ledger = new Ledger(NINE, at(100));

    @ParameterizedTest
    @CsvSource(
    // won, wrapped up from, done: working, talk, wrap-up, finished
    {
        "10, 40, 50, 40, 30, 10, 1",
        "-20, 40, 50, 50, 40, 10, 1",
        "-20, -10, 50, 50, 0, 50, 1",
        "80, 120, 130, 20, 20, 0, 0",
        "80, 90, 130, 20, 10, 10, 0",
        "-20, 120, 130, 100, 100, 0, 0",
        "-40, -30, -20, 0, 0, 0, 0",
        "100, 110, 120, 0, 0, 0, 0",
        "10, 40, 100, 90, 30, 60, 0",
        "-10, -5, 0, 0, 0, 0, 1"
    })
    void handlingCountsForThePartWithinTheTime(
            int won, int wraps, int done, int working, int talk, int wrapUp, int finished) {
        ready("ann", Set.of(), -100);
        serves("ann", SALES, won, wraps, done);

        Fairness.OfAgent ann = told("ann");

        assertThat(ann.times().signedIn()).isEqualTo(seconds(100));
        assertThat(ann.times().ready()).isEqualTo(seconds(100));
        assertThat(ann.times().working()).isEqualTo(seconds(working));
        assertThat(ann.times().idle()).isEqualTo(seconds(100 - working));
        assertThat(ann.times().occupancy()).hasValue(working / 100.0);
        assertThat(ann.counts().talk()).isEqualTo(seconds(talk));
        assertThat(ann.counts().wrapUp()).isEqualTo(seconds(wrapUp));
        assertThat(ann.counts().finished()).isEqualTo(finished);
    }

    @Test
    void contactsInHandAtOnceAreWorkOnceAndHandlingTwice() {
        ready("ann", Set.of(), 0);
        reserved("ann", "x", SALES, 10);
        reserved("ann", "y", CLAIMS, 10);
        agent("ann", new AgentEvent.Won(new OfferId("x"), at(10)));
        agent("ann", new AgentEvent.Won(new OfferId("y"), at(20)));
        agent("ann", new AgentEvent.Finished(new OfferId("x"), Optional.empty(), at(40)));
        agent("ann", new AgentEvent.Finished(new OfferId("y"), Optional.empty(), at(50)));

        Fairness.OfAgent ann = told("ann");

        assertThat(ann.times().working()).isEqualTo(seconds(40));
        assertThat(ann.times().occupancy()).hasValue(0.4);
        assertThat(ann.counts().handling()).isEqualTo(seconds(60));
    }

    @Test
    void whoWorksWhileNotReadyOrSigningOutWorksAndIsNotIdle() {
        ready("ann", Set.of(), 0);
        reserved("ann", "x", SALES, 10);
        agent("ann", new AgentEvent.Won(new OfferId("x"), at(10)));
        agent("ann", new AgentEvent.BecameNotReady("lunch", at(20)));
        agent("ann", new AgentEvent.Finished(new OfferId("x"), Optional.empty(), at(40)));
        agent("ann", new AgentEvent.SignedOut("home", at(60)));

        Times times = told("ann").times();

        assertThat(times).isEqualTo(new Times(seconds(60), seconds(20), seconds(30), Duration.ZERO, seconds(10)));
        assertThat(times.occupancy()).hasValue(0.75);
    }

    @Test
    void workOutsideIsNeitherWorkNorIdleness() {
        ready("ann", Set.of(), 0);
        agent("ann", new AgentEvent.OutsideWorkCounted("visit", Medium.VOICE, at(500), at(10)));
        agent("ann", new AgentEvent.OutsideWorkEnded("visit", false, at(40)));

        assertThat(told("ann").times())
                .isEqualTo(new Times(seconds(100), seconds(100), Duration.ZERO, seconds(30), seconds(70)));
    }

    @ParameterizedTest
    @EnumSource
    void offerCountsWhenItIsMadeAndItsOutcomeWhenItEnds(OfferOutcome outcome) {
        ready("ann", Set.of(), -100);
        reserved("ann", "before", SALES, -5);
        reserved("ann", "within", SALES, 0);
        reserved("ann", "open", SALES, 99);
        for (String offer : Set.of("before", "within")) {
            agent("ann", new AgentEvent.Released(new OfferId(offer), outcome, Optional.empty(), at(5)));
        }
        agent("ann", new AgentEvent.Released(new OfferId("open"), outcome, Optional.empty(), at(100)));

        Counts counts = told("ann").counts();

        assertThat(counts.offers()).isEqualTo(2);
        assertThat(
                        switch (outcome) {
                            case REJECTED -> counts.rejected();
                            case BUSY -> counts.busy();
                            case MISSED -> counts.missed();
                            case RESCINDED -> counts.rescinded();
                            case UNREACHABLE -> counts.unreachable();
                        })
                .isEqualTo(2);
        assertThat(counts.accepted()
                        + counts.rejected()
                        + counts.busy()
                        + counts.missed()
                        + counts.rescinded()
                        + counts.unreachable())
                .isEqualTo(2);
    }

    @Test
    void winOvertakenByTheEndIsAcceptedAllTheSame() {
        ready("ann", Set.of(), 0);
        reserved("ann", "x", SALES, 10);
        agent("ann", new AgentEvent.Finished(new OfferId("x"), Optional.empty(), at(40)));

        assertThat(told("ann").counts().accepted()).isOne();
        assertThat(told("ann").counts().finished()).isOne();
    }

    @Test
    void contactIsSkilledIfItAskedForASkillWhenItWasAnswered() {
        ready("ann", Set.of(), 0);
        opened("plain", SALES, Map.of(), -50);
        opened("german", SALES, Map.of(new Skill("german"), 3), -50);
        opened("later", SALES, Map.of(), -50);
        changed("later", Map.of(new Skill("german"), 3), 5);
        opened("nomore", SALES, Map.of(new Skill("german"), 3), -50);
        changed("nomore", Map.of(), 5);
        opened("before", SALES, Map.of(new Skill("german"), 3), -50);
        assigned("before", "ann", -1);
        for (String each : Set.of("plain", "german", "later", "nomore")) {
            assigned(each, "ann", 10);
        }

        assertThat(told("ann").counts().answered()).isEqualTo(4);
        assertThat(told("ann").counts().skilled()).isEqualTo(2);
    }

    @Test
    void transferCountsForWhoHadItInTheQueueItCameFrom() {
        ready("ann", Set.of(), 0);
        opened("x", SALES, Map.of(), 1);
        assigned("x", "ann", 2);
        ledger.interaction(
                interaction("x"),
                new InteractionEvent.Transferred(
                        new OfferId("x"), agent("ann"), CLAIMS, Optional.empty(), Party.agent(agent("ann")), at(3)));

        Fairness.InQueue in = told("ann").queues().getFirst();

        assertThat(in.queue()).isEqualTo(SALES);
        assertThat(in.counts().transferred()).isOne();
        assertThat(in.counts().answered()).isOne();
    }

    @Test
    void longestFifthIsToldByQueueAndByTheWholeHandling() {
        ready("ann", Set.of(), -100);
        ready("bob", Set.of(), -100);
        // Of sales: 10, 20, 30, 40 and, as it began before, 60 s; of claims all the same.
        serves("ann", SALES, 0, 10, 10);
        serves("bob", SALES, 0, 20, 20);
        serves("ann", SALES, 10, 40, 40);
        serves("bob", SALES, 20, 60, 60);
        serves("ann", SALES, -10, 50, 50);
        serves("bob", CLAIMS, 60, 65, 65);
        serves("bob", CLAIMS, 65, 70, 70);

        Fairness all = all();

        assertThat(told("ann").counts().longest()).isOne();
        assertThat(told("bob").counts().longest()).isZero();
        assertThat(all.queues())
                .extracting(Fairness.OfQueue::longerThan)
                .containsExactly(Optional.of(seconds(5)), Optional.of(seconds(40)));
    }

    @Test
    void expectedOffersGoByReadyTimeAmongThoseWhoServedTheQueue() {
        ready("ann", Set.of(SALES), 0);
        ready("bob", Set.of(), 60);
        ready("cleo", Set.of(CLAIMS), 0);
        // Cleo learns sales only half-way through.
        agent("cleo", new AgentEvent.Configured(profile("cleo", Set.of(CLAIMS, SALES), Optional.empty()), 2, at(40)));
        for (int i = 0; i < 10; i++) {
            String offer = "offer-" + i;
            reserved("ann", offer, SALES, 70 + i);
            agent(
                    "ann",
                    new AgentEvent.Released(new OfferId(offer), OfferOutcome.MISSED, Optional.empty(), at(70 + i)));
        }

        assertThat(inSales("ann").ready()).isEqualTo(seconds(100));
        assertThat(inSales("ann").expected()).hasValue(5);
        assertThat(inSales("bob").expected()).hasValue(2);
        assertThat(inSales("cleo").expected()).hasValue(3);
        assertThat(all().queues().getFirst().agents()).isEqualTo(3);
        assertThat(all().queues().getFirst().ready()).isEqualTo(seconds(200));
    }

    @Test
    void queueAndTeamNarrowWhoIsListedAndNotWhatTheyAreComparedWith() {
        ready("ann", Set.of(), 0);
        ready("bob", Set.of(CLAIMS), 0);
        agent(
                "bob",
                new AgentEvent.Configured(profile("bob", Set.of(CLAIMS), Optional.of(new Team("east"))), 2, at(1)));
        serves("ann", SALES, 10, 20, 20);
        serves("bob", CLAIMS, 10, 40, 40);

        Fairness sales = ledger.ended(Optional.of(SALES), Optional.empty(), 10).orElseThrow();
        assertThat(sales.agents()).extracting(each -> each.agent().name()).containsExactly("ann");
        assertThat(sales.queues()).extracting(Fairness.OfQueue::queue).containsExactly(SALES);
        assertThat(sales.agents().getFirst().counts().talk()).isEqualTo(seconds(10));

        Fairness east = ledger.ended(Optional.empty(), Optional.of(new Team("east")), 10)
                .orElseThrow();
        assertThat(east.agents()).extracting(each -> each.agent().name()).containsExactly("bob");
        assertThat(east.queues()).hasSize(2);
        assertThat(ledger.ended(Optional.empty(), Optional.empty(), 2)).isEmpty();
        assertThat(ledger.ended(Optional.empty(), Optional.empty(), 3)).isPresent();
    }

    private Fairness all() {
        return ledger.ended(Optional.empty(), Optional.empty(), 100).orElseThrow();
    }

    private Fairness.OfAgent told(String agent) {
        return all().agents().stream()
                .filter(each -> each.agent().name().equals(agent))
                .findFirst()
                .orElseThrow();
    }

    private Fairness.InQueue inSales(String agent) {
        return told(agent).queues().stream()
                .filter(each -> each.queue().equals(SALES))
                .findFirst()
                .orElseThrow();
    }

    private void ready(String agent, Set<QueueId> queues, int second) {
        agent(agent, new AgentEvent.Configured(profile(agent, queues, Optional.empty()), 1, at(second)));
        agent(agent, new AgentEvent.SignedIn(at(second)));
        agent(agent, new AgentEvent.BecameReady(at(second)));
    }

    private static AgentProfile profile(String agent, Set<QueueId> queues, Optional<Team> team) {
        return new AgentProfile(agent, team, queues, Map.of(), Capacity.DEFAULT, Duration.ZERO, true);
    }

    private void serves(String agent, QueueId queue, int won, int wraps, int done) {
        String offer = agent + won;
        reserved(agent, offer, queue, won);
        agent(agent, new AgentEvent.Won(new OfferId(offer), at(won)));
        if (wraps < done) {
            agent(agent, new AgentEvent.Wrapping(new OfferId(offer), at(1_000), at(wraps)));
        }
        agent(agent, new AgentEvent.Finished(new OfferId(offer), Optional.empty(), at(done)));
    }

    private void reserved(String agent, String offer, QueueId queue, int second) {
        agent(
                agent,
                new AgentEvent.Reserved(
                        new OfferId(offer),
                        interaction(offer),
                        queue,
                        Medium.VOICE,
                        Terms.DEFAULT,
                        at(second + 20),
                        1,
                        0,
                        "longest-idle",
                        at(second)));
    }

    private void opened(String interaction, QueueId queue, Map<Skill, Integer> skills, int second) {
        ledger.interaction(
                interaction(interaction),
                new InteractionEvent.Opened(
                        new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                        new Place(
                                queue, 0, at(second), at(second), skills, Optional.empty(), Optional.empty(), Set.of()),
                        Optional.empty(),
                        at(second)));
    }

    private void changed(String interaction, Map<Skill, Integer> skills, int second) {
        ledger.interaction(interaction(interaction), new InteractionEvent.PlaceChanged(0, skills, at(second)));
    }

    private void assigned(String interaction, String agent, int second) {
        ledger.interaction(
                interaction(interaction),
                new InteractionEvent.Assigned(new OfferId(interaction), agent(agent), at(second)));
    }

    private void agent(String agent, AgentEvent event) {
        ledger.agent(agent(agent), event);
    }

    private static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    private static InteractionId interaction(String name) {
        return new InteractionId(ACME, name);
    }

    private static Instant at(int second) {
        return NINE.plusSeconds(second);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}

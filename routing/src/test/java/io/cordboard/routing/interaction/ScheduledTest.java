package io.cordboard.routing.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduledTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final Instant DUE = NOW.plusSeconds(3_600);
    private static final InteractionId ID = InteractionId.of("acme/t1");
    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final AgentId ALICE = AgentId.of("acme/alice");
    private static final OfferId OFFER = OfferId.of(ID, "1");
    private static final Party CRM = Party.supervisor("crm");

    private InteractionState state = new Unopened(ID);

    @Test
    void workWaitsUntilItIsDueAndItsAgeCountsFromThen() {
        open(Optional.empty(), Optional.of(DUE));

        assertThat(opened().alarm()).contains(DUE);
        assertThat(opened().due(DUE.minusMillis(1))).isEmpty();
        assertThat(opened().view().since()).isEqualTo(DUE);
        apply(opened().due(DUE.plusSeconds(5)));

        assertThat(phase()).isEqualTo(Phase.WAITING);
        assertThat(opened().view().since()).isEqualTo(DUE);
    }

    @Test
    void rescheduledWorkIsDueThen() {
        open(Optional.empty(), Optional.of(DUE));

        accepted(new InteractionCommand.Reschedule(ID, DUE.plusSeconds(60), CRM), NOW);

        assertThat(opened().alarm()).contains(DUE.plusSeconds(60));
        assertThat(opened().decide(new InteractionCommand.Reschedule(ID, DUE.plusSeconds(60), CRM), NOW))
                .isEqualTo(Decision.unchanged());
    }

    @Test
    void workRescheduledToTheDayBeforeBeginsAtOnce() {
        open(Optional.empty(), Optional.of(DUE));

        accepted(new InteractionCommand.Reschedule(ID, NOW.minusSeconds(86_400), CRM), NOW);

        assertThat(phase()).isEqualTo(Phase.WAITING);
        assertThat(opened().view().since()).isEqualTo(NOW);
    }

    @Test
    void waitingWorkThatIsPutOffLeavesItsQueueAndItsOffers() {
        open(Optional.empty(), Optional.empty());
        accepted(new InteractionCommand.Offer(ID, OFFER, ALICE, Terms.DEFAULT, NOW.plusSeconds(20), 1, 0, ""), NOW);

        accepted(new InteractionCommand.Reschedule(ID, DUE, CRM), NOW.plusSeconds(1));

        assertThat(phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(opened().debts())
                .contains(
                        new QueueCommand.Dequeue(SUPPORT, ID, NOW),
                        new io.cordboard.routing.agent.AgentCommand.Release(ALICE, OFFER, OfferOutcome.RESCINDED));
        assertThat(refusal(new InteractionCommand.Accept(ID, OFFER, ALICE))).isEqualTo(Refusal.OFFER_OVER);
        apply(opened().due(DUE));
        assertThat(opened().debts())
                .filteredOn(QueueCommand.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueCommand.Enqueue.class,
                        again -> assertThat(again.place().enqueued()).isEqualTo(DUE));
    }

    @Test
    void customerWhoWaitsIsNotPutOff() {
        open(Optional.of(Duration.ofMinutes(1)), Optional.empty());

        assertThat(refusal(new InteractionCommand.Reschedule(ID, DUE, CRM))).isEqualTo(Refusal.WRONG_PHASE);
    }

    @Test
    void workThatSomebodyHasBegunIsNeitherPutOffNorCancelled() {
        open(Optional.empty(), Optional.empty());
        accepted(new InteractionCommand.Offer(ID, OFFER, ALICE, Terms.DEFAULT, NOW.plusSeconds(20), 1, 0, ""), NOW);
        accepted(new InteractionCommand.Accept(ID, OFFER, ALICE), NOW);

        assertThat(refusal(new InteractionCommand.Reschedule(ID, DUE, CRM))).isEqualTo(Refusal.WRONG_PHASE);
        assertThat(refusal(new InteractionCommand.Cancel(ID, CRM))).isEqualTo(Refusal.WRONG_PHASE);
    }

    @Test
    void agentsHaveNoSayInWhatNobodyWorksOn() {
        open(Optional.empty(), Optional.of(DUE));

        for (InteractionCommand command : List.of(
                new InteractionCommand.Cancel(ID, Party.agent(ALICE)),
                new InteractionCommand.End(ID, Party.agent(ALICE)),
                new InteractionCommand.Reschedule(ID, NOW, Party.agent(ALICE)))) {
            assertThat(refusal(command)).isEqualTo(Refusal.NOT_HELD);
        }
    }

    @Test
    void whatItAsksForMayChangeBeforeItIsDue() {
        open(Optional.empty(), Optional.of(DUE));

        accepted(new InteractionCommand.Reprioritise(ID, 9, Map.of(new Skill("german"), 3)), NOW);
        apply(opened().due(DUE));

        assertThat(opened().view().priority()).isEqualTo(9);
        assertThat(((InQueue) state).place().skills()).containsEntry(new Skill("german"), 3);
    }

    @Test
    void beginningAgainIsARepetitionOnlyWithTheSameContents() {
        open(Optional.empty(), Optional.of(DUE));
        accepted(new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of("result", "done"))), NOW);

        assertThat(decided(opening(0, Optional.of(DUE), NOW.plusSeconds(5)))).isEqualTo(Decision.unchanged());
        assertThat(refusal(opening(1, Optional.of(DUE), NOW))).isEqualTo(Refusal.ALREADY_EXISTS);
        assertThat(refusal(opening(0, Optional.of(DUE.plusSeconds(1)), NOW))).isEqualTo(Refusal.ALREADY_EXISTS);
        assertThat(refusal(opening(0, Optional.empty(), NOW))).isEqualTo(Refusal.ALREADY_EXISTS);
    }

    @Test
    void messageIdThatComesAgainIsARepetitionOnlyWithTheSameText() {
        open(Optional.of(Duration.ofMinutes(1)), Optional.empty());
        accepted(new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "one"), NOW);

        assertThat(decided(new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "one")))
                .isEqualTo(Decision.unchanged());
        assertThat(refusal(new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "two")))
                .isEqualTo(Refusal.ALREADY_EXISTS);
    }

    @Test
    void deliveryIsRecordedOnceHoweverOftenItIsReported() {
        open(Optional.of(Duration.ofMinutes(1)), Optional.empty());
        accepted(new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "one"), NOW);
        accepted(new InteractionCommand.Deliver(ID, "m1"), NOW);

        assertThat(decided(new InteractionCommand.Deliver(ID, "m1"))).isEqualTo(Decision.unchanged());
    }

    private void open(Optional<Duration> patience, Optional<Instant> scheduled) {
        accepted(opening(patience, 0, scheduled, NOW), NOW);
    }

    private static InteractionCommand.Open opening(int priority, Optional<Instant> scheduled, Instant at) {
        return opening(Optional.empty(), priority, scheduled, at);
    }

    private static InteractionCommand.Open opening(
            Optional<Duration> patience, int priority, Optional<Instant> scheduled, Instant at) {
        return new InteractionCommand.Open(
                ID,
                new Contact(Medium.TASK, Optional.empty(), Optional.empty(), patience, Map.of("order", "77")),
                new Place(SUPPORT, priority, at, at, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                scheduled);
    }

    private InteractionState.Opened opened() {
        return (InteractionState.Opened) state;
    }

    private Phase phase() {
        return opened().view().phase();
    }

    private Decision<InteractionEvent> decided(InteractionCommand command) {
        return state.decide(command, NOW);
    }

    private Refusal refusal(InteractionCommand command) {
        return ((Decision.Refused<InteractionEvent>) decided(command)).refusal();
    }

    private void accepted(InteractionCommand command, Instant now) {
        apply(((Decision.Accepted<InteractionEvent>) state.decide(command, now)).events());
    }

    private void apply(List<InteractionEvent> events) {
        assertThat(events).isNotEmpty();
        events.forEach(event -> state = state.apply(event));
    }
}

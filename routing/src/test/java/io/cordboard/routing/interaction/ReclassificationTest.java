package io.cordboard.routing.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionEvent.*;
import io.cordboard.routing.interaction.InteractionEvent.Reclassified.Cause;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An interaction that the tenant's classification has put where it waits, when more becomes known of it or its queue asks. */
class ReclassificationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final InteractionId ID = InteractionId.of("acme/i1");
    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final QueueId VIP = QueueId.of("acme/vip");
    private static final QueueId PARTNER = QueueId.of("acme/partner");
    private static final AgentId ALICE = AgentId.of("acme/alice");
    private static final OfferId O1 = new OfferId("i1.1");
    private static final Skill GERMAN = new Skill("german");
    private static final Attributes ESCALATED = Attributes.of(Map.of("escalated", true));
    private static final Ruling FIRST = ruling("support", 2, Map.of());

    private InteractionState state = new Unopened(ID);
    private final List<InteractionEvent> history = new ArrayList<>();
    private Instant now = NOW;

    @BeforeEach
    void arrivesWithoutAQueue() {
        carryOut(open(FIRST));
    }

    @Test
    void openingRemembersHowItWasClassified() {
        assertThat(view().queue()).contains(SUPPORT);
        assertThat(view().priority()).isEqualTo(2);
        assertThat(view().classified()).contains(FIRST);
        assertThat(question()).isEmpty();
    }

    @Test
    void openingAgainThoughTheRulesHaveChangedIsTheSameOpening() {
        assertThat(state.decide(open(ruling("vip", 9, Map.of(GERMAN, 5))), NOW)).isEqualTo(Decision.unchanged());
    }

    @Test
    void openingAgainForAQueueThatIsNamedIsAnother() {
        var named = new InteractionCommand.Open(ID, contact(), place(SUPPORT, 2), Optional.empty());

        assertThat(state.decide(named, NOW)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void changedAttributesAreAskedAbout() {
        change("language", "de");

        assertThat(question())
                .contains(new TenantCommand.Classify(
                        ID.tenant(), ID, 1, Medium.TASK, Attributes.of(Map.of("language", "de"))));
    }

    @Test
    void movesToTheQueueThatIsSaidNowWithItsAgeAndItsOffersEnd() {
        offer();
        change("tier", 3);
        now = NOW.plusSeconds(5);

        answer(ruling("vip", 9, Map.of(GERMAN, 5)));

        assertThat(last(3))
                .satisfiesExactly(
                        event -> assertThat(event)
                                .isEqualTo(new Reclassified(
                                        Optional.of(ruling("vip", 9, Map.of(GERMAN, 5))), Cause.CHANGED, 1, now)),
                        event -> assertThat(((OfferEnded) event).outcome()).isEqualTo(OfferOutcome.RESCINDED),
                        event -> assertThat(((Queued) event).why()).isEqualTo(Queued.Why.CLASSIFIED));
        Place place = ((InQueue) state).place();
        assertThat(place.queue()).isEqualTo(VIP);
        assertThat(place.priority()).isEqualTo(9);
        assertThat(place.skills()).isEqualTo(Map.of(GERMAN, 5));
        assertThat(place.since()).isEqualTo(NOW);
        assertThat(question()).isEmpty();
        assertThat(state.debts()).anyMatch(QueueCommand.Dequeue.class::isInstance);
    }

    @Test
    void staysWithAnotherPriorityIfOnlyThatIsSaidAnew() {
        change("tier", 3);

        answer(ruling("support", 9, Map.of(GERMAN, 5)));

        assertThat(last(1)).containsExactly(new PlaceChanged(9, Map.of(GERMAN, 5), now));
        assertThat(view().queue()).contains(SUPPORT);
        assertThat(view().classified()).contains(ruling("support", 9, Map.of(GERMAN, 5)));
    }

    @Test
    void staysAsItIsIfNothingElseIsSaid() {
        change("tier", 1);

        answer(new Ruling(2, Optional.empty(), "support", Optional.of(2), Map.of()));

        assertThat(last(1)).hasOnlyElementsOfType(Reclassified.class);
        assertThat(view().classified().orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void whatIsAskedByWhoeverBroughtItStillCounts() {
        state = new Unopened(ID);
        carryOut(open(FIRST, Optional.of(4), Map.of(GERMAN, 8)));
        change("tier", 3);

        answer(ruling("vip", 9, Map.of(GERMAN, 5)));

        Place place = ((InQueue) state).place();
        assertThat(place.priority()).isEqualTo(4);
        assertThat(place.skills()).isEqualTo(Map.of(GERMAN, 8));
    }

    @Test
    void answerToAnEarlierQuestionCountsForNothing() {
        change("tier", 3);
        Command early = question().orElseThrow();
        change("tier", 1);

        assertThat(state.answered(early, found(early, ruling("vip", 9, Map.of())), now))
                .isEmpty();
        assertThat(question().orElseThrow().ref()).isNotEqualTo(early.ref());
    }

    @Test
    void whatWasTransferredByHandIsNotAskedAbout() {
        carryOut(new InteractionCommand.Transfer(ID, Party.supervisor("sue"), PARTNER, Optional.empty()));
        change("tier", 3);

        assertThat(question()).isEmpty();
        assertThat(view().classified()).isEmpty();
    }

    @Test
    void whatWasReprioritisedByHandIsNotAskedAbout() {
        carryOut(new InteractionCommand.Reprioritise(ID, 7, Map.of()));
        change("tier", 3);

        assertThat(question()).isEmpty();
    }

    @Test
    void whatIsReprioritisedByHandToWhatTheRulesSaidStaysToo() {
        carryOut(new InteractionCommand.Divert(ID, SUPPORT, stay(), Optional.of(PARTNER), "", Optional.of(5)));
        carryOut(new InteractionCommand.Reprioritise(ID, 2, Map.of()));
        change("tier", 3);

        assertThat(question()).isEmpty();
        assertThat(view().priority()).isEqualTo(2);
    }

    @Test
    void whatWasReprioritisedByTheRulesIsAskedAboutAgain() {
        change("tier", 3);
        answer(ruling("support", 9, Map.of(GERMAN, 5)));
        change("tier", 4);

        assertThat(question()).isPresent();
    }

    @Test
    void whatNamedItsQueueIsNotAskedAbout() {
        state = new Unopened(ID);
        carryOut(new InteractionCommand.Open(ID, contact(), place(SUPPORT, 2), Optional.empty()));
        change("tier", 3);

        assertThat(question()).isEmpty();
    }

    @Test
    void whatOverflowedStaysThereWhileTheRulesSayTheSame() {
        carryOut(new InteractionCommand.Divert(ID, SUPPORT, stay(), Optional.of(PARTNER), "", Optional.of(5)));
        assertThat(view().priority()).isEqualTo(5);
        change("tier", 1);

        answer(FIRST);

        assertThat(view().queue()).contains(PARTNER);
    }

    @Test
    void whatOverflowedHasThePriorityThatWasSaidThereAtLeast() {
        carryOut(new InteractionCommand.Divert(ID, SUPPORT, stay(), Optional.of(PARTNER), "", Optional.of(5)));
        change("tier", 1);
        answer(ruling("support", 1, Map.of(GERMAN, 5)));
        assertThat(view().queue()).contains(PARTNER);
        assertThat(view().priority()).isEqualTo(5);

        change("tier", 3);
        answer(ruling("vip", 3, Map.of()));
        assertThat(view().priority()).as("elsewhere it counts for nothing").isEqualTo(3);
    }

    @Test
    void asksFiftyTimesAtMost() {
        for (int i = 0; i < 60; i++) {
            change("tier", i);
            if (question().isPresent()) {
                answer(FIRST);
            }
        }

        assertThat(history.stream().filter(Reclassified.class::isInstance)).hasSize(50);
        assertThat(question()).isEmpty();
    }

    @Test
    void changeWhileScheduledIsAskedAboutOnceItWaits() {
        state = new Unopened(ID);
        carryOut(new InteractionCommand.Open(
                ID,
                contact(),
                place(SUPPORT, 2),
                Optional.of(NOW.plusSeconds(60)),
                Optional.of(new Classified(FIRST, Optional.empty(), Map.of()))));
        change("tier", 3);
        assertThat(question()).isEmpty();

        state.due(NOW.plusSeconds(61)).forEach(this::record);

        assertThat(question()).isPresent();
    }

    @Test
    void queueHasItClassifiedAgainWithMoreKnownOfIt() {
        carryOut(reclassify());
        assertThat(question().orElseThrow().attributes()).isEqualTo(ESCALATED);

        answer(ruling("vip", 1, Map.of()));

        assertThat(view().queue()).contains(VIP);
        assertThat(view().priority())
                .as("an exception makes nothing less urgent")
                .isEqualTo(2);
        assertThat(((InQueue) state).place().stayed()).isEmpty();
    }

    @Test
    void afterAnExceptionThatComesToTheSameQueueItStaysAsIsSaidAndItsQueueIsTold() {
        carryOut(reclassify());
        Instant stay = stay();

        answer(ruling("support", 9, Map.of(GERMAN, 5)));

        Place place = ((InQueue) state).place();
        assertThat(place.priority()).isEqualTo(9);
        assertThat(place.stayed()).contains(now.plusMillis(1));
        assertThat(place.enqueued()).isAfter(stay);
        assertThat(state.decide(reclassifyAt(stay), now)).isEqualTo(Decision.unchanged());
    }

    @Test
    void howFarIntoItsStayItWasClassifiedAgainIsKeptWhenMoreIsKnownOfIt() {
        carryOut(reclassify());
        answer(FIRST);
        Duration before =
                Duration.between(stay(), ((InQueue) state).place().stayed().orElseThrow());

        change("tier", 3);

        assertThat(Duration.between(stay(), ((InQueue) state).place().stayed().orElseThrow()))
                .isEqualTo(before);
    }

    @Test
    void exceptionOfATenantWithoutAClassificationLeavesItWhereItIs() {
        carryOut(reclassify());
        Command question = question().orElseThrow();

        state.answered(question, new Reply.Refused(question.ref(), Refusal.INVALID, "None."), now)
                .forEach(this::record);

        assertThat(view().queue()).contains(SUPPORT);
        assertThat(((InQueue) state).place().stayed()).contains(now.plusMillis(1));
        assertThat(question()).isEmpty();
    }

    @Test
    void tenantThatCannotBeAskedNowIsAskedAgain() {
        carryOut(reclassify());
        Command question = question().orElseThrow();

        assertThat(state.answered(question, new Reply.Refused(question.ref(), Refusal.UNAVAILABLE, "Later."), now))
                .isEmpty();
        assertThat(question()).contains((TenantCommand.Classify) question);
    }

    @Test
    void exceptionsSendItOnEightTimesAtMost() {
        for (int i = 0; i < 8; i++) {
            carryOut(reclassify());
            answer(ruling(i % 2 == 0 ? "vip" : "support", 1, Map.of()));
        }

        assertThat(state.decide(reclassify(), now))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LIMIT));
    }

    @Test
    void exceptionThatWouldSetTooManyAttributesLeavesItWhereItIs() {
        for (int i = 0; i < Contact.MAX_ATTRIBUTES; i++) {
            change("a" + i, i);
        }

        assertThat(state.decide(reclassify(), now))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LIMIT));
    }

    /** Whoever asks sees how it was; the policy may have set one since. */
    @Test
    void oneAttributeTooManyIsRefused() {
        for (int i = 0; i < Contact.MAX_ATTRIBUTES; i++) {
            change("a" + i, i);
        }

        assertThat(state.decide(new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of("more", true))), now))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LIMIT));
    }

    @Test
    void whoAnsweredMeanwhileHasIt() {
        offer();
        carryOut(reclassify());

        carryOut(new InteractionCommand.Accept(ID, O1, ALICE));

        assertThat(view().agent()).contains(ALICE);
        assertThat(question()).isEmpty();
    }

    @Test
    void whatItsQueueWantedIsOverOnceItWaitsAnew() {
        offer();
        carryOut(reclassify());
        carryOut(new InteractionCommand.Accept(ID, O1, ALICE));

        carryOut(new InteractionCommand.Requeue(ID, Party.agent(ALICE)));

        assertThat(question()).isEmpty();
    }

    @Test
    void whatChangedMeanwhileIsAskedAboutOnceItWaitsAnew() {
        offer();
        carryOut(reclassify());
        change("tier", 3);
        carryOut(new InteractionCommand.Accept(ID, O1, ALICE));

        carryOut(new InteractionCommand.Requeue(ID, Party.agent(ALICE)));

        answer(ruling("vip", 9, Map.of()));
        assertThat(history)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Reclassified.class,
                                said -> assertThat(said.cause()).isEqualTo(Cause.CHANGED)));
        assertThat(view().queue()).contains(VIP);
    }

    private InteractionCommand reclassify() {
        return reclassifyAt(stay());
    }

    private InteractionCommand reclassifyAt(Instant stay) {
        return new InteractionCommand.Reclassify(ID, ((InQueue) state).place().queue(), stay, ESCALATED);
    }

    private Instant stay() {
        return ((InQueue) state).place().enqueued();
    }

    private void offer() {
        carryOut(new InteractionCommand.Offer(ID, O1, ALICE, Terms.DEFAULT, NOW.plusSeconds(20), 1, 0, "longest-idle"));
    }

    private void change(String name, Object value) {
        carryOut(new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of(name, value))));
    }

    private void answer(Ruling ruling) {
        now = now.plus(Duration.ofMillis(10));
        Command question = question().orElseThrow();
        List<InteractionEvent> events = state.answered(question, found(question, ruling), now);
        assertThat(events).isNotEmpty();
        events.forEach(this::record);
    }

    private static Reply found(Command question, Ruling ruling) {
        return new Reply.Found(question.ref(), 1, new TenantView.Classed(ruling));
    }

    private Optional<TenantCommand.Classify> question() {
        return state.debts().stream()
                .filter(TenantCommand.Classify.class::isInstance)
                .map(TenantCommand.Classify.class::cast)
                .findFirst();
    }

    private void carryOut(InteractionCommand command) {
        now = now.plus(Duration.ofMillis(10));
        assertThat(state.decide(command, now)).isInstanceOf(Decision.Accepted.class);
        ((Decision.Accepted<InteractionEvent>) state.decide(command, now))
                .events()
                .forEach(this::record);
    }

    private void record(InteractionEvent event) {
        history.add(event);
        state = state.apply(event);
    }

    private List<InteractionEvent> last(int many) {
        return history.subList(history.size() - many, history.size());
    }

    private InteractionView view() {
        return ((InteractionState.Opened) state).view();
    }

    private static InteractionCommand open(Ruling ruling) {
        return open(ruling, Optional.empty(), Map.of());
    }

    private static InteractionCommand open(Ruling ruling, Optional<Integer> priority, Map<Skill, Integer> skills) {
        var classified = new Classified(ruling, priority, skills);
        var place = new Place(
                new QueueId(ID.tenant(), ruling.queue()),
                classified.priority(),
                NOW,
                NOW,
                classified.skills(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
        return new InteractionCommand.Open(ID, contact(), place, Optional.empty(), Optional.of(classified));
    }

    private static Place place(QueueId queue, int priority) {
        return new Place(queue, priority, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static Contact contact() {
        return new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Ruling ruling(String queue, int priority, Map<Skill, Integer> requirements) {
        return new Ruling(1, Optional.of(0), queue, Optional.of(priority), requirements);
    }
}

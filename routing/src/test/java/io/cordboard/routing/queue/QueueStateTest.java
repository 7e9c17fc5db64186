package io.cordboard.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.RuleTable;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.TimeOfDay;
import io.cordboard.routing.queue.QueueEvent.*;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueueStateTest {

    /** A Saturday. */
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final InteractionId I1 = InteractionId.of("acme/i1");
    private static final InteractionId I2 = InteractionId.of("acme/i2");
    private static final Destination CLASSIFY = new Destination.Classify(Attributes.of(Map.of("escalated", true)));
    private static final Destination SECOND = new Destination.ToQueue("second");
    private static final Overflow SCARCE = new Overflow(List.of(
            new Overflow.When(Expression.readOfQueue("queue.agents == 0").orThrow(), SECOND),
            new Overflow.WaitOver(Duration.ofHours(1), SECOND)));
    private static final Destination CLOSE = new Destination.Close("We are closed.");

    private static final RuleTable<QueueCommand, QueueEvent, QueueState> TABLE = new RuleTable<
                    QueueCommand, QueueEvent, QueueState>("""
            unknown queue comes to be by being configured        | undefined | Configure r2      | queue-configured
            unknown queue is removed already                     | undefined | Remove r3         | unchanged
            unknown queue takes nobody                           | undefined | Enqueue i1        | NOT_FOUND
            nobody waits in an unknown queue                     | undefined | Dequeue i1        | unchanged
            unknown queue may be woken by a sweep                | undefined | Wake              | unchanged
            unknown queue is not shown                           | undefined | Show              | NOT_FOUND
            unknown queue shows nobody who waits                 | undefined | ShowWaiting       | NOT_FOUND
            unknown queue is not followed                        | undefined | Watch             | NOT_FOUND
            queue is configured anew                             | empty     | Configure r2      | queue-configured
            old revision is ignored                              | empty     | Configure r1      | unchanged
            queue is removed                                     | waiting   | Remove r3         | queue-removed
            queue is removed once                                | removed   | Remove r3         | unchanged
            removal that is older than the configuration is void | latest    | Remove r3         | unchanged
            removed queue still takes what was on its way        | removed   | Enqueue i1        | interaction-enqueued
            removed queue may be brought back                    | removed   | Configure r4      | queue-configured
            interaction joins the line                           | empty     | Enqueue i1        | interaction-enqueued
            interaction that waits already stays where it is     | waiting   | Enqueue i1        | unchanged
            change of its priority is taken note of              | waiting   | Enqueue i1 urgent | interaction-enqueued
            later stay replaces an earlier one                   | waiting   | Enqueue i1 later  | interaction-enqueued
            word of an earlier stay comes too late               | stays-2nd | Enqueue i1        | unchanged
            word of a stay that is over comes too late           | left      | Enqueue i1        | unchanged
            it may come back for another stay                    | left      | Enqueue i1 later  | interaction-enqueued
            interaction leaves the line                          | waiting   | Dequeue i1        | interaction-dequeued
            interaction that has left has left                   | left      | Dequeue i1        | unchanged
            departure before the arrival is remembered           | empty     | Dequeue i1        | interaction-dequeued
            too long a line sends the arrival elsewhere          | short     | Enqueue i2        | interaction-enqueued, interaction-diverted
            one who is being sent elsewhere is not in the line   | diverting | Enqueue i2        | interaction-enqueued
            rules of the tenant are asked at once if too many wait | choosy  | Enqueue i2        | interaction-enqueued, interaction-diverted
            who stays by the tenant's rules stays                | asked     | Enqueue i1 stayed | interaction-enqueued
            who is changed meanwhile is asked about anew         | asked     | Enqueue i1 later  | interaction-enqueued
            closed queue sends arrivals elsewhere                | closed    | Enqueue i1        | interaction-enqueued, interaction-diverted
            closed queue without another place lets them wait    | closed-up | Enqueue i1        | interaction-enqueued
            condition of the policy sends it elsewhere           | scarce    | Overflow i1       | interaction-diverted
            who is being sent elsewhere is not sent again        | scarce-out | Overflow i1      | unchanged
            who could not go elsewhere stays                     | scarce-in | Overflow i1       | unchanged
            condition of an earlier stay sends nobody            | scarce    | Overflow i1 later | unchanged
            condition of other rules sends nobody                | scarce    | Overflow version  | unchanged
            rule that is there no more sends nobody              | scarce    | Overflow rule     | unchanged
            rule on the length of the line is none of this       | short     | Overflow i1       | unchanged
            condition sends nobody who has left                  | left      | Overflow i1       | unchanged
            unknown queue sends nobody                           | undefined | Overflow i1       | unchanged
            queue may be woken                                   | empty     | Wake              | unchanged
            queue is shown                                       | waiting   | Show              | shown
            those who wait are shown                             | waiting   | ShowWaiting       | shown
            queue is followed                                    | empty     | Watch             | unchanged
            """, NOW)
            .state("undefined", new QueueState.Undefined(SUPPORT))
            .state("empty", "undefined", configured(Policy.DEFAULT, 1))
            .state("latest", "undefined", configured(Policy.DEFAULT, 4))
            .state("removed", "empty", new Removed(3, NOW))
            .state("waiting", "empty", enqueued(I1, 0))
            .state("stays-2nd", "empty", enqueued(I1, 5))
            .state("left", "waiting", new Dequeued(I1, NOW, NOW))
            .state(
                    "short",
                    "undefined",
                    configured(overflowing(new Overflow.LengthOver(1, SECOND)), 1),
                    enqueued(I1, 0))
            .state("diverting", "short", new Diverted(I1, SECOND, NOW))
            .state("stayed", "diverting", new Stayed(I1, NOW))
            .state(
                    "choosy",
                    "undefined",
                    configured(overflowing(new Overflow.LengthOver(1, CLASSIFY)), 1),
                    enqueued(I1, 0))
            .state("asked", "choosy", new Diverted(I1, CLASSIFY, NOW))
            .state("closing", "short", new Diverted(I1, CLOSE, NOW))
            .state(
                    "impatient",
                    "undefined",
                    configured(
                            overflowing(
                                    new Overflow.WaitOver(Duration.ofSeconds(30), SECOND),
                                    new Overflow.WaitOver(Duration.ofSeconds(90), CLOSE)),
                            1),
                    enqueued(I1, 0),
                    enqueued(I2, 10))
            .state(
                    "patient",
                    "undefined",
                    configured(
                            overflowing(
                                    new Overflow.WaitOver(Duration.ofSeconds(30), CLASSIFY),
                                    new Overflow.WaitOver(Duration.ofSeconds(90), SECOND)),
                            1),
                    enqueued(I1, 0))
            .state(
                    "scarce",
                    "undefined",
                    configured(Policy.DEFAULT.with(draft -> draft.overflow = SCARCE), 1),
                    enqueued(I1, 0))
            .state("scarce-out", "scarce", new Diverted(I1, SECOND, NOW))
            .state("scarce-in", "scarce-out", new Stayed(I1, NOW))
            .state("closed", "undefined", configured(mondays(Optional.of(CLOSE)), 1))
            .state("closed-up", "undefined", configured(mondays(Optional.empty()), 1))
            .command("Configure r1", configure(1))
            .command("Configure r2", configure(2))
            .command("Configure r4", configure(4))
            .command("Remove r3", new QueueCommand.Remove(SUPPORT, 3))
            .command("Enqueue i1", new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, place(0)))
            .command(
                    "Enqueue i1 urgent",
                    new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, place(0).with(draft -> draft.priority = 9)))
            .command("Enqueue i1 later", new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, place(5)))
            .command("Enqueue i1 stayed", new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, stayed()))
            .command("Enqueue i2", new QueueCommand.Enqueue(SUPPORT, I2, Medium.CHAT, place(0)))
            .command("Dequeue i1", new QueueCommand.Dequeue(SUPPORT, I1, NOW))
            .command("Overflow i1", overflow(NOW, "", 0))
            .command("Overflow i1 later", overflow(NOW.plusSeconds(5), "", 0))
            .command("Overflow version", overflow(NOW, "other", 0))
            .command("Overflow rule", overflow(NOW, "", 1))
            .command("Wake", new QueueCommand.Wake(SUPPORT))
            .command("Show", new QueueCommand.Show(SUPPORT))
            .command("ShowWaiting", new QueueCommand.ShowWaiting(SUPPORT, Optional.empty(), 10))
            .command("Watch", new QueueCommand.Watch(SUPPORT, false, Duration.ofSeconds(7)));

    /** By the rules of which {@code of} begins the mark. */
    private static QueueCommand overflow(Instant stay, String of, int rule) {
        return new QueueCommand.ApplyOverflow(SUPPORT, I1, stay, of + SCARCE.mark(), rule);
    }

    private static Policy overflowing(Overflow.Rule... rules) {
        return Policy.DEFAULT.with(draft -> draft.overflow = new Overflow(List.of(rules)));
    }

    private static Policy mondays(Optional<Destination> closed) {
        var monday = new BusinessHours.Period(Set.of(DayOfWeek.MONDAY), TimeOfDay.of("08:00"), TimeOfDay.of("17:00"));
        return Policy.DEFAULT.with(draft ->
                draft.hours = Optional.of(new BusinessHours(ZoneOffset.UTC, List.of(monday), Set.of(), closed)));
    }

    @Test
    void whoIsToBeClassifiedAgainIsAskedToWithWhatTheRuleSays() {
        assertThat(TABLE.state("asked").debts())
                .containsExactly(
                        new InteractionCommand.Reclassify(I1, SUPPORT, NOW, Attributes.of(Map.of("escalated", true))));
    }

    @Test
    void whoCannotBeClassifiedAgainStays() {
        var asked = TABLE.state("asked");
        Command debt = asked.debts().getFirst();

        assertThat(asked.answered(debt, new Reply.Refused(debt.ref(), Refusal.LIMIT, "Enough."), NOW))
                .containsExactly(new Stayed(I1, NOW));
    }

    private static Place stayed() {
        return stayed(1, NOW);
    }

    private static Place stayed(long milli, Instant at) {
        return place(0).with(draft -> {
            draft.enqueued = NOW.plusMillis(milli);
            draft.stayed = Optional.of(at);
        });
    }

    private static Enqueued changed(Place place, Map<String, Object> attributes, int second) {
        return new Enqueued(I1, Medium.CHAT, place, Attributes.of(attributes), NOW.plusSeconds(second));
    }

    /** Its queue may hear of it long after. */
    @Test
    void whoStaysByTheTenantsRulesIsSentWhereALaterRuleSaysWhenThatWasDueMeanwhile() {
        QueueState asked = TABLE.state("patient").apply(new Diverted(I1, CLASSIFY, NOW.plusSeconds(30)));

        QueueState told = asked.apply(changed(stayed(1, NOW.plusSeconds(30)), Map.of(), 95));

        assertThat(told.debts()).isEmpty();
        assertThat(told.alarm()).contains(NOW.plusSeconds(90).plusMillis(1));
        assertThat(told.due(NOW.plusSeconds(95))).containsExactly(new Diverted(I1, SECOND, NOW.plusSeconds(95)));
    }

    @Test
    void whoseDiversionByALaterRuleMeetsAChangeIsSentAnew() {
        Instant tried = NOW.plusSeconds(30);
        QueueState diverting = TABLE.state("patient")
                .apply(new Diverted(I1, CLASSIFY, NOW.plusSeconds(30)))
                .apply(changed(stayed(1, tried), Map.of(), 31))
                .apply(new Diverted(I1, SECOND, NOW.plusSeconds(91)));

        QueueState changed = record(
                diverting, new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, stayed(2, tried)), NOW.plusSeconds(92));

        assertThat(changed.due(NOW.plusSeconds(92))).containsExactly(new Diverted(I1, SECOND, NOW.plusSeconds(92)));
        assertThat(changed.due(NOW.plusSeconds(60))).isEmpty();
    }

    /** What the rule sets of it comes from the interaction before the answer does. */
    @Test
    void whoIsToBeClassifiedAgainOnceMoreIsNotInTheLineThoughMoreIsKnownOfIt() {
        Place stayed = stayed(1, NOW.plusSeconds(30));
        QueueState asked = TABLE.state("patient")
                .apply(changed(stayed, Map.of(), 31))
                .apply(new Diverted(I1, CLASSIFY, NOW.plusSeconds(91)));

        QueueState told = record(
                asked,
                new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, stayed, Attributes.of(Map.of("escalated", true))),
                NOW.plusSeconds(92));

        assertThat(((QueueState.Defined) told).line().staying()).isZero();
        assertThat(told.debts()).isEqualTo(asked.debts()).hasSize(1);
    }

    /** The interaction's clock may be behind. */
    @Test
    void ruleThatWasTriedIsNotTriedAgainThoughClocksDiffer() {
        QueueState told = TABLE.state("patient").apply(changed(stayed(1, NOW.plusMillis(29_600)), Map.of(), 31));

        assertThat(told.due(NOW.plusSeconds(31))).isEmpty();
    }

    private static QueueState record(QueueState state, QueueCommand command, Instant now) {
        QueueState after = state;
        for (QueueEvent event :
                ((io.cordboard.routing.entity.Decision.Accepted<QueueEvent>) state.decide(command, now)).events()) {
            after = after.apply(event);
        }
        return after;
    }

    /** A step that fires in the same stay undoes nothing. */
    @Test
    void whoIsBeingSentElsewhereIsSentThoughAStepFires() {
        var diverting = TABLE.state("diverting");
        var relaxed = new Place(SUPPORT, 0, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of())
                .with(draft -> draft.fired = Optional.of(new Place.Fired(1, "a1")));

        var after = diverting.apply(new Enqueued(I1, Medium.CHAT, relaxed, NOW));

        assertThat(after.debts()).isEqualTo(diverting.debts()).hasSize(1);
        assertThat(((QueueState.Defined) after).line().entry(I1).orElseThrow().place())
                .isEqualTo(relaxed);
    }

    private static QueueCommand.Configure configure(long revision) {
        return new QueueCommand.Configure(SUPPORT, "Support", "standard", Policy.DEFAULT, 1, revision);
    }

    private static Configured configured(Policy policy, long revision) {
        return new Configured("Support", "standard", policy, 1, revision, NOW);
    }

    private static Enqueued enqueued(InteractionId interaction, int second) {
        return new Enqueued(interaction, Medium.CHAT, place(second), NOW.plusSeconds(second));
    }

    private static Place place(int second) {
        return new Place(
                SUPPORT,
                0,
                NOW,
                NOW.plusSeconds(second),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Set.<AgentId>of());
    }

    static Stream<Arguments> rules() {
        return TABLE.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void rule(RuleTable.Rule rule) {
        TABLE.check(rule);
    }

    @Test
    void everyPhaseMeetsEveryCommand() {
        TABLE.covers(QueueState.class, QueueCommand.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing is due before the first wait is too long     | impatient | 29  | unchanged
            the first to have waited too long is sent elsewhere  | impatient | 30  | interaction-diverted
            all who have waited too long are sent elsewhere      | impatient | 90  | interaction-diverted, interaction-diverted
            nobody is sent away by a policy that does not say so | waiting   | 999 | unchanged
            one who is being sent elsewhere is not sent again    | diverting | 999 | unchanged
            """)
    void due(String sentence, String state, int seconds, String events) {
        assertThat(RuleTable.names(TABLE.state(state).due(NOW.plusSeconds(seconds))))
                .as(sentence)
                .isEqualTo(events);
    }

    @Test
    void longestRuleThatAppliesSaysWhereTo() {
        assertThat(TABLE.state("impatient").due(NOW.plusSeconds(90)))
                .containsExactly(
                        new Diverted(I1, CLOSE, NOW.plusSeconds(90)), new Diverted(I2, SECOND, NOW.plusSeconds(90)));
        assertThat(TABLE.state("impatient").alarm()).contains(NOW.plusSeconds(30));
    }

    @Test
    void diversionIsOwedUntilTheInteractionHasGone() {
        assertThat(TABLE.state("diverting").debts())
                .containsExactly(
                        new InteractionCommand.Divert(I1, SUPPORT, NOW, Optional.of(QueueId.of("acme/second")), ""));
        assertThat(TABLE.state("closing").debts())
                .containsExactly(new InteractionCommand.Divert(I1, SUPPORT, NOW, Optional.empty(), "We are closed."));
        assertThat(TABLE.state("waiting").debts()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            interaction that may not move any more stays         | LIMIT       | diversion-refused
            interaction that never was is struck off             | NOT_FOUND   | interaction-dequeued
            interaction that could not be reached is asked again | UNAVAILABLE | unchanged
            """)
    void answerToADiversion(String sentence, Refusal refusal, String events) {
        QueueState diverting = TABLE.state("diverting");
        Command debt = diverting.debts().getFirst();

        assertThat(RuleTable.names(
                        diverting.answered(debt, new Reply.Refused(debt.ref(), refusal, "Expected ..."), NOW)))
                .as(sentence)
                .isEqualTo(events);
    }

    @Test
    void oneWhoCouldNotGoIsNotSentAgain() {
        QueueState stayed = TABLE.state("stayed");

        assertThat(stayed.debts()).isEmpty();
        assertThat(stayed.alarm()).isEmpty();
        assertThat(((QueueState.Defined) stayed).line().size()).isEqualTo(1);
    }

    @Test
    void oneWhoCouldNotGoIsSentWhereALaterRuleSays() {
        QueueState impatient = TABLE.state("impatient");
        QueueState stayed = impatient
                .apply(new Diverted(I1, SECOND, NOW.plusSeconds(30)))
                .apply(new Stayed(I1, NOW.plusSeconds(31)))
                .apply(new Dequeued(I2, NOW.plusSeconds(10), NOW.plusSeconds(32)));

        assertThat(stayed.alarm()).contains(NOW.plusSeconds(90));
        assertThat(stayed.due(NOW.plusSeconds(89))).isEmpty();
        assertThat(stayed.due(NOW.plusSeconds(90))).containsExactly(new Diverted(I1, CLOSE, NOW.plusSeconds(90)));
        assertThat(((QueueSnapshot) stayed.snapshot()).state()).isEqualTo(stayed);
        QueueState gone = stayed.apply(new Dequeued(I1, NOW, NOW.plusSeconds(91)));
        assertThat(gone.alarm()).isEmpty();
        assertThat(((QueueState.Defined) gone).line().later()).isEmpty();
    }

    @Test
    void departureIsForgottenWhenNoMessageCanBeSoLate() {
        Instant later = NOW.plus(Departures.REMEMBERED).plusMillis(1);
        QueueState left = TABLE.state("left").apply(new Dequeued(I2, NOW, later));

        assertThat(((QueueState.Defined) left).line().departures().over(I1, NOW))
                .isFalse();
        assertThat(((QueueState.Defined) left).line().departures().over(I2, NOW))
                .isTrue();
    }

    @Test
    void thoseWhoWaitAreShownInOrderOfArrivalAPageAtATime() {
        QueueState.Defined both = (QueueState.Defined) TABLE.state("impatient");

        assertThat(page(both, Optional.empty())).containsExactly(I1);
        assertThat(page(both, Optional.of(I1))).containsExactly(I2);
        assertThat(page(both, Optional.of(I2))).isEmpty();
    }

    private static List<InteractionId> page(QueueState state, Optional<InteractionId> after) {
        var shown = (io.cordboard.routing.entity.Decision.Shown<QueueEvent>)
                state.decide(new QueueCommand.ShowWaiting(SUPPORT, after, 1), NOW);
        return ((QueueView.Waiting) shown.view())
                .entries().stream().map(QueueView.Entry::interaction).toList();
    }

    /** Their hash codes are equal: a change from the one to the other must not be taken for the same request. */
    @Test
    void requestsThatDifferOnlyInWhichAttributeIsTrueHaveDifferentReferences() {
        var one = Attributes.of(Map.of("callback", true, "urgent", false));
        var other = Attributes.of(Map.of("callback", false, "urgent", true));
        assertThat(one).hasSameHashCodeAs(other);

        assertThat(new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, place(0), one).ref())
                .isNotEqualTo(new QueueCommand.Enqueue(SUPPORT, I1, Medium.CHAT, place(0), other).ref());
    }
}

package io.cordboard.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.Arm.Side;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue that gives a share of its traffic to the policy that it tries: on which side who comes is, and what follows from it there. */
class TrialShareTest {

    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final QueueId SALES = QueueId.of("acme/sales");
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final Policy QUICK = leaving(10, "quick");
    private static final Policy SLOW = leaving(60, "slow");

    private QueueState queue = new QueueState.Undefined(SUPPORT);
    private long revision;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 90, 99})
    void shareOfThoseWhoComeIsWithinWhatIsToBeExpected(int share) {
        long tried =
                sides(SUPPORT, "new", share).stream().filter(Side.TRIAL::equals).count();

        double expected = 10_000 * share / 100.0;
        assertThat((double) tried)
                .isBetween(
                        expected - 4 * Math.sqrt(expected * (100 - share) / 100),
                        expected + 4 * Math.sqrt(expected * (100 - share) / 100));
    }

    @Test
    void sidesInAnotherQueueOrTrialHaveNothingToDoWithThese() {
        List<Side> here = sides(SUPPORT, "new", 50);

        for (List<Side> other : List.of(sides(SALES, "new", 50), sides(SUPPORT, "newer", 50))) {
            long same = IntStream.range(0, here.size())
                    .filter(i -> here.get(i) == other.get(i))
                    .count();
            assertThat(same).isBetween(4_800L, 5_200L);
        }
        assertThat(sides(SUPPORT, "new", 50)).isEqualTo(here);
    }

    @Test
    void greaterShareTakesMoreAndGivesNobodyBack() {
        List<Side> few = sides(SUPPORT, "new", 30);
        List<Side> more = sides(SUPPORT, "new", 40);

        assertThat(IntStream.range(0, few.size()).filter(i -> few.get(i) == Side.TRIAL))
                .allMatch(i -> more.get(i) == Side.TRIAL);
        assertThat(sides(SUPPORT, "new", 100)).containsOnly(Side.TRIAL);
    }

    @Test
    void nobodyIsOnASideWithoutAShare() {
        configure(trial("new", 0));
        assertThat(came("i1", Optional.empty())).isEmpty();
        configure(Optional.empty());
        assertThat(came("i2", Optional.of(new Arm("new", 1, Side.TRIAL)))).isEmpty();
    }

    @Test
    void sideIsRecordedAndTheInteractionToldOfIt() {
        configure(trial("new", 100));
        QueueCommand.Enqueue enqueue = enqueue("i1", 0, Optional.empty());

        var recorded = (QueueEvent.Enqueued) decided(enqueue).getFirst();
        assertThat(recorded.place().arm()).contains(new Arm("new", 7, Side.TRIAL));
        assertThat(queue.says(enqueue)).contains(new QueueView.Entered(Optional.of(new Arm("new", 7, Side.TRIAL))));
        assertThat(decided(enqueue)).as("it asks again").isEmpty();

        QueueCommand.Enqueue knowing = enqueue("i1", 0, recorded.place().arm());
        assertThat(decided(knowing)).isEmpty();
        assertThat(queue.says(knowing)).as("it knows").isEmpty();
    }

    @Test
    void whoWaitsStaysOnItsSideWhateverTheShareBecomes() {
        configure(trial("new", 100));
        came("i1", Optional.empty());

        configure(trial("new", 0));
        assertThat(arm("i1")).map(Arm::side).contains(Side.TRIAL);
        decided(enqueue("i1", 5, Optional.empty()));
        assertThat(arm("i1")).as("it asks for something else").map(Arm::side).contains(Side.TRIAL);
        assertThat(came("i2", Optional.empty())).isEmpty();

        configure(trial("new", 100));
        decided(enqueue("i2", 5, Optional.empty()));
        assertThat(arm("i2")).as("it came before").isEmpty();
    }

    @Test
    void whoComesBackIsOnTheSideWhereItWasInTheSameTrial() {
        configure(trial("new", 100));
        Optional<Arm> ruling = Optional.of(new Arm("new", 3, Side.RULING));

        assertThat(came("i1", ruling)).contains(new Arm("new", 7, Side.RULING));
        assertThat(came("i2", Optional.of(new Arm("other", 3, Side.RULING))))
                .map(Arm::side)
                .contains(Side.TRIAL);
    }

    @Test
    void eachLeavesByTheRulesOfItsOwnPolicy() {
        configure(trial("new", 100));
        came("i1", Optional.empty());
        came("i2", Optional.of(new Arm("new", 7, Side.RULING)));
        came("i3", Optional.empty());

        assertThat(queue.alarm()).contains(NOW.plusSeconds(10));
        assertThat(due(10)).containsExactly("i1 quick", "i3 quick");
        assertThat(queue.alarm()).contains(NOW.plusSeconds(60));
        assertThat(due(60)).containsExactly("i2 slow");
    }

    @Test
    void whoIsSaidToBeOnTheOtherSideAfterAllLeavesByItsRules() {
        configure(trial("new", 100));
        came("i1", Optional.of(new Arm("new", 7, Side.RULING)));

        QueueCommand.Enqueue other = enqueue("i1", 0, Optional.of(new Arm("new", 7, Side.TRIAL)));
        queue = queue.apply(new QueueEvent.Enqueued(id("i1"), Medium.CHAT, other.place(), NOW));

        assertThat(due(10)).containsExactly("i1 quick");
        assertThat(queue.alarm()).isEmpty();
    }

    @Test
    void whoseTrialIsOverLeavesByTheRulesOfTheQueue() {
        configure(trial("new", 100));
        came("i1", Optional.empty());
        configure(trial("other", 100));
        came("i2", Optional.empty());

        assertThat(due(10)).containsExactly("i2 quick");
        assertThat(due(60)).containsExactly("i1 slow");
    }

    @Test
    void queueThatIsRemovedTriesNothingAnyMore() {
        configure(trial("new", 100));
        came("i1", Optional.empty());
        decided(new QueueCommand.Remove(SUPPORT, revision));

        assertThat(came("i2", Optional.empty())).isEmpty();
        assertThat(due(10)).isEmpty();
        assertThat(due(60)).containsExactlyInAnyOrder("i1 slow", "i2 slow");
    }

    @Test
    void limitByLengthIsOfTheWholeQueue() {
        Destination full = new Destination.Close("full");
        Policy ruling =
                Policy.DEFAULT.with(draft -> draft.overflow = new Overflow(List.of(new Overflow.LengthOver(1, full))));
        decided(new QueueCommand.Configure(SUPPORT, "Support", "p", ruling, 1, trial("new", 100), ++revision));

        assertThat(decided(enqueue("i1", 0, Optional.empty()))).hasSize(1);
        assertThat(decided(enqueue("i2", 0, Optional.empty())))
                .last()
                .isEqualTo(new QueueEvent.Diverted(id("i2"), full, NOW));
    }

    @Test
    void conditionalRuleIsThatOfItsOwnPolicy() {
        Destination away = new Destination.Close("away");
        var sent = new Overflow(List.of(
                new Overflow.When(Expression.readOfQueue("queue.waiting > 9").orThrow(), away)));
        Policy tried = Policy.DEFAULT.with(draft -> draft.overflow = sent);
        configure(Optional.of(new Trial("new", tried, 7, 100)));
        came("i1", Optional.empty());
        came("i2", Optional.of(new Arm("new", 7, Side.RULING)));

        assertThat(decided(new QueueCommand.ApplyOverflow(SUPPORT, id("i2"), NOW, sent.mark(), 0)))
                .isEmpty();
        assertThat(decided(new QueueCommand.ApplyOverflow(SUPPORT, id("i1"), NOW, sent.mark(), 0)))
                .containsExactly(new QueueEvent.Diverted(id("i1"), away, NOW));
    }

    private static Policy leaving(int seconds, String text) {
        return Policy.DEFAULT.with(draft -> draft.overflow =
                new Overflow(List.of(new Overflow.WaitOver(Duration.ofSeconds(seconds), new Destination.Close(text)))));
    }

    private static List<Side> sides(QueueId queue, String policy, int share) {
        Trial trial = new Trial(policy, Policy.DEFAULT, 1, share);
        return IntStream.range(0, 10_000)
                .mapToObj(i -> trial.draw(queue, id("i" + i), Optional.empty())
                        .orElseThrow()
                        .side())
                .toList();
    }

    private static Optional<Trial> trial(String name, int share) {
        return Optional.of(new Trial(name, QUICK, 7, share));
    }

    private static InteractionId id(String name) {
        return InteractionId.of("acme/" + name);
    }

    private void configure(Optional<Trial> trial) {
        decided(new QueueCommand.Configure(SUPPORT, "Support", "p", SLOW, 1, trial, ++revision));
    }

    private static QueueCommand.Enqueue enqueue(String name, int priority, Optional<Arm> arm) {
        var place = new Place(SUPPORT, priority, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of());
        return new QueueCommand.Enqueue(SUPPORT, id(name), Medium.CHAT, place.in(arm));
    }

    private Optional<Arm> came(String name, Optional<Arm> before) {
        decided(enqueue(name, 0, before));
        return arm(name);
    }

    private Optional<Arm> arm(String name) {
        return ((QueueState.Defined) queue)
                .line()
                .entry(id(name))
                .orElseThrow()
                .place()
                .arm();
    }

    private List<QueueEvent> decided(QueueCommand command) {
        List<QueueEvent> events = ((Decision.Accepted<QueueEvent>) queue.decide(command, NOW)).events();
        events.forEach(event -> queue = queue.apply(event));
        return events;
    }

    private List<String> due(int seconds) {
        List<String> left = new ArrayList<>();
        for (QueueEvent event : queue.due(NOW.plusSeconds(seconds))) {
            queue = queue.apply(event);
            if (event instanceof QueueEvent.Diverted(var interaction, Destination.Close(var text), _)) {
                left.add(interaction.name() + ' ' + text);
            }
        }
        assertThat(Queues.TYPE.restored().apply(queue.snapshot())).isEqualTo(queue);
        return left;
    }
}

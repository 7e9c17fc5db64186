package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final QueueId FIRST = QueueId.of("acme/first");
    private static final QueueId SECOND = QueueId.of("acme/second");
    private static final Address NODE = new Address("pekko", "cordboard", "127.0.0.1", 1);
    private static final AgentId ANN = AgentId.of("acme/ann");
    private static final AgentId BOB = AgentId.of("acme/bob");

    private Board board = new Board("r1");

    @BeforeEach
    void queues() {
        assertThat(board.queue(changed(FIRST, "s", 0), NOW)).isTrue();
        assertThat(board.queue(changed(SECOND, "s", 0), NOW)).isTrue();
    }

    @Test
    void gapInAStreamIsRefusedAndTheMissingMessageIsTaken() {
        assertThat(board.queue(changed(FIRST, "s", 2, waiting("i2", FIRST, 2)), NOW))
                .isFalse();

        assertThat(board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW))
                .isTrue();

        assertThat(board.view(NOW).waiting()).isEqualTo(1);
    }

    @Test
    void termsAreThoseOfThePolicyThatRulesIt() {
        Policy tried = Policy.DEFAULT.with(draft -> {
            draft.wrapUp = new WrapUp(WrapUp.Mode.MANDATORY, Duration.ofSeconds(33));
            draft.simultaneousOffers = 2;
        });
        board.queue(
                new RouterCommand.QueueChanged(
                        FIRST,
                        "t",
                        0,
                        Optional.of(new RouterCommand.QueueRules(
                                Policy.DEFAULT, 1, Optional.of(new Trial("new", tried, 2, 50)))),
                        List.of(
                                new Waiting(
                                        id("i1"),
                                        Medium.VOICE,
                                        place(FIRST, 1).in(Optional.of(new Arm("new", 2, Arm.Side.TRIAL)))),
                                waiting("i2", FIRST, 2)),
                        List.of(),
                        false),
                NOW);
        agent(ANN, 1);
        agent(BOB, 1);
        agent(new AgentId(FIRST.tenant(), "cid"), 1);

        assertThat(ask(3))
                .extracting(each -> each.interaction().name(), AgentCommand.Reserve::terms)
                .containsExactly(
                        tuple("i1", Terms.of(tried)),
                        tuple("i1", Terms.of(tried)),
                        tuple("i2", Terms.of(Policy.DEFAULT)));
    }

    @Test
    void repeatedMessageIsAcknowledgedAndChangesNothing() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        board.queue(gone(FIRST, "s", 2, "i1"), NOW);

        assertThat(board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW))
                .isTrue();

        assertThat(board.view(NOW).waiting()).isZero();
    }

    @Test
    void newStreamReplacesWhatWasKnown() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);

        assertThat(board.queue(changed(FIRST, "t", 0, waiting("i2", FIRST, 2)), NOW))
                .isTrue();

        agent(ANN, 1);
        assertThat(asked(0)).containsExactly("i2>ann");
    }

    /** A queue that begins anew, because the router did or its own node was lost, has not taken its offers back. */
    @Test
    void newStreamThatTellsOfTheSameOnesLeavesTheirOffersOpen() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1), waiting("i2", FIRST, 2)), NOW);
        agent(ANN, 1);
        assertThat(asked(0)).containsExactly("i1>ann");

        board.queue(more(FIRST, "t", 0, waiting("i1", FIRST, 1)), NOW);
        board.queue(changed(FIRST, "t", 1), NOW);

        agent(BOB, 1);
        assertThat(asked(0)).isEmpty();
        assertThat(board.view(NOW).waiting()).isEqualTo(1);
    }

    @Test
    void lateMessageOfAStreamThatWasGivenUpIsRefused() {
        board.queue(changed(FIRST, "t", 0), NOW);

        assertThat(board.queue(changed(FIRST, "s", 0, waiting("i1", FIRST, 1)), NOW))
                .isFalse();

        assertThat(board.view(NOW).waiting()).isZero();
        assertThat(board.knows(new RouterCommand.QueueBeat(FIRST, "t", 0))).isTrue();
    }

    @Test
    void beatOfWhatIsNotKnownIsRefused() {
        assertThat(board.knows(new RouterCommand.QueueBeat(FIRST, "s", 0))).isTrue();
        assertThat(board.knows(new RouterCommand.QueueBeat(FIRST, "s", 1))).isFalse();
        assertThat(board.knows(new RouterCommand.QueueBeat(FIRST, "t", 0))).isFalse();
        assertThat(new Board("r2").knows(new RouterCommand.QueueBeat(FIRST, "s", 0)))
                .isFalse();
    }

    /** It came back from a crash and has not heard yet that the interaction went on. */
    @Test
    void interactionThatHasMovedIsKeptThoughItsOldQueueSpeaksLate() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        board.queue(changed(SECOND, "s", 1, waiting("i1", SECOND, 2)), NOW);

        board.queue(changed(FIRST, "t", 0, waiting("i1", FIRST, 1)), NOW);
        board.queue(gone(FIRST, "t", 1, "i1"), NOW);

        agent(ANN, 1);
        assertThat(asked(0)).containsExactly("i1>ann");
    }

    @Test
    void interactionGoesBackToTheQueueThatStillHasIt() {
        board.queue(changed(SECOND, "s", 1, waiting("i1", SECOND, 2)), NOW);
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);

        board.queue(gone(SECOND, "s", 2, "i1"), NOW);
        assertThat(board.view(NOW).waiting()).isEqualTo(1);
        board.queue(gone(FIRST, "s", 2, "i1"), NOW);

        assertThat(board.view(NOW).waiting()).isZero();
    }

    /** The longest waiting may be among those whom the queue has not told of yet. */
    @Test
    void nobodyIsMatchedBeforeAQueueHasToldOfAll() {
        agent(ANN, 1);
        board.queue(more(FIRST, "t", 0, waiting("young", FIRST, 5)), NOW);
        assertThat(asked(0)).isEmpty();
        assertThat(board.nextDue()).as("no clock runs meanwhile").isEmpty();

        board.queue(changed(FIRST, "t", 1, waiting("old", FIRST, 1)), NOW);

        assertThat(asked(0)).containsExactly("old>ann");
    }

    @Test
    void queueThatStopsInTheMiddleIsNotWaitedForForEver() {
        agent(ANN, 1);
        board.queue(more(FIRST, "t", 0, waiting("young", FIRST, 5)), NOW);

        assertThat(board.expire(NOW.plusSeconds(10))).isFalse();
        assertThat(board.expire(NOW.plusSeconds(11))).isTrue();

        assertThat(asked(11)).containsExactly("young>ann");
    }

    @Test
    void olderAnnouncementOfAnAgentIsIgnoredEvenAfterTheAgentHasLeft() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        board.agent(RouterCommand.AgentChanged.gone(ANN, 9), NODE, NOW);

        agent(ANN, 8);

        assertThat(asked(0)).isEmpty();
        assertThat(board.view(NOW).agents()).isZero();
        agent(ANN, 10);
        assertThat(asked(0)).containsExactly("i1>ann");
    }

    @Test
    void agentWhoRefusedIsLeftAloneForAWhile() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(ANN, 1);
        AgentCommand.Reserve reserve = ask(0).getFirst();

        board.refused(reserve.ref(), NOW);

        assertThat(asked(1)).isEmpty();
        board.expire(NOW.plusSeconds(3));
        assertThat(asked(3)).containsExactly("i1>ann");
        assertThat(board.view(NOW).refused()).isEqualTo(1);
    }

    @Test
    void agentWhoDeclinedIsSparedTheSameOneForAWhile() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(ANN, 1);
        AgentCommand.Reserve reserve = ask(0).getFirst();
        agent(ANN, 2, held(reserve.offer(), "i1", true));

        agent(ANN, 3);

        assertThat(asked(1)).isEmpty();
        agent(BOB, 1);
        assertThat(asked(1)).containsExactly("i1>bob");
    }

    @Test
    void agentWhoDeclinedIsAskedAgainWhenNobodyElseIsThere() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(ANN, 1);
        agent(ANN, 2, held(ask(0).getFirst().offer(), "i1", true));
        agent(ANN, 3);

        assertThat(board.expire(NOW.plusSeconds(10))).isFalse();
        assertThat(board.expire(NOW.plusSeconds(11))).isTrue();

        assertThat(asked(11)).containsExactly("i1>ann");
    }

    @Test
    void reservationThatNobodyAnswersLapses() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(ANN, 1);
        assertThat(asked(0)).containsExactly("i1>ann");
        assertThat(asked(24)).isEmpty();

        board.heard(NODE, NOW.plusSeconds(27));
        board.expire(NOW.plusSeconds(27));
        board.expire(NOW.plusSeconds(38));

        assertThat(asked(38)).containsExactly("i1>ann");
        assertThat(board.view(NOW).offers()).isEqualTo(1);
    }

    /** What the router before had offered is out still. */
    @Test
    void newRouterDoesNotOfferWhatIsOfferedAlready() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(BOB, 1);

        agent(ANN, 7, held(new OfferId("i1.7-r0"), "i1", true));
        assertThat(asked(0)).isEmpty();
        agent(ANN, 8);

        assertThat(asked(1)).containsExactly("i1>bob");
    }

    @Test
    void offerOfTheRouterBeforeIsOutUntilItsDeadline() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        agent(BOB, 1);
        agent(
                ANN,
                7,
                new RouterCommand.Held(new OfferId("i1.7-r0"), id("i1"), true, Optional.of(NOW.plusSeconds(3_600))));

        board.expire(NOW.plusSeconds(3_606));
        assertThat(asked(3_606)).isEmpty();
        board.expire(NOW.plusSeconds(3_607));

        assertThat(asked(3_607)).containsExactly("i1>bob");
    }

    /** It is asked for a second chat, and has given the room for it away meanwhile: the first is on offer all the same. */
    @Test
    void agentWhoRefusedHasItsOtherOffersStill() {
        board.queue(changed(FIRST, "s", 1, chat("i1", 1), chat("i2", 2)), NOW);
        agent(ANN, 1);
        var reserves = ask(3);
        agent(ANN, 2, held(reserves.getFirst().offer(), "i1", true));

        board.refused(reserves.getLast().ref(), NOW);

        agent(BOB, 1);
        assertThat(asked(3)).containsExactly("i2>bob");
    }

    @Test
    void offersOfTwoRoutersAreNeverTheSame() {
        Board other = new Board("r2");
        for (Board each : List.of(board, other)) {
            each.queue(changed(FIRST, "t", 0, waiting("i1", FIRST, 1)), NOW);
            each.agent(RouterCommand.AgentChanged.ready(ready(ANN, List.of()), 1, List.of()), NODE, NOW);
        }

        assertThat(board.match(NOW, 1).getFirst().reserve().offer())
                .isNotEqualTo(other.match(NOW, 1).getFirst().reserve().offer());
    }

    @Test
    void waitIsCountedFromTheArrival() {
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, -30)), NOW);
        agent(ANN, 1);

        assertThat(board.match(NOW, 1).getFirst().waited()).hasSeconds(30);
    }

    @Test
    void reservationThatNobodyAnswersGoesToAnotherAgentAfterThreeSeconds() {
        // Given
        agent(ANN, 1);
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        assertThat(asked(2)).containsExactly("i1>ann");
        agent(BOB, 1);

        // When
        board.heard(NODE, NOW.plusSeconds(6));
        board.expire(NOW.plusSeconds(6));

        // Then
        assertThat(asked(6)).containsExactly("i1>bob");
    }

    @Test
    void agentWhoDidNotAnswerIsAskedAgainOnceHeardOf() {
        // Given
        agent(ANN, 1);
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        assertThat(asked(2)).containsExactly("i1>ann");
        board.expire(NOW.plusSeconds(6));
        assertThat(asked(6)).isEmpty();

        // When
        agent(ANN, 1);

        // Then
        assertThat(asked(7)).containsExactly("i1>ann");
    }

    @Test
    void reservationThatWasAnsweredIsOutUntilItsDeadline() {
        // Given
        agent(ANN, 1);
        board.queue(changed(FIRST, "s", 1, waiting("i1", FIRST, 1)), NOW);
        var reserve = ask(2).getFirst();
        agent(BOB, 1);

        // When
        board.reserved(reserve.ref());
        board.expire(NOW.plusSeconds(10));

        // Then
        assertThat(asked(10)).isEmpty();
    }

    private void agent(AgentId agent, long version, RouterCommand.Held... held) {
        var carried = Arrays.stream(held).map(_ -> Medium.VOICE).toList();
        board.agent(RouterCommand.AgentChanged.ready(ready(agent, carried), version, List.of(held)), NODE, NOW);
    }

    private static ReadyAgent ready(AgentId agent, List<Medium> carried) {
        return new ReadyAgent(agent, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, carried, NOW, 0);
    }

    private static RouterCommand.Held held(OfferId offer, String interaction, boolean open) {
        return new RouterCommand.Held(
                offer, id(interaction), open, open ? Optional.of(NOW.plusSeconds(20)) : Optional.empty());
    }

    private List<AgentCommand.Reserve> ask(int seconds) {
        return board.match(NOW.plusSeconds(seconds), 100).stream()
                .map(Board.Asked::reserve)
                .toList();
    }

    private List<String> asked(int seconds) {
        return ask(seconds).stream()
                .map(reserve ->
                        reserve.interaction().name() + '>' + reserve.agent().name())
                .toList();
    }

    private static RouterCommand.QueueChanged changed(QueueId queue, String stream, long number, Waiting... waiting) {
        return message(queue, stream, number, List.of(waiting), List.of(), false);
    }

    private static RouterCommand.QueueChanged more(QueueId queue, String stream, long number, Waiting... waiting) {
        return message(queue, stream, number, List.of(waiting), List.of(), true);
    }

    private static RouterCommand.QueueChanged gone(QueueId queue, String stream, long number, String... gone) {
        return message(
                queue,
                stream,
                number,
                List.of(),
                Arrays.stream(gone).map(BoardTest::id).toList(),
                false);
    }

    private static RouterCommand.QueueChanged message(
            QueueId queue, String stream, long number, List<Waiting> waiting, List<InteractionId> gone, boolean more) {
        var rules = number == 0
                ? Optional.of(new RouterCommand.QueueRules(Policy.DEFAULT, 1))
                : Optional.<RouterCommand.QueueRules>empty();
        return new RouterCommand.QueueChanged(queue, stream, number, rules, waiting, gone, more);
    }

    private static Waiting waiting(String name, QueueId queue, int second) {
        return new Waiting(id(name), Medium.VOICE, place(queue, second));
    }

    private static Waiting chat(String name, int second) {
        return new Waiting(id(name), Medium.CHAT, place(FIRST, second));
    }

    private static Place place(QueueId queue, int second) {
        Instant at = NOW.plusSeconds(second);
        return new Place(queue, 0, at, at, Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static InteractionId id(String name) {
        return InteractionId.of("acme/" + name);
    }
}

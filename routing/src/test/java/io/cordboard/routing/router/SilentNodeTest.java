package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a router does when a node with agents was killed, before the cluster has noticed. */
class SilentNodeTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final QueueId QUEUE = QueueId.of("acme/support");
    private static final Address KILLED = new Address("pekko", "cordboard", "127.0.0.1", 25520);
    private static final Address OTHER = new Address("pekko", "cordboard", "127.0.0.2", 25520);

    private final Board board = new Board("r1");

    /** Ann and Ben have been idle for longest, Cem for less long; Ann and Ben live on the node that is killed. */
    @BeforeEach
    void threeAgents() {
        ready("ann", KILLED, 0);
        ready("ben", KILLED, 0);
        ready("cem", OTHER, 0);
    }

    @Test
    void oneWhoDoesNotAnswerIsEnoughToLeaveTheWholeNodeAlone() {
        callsWait(1);
        assertThat(asked(0)).containsExactly("c1>ann");
        board.heard(OTHER, at(4));

        board.expire(at(4));

        assertThat(asked(4)).containsExactly("c1>cem");
    }

    @Test
    void whatWasAskedOfTheOthersThereGoesOnAtOnce() {
        callsWait(1);
        assertThat(asked(0)).containsExactly("c1>ann");
        callsWait(2);
        assertThat(asked(3)).containsExactly("c2>ben");
        board.heard(OTHER, at(4));

        board.expire(at(4));

        assertThat(asked(4)).containsExactly("c1>cem");
        ready("dan", OTHER, 4);
        assertThat(asked(4)).containsExactly("c2>dan");
    }

    @Test
    void nobodyThereIsAskedAgainBeforeTheNodeSpeaks() {
        callsWait(1);
        asked(0);
        board.expire(at(4));
        board.reserved(board.match(at(4), 1).getFirst().reserve().ref());
        callsWait(2);

        board.expire(at(15));
        assertThat(asked(15)).isEmpty();
        assertThat(board.heard(KILLED, at(16)))
                .as("somebody can be asked again")
                .isTrue();
        assertThat(board.heard(KILLED, at(16))).isFalse();

        assertThat(asked(16)).containsExactly("c2>ann");
    }

    @Test
    void nodeThatIsTakenForSilentIsGivenOneOccasionToSpeak() {
        callsWait(1);
        asked(0);
        assertThat(board.hasSilentNode()).isFalse();

        board.expire(at(4));

        assertThat(board.hasSilentNode()).isTrue();
        assertThat(board.hasSilentNode()).isFalse();
    }

    @Test
    void whoeverHasMovedToAnotherNodeIsAsked() {
        callsWait(1);
        asked(0);
        board.expire(at(4));
        asked(4);
        callsWait(2);

        ready("ben", OTHER, 5);

        assertThat(asked(5)).containsExactly("c2>ben");
    }

    @Test
    void ofANodeThatSpeaksOnlyTheOneWhoDoesNotAnswerIsLeftAlone() {
        callsWait(1);
        assertThat(asked(0)).containsExactly("c1>ann");
        board.heard(KILLED, at(3));

        board.expire(at(4));

        assertThat(asked(4)).containsExactly("c1>ben");
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void ready(String agent, Address node, int second) {
        var id = AgentId.of("acme/" + agent);
        board.heard(node, at(second));
        board.agent(
                RouterCommand.AgentChanged.ready(
                        new ReadyAgent(
                                id,
                                Optional.empty(),
                                Set.of(),
                                Map.of(),
                                Capacity.DEFAULT,
                                List.of(),
                                START.plusMillis(agent.charAt(0)),
                                0),
                        1,
                        List.of()),
                node,
                at(second));
    }

    /** The queue says that the first {@code count} calls have come. */
    private void callsWait(int count) {
        board.queue(
                new RouterCommand.QueueChanged(
                        QUEUE,
                        "s" + count,
                        0,
                        Optional.of(new RouterCommand.QueueRules(Policy.DEFAULT, 1)),
                        IntStream.rangeClosed(1, count)
                                .mapToObj(n -> new Waiting(InteractionId.of("acme/c" + n), Medium.VOICE, place(n)))
                                .toList(),
                        List.of(),
                        false),
                START);
    }

    private static Place place(int second) {
        return new Place(QUEUE, 0, at(second), at(second), Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private List<String> asked(int seconds) {
        return board.match(at(seconds), 100).stream()
                .map(Board.Asked::reserve)
                .map(reserve ->
                        reserve.interaction().name() + '>' + reserve.agent().name())
                .toList();
    }
}

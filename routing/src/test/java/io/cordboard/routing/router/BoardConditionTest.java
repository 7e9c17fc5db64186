package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

/** When a router takes a queue for being as it looks, and what it tells those who wait. */
class BoardConditionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final QueueId QUEUE = QueueId.of("acme/first");
    private static final AgentId ANN = AgentId.of("acme/ann");
    private static final Address NODE = new Address("pekko", "cordboard", "127.0.0.1", 1);

    private final Board board = new Board("r1");

    @Test
    void conditionsCountOnlyOnceAllShouldHaveBeenHeardOf() {
        overflowing("queue.agents == 0", "i1");
        assertThat(toldFrom(0, 30)).isEmpty();

        board.rebuilt();

        assertThat(toldFrom(30, 40)).contains("i1");
    }

    @Test
    void agentWhoDidNotAnswerIsNotTakenForMissing() {
        overflowing("queue.agents == 0", "i1", "i2");
        board.rebuilt();
        board.agent(
                RouterCommand.AgentChanged.ready(
                        new ReadyAgent(ANN, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, List.of(), NOW, 0),
                        1,
                        List.of()),
                NODE,
                NOW);

        assertThat(toldFrom(0, 30))
                .as("ann, silent from 3 s to 13 s, and then again")
                .isEmpty();
    }

    @Test
    void whoIsOnOfferByAnotherRouterIsToldWhatWasToldBefore() {
        overflowing("queue.agents == 0", "i1", "i2");
        assertThat(board.outlook(id("i2"), NOW).orElseThrow().position()).isEqualTo(2);
        offeredByTheRouterBefore("i2");

        assertThat(board.outlook(id("i2"), NOW).orElseThrow().position()).isEqualTo(2);
        assertThat(board.isUnsureOf(id("i2"))).isFalse();
        assertThat(board.outlook(id("i3"), NOW)).isEmpty();
    }

    @Test
    void whoIsOnOfferByAnotherRouterAndWasToldNothingIsToldNothingYet() {
        overflowing("queue.agents == 0", "i1", "i2");
        offeredByTheRouterBefore("i2");

        assertThat(board.isUnsureOf(id("i2"))).isTrue();
        assertThat(board.isUnsureOf(id("i1"))).isFalse();
    }

    private void offeredByTheRouterBefore(String name) {
        var held =
                new RouterCommand.Held(OfferId.of(id(name), "1-r0"), id(name), true, Optional.of(NOW.plusSeconds(20)));
        board.agent(RouterCommand.AgentChanged.notReady(ANN, 1, List.of(held)), NODE, NOW);
    }

    private void overflowing(String condition, String... waiting) {
        var rule = new Overflow.When(Expression.readOfQueue(condition).orThrow(), new Destination.ToQueue("second"));
        var policy = Policy.DEFAULT.with(draft -> draft.overflow = new Overflow(List.of(rule)));
        List<Waiting> all = new ArrayList<>();
        for (String name : waiting) {
            all.add(new Waiting(
                    id(name),
                    Medium.VOICE,
                    new Place(QUEUE, 0, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of())));
        }
        board.queue(
                new RouterCommand.QueueChanged(
                        QUEUE, "s", 0, Optional.of(new RouterCommand.QueueRules(policy, 1)), all, List.of(), false),
                NOW);
    }

    /** Whom overflow would send elsewhere, as a router sees it that matches each second. */
    private List<String> toldFrom(int from, int to) {
        List<String> told = new ArrayList<>();
        for (int second = from; second < to; second++) {
            Instant now = NOW.plusSeconds(second);
            board.expire(now);
            board.match(now, 100);
            board.verdicts()
                    .forEach(command -> told.add(
                            ((QueueCommand.ApplyOverflow) command).interaction().name()));
        }
        return told;
    }

    private static InteractionId id(String name) {
        return InteractionId.of("acme/" + name);
    }
}

package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a router makes of agents' word on offers that were won or declined, in whatever order it comes. */
class WonOffersTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final QueueId QUEUE = new QueueId(TENANT, "support");
    private static final AgentId ALICE = new AgentId(TENANT, "alice");
    private static final AgentId BOB = new AgentId(TENANT, "bob");
    private static final InteractionId CHAT = new InteractionId(TENANT, "c1");
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private final Board board = new Board("r1");
    private long version;
    private long number;

    @BeforeEach
    void chatWaits() {
        queue(Optional.of(new RouterCommand.QueueRules(Policy.DEFAULT, 1)), List.of(waiting(START)), List.of());
    }

    @Test
    void wonOfferWhoseWorkEndsBeforeTheQueueSaysSoIsNotOfferedAgain() {
        ready(ALICE);
        OfferId offer = propose(ALICE, START);
        ready(ALICE, held(offer, true));
        ready(ALICE, held(offer, false));

        ready(ALICE);
        ready(BOB);

        assertThat(board.match(START, 10)).isEmpty();
    }

    @Test
    void declinedOfferGoesToAnotherAgentAndForAWhileNotToTheSame() {
        ready(ALICE);
        OfferId offer = propose(ALICE, START);
        ready(ALICE, held(offer, true));

        ready(ALICE);

        assertThat(board.match(START, 10)).isEmpty();
        board.expire(START.plusSeconds(11));
        assertThat(board.match(START.plusSeconds(11), 10))
                .extracting(asked -> asked.reserve().agent())
                .containsExactly(ALICE);
    }

    @Test
    void lateWordOfAWonOfferDoesNotEndTheNextStay() {
        ready(ALICE);
        OfferId offer = propose(ALICE, START);
        ready(ALICE, held(offer, true));
        Instant again = START.plusSeconds(5);
        queue(Optional.empty(), List.of(waiting(again)), List.of());

        ready(ALICE, held(offer, false));
        ready(BOB);

        assertThat(board.match(again, 10))
                .extracting(asked -> asked.reserve().interaction())
                .containsExactly(CHAT);
    }

    private OfferId propose(AgentId agent, Instant at) {
        var reserve = board.match(at, 10).getFirst().reserve();
        assertThat(reserve.agent()).isEqualTo(agent);
        return reserve.offer();
    }

    private void ready(AgentId agent, RouterCommand.Held... held) {
        ready(agent, START, held);
    }

    private void ready(AgentId agent, Instant now, RouterCommand.Held... held) {
        var carried = List.of(held).stream().map(_ -> Medium.CHAT).toList();
        board.agent(
                RouterCommand.AgentChanged.ready(
                        new ReadyAgent(
                                agent, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, carried, START, 0),
                        ++version,
                        List.of(held)),
                new Address("pekko", "cordboard"),
                now);
    }

    private static RouterCommand.Held held(OfferId offer, boolean open) {
        return new RouterCommand.Held(offer, CHAT, open, open ? Optional.of(Instant.MAX) : Optional.empty());
    }

    private void queue(Optional<RouterCommand.QueueRules> rules, List<Waiting> waiting, List<InteractionId> gone) {
        assertThat(board.queue(
                        new RouterCommand.QueueChanged(QUEUE, "stream", number++, rules, waiting, gone, false), START))
                .isTrue();
    }

    private static Waiting waiting(Instant enqueued) {
        return new Waiting(
                CHAT,
                Medium.CHAT,
                new Place(QUEUE, 0, START, enqueued, Map.of(), Optional.empty(), Optional.empty(), Set.of()));
    }
}

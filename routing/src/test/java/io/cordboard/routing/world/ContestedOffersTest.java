package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An open offer, its agent who accepts, and a rival at the same moment; in any order, over a network that reorders. Counted are
 * only accepts of an offer that is open when the race begins.
 */
class ContestedOffersTest {

    private static final int RACES = Integer.getInteger("cordboard.races", 100_000);
    private static final TenantId TENANT = new TenantId("acme");
    private static final QueueId FIRST = new QueueId(TENANT, "first");
    private static final QueueId SECOND = new QueueId(TENANT, "second");
    private static final AgentId ANN = new AgentId(TENANT, "ann");
    private static final AgentId BOB = new AgentId(TENANT, "bob");
    private static final InteractionId CHAT = new InteractionId(TENANT, "chat");
    private static final OfferId ANNS = OfferId.of(CHAT, "a");
    private static final OfferId BOBS = OfferId.of(CHAT, "b");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** What happens at the same moment as the accept. */
    private enum Rival {
        SECOND_AGENT,
        SAME_AGENT_AGAIN,
        HANG_UP,
        TRANSFER,
        TIMEOUT,
        REJECT,
        CONNECTION_LOST
    }

    /** Races that ann's accept won, and that it lost. */
    private static final class Score {
        int won;
        int lost;
    }

    private final Map<Rival, Score> scores = new EnumMap<>(Rival.class);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void eachContestedOfferHasOneWinner() {
        long first = Seeds.first(getClass());
        for (long seed = first; seed < first + RACES; seed++) {
            Rival rival = Rival.values()[(int) Math.floorMod(seed, (long) Rival.values().length)];
            try {
                race(seed, rival);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", against " + rival, e);
            }
        }
        scores.forEach((rival, score) -> {
            System.out.printf("ContestedOffersTest: %-17s accept won %,7d lost %,7d%n", rival, score.won, score.lost);
            assertThat(score.won).as("won against %s", rival).isGreaterThan(RACES / 100);
            if (rival != Rival.SAME_AGENT_AGAIN) {
                assertThat(score.lost).as("lost against %s", rival).isGreaterThan(RACES / 100);
            }
        });
    }

    private void race(long seed, Rival rival) {
        World world = new World(seed, 0, 0.1);
        List<AgentId> agents = open(world, rival);
        List<Reply> anns = new ArrayList<>();
        List<Reply> others = new ArrayList<>();
        List<Runnable> moves = new ArrayList<>();
        moves.add(() -> anns.add(world.ask(new InteractionCommand.Accept(CHAT, ANNS, ANN))));
        moves.add(() -> rival(world, rival, others));
        for (int i = world.random().nextInt(6); i > 0; i--) {
            moves.add(world::deliverOne);
        }
        Collections.shuffle(moves, world.random());
        moves.forEach(Runnable::run);
        boolean won = anns.getFirst() instanceof Reply.Done;
        if (rival == Rival.SAME_AGENT_AGAIN) {
            assertThat(others.getFirst() instanceof Reply.Done)
                    .as("the same answer twice")
                    .isEqualTo(won);
        } else if (rival == Rival.SECOND_AGENT) {
            assertThat(others.getFirst() instanceof Reply.Done)
                    .as("one of the two has won: %s, %s", anns, others)
                    .isNotEqualTo(won);
        }
        if (won) {
            // Ended or handed on it may be since, but whoever was told that it is theirs was its owner, alone.
            assertThat(assignments(world)).as("assigned to").containsExactly(ANN);
        }
        world.deliverAll();
        Invariants.nobodyIsOverCapacity(world, agents);
        for (int i = 0; i < 8; i++) {
            world.advance(5_000);
            world.resend();
            world.deliverAll();
        }
        Invariants.allIsSettled(world, agents, List.of(FIRST, SECOND), List.of(CHAT));
        Score score = scores.computeIfAbsent(rival, _ -> new Score());
        if (won) {
            score.won++;
        } else {
            score.lost++;
        }
    }

    private static List<AgentId> open(World world, Rival rival) {
        for (QueueId queue : List.of(FIRST, SECOND)) {
            world.ask(new QueueCommand.Configure(queue, queue.name(), "p", Policy.DEFAULT, 1, 1));
        }
        List<AgentId> agents = rival == Rival.SECOND_AGENT ? List.of(ANN, BOB) : List.of(ANN);
        var contact = new Contact(Medium.CHAT, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        world.ask(new InteractionCommand.Open(
                CHAT,
                contact,
                new Place(FIRST, 0, world.now(), world.now(), Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty()));
        agents.forEach(agent -> offer(world, agent, agent.equals(ANN) ? ANNS : BOBS, agents.size()));
        world.deliverAll();
        assertThat(Invariants.interaction(world, CHAT).phase()).isEqualTo(InteractionView.Phase.OFFERED);
        return agents;
    }

    private static void offer(World world, AgentId agent, OfferId offer, int simultaneous) {
        var profile = new AgentProfile(
                agent.name(), Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(2), false);
        world.ask(new AgentCommand.Configure(agent, profile, 1));
        world.ask(new AgentCommand.SignIn(agent));
        world.ask(new AgentCommand.BecomeReady(agent));
        var terms = new Terms(
                DEADLINE,
                3,
                false,
                simultaneous,
                new Terms.WrapUp(Terms.WrapUp.Mode.OPTIONAL, Duration.ofSeconds(20)),
                Duration.ofSeconds(10),
                Terms.AfterKeep.REQUEUE,
                Optional.empty());
        world.ask(new AgentCommand.Reserve(
                agent, offer, CHAT, FIRST, Medium.CHAT, terms, world.now().plus(DEADLINE), 1, 0, "test"));
    }

    private static void rival(World world, Rival rival, List<Reply> replies) {
        switch (rival) {
            case SECOND_AGENT -> replies.add(world.ask(new InteractionCommand.Accept(CHAT, BOBS, BOB)));
            case SAME_AGENT_AGAIN -> replies.add(world.ask(new InteractionCommand.Accept(CHAT, ANNS, ANN)));
            case HANG_UP -> replies.add(world.ask(new InteractionCommand.End(CHAT, Party.CUSTOMER)));
            case TRANSFER ->
                replies.add(world.ask(
                        new InteractionCommand.Transfer(CHAT, Party.supervisor("eve"), SECOND, Optional.empty())));
            case TIMEOUT -> world.advance(DEADLINE.toMillis() + 3_000);
            case REJECT ->
                replies.add(world.ask(
                        new InteractionCommand.EndOffer(CHAT, ANNS, ANN, OfferOutcome.REJECTED, Optional.empty())));
            case CONNECTION_LOST -> {
                replies.add(world.ask(new AgentCommand.LoseConnection(ANN)));
                world.advance(2_000);
                // The offer is being given up, and its word may be on its way for some time.
                world.deliverOne();
            }
        }
    }

    private static List<AgentId> assignments(World world) {
        var winners = new ArrayList<AgentId>();
        world.entities()
                .forEach(entity -> entity.journal().forEach(event -> {
                    if (event instanceof InteractionEvent.Assigned assigned) {
                        winners.add(assigned.agent());
                    }
                }));
        return winners;
    }
}

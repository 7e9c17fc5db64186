package io.cordboard.routing.world;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The invariants of DESIGN.md under random orders, in any state that these lead to: offers accepted against timeout, hang-up, transfer, second accept, lost
 * agents and crashes, over a network that loses, doubles and reorders. A router that proposes anything at all is part of it.
 */
class AcceptRacesPropertyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final List<QueueId> QUEUES = List.of(new QueueId(TENANT, "a"), new QueueId(TENANT, "b"));
    private static final int ATTEMPTS = Integer.getInteger("cordboard.attempts", 40_000);

    private final Map<InteractionId, Contact> opened = new HashMap<>();
    private final List<AgentId> agents = new ArrayList<>();
    private final List<OfferId> offers = new ArrayList<>();
    private int attempts;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void exactlyOneAgentWinsAndNothingIsLostWhateverTheNetworkDoes() {
        long first = Seeds.first(getClass());
        for (long seed = first; attempts < ATTEMPTS; seed++) {
            long failing = seed;
            try {
                oneWorld(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + failing, e);
            }
        }
    }

    private void oneWorld(long seed) {
        opened.clear();
        agents.clear();
        offers.clear();
        World world = new World(seed, 0.08, 0.08);
        QUEUES.forEach(queue -> world.ask(new QueueCommand.Configure(queue, queue.name(), "p", Policy.DEFAULT, 1, 1)));
        for (int i = 0; i < 4; i++) {
            AgentId agent = new AgentId(TENANT, "agent-" + i);
            agents.add(agent);
            world.ask(new AgentCommand.Configure(
                    agent,
                    new AgentProfile(
                            agent.name(),
                            Optional.empty(),
                            Set.of(),
                            Map.of(),
                            Capacity.DEFAULT,
                            Duration.ofSeconds(5),
                            i % 2 == 0),
                    1));
            world.ask(new AgentCommand.SignIn(agent));
            world.ask(new AgentCommand.BecomeReady(agent));
        }
        for (int step = 0; step < 600; step++) {
            act(world, step);
            Invariants.nobodyIsOverCapacity(world, agents);
        }
        world.quiesce();
        Invariants.allIsSettled(world, agents, QUEUES, opened.keySet());
    }

    private void act(World world, int step) {
        Random random = world.random();
        switch (random.nextInt(20)) {
            case 0 -> open(world, step);
            case 1, 2, 3 -> propose(world, step);
            case 4, 5 -> accept(world);
            case 6 ->
                withOffer(
                        world,
                        offer -> world.ask(new InteractionCommand.EndOffer(
                                offer.interaction(),
                                offer.offer(),
                                offer.agent(),
                                OfferOutcome.REJECTED,
                                Optional.empty())));
            case 7 ->
                some(world, id -> {
                    attempts++;
                    world.ask(new InteractionCommand.End(
                            id, random.nextBoolean() ? Party.CUSTOMER : Party.supervisor("eve")));
                });
            case 8 ->
                some(
                        world,
                        id -> world.ask(new InteractionCommand.Transfer(
                                id,
                                Party.supervisor("eve"),
                                QUEUES.get(random.nextInt(QUEUES.size())),
                                random.nextBoolean() ? Optional.empty() : Optional.of(agent(random)))));
            case 9 ->
                some(
                        world,
                        id -> world.ask(
                                random.nextBoolean()
                                        ? new InteractionCommand.Requeue(id, Party.supervisor("eve"))
                                        : new InteractionCommand.Reschedule(
                                                id,
                                                world.now().plusSeconds(random.nextInt(-2, 20)),
                                                Party.supervisor("eve"))));
            case 10 ->
                some(
                        world,
                        id -> world.ask(new InteractionCommand.WrapUp(
                                id, Party.supervisor("eve"), Optional.of("done"), Optional.empty())));
            case 11 -> world.advance(random.nextInt(9_000));
            case 12 -> world.crashOne();
            case 13 -> world.resend();
            case 14 -> moods(world, random);
            default -> {
                for (int i = 0; i < 4; i++) {
                    world.deliverOne();
                }
            }
        }
    }

    private void moods(World world, Random random) {
        AgentId agent = agent(random);
        world.ask(
                switch (random.nextInt(6)) {
                    case 0 -> new AgentCommand.LoseConnection(agent);
                    case 1, 2 -> new AgentCommand.RestoreConnection(agent);
                    case 3 -> new AgentCommand.SignIn(agent);
                    case 4 ->
                        random.nextInt(4) == 0
                                ? new AgentCommand.SignOut(agent, "home")
                                : new AgentCommand.SignIn(agent);
                    default -> new AgentCommand.BecomeReady(agent);
                });
    }

    private AgentId agent(Random random) {
        return agents.get(random.nextInt(agents.size()));
    }

    private void open(World world, int step) {
        InteractionId id = new InteractionId(TENANT, "i" + step);
        Medium medium = List.of(Medium.VOICE, Medium.CHAT, Medium.CHAT, Medium.TASK)
                .get(world.random().nextInt(4));
        var contact = new Contact(medium, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        opened.put(id, contact);
        world.ask(new InteractionCommand.Open(
                id,
                contact,
                new Place(
                        QUEUES.get(world.random().nextInt(QUEUES.size())),
                        0,
                        world.now(),
                        world.now(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty()));
    }

    /** The router may believe anything: its proposals must do no harm. */
    private void propose(World world, int step) {
        some(world, id -> {
            OfferId offer = OfferId.of(id, "o" + step);
            offers.add(offer);
            int simultaneous = 1 + world.random().nextInt(2);
            Terms terms = new Terms(
                    Duration.ofSeconds(5),
                    3,
                    world.random().nextInt(5) == 0,
                    simultaneous,
                    new Terms.WrapUp(Terms.WrapUp.Mode.OPTIONAL, Duration.ofSeconds(20)),
                    Duration.ofSeconds(10),
                    world.random().nextBoolean() ? Terms.AfterKeep.REQUEUE : Terms.AfterKeep.CLOSE,
                    Optional.empty(),
                    world.random().nextInt(5) == 0
                            ? Optional.of(Map.of(OfferOutcome.REJECTED, Duration.ofSeconds(3)))
                            : Optional.empty());
            world.send(
                    new AgentCommand.Reserve(
                            agent(world.random()),
                            offer,
                            id,
                            QUEUES.getFirst(),
                            opened.get(id) == null
                                    ? Medium.CHAT
                                    : opened.get(id).medium(),
                            terms,
                            world.now().plus(terms.deadline()),
                            1,
                            0,
                            "test"),
                    null);
        });
    }

    private void accept(World world) {
        withOffer(world, offer -> {
            attempts++;
            world.ask(new InteractionCommand.Accept(offer.interaction(), offer.offer(), offer.agent()));
        });
    }

    private record KnownOffer(OfferId offer, InteractionId interaction, AgentId agent) {}

    private void withOffer(World world, java.util.function.Consumer<KnownOffer> use) {
        if (!offers.isEmpty()) {
            OfferId offer =
                    offers.get(Math.max(0, offers.size() - 1 - world.random().nextInt(12)));
            use.accept(new KnownOffer(offer, offer.interaction(TENANT), agent(world.random())));
        }
    }

    private void some(World world, java.util.function.Consumer<InteractionId> use) {
        var ids = opened.keySet().stream().sorted().toList();
        if (!ids.isEmpty()) {
            use.accept(ids.get(Math.max(0, ids.size() - 1 - world.random().nextInt(10))));
        }
    }
}

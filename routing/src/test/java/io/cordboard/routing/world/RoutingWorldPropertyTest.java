package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.RestAfter;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.SkillSettings;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.routing.tenant.TrialChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * A tenant with the real router: agents, queues that overflow into each other, interactions of several media, on a network
 * that loses, doubles and reorders, with entities and the router crashing at any moment. jqwik prints the seed.
 */
class RoutingWorldPropertyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final List<QueueId> QUEUES =
            List.of(new QueueId(TENANT, "first"), new QueueId(TENANT, "second"), new QueueId(TENANT, "third"));
    private static final Map<String, String> NEXT = Map.of("first", "second", "second", "third", "third", "first");
    private static final Skill GERMAN = new Skill("german");

    /** Chats step aside for calls. */
    private static final Capacity STEPPING = new Capacity(
            100,
            Map.of(
                    Medium.VOICE, new Capacity.Share(100, 1, true),
                    Medium.CHAT, new Capacity.Share(33, 3, false).interruptedBy(Medium.VOICE),
                    Medium.TASK, new Capacity.Share(50, 2, false)));

    private final Map<InteractionId, Instant> opened = new HashMap<>();
    private final List<AgentId> agents = new ArrayList<>();
    private World world = new World(0, 0, 0);

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensEachInteractionHasOneOwnerAndEnds(@ForAll long seed) {
        begin(seed, 5, policies());
        classify(policies());
        for (int step = 0; step < 400; step++) {
            act(step);
            Invariants.nobodyIsOverCapacity(world, agents);
        }
        world.quiesce();
        Invariants.allIsSettled(world, agents, QUEUES, opened.keySet());
        opened.keySet().forEach(this::knowsWhatRulesIt);
        Statistics.label("classified again and moved")
                .collect(moves() > 0)
                .coverage(worlds -> worlds.check(true).percentage(share -> share > 50));

        workUntilNothingWaits();

        assertThat(opened.keySet())
                .allSatisfy(id -> assertThat(Invariants.interaction(world, id).phase())
                        .as("%s", id)
                        .isEqualTo(Phase.CLOSED));
        Invariants.allIsSettled(world, agents, QUEUES, opened.keySet());
    }

    /** Whoever has waited for longer goes first, though they were answered by an agent who was lost, and all routers are new. */
    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void nobodyIsOvertakenBecauseOfAFault(@ForAll long seed) {
        begin(seed, 4, List.of(Policy.DEFAULT, Policy.DEFAULT, Policy.DEFAULT));
        for (int step = 0; step < 200; step++) {
            if (world.random().nextInt(6) == 0) {
                open(step, Medium.VOICE, QUEUES.getFirst());
            } else {
                act(-1);
            }
        }
        agents.forEach(agent -> world.ask(new AgentCommand.SignOut(agent, "fire")));
        // Until each agent has heard what it won: work in hand is nobody's place in line.
        world.quiesce();
        agents.forEach(agent -> Invariants.agent(world, agent).work().stream()
                .filter(work -> work.phase() == AgentView.Work.Phase.HANDLING)
                .forEach(work -> world.ask(new InteractionCommand.LoseAgent(work.interaction(), work.offer(), agent))));
        world.quiesce();
        world.crashRouter();
        world.quiesce();

        var served = new ArrayList<Instant>();
        AgentId agent = agents.getFirst();
        world.ask(new AgentCommand.SignIn(agent));
        world.ask(new AgentCommand.BecomeReady(agent));
        var waiting = opened.keySet().stream()
                .filter(id -> Invariants.interaction(world, id).phase() == Phase.WAITING)
                .toList();
        for (int i = 0; i < waiting.size(); i++) {
            world.deliverAll();
            world.match();
            world.deliverAll();
            var work = Invariants.agent(world, agent).work().getFirst();
            served.add(opened.get(work.interaction()));
            world.ask(new InteractionCommand.Accept(work.interaction(), work.offer(), agent));
            world.ask(new InteractionCommand.End(work.interaction(), Party.CUSTOMER));
            world.ask(new InteractionCommand.WrapUp(
                    work.interaction(), Party.agent(agent), Optional.of("done"), Optional.empty()));
        }
        assertThat(served).as("in order of arrival").isSortedAccordingTo(Comparator.naturalOrder());
    }

    private static List<Policy> policies() {
        return List.of(
                Policy.DEFAULT.with(draft -> {
                    draft.requirements = Map.of(GERMAN, 5);
                    draft.steps = List.of(new Step(Duration.ofSeconds(20), Map.of(), Set.of(GERMAN), 1));
                    draft.overflow = new Overflow(List.of(new Overflow.WaitOver(
                            Duration.ofSeconds(40), new Destination.ToQueue("second", Optional.of(3)))));
                }),
                Policy.DEFAULT.with(draft -> {
                    draft.simultaneousOffers = 2;
                    draft.overflow = new Overflow(List.of(
                            new Overflow.LengthOver(
                                    5, new Destination.Classify(Attributes.of(Map.of("crowded", true)))),
                            new Overflow.WaitOver(
                                    Duration.ofSeconds(30),
                                    new Destination.Classify(Attributes.of(Map.of("escalated", true)))),
                            new Overflow.WaitOver(Duration.ofSeconds(60), new Destination.ToQueue("first"))));
                }),
                Policy.DEFAULT.with(draft -> draft.offer = new OfferTerms(
                        Duration.ofSeconds(20),
                        2,
                        false,
                        new RestAfter(
                                Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(9)))));
    }

    private void begin(long seed, int size, List<Policy> policies) {
        opened.clear();
        agents.clear();
        world = new World(seed, 0.05, 0.05).withRouter();
        for (int i = 0; i < QUEUES.size(); i++) {
            QueueId queue = QUEUES.get(i);
            // Half of each queue's traffic is ruled by the policy of the next.
            var trial = new Trial(NEXT.get(queue.name()), policies.get((i + 1) % QUEUES.size()), 1, 50);
            world.ask(new QueueCommand.Configure(
                    queue, queue.name(), queue.name(), policies.get(i), 1, Optional.of(trial), 1));
        }
        for (int i = 0; i < size; i++) {
            AgentId agent = new AgentId(TENANT, "agent-" + i);
            agents.add(agent);
            Map<Skill, Integer> skills = i % 2 == 0 ? Map.of(GERMAN, 4 + i) : Map.of();
            world.ask(new AgentCommand.Configure(
                    agent,
                    new AgentProfile(
                            agent.name(),
                            Optional.empty(),
                            Set.of(),
                            skills,
                            i % 2 == 0 ? Capacity.DEFAULT : STEPPING,
                            Duration.ofSeconds(5),
                            i == 0),
                    1));
            world.ask(new AgentCommand.SignIn(agent));
            world.ask(new AgentCommand.BecomeReady(agent));
        }
    }

    /** The tenant has rules, which send what is escalated to the third queue and leave the rest to its tier. */
    private void classify(List<Policy> policies) {
        world.ask(new TenantCommand.Create(TENANT, "Acme"));
        world.ask(new TenantCommand.Define(
                TENANT, Named.of(GERMAN.name(), new SkillSettings("")), Optional.empty(), "ada"));
        QUEUES.forEach(queue -> publish(queue, Policy.DEFAULT));
        for (QueueId queue : QUEUES) {
            var settings = new QueueSettings(
                    queue.name(),
                    queue.name(),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.of(new TrialChoice(NEXT.get(queue.name()), Optional.empty(), 50)));
            world.ask(new TenantCommand.Define(TENANT, Named.of(queue.name(), settings), Optional.empty(), "ada"));
        }
        for (int i = 0; i < QUEUES.size(); i++) {
            publish(QUEUES.get(i), policies.get(i));
        }
        var rules = List.of(
                rule("interaction.escalated and interaction.tier != 2", "third", 5),
                rule("interaction.tier == 1", "first", 1),
                rule("interaction.tier == 2", "second", 2));
        var split = new Outcome(
                List.of(new Outcome.Part("second", 50), new Outcome.Part("third", 50)), Optional.empty(), Map.of());
        Reply published = world.ask(new TenantCommand.PublishClassification(
                TENANT, new Classification(rules, split), Optional.empty(), "ada"));
        assertThat(published).isInstanceOf(Reply.Done.class);
    }

    /** Whatever was lost, doubled or late on the way: it knows of itself what its queue says. */
    private void knowsWhatRulesIt(InteractionId id) {
        var view = Invariants.interaction(world, id);
        if (view.phase() == Phase.WAITING) {
            QueueId queue = view.queue().orElseThrow();
            Optional<Arm> said = Optional.empty();
            for (var entity : world.entities()) {
                for (var event : entity.journal()) {
                    if (event instanceof QueueEvent.Enqueued(var interaction, _, var place, _, _)
                            && interaction.equals(id)
                            && place.queue().equals(queue)) {
                        said = place.arm();
                    }
                }
            }
            assertThat(view.arm()).as("%s", id).isEqualTo(said).isPresent();
        }
    }

    private int moves() {
        int moves = 0;
        for (var entity : world.entities()) {
            for (var event : entity.journal()) {
                moves += event instanceof InteractionEvent.Queued(_, var why, _)
                                && why == InteractionEvent.Queued.Why.CLASSIFIED
                        ? 1
                        : 0;
            }
        }
        return moves;
    }

    private void publish(QueueId queue, Policy policy) {
        world.ask(new TenantCommand.PublishPolicy(TENANT, queue.name(), policy, Optional.empty(), "ada"));
    }

    private static Classification.Rule rule(String when, String queue, int priority) {
        return new Classification.Rule(
                Expression.of(when),
                new Outcome(List.of(new Outcome.Part(queue, 100)), Optional.of(priority), Map.of()));
    }

    private void openUnplaced(int step, Medium medium) {
        InteractionId id = new InteractionId(TENANT, "i" + step);
        var question = new TenantCommand.Classify(TENANT, id, 0, medium, Attributes.NONE);
        if (world.ask(question) instanceof Reply.Found(_, _, TenantView.Classed(var ruling))) {
            open(
                    step,
                    medium,
                    new QueueId(TENANT, ruling.queue()),
                    Optional.of(new Classified(ruling, Optional.empty(), Map.of())));
        }
    }

    private void changeTier(Random random) {
        var ids = opened.keySet().stream().sorted().toList();
        if (!ids.isEmpty()) {
            world.ask(new InteractionCommand.ChangeAttributes(
                    ids.get(random.nextInt(ids.size())), Attributes.of(Map.of("tier", random.nextInt(4)))));
        }
    }

    private void act(int step) {
        Random random = world.random();
        AgentId agent = agents.get(random.nextInt(agents.size()));
        switch (random.nextInt(26)) {
            case 0, 1 -> {
                if (step >= 0) {
                    open(
                            step,
                            List.of(Medium.VOICE, Medium.CHAT, Medium.TASK).get(random.nextInt(3)),
                            QUEUES.get(random.nextInt(QUEUES.size())));
                }
            }
            case 2, 3 -> world.match();
            case 4, 5 -> accept(agent);
            case 6 -> reject(agent);
            case 7 -> hangUp(random);
            case 8 -> finish(agent);
            case 9 -> world.crashOne();
            case 10 -> {
                if (random.nextInt(5) == 0) {
                    world.crashRouter();
                }
            }
            case 11 -> world.resend();
            case 12 -> world.advance(random.nextInt(9_000));
            case 13 ->
                world.ask(
                        random.nextBoolean()
                                ? new AgentCommand.LoseConnection(agent)
                                : new AgentCommand.RestoreConnection(agent));
            case 14 -> {
                world.ask(new AgentCommand.SignIn(agent));
                world.ask(new AgentCommand.BecomeReady(agent));
            }
            case 15 -> world.ask(new AgentCommand.SignOut(agent, "home"));
            case 16 ->
                world.ask(
                        random.nextInt(3) == 0
                                ? new AgentCommand.CountOutsideWork(
                                        agent, "pbx", Medium.CHAT, Duration.ofSeconds(1 + random.nextInt(20)))
                                : new AgentCommand.EndOutsideWork(agent, "pbx"));
            case 17 -> {
                if (step >= 0) {
                    openUnplaced(step, Medium.CHAT);
                }
            }
            case 18 -> changeTier(random);
            default -> {
                for (int i = 0; i < 6; i++) {
                    world.deliverOne();
                }
            }
        }
    }

    private void open(int step, Medium medium, QueueId queue) {
        open(step, medium, queue, Optional.empty());
    }

    private void open(int step, Medium medium, QueueId queue, Optional<Classified> classified) {
        InteractionId id = new InteractionId(TENANT, "i" + step);
        world.advance(1);
        opened.put(id, world.now());
        world.ask(new InteractionCommand.Open(
                id,
                new Contact(medium, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Place(
                        queue,
                        classified.map(Classified::priority).orElse(0),
                        world.now(),
                        world.now(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty(),
                classified));
    }

    private void accept(AgentId agent) {
        Invariants.agent(world, agent).work().stream()
                .filter(work -> work.phase() == AgentView.Work.Phase.OFFERED)
                .forEach(work -> world.ask(new InteractionCommand.Accept(work.interaction(), work.offer(), agent)));
    }

    private void reject(AgentId agent) {
        Invariants.agent(world, agent).work().stream()
                .filter(work -> work.phase() == AgentView.Work.Phase.OFFERED)
                .forEach(work -> world.ask(new InteractionCommand.EndOffer(
                        work.interaction(), work.offer(), agent, OfferOutcome.REJECTED, Optional.empty())));
    }

    private void hangUp(Random random) {
        var ids = opened.keySet().stream().sorted().toList();
        if (!ids.isEmpty() && random.nextInt(3) == 0) {
            world.ask(new InteractionCommand.End(ids.get(random.nextInt(ids.size())), Party.CUSTOMER));
        }
    }

    private void finish(AgentId agent) {
        for (var work : Invariants.agent(world, agent).work()) {
            if (work.phase() != AgentView.Work.Phase.OFFERED) {
                world.ask(new InteractionCommand.End(work.interaction(), Party.agent(agent)));
                world.ask(new InteractionCommand.WrapUp(
                        work.interaction(), Party.agent(agent), Optional.of("done"), Optional.empty()));
            }
        }
    }

    /** Everybody works, on a network that is well again: what waits is served, and nothing is stuck. */
    private void workUntilNothingWaits() {
        for (int round = 0; round < 200 && opened.keySet().stream().anyMatch(this::isOpen); round++) {
            for (AgentId agent : agents) {
                if (Invariants.agent(world, agent).status() != AgentStatus.READY) {
                    world.ask(new AgentCommand.SignIn(agent));
                }
                world.ask(new AgentCommand.RestoreConnection(agent));
                world.ask(new AgentCommand.BecomeReady(agent));
                accept(agent);
                finish(agent);
            }
            world.deliverAll();
            world.match();
            world.deliverAll();
            world.advance(1_000);
            world.resend();
        }
    }

    private boolean isOpen(InteractionId id) {
        return Invariants.interaction(world, id).phase() != Phase.CLOSED;
    }
}

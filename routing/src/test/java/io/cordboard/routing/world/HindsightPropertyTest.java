package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentThen;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionThen;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is told of the past is what the router told then: a day at work, asked at every step, and asked again at its end. */
class HindsightPropertyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final List<QueueId> QUEUES = List.of(new QueueId(TENANT, "first"), new QueueId(TENANT, "second"));
    private static final Skill GERMAN = new Skill("german");

    private record Told(Instant at, List<Explanation> interactions, List<AgentExplanation> agents) {}

    private World world = new World(0, 0, 0);
    private final List<AgentId> agents = new ArrayList<>();
    private final List<InteractionId> opened = new ArrayList<>();
    private long revision;

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void toldAfterwardsIsWhatWasToldThen(@ForAll long seed) {
        begin(seed);
        List<Told> told = new ArrayList<>();
        for (int step = 0; step < 150; step++) {
            world.advance(1 + world.random().nextInt(6_000));
            world.deliverAll();
            act(step);
            world.deliverAll();
            world.match();
            world.deliverAll();
            told.add(told());
        }
        assertThat(told.stream().mapToInt(each -> each.interactions().size()).sum())
                .isGreaterThan(100);
        for (Told then : told) {
            Hindsight hindsight = hindsight(then.at());
            for (Explanation explanation : then.interactions()) {
                assertThat(hindsight.explain(explanation.interaction()))
                        .as(
                                "%s",
                                events(
                                        Interactions.type()
                                                .persistenceId(explanation
                                                        .interaction()
                                                        .toString()),
                                        then.at()))
                        .contains(explanation);
            }
            for (AgentExplanation explanation : then.agents()) {
                assertThat(hindsight.explain(explanation.agent())).contains(explanation);
            }
        }
    }

    private Told told() {
        List<Explanation> interactions = opened.stream()
                .map(id -> world.askRouter(new RouterCommand.Explain(TENANT, id)))
                .flatMap(reply -> reply instanceof Reply.Found found
                        ? Optional.of(((RouterView.Explained) found.view()).explanation()).stream()
                        : Optional.<Explanation>empty().stream())
                .toList();
        List<AgentExplanation> ofAgents = agents.stream()
                .map(agent -> (Reply.Found) world.askRouter(new RouterCommand.ExplainAgent(agent)))
                .flatMap(found -> ((RouterView.AgentExplained) found.view()).explanation().stream())
                .toList();
        return new Told(world.now(), interactions, ofAgents);
    }

    private Hindsight hindsight(Instant at) {
        var hindsight = new Hindsight(at);
        for (QueueId queue : QUEUES) {
            var rules = (QueueEvent.Configured) events(Queues.type().persistenceId(queue.toString()), at).stream()
                    .filter(QueueEvent.Configured.class::isInstance)
                    .reduce((_, later) -> later)
                    .orElseThrow();
            hindsight.queue(queue, new RouterCommand.QueueRules(rules.policy(), rules.policyVersion(), rules.trial()));
        }
        for (AgentId agent : agents) {
            List<AgentEvent> events = events(Agents.type().persistenceId(agent.toString()), at).stream()
                    .map(AgentEvent.class::cast)
                    .toList();
            AgentThen then = AgentThen.of(agent, events).orElseThrow();
            assertThat(sinceSignedOut(agent, events).announced().ready())
                    .isEqualTo(then.announced().ready());
            hindsight.agent(then.announced());
        }
        for (InteractionId id : opened) {
            InteractionThen.of(
                            id,
                            events(Interactions.type().persistenceId(id.toString()), at).stream()
                                    .map(InteractionEvent.class::cast)
                                    .toList())
                    .ifPresent(hindsight::interaction);
        }
        return hindsight;
    }

    /** The same agent by the shorter way: only the last session is read. */
    private static AgentThen sinceSignedOut(AgentId agent, List<AgentEvent> events) {
        int from = 0;
        AgentProfile profile = null;
        for (int i = 0; i < events.size(); i++) {
            from = events.get(i) instanceof AgentEvent.SignedOut ? i : from;
            profile = events.get(i) instanceof AgentEvent.Configured configured ? configured.profile() : profile;
        }
        assertThat(profile).isNotNull();
        return events.get(from) instanceof AgentEvent.SignedOut out
                ? AgentThen.signedOut(agent, profile, out.at(), events.subList(from, events.size()))
                        .orElseThrow()
                : AgentThen.of(agent, events).orElseThrow();
    }

    private List<? extends Event> events(String pid, Instant at) {
        for (SimEntity<?, ?> entity : world.entities()) {
            if (entity.pid().equals(pid)) {
                return entity.journal().stream()
                        .filter(event -> !event.at().isAfter(at))
                        .toList();
            }
        }
        return List.of();
    }

    private void begin(long seed) {
        world = new World(seed, 0, 0).withRouter();
        agents.clear();
        opened.clear();
        revision = 0;
        QUEUES.forEach(this::policy);
        for (int i = 0; i < 4; i++) {
            AgentId agent = new AgentId(TENANT, "agent-" + i);
            agents.add(agent);
            profile(agent);
            signIn(agent);
        }
    }

    private void act(int step) {
        Random random = world.random();
        AgentId agent = agents.get(random.nextInt(agents.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> open(step);
            case 4, 5 -> accept(agent);
            case 6 -> reject(agent);
            case 7, 8 -> finish(agent);
            case 9 -> away(agent);
            case 10 -> {
                if (random.nextBoolean()) {
                    policy(QUEUES.get(random.nextInt(2)));
                } else {
                    profile(agent);
                }
            }
            default -> ask(random);
        }
    }

    private void open(int step) {
        Random random = world.random();
        InteractionId id = new InteractionId(TENANT, "i" + step);
        opened.add(id);
        world.ask(new InteractionCommand.Open(
                id,
                new Contact(
                        List.of(Medium.VOICE, Medium.CHAT, Medium.TASK).get(random.nextInt(3)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                new Place(
                        QUEUES.get(random.nextInt(2)),
                        random.nextInt(3),
                        world.now(),
                        world.now(),
                        random.nextInt(3) == 0 ? Map.of(GERMAN, 1 + random.nextInt(9)) : Map.of(),
                        random.nextInt(3) == 0 ? Optional.of(agents.get(random.nextInt(4))) : Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty()));
    }

    /** Something else is asked for by one that waits. */
    private void ask(Random random) {
        if (!opened.isEmpty()) {
            world.ask(new InteractionCommand.Reprioritise(
                    opened.get(random.nextInt(opened.size())), random.nextInt(5), Map.of(GERMAN, random.nextInt(9))));
        }
    }

    private void accept(AgentId agent) {
        offered(agent)
                .forEach(work -> world.ask(new InteractionCommand.Accept(work.interaction(), work.offer(), agent)));
    }

    private void reject(AgentId agent) {
        offered(agent)
                .forEach(work -> world.ask(new InteractionCommand.EndOffer(
                        work.interaction(), work.offer(), agent, OfferOutcome.REJECTED, Optional.empty())));
    }

    private List<AgentView.Work> offered(AgentId agent) {
        return Invariants.agent(world, agent).work().stream()
                .filter(work -> work.phase() == AgentView.Work.Phase.OFFERED)
                .toList();
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

    /** One with an offer out is left where they are: a router keeps to itself what it makes of an offer to one who has gone. */
    private void away(AgentId agent) {
        if (Invariants.agent(world, agent).status() != AgentStatus.READY) {
            signIn(agent);
        } else if (offered(agent).isEmpty()) {
            world.ask(
                    world.random().nextBoolean()
                            ? new AgentCommand.SignOut(agent, "home")
                            : new AgentCommand.BecomeNotReady(agent, "lunch"));
        }
    }

    private void signIn(AgentId agent) {
        world.ask(new AgentCommand.SignIn(agent));
        world.ask(new AgentCommand.BecomeReady(agent));
    }

    private void profile(AgentId agent) {
        Random random = world.random();
        world.ask(new AgentCommand.Configure(
                agent,
                new AgentProfile(
                        agent.name(),
                        Optional.empty(),
                        random.nextInt(3) == 0 ? Set.of(QUEUES.get(random.nextInt(2))) : Set.of(),
                        random.nextBoolean() ? Map.of(GERMAN, random.nextInt(11)) : Map.of(),
                        Capacity.DEFAULT,
                        Duration.ofSeconds(5),
                        true),
                ++revision));
    }

    private void policy(QueueId queue) {
        Random random = world.random();
        Optional<Trial> trial = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(new Trial(
                        random.nextInt(4) == 0 ? "newer" : "new",
                        policy(random),
                        (int) revision + 1,
                        random.nextInt(101)));
        Policy policy = policy(random);
        world.ask(new QueueCommand.Configure(queue, queue.name(), "p", policy, (int) ++revision, trial, revision));
    }

    private static Policy policy(Random random) {
        return Policy.DEFAULT.with(draft -> {
            draft.requirements = random.nextBoolean() ? Map.of(GERMAN, random.nextInt(9)) : Map.of();
            draft.steps = List.of(new Step(Duration.ofSeconds(1 + random.nextInt(30)), Map.of(), Set.of(GERMAN), 1));
            // Nobody becomes not ready with another offer out; see away.
            draft.offer = new OfferTerms(Duration.ofSeconds(20), 0, false);
            draft.simultaneousOffers = 1 + random.nextInt(2);
            draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20)));
            draft.strategy = List.of(
                            new Strategy.LongestIdle(),
                            new Strategy.MostSkilled(),
                            new Strategy.FewestContacts(),
                            new Strategy.BestScore())
                    .get(random.nextInt(4));
        });
    }
}

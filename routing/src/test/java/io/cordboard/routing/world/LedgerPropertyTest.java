package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.fairness.Counts;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.fairness.Ledger;
import io.cordboard.routing.fairness.Times;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The ledger of a day at work, over a network that loses and doubles. */
class LedgerPropertyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final List<QueueId> QUEUES = List.of(new QueueId(TENANT, "first"), new QueueId(TENANT, "second"));
    private static final List<AgentId> AGENTS = IntStream.range(0, 4)
            .mapToObj(i -> new AgentId(TENANT, "agent-" + i))
            .toList();
    private static final Skill GERMAN = new Skill("german");

    private World world = new World(0, 0, 0);
    private final List<InteractionId> opened = new ArrayList<>();
    private long revision;

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void partsOfADayMakeUpTheWhole(@ForAll long seed) {
        Instant from = begin(seed);
        live();
        Instant until = world.now().plusMillis(1);
        Fairness whole = fairness(from, until);
        long length = Duration.between(from, until).toNanos();
        List<Instant> cuts = new ArrayList<>(world.random()
                .longs(6, 1, length)
                .sorted()
                .distinct()
                .mapToObj(from::plusNanos)
                .toList());
        // At the instant of an event, too.
        cuts.add(events().skip(world.random().nextInt(40)).findFirst().orElseThrow());
        cuts.add(from);
        cuts.add(until);
        List<Instant> edges = cuts.stream().distinct().sorted().toList();

        Map<String, Counts> counts = new HashMap<>();
        Map<AgentId, List<Times>> times = new HashMap<>();
        for (int i = 1; i < edges.size(); i++) {
            for (Fairness.OfAgent agent :
                    fairness(edges.get(i - 1), edges.get(i)).agents()) {
                times.computeIfAbsent(agent.agent(), _ -> new ArrayList<>()).add(agent.times());
                agent.queues().forEach(in -> counts.merge(agent.agent() + " " + in.queue(), in.counts(), Counts::plus));
            }
        }

        assertThat(whole.agents()).isNotEmpty();
        for (Fairness.OfAgent agent : whole.agents()) {
            assertThat(sum(times.get(agent.agent()))).isEqualTo(agent.times());
            for (Fairness.InQueue in : agent.queues()) {
                assertThat(additive(counts.getOrDefault(agent.agent() + " " + in.queue(), Counts.NONE)))
                        .isEqualTo(additive(in.counts()));
            }
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void ledgerTiesWithItself(@ForAll long seed) {
        Instant from = begin(seed);
        live();

        Fairness told = fairness(from, world.now().plusMillis(1));

        for (Fairness.OfAgent agent : told.agents()) {
            Counts counts = agent.counts();
            Times times = agent.times();
            long open = Invariants.agent(world, agent.agent()).work().stream()
                    .filter(work -> work.phase() == AgentView.Work.Phase.OFFERED)
                    .count();
            assertThat(counts.accepted()
                            + counts.rejected()
                            + counts.busy()
                            + counts.missed()
                            + counts.unreachable()
                            + counts.rescinded()
                            + open)
                    .isEqualTo(counts.offers());
            assertThat(times.ready()).isLessThanOrEqualTo(times.signedIn());
            assertThat(times.working().plus(times.idle())).isLessThanOrEqualTo(times.signedIn());
            assertThat(times.working()).isLessThanOrEqualTo(counts.handling());
            assertThat(counts.skilled()).isLessThanOrEqualTo(counts.answered());
        }
        for (Fairness.OfQueue queue : told.queues()) {
            assertThat(told.agents().stream()
                            .flatMap(agent -> agent.queues().stream())
                            .filter(in -> in.queue().equals(queue.queue()))
                            .map(Fairness.InQueue::counts)
                            .reduce(Counts.NONE, Counts::plus))
                    .isEqualTo(queue.counts());
            assertThat(queue.counts().longest() * 5)
                    .isLessThanOrEqualTo(queue.counts().finished());
            assertThat(told.agents().stream()
                            .flatMap(agent -> agent.queues().stream())
                            .filter(in -> in.queue().equals(queue.queue()))
                            .mapToDouble(in -> in.expected().orElse(0))
                            .sum())
                    .isEqualTo(
                            queue.ready().isZero()
                                    ? 0.0
                                    : (double) queue.counts().offers(),
                            org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    private static Times sum(List<Times> all) {
        return all.stream()
                .reduce((one, other) -> new Times(
                        one.signedIn().plus(other.signedIn()),
                        one.ready().plus(other.ready()),
                        one.working().plus(other.working()),
                        one.outside().plus(other.outside()),
                        one.idle().plus(other.idle())))
                .orElseThrow();
    }

    private static Counts additive(Counts of) {
        return new Counts(
                of.offers(),
                of.accepted(),
                of.rejected(),
                of.busy(),
                of.missed(),
                of.unreachable(),
                of.rescinded(),
                of.answered(),
                of.skilled(),
                of.transferred(),
                of.finished(),
                0,
                of.talk(),
                of.wrapUp());
    }

    /** Told from where each agent last signed out before it, as it is read from a journal. */
    private Fairness fairness(Instant from, Instant until) {
        var ledger = new Ledger(from, until);
        for (SimEntity<?, ?> entity : world.entities()) {
            String name = entity.pid().substring(entity.pid().indexOf('|') + 1);
            List<AgentEvent> ofAgent = new ArrayList<>();
            entity.journal().stream()
                    .filter(event -> event.at().isBefore(until))
                    .forEach(event -> {
                        if (event instanceof AgentEvent e) {
                            ofAgent.add(e);
                        } else if (event instanceof InteractionEvent e) {
                            ledger.interaction(InteractionId.of(name), e);
                        }
                    });
            if (!ofAgent.isEmpty()) {
                tell(ledger, AgentId.of(name), ofAgent, from);
            }
        }
        return ledger.ended(Optional.empty(), Optional.empty(), 100).orElseThrow();
    }

    private static void tell(Ledger ledger, AgentId agent, List<AgentEvent> events, Instant from) {
        int out = -1;
        AgentProfile profile = null;
        for (int i = 0; i < events.size() && events.get(i).at().isBefore(from); i++) {
            out = events.get(i) instanceof AgentEvent.SignedOut ? i : out;
            profile = events.get(i) instanceof AgentEvent.Configured configured ? configured.profile() : profile;
        }
        if (out >= 0 && profile != null) {
            ledger.signedOut(agent, profile, events.get(out).at());
            // Work outside outlives a sign-out.
            events.subList(0, out).stream()
                    .filter(event -> event instanceof AgentEvent.OutsideWorkCounted
                            || event instanceof AgentEvent.OutsideWorkEnded)
                    .forEach(event -> ledger.agent(agent, event));
        }
        events.subList(Math.max(0, out), events.size()).forEach(event -> ledger.agent(agent, event));
    }

    private Stream<Instant> events() {
        List<Instant> all = new ArrayList<>();
        world.entities().forEach(entity -> entity.journal().forEach(event -> all.add(event.at())));
        return all.stream().sorted();
    }

    private Instant begin(long seed) {
        world = new World(seed, 0.05, 0.05).withRouter();
        opened.clear();
        revision = 0;
        Instant from = world.now();
        for (QueueId queue : QUEUES) {
            world.ask(new QueueCommand.Configure(queue, queue.name(), "p", Policy.DEFAULT, 1, 1));
        }
        AGENTS.forEach(agent -> {
            profile(agent);
            signIn(agent);
        });
        return from;
    }

    private void live() {
        for (int step = 0; step < 200; step++) {
            world.advance(1 + world.random().nextInt(4_000));
            world.deliverAll();
            act(step);
            world.resend();
            world.deliverAll();
            world.match();
            world.deliverAll();
        }
    }

    private void act(int step) {
        Random random = world.random();
        AgentId agent = AGENTS.get(random.nextInt(AGENTS.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> open(step);
            case 3, 4 ->
                work(
                        agent,
                        AgentView.Work.Phase.OFFERED,
                        w -> world.ask(new InteractionCommand.Accept(w.interaction(), w.offer(), agent)));
            case 5 ->
                work(
                        agent,
                        AgentView.Work.Phase.OFFERED,
                        w -> world.ask(new InteractionCommand.EndOffer(
                                w.interaction(), w.offer(), agent, OfferOutcome.REJECTED, Optional.empty())));
            case 6 ->
                work(
                        agent,
                        AgentView.Work.Phase.HANDLING,
                        w -> world.ask(
                                random.nextInt(3) == 0
                                        ? new InteractionCommand.Transfer(
                                                w.interaction(),
                                                Party.agent(agent),
                                                QUEUES.get(random.nextInt(2)),
                                                Optional.empty())
                                        : new InteractionCommand.End(w.interaction(), Party.agent(agent))));
            case 7 ->
                work(
                        agent,
                        AgentView.Work.Phase.WRAPPING_UP,
                        w -> world.ask(new InteractionCommand.WrapUp(
                                w.interaction(), Party.agent(agent), Optional.of("done"), Optional.empty())));
            case 8 -> away(agent);
            default -> {
                if (random.nextBoolean()) {
                    profile(agent);
                } else {
                    world.ask(new AgentCommand.CountOutsideWork(agent, "visit", Medium.TASK, Duration.ofSeconds(9)));
                }
            }
        }
    }

    private void work(AgentId agent, AgentView.Work.Phase phase, java.util.function.Consumer<AgentView.Work> what) {
        Invariants.agent(world, agent).work().stream()
                .filter(work -> work.phase() == phase)
                .forEach(what);
    }

    private void open(int step) {
        Random random = world.random();
        InteractionId id = new InteractionId(TENANT, "i" + step);
        opened.add(id);
        world.ask(new InteractionCommand.Open(
                id,
                new Contact(
                        random.nextBoolean() ? Medium.VOICE : Medium.CHAT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                new Place(
                        QUEUES.get(random.nextInt(2)),
                        0,
                        world.now(),
                        world.now(),
                        random.nextInt(3) == 0 ? Map.of(GERMAN, 1) : Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty()));
    }

    private void away(AgentId agent) {
        if (Invariants.agent(world, agent).status() != AgentStatus.READY) {
            signIn(agent);
        } else {
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
                        Map.of(GERMAN, 5),
                        Capacity.DEFAULT,
                        Duration.ofSeconds(5),
                        true),
                ++revision));
    }
}

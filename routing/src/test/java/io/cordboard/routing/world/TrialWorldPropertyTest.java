package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * The same tenant lives twice, with and without a policy that is tried, on the same network that loses and doubles: nothing but
 * what is recorded of the trial is different.
 */
class TrialWorldPropertyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final QueueId SALES = new QueueId(TENANT, "sales");
    private static final QueueId SUPPORT = new QueueId(TENANT, "support");
    private static final Skill GERMAN = new Skill("german");

    private static final Policy LIVE = Policy.DEFAULT.with(draft -> {
        draft.requirements = Map.of(GERMAN, 5);
        draft.steps = List.of(new Step(Duration.ofSeconds(20), Map.of(), Set.of(GERMAN), 1));
        draft.simultaneousOffers = 2;
    });
    private static final Policy OTHER = Policy.DEFAULT.with(draft -> {
        draft.steps = List.of(new Step(Duration.ofSeconds(5), Map.of(), Set.of(), -3));
        draft.strategy = new Strategy.MostSkilled();
    });

    private World world = new World(0, 0, 0);
    private final List<AgentId> agents = new ArrayList<>();
    private int seen;

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void everythingHappensAsWithoutATrial(@ForAll long seed) {
        Map<String, List<Event>> without = lived(seed, Optional.empty());
        Map<String, List<Event>> with = lived(seed, Optional.of(OTHER));

        assertThat(shadows(without)).isEmpty();
        seen += shadows(with).size();
        with.replaceAll(
                (_, events) -> events.stream().map(TrialWorldPropertyTest::bare).toList());
        assertThat(with).isEqualTo(without);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void policyThatIsTriedAgainstItselfDecidesTheSame(@ForAll long seed) {
        var shadows = shadows(lived(seed, Optional.of(LIVE)));
        seen += shadows.size();
        assertThat(shadows).allSatisfy((offered, shadow) -> {
            assertThat(shadow.chosen().map(Shadow.Choice::agent)).contains(offered.agent());
            assertThat(shadow.chosen().map(Shadow.Choice::step)).contains(offered.step());
        });
    }

    @AfterProperty
    void manyWereSeen() {
        assertThat(seen).isGreaterThan(100);
    }

    private static Map<InteractionEvent.Offered, Shadow> shadows(Map<String, List<Event>> journals) {
        Map<InteractionEvent.Offered, Shadow> shadows = new LinkedHashMap<>();
        journals.values()
                .forEach(events -> events.forEach(event -> {
                    if (event instanceof InteractionEvent.Offered offered) {
                        offered.shadow().ifPresent(shadow -> shadows.put(offered, shadow));
                    }
                }));
        return shadows;
    }

    private static Event bare(Event event) {
        return switch (event) {
            case InteractionEvent.Offered e ->
                new InteractionEvent.Offered(
                        e.offer(), e.agent(), e.terms(), e.deadline(), e.policyVersion(), e.step(), e.reason(), e.at());
            case AgentEvent.Reserved e ->
                new AgentEvent.Reserved(
                        e.offer(),
                        e.interaction(),
                        e.queue(),
                        e.medium(),
                        e.terms(),
                        e.deadline(),
                        e.policyVersion(),
                        e.step(),
                        e.reason(),
                        e.at());
            case QueueEvent.Configured e ->
                new QueueEvent.Configured(
                        e.displayName(), e.policyId(), e.policy(), e.policyVersion(), e.revision(), e.at());
            default -> event;
        };
    }

    private Map<String, List<Event>> lived(long seed, Optional<Policy> tried) {
        world = new World(seed, 0.05, 0.05).withRouter();
        agents.clear();
        Optional<Trial> trial = tried.map(policy -> new Trial("tried", policy, 1));
        world.ask(new QueueCommand.Configure(SALES, "Sales", "p", LIVE, 1, trial, 1));
        world.ask(new QueueCommand.Configure(SUPPORT, "Support", "p", Policy.DEFAULT, 1, 1));
        for (int i = 0; i < 4; i++) {
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
                            Capacity.DEFAULT,
                            Duration.ofSeconds(5),
                            true),
                    1));
            ready(agent);
        }
        for (int step = 0; step < 300; step++) {
            act(step);
        }
        world.quiesce();
        Map<String, List<Event>> journals = new LinkedHashMap<>();
        world.entities().forEach(entity -> journals.put(entity.pid(), List.copyOf(entity.journal())));
        return journals;
    }

    private void ready(AgentId agent) {
        world.ask(new AgentCommand.SignIn(agent));
        world.ask(new AgentCommand.BecomeReady(agent));
    }

    private void act(int step) {
        Random random = world.random();
        AgentId agent = agents.get(random.nextInt(agents.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> open(step);
            case 3, 4, 5 -> world.match();
            case 6, 7 ->
                each(agent, true, work -> new InteractionCommand.Accept(work.interaction(), work.offer(), agent));
            case 8 ->
                each(
                        agent,
                        true,
                        work -> new InteractionCommand.EndOffer(
                                work.interaction(), work.offer(), agent, OfferOutcome.REJECTED, Optional.empty()));
            case 9 -> {
                each(agent, false, work -> new InteractionCommand.End(work.interaction(), Party.agent(agent)));
                each(
                        agent,
                        false,
                        work -> new InteractionCommand.WrapUp(
                                work.interaction(), Party.agent(agent), Optional.of("done"), Optional.empty()));
            }
            case 10 ->
                world.ask(
                        random.nextBoolean()
                                ? new AgentCommand.BecomeNotReady(agent, "lunch")
                                : new AgentCommand.BecomeReady(agent));
            case 11 -> world.advance(random.nextInt(9_000));
            case 12 -> {
                if (random.nextInt(5) == 0) {
                    world.crashRouter();
                } else {
                    world.resend();
                }
            }
            default -> {
                for (int i = 0; i < 8; i++) {
                    world.deliverOne();
                }
            }
        }
    }

    private void each(AgentId agent, boolean offered, UnaryCommand command) {
        Invariants.agent(world, agent).work().stream()
                .filter(work -> offered == (work.phase() == AgentView.Work.Phase.OFFERED))
                .forEach(work -> world.ask(command.on(work)));
    }

    private interface UnaryCommand {
        InteractionCommand on(AgentView.Work work);
    }

    private void open(int step) {
        InteractionId id = new InteractionId(TENANT, "i" + step);
        world.advance(1);
        Random random = world.random();
        world.ask(new InteractionCommand.Open(
                id,
                new Contact(
                        random.nextBoolean() ? Medium.VOICE : Medium.CHAT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                new Place(
                        random.nextBoolean() ? SALES : SUPPORT,
                        random.nextInt(2),
                        world.now(),
                        world.now(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty()));
    }
}

package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.NINE;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.policy.TimeOfDay;
import io.cordboard.routing.policy.Transfer;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random sequences of inputs about a tenant of a given size, in ten minutes around an opening and a closing of its queues. */
public record Inputs(int queues, int agents, int interactions, int length, boolean batches) {

    /** As the naive kernel decides: for one after the other. */
    public Inputs(int queues, int agents, int interactions, int length) {
        this(queues, agents, interactions, length, false);
    }

    private static final List<Medium> MEDIA = List.of(Medium.VOICE, Medium.CHAT, Medium.TASK);

    private static final List<List<ScorePart>> SCORES = List.of(
            List.of(),
            List.of(
                    new ScorePart(2, Optional.of(Expression.of("agent.site == interaction.site"))),
                    new ScorePart(1, Optional.empty())),
            List.of(
                    new ScorePart(-3, Optional.of(Expression.of("agent.team == 'first'"))),
                    new ScorePart(1, Optional.of(Expression.of("agent.site exists")))));

    /** But those whose choice is a number made of ids, or goes by what was chosen before: {@link ChoiceTest} has those. */
    private static final List<Strategy> STRATEGIES = Strategy.PLAIN.stream()
            .filter(strategy ->
                    !(strategy instanceof Strategy.WeightedRandom || strategy instanceof Strategy.Percentage))
            .toList();

    public Arbitrary<List<Input>> sequences() {
        Arbitrary<Input> one = Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        Combinators.combine(
                                        queue(),
                                        policy(),
                                        Arbitraries.integers().between(1, 9),
                                        trial().optional(0.6))
                                .as(Input.Queue::new)),
                Tuple.of(1, queue().map(Input.ForgetQueue::new)),
                Tuple.of(10, ready().map(Input.Agent::new)),
                Tuple.of(2, agent().map(Input.ForgetAgent::new)),
                Tuple.of(14, waiting().map(Input.Wait::new)),
                Tuple.of(3, interaction().map(Input.ForgetWaiting::new)),
                Tuple.of(5, Combinators.combine(interaction(), agent()).as(Input.Confirmed::new)),
                Tuple.of(8, Combinators.combine(interaction(), agent()).as(Input.Over::new)),
                Tuple.of(
                        8,
                        Combinators.combine(instant(), Arbitraries.integers().between(1, 4))
                                .as(Input.Match::new)),
                Tuple.of(4, instant().map(now -> new Input.Match(now, Integer.MAX_VALUE))));
        Arbitrary<List<Input>> rest = one.list().ofMinSize(length / 4).ofMaxSize(length);
        Arbitrary<List<Policy>> policies = policy().list().ofSize(queues);
        return Combinators.combine(policies, rest).as((first, inputs) -> {
            List<Input> all = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                all.add(new Input.Queue(Tenant.queue("q" + i), first.get(i), 1));
            }
            all.addAll(inputs);
            all.add(new Input.Match(NINE.plusSeconds(700), Integer.MAX_VALUE));
            return all;
        });
    }

    private Arbitrary<QueueId> queue() {
        return Arbitraries.integers().between(0, queues - 1).map(i -> Tenant.queue("q" + i));
    }

    private Arbitrary<AgentId> agent() {
        return Arbitraries.integers().between(0, agents - 1).map(i -> Tenant.agent("a" + i));
    }

    private Arbitrary<InteractionId> interaction() {
        return Arbitraries.integers().between(0, interactions - 1).map(i -> Tenant.interaction("i" + i));
    }

    private static Arbitrary<Instant> instant() {
        return Arbitraries.integers().between(0, 120).map(tick -> NINE.plusSeconds(tick * 5L));
    }

    private static Arbitrary<Map<Skill, Integer>> skills(int most) {
        Arbitrary<Skill> skill = Arbitraries.of("billing", "german", "refunds").map(Skill::new);
        return Arbitraries.maps(skill, Arbitraries.integers().between(0, 10)).ofMaxSize(most);
    }

    private static Arbitrary<Capacity> capacity() {
        return Arbitraries.of(
                Capacity.DEFAULT,
                new Capacity(100, Map.of(Medium.VOICE, new Capacity.Share(100, 1, true))),
                new Capacity(
                        90,
                        Map.of(
                                Medium.CHAT,
                                new Capacity.Share(30, 3, false),
                                Medium.TASK,
                                new Capacity.Share(10, 1, false))),
                new Capacity(
                        200,
                        Map.of(
                                Medium.VOICE,
                                new Capacity.Share(100, 2, false),
                                Medium.CHAT,
                                new Capacity.Share(50, 4, false))),
                new Capacity(
                        100,
                        Map.of(
                                Medium.VOICE,
                                new Capacity.Share(100, 1, true),
                                Medium.CHAT,
                                new Capacity.Share(40, 2, false).interruptedBy(Medium.VOICE),
                                Medium.TASK,
                                new Capacity.Share(100, 1, true).interruptedBy(Medium.VOICE, Medium.CHAT))),
                new Capacity(0, Map.of(Medium.TASK, new Capacity.Share(0, 2, false))));
    }

    private Arbitrary<ReadyAgent> ready() {
        return Combinators.combine(
                        agent(),
                        queue().set().ofMaxSize(3),
                        skills(3),
                        capacity(),
                        Arbitraries.of(MEDIA).list().ofMaxSize(1),
                        instant(),
                        Combinators.combine(
                                        site(),
                                        Arbitraries.of("first", "second")
                                                .map(Team::new)
                                                .optional(0.5),
                                        preference().list().ofSize(3))
                                .as(Tuple::of))
                .as((agent, serves, skills, capacity, carried, idle, who) -> new ReadyAgent(
                        agent,
                        who.get2(),
                        serves,
                        skills,
                        capacity,
                        carried,
                        idle,
                        idle.getEpochSecond() % 3,
                        Duration.ofSeconds(idle.getEpochSecond() % 4),
                        who.get1(),
                        preferences(serves, who.get3())));
    }

    private static Arbitrary<Preference> preference() {
        return Combinators.combine(Arbitraries.of(1, 1, 2, 3), Arbitraries.of(0, 0, 0, 30, 60, 95))
                .as((priority, delay) -> new Preference(priority, Duration.ofSeconds(delay)));
    }

    private static Map<QueueId, Preference> preferences(Set<QueueId> serves, List<Preference> each) {
        Map<QueueId, Preference> preferences = new TreeMap<>();
        serves.forEach(queue -> preferences.put(queue, each.get(preferences.size())));
        return preferences;
    }

    private Arbitrary<Waiting> waiting() {
        Arbitrary<Set<AgentId>> excluded = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Set.of())),
                Tuple.of(1, agent().set().ofMaxSize(2)));
        Arbitrary<List<Optional<AgentId>>> lastAndOnly = Combinators.combine(
                        agent().optional(0.3), agent().optional(0.1))
                .as(List::of);
        return Combinators.combine(
                        interaction(),
                        queue(),
                        Arbitraries.of(MEDIA),
                        Arbitraries.integers().between(-1, 2),
                        instant(),
                        instant(),
                        skills(2),
                        Combinators.combine(lastAndOnly, excluded, instant().optional(0.2), site(), arm())
                                .as(Tuple::of))
                .as((interaction, queue, medium, priority, since, enqueued, skills, who) -> new Waiting(
                        interaction,
                        medium,
                        new Place(
                                        queue,
                                        priority,
                                        since,
                                        enqueued.isBefore(since) ? since : enqueued,
                                        skills,
                                        who.get1().get(0),
                                        who.get1().get(1),
                                        who.get2())
                                .with(draft -> {
                                    draft.transferred = who.get3();
                                    draft.stand = Optional.of(since)
                                            .filter(_ -> since.getEpochSecond() % 7 == 0)
                                            .map(_ -> new Place.Stand(priority, Nanos.of(enqueued)));
                                    draft.arm = who.get5();
                                }),
                        who.get4()));
    }

    private Arbitrary<Trial> trial() {
        return Combinators.combine(tried(), policy(), Arbitraries.integers().between(1, 9))
                .as(Trial::new);
    }

    private static Arbitrary<Optional<Arm>> arm() {
        return Combinators.combine(tried(), Arbitraries.of(Arm.Side.TRIAL, Arm.Side.TRIAL, Arm.Side.RULING))
                .as((trial, side) -> new Arm(trial, 1, side))
                .optional(0.7);
    }

    private static Arbitrary<String> tried() {
        return Arbitraries.of("new", "new", "newer");
    }

    /** Few, so that some are equal. */
    private static Arbitrary<Attributes> site() {
        return Arbitraries.of(
                Attributes.NONE, Attributes.of(Map.of("site", "north")), Attributes.of(Map.of("site", "south")));
    }

    private static Arbitrary<Expression> where() {
        return Arbitraries.of(
                        "agent.site == interaction.site",
                        "agent.site == 'north'",
                        "agent.team == 'first' or interaction.site == 'south'",
                        "not (agent.team == 'second') and agent.site exists",
                        "interaction.site == 'north'",
                        "true")
                .map(Expression::of);
    }

    private Arbitrary<Policy> policy() {
        return policy(STRATEGIES.stream()
                .filter(each -> batches || !(each instanceof Strategy.BatchOptimum))
                .toList());
    }

    static Arbitrary<Policy> policy(List<Strategy> strategies) {
        Arbitrary<Optional<BusinessHours>> hours =
                Arbitraries.of(hours("08:00", "09:05"), hours("09:03", "18:00")).optional(0.2);
        return Combinators.combine(
                        Combinators.combine(skills(1), where().optional(0.4)).as(Tuple::of),
                        steps(),
                        Arbitraries.of(strategies),
                        priority(),
                        Arbitraries.of(20, 100)
                                .map(s -> new LastAgent(Duration.ofSeconds(s)))
                                .optional(0.5),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(1)),
                                Tuple.of(1, Arbitraries.integers().between(2, 3))),
                        Arbitraries.of(5, 20, 300),
                        hours)
                .as((requirements, steps, strategy, priority, last, offers, deadline, open) ->
                        Policy.DEFAULT.with(draft -> {
                            draft.requirements = requirements.get1();
                            draft.where = requirements.get2();
                            draft.steps = steps;
                            draft.strategy = strategy;
                            draft.order = strategy instanceof Strategy.Ordered ? List.of("a3", "a1") : List.of();
                            draft.score =
                                    strategy instanceof Strategy.BestScore || strategy instanceof Strategy.BatchOptimum
                                            ? SCORES.get(deadline % 3)
                                            : List.of();
                            draft.priority = strategy instanceof Strategy.BatchOptimum
                                    ? new Priority(priority.base(), priority.ageCredit())
                                    : priority;
                            draft.lastAgent = last;
                            draft.simultaneousOffers = strategy instanceof Strategy.BatchOptimum ? 1 : offers;
                            draft.offer = new OfferTerms(Duration.ofSeconds(deadline), 1, false);
                            draft.hours = open;
                            draft.transfer = new Transfer(
                                    deadline != 20,
                                    Optional.of(Duration.ofSeconds(60)).filter(_ -> deadline != 300));
                        }));
    }

    private static Arbitrary<Priority> priority() {
        return Combinators.combine(
                        Arbitraries.integers().between(-1, 1),
                        Arbitraries.of(10, 45).map(s -> Duration.ofSeconds(s)).optional(0.4),
                        Arbitraries.of(Priority.Order.FIFO, Priority.Order.FIFO, Priority.Order.LIFO))
                .as((base, credit, order) ->
                        new Priority(base, credit.isPresent() ? Priority.Order.FIFO : order, credit, Optional.empty()));
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        skills(1),
                        Arbitraries.of("billing", "german")
                                .map(Skill::new)
                                .set()
                                .ofMaxSize(1),
                        where().optional(0.3),
                        Arbitraries.of(0, 0, 1, -1))
                .as((requirements, drop, where, points) -> new Step(Duration.ZERO, requirements, drop, where, points));
        return step.list().ofMaxSize(3).map(steps -> {
            List<Step> timed = new ArrayList<>();
            for (Step each : steps) {
                timed.add(new Step(
                        Duration.ofSeconds(30L * timed.size()),
                        each.requirements(),
                        each.drop(),
                        each.where(),
                        each.priority()));
            }
            return timed;
        });
    }

    private static BusinessHours hours(String from, String to) {
        var period = new BusinessHours.Period(EnumSet.allOf(DayOfWeek.class), TimeOfDay.of(from), TimeOfDay.of(to));
        return new BusinessHours(ZoneOffset.UTC, List.of(period), Set.of(), Optional.empty());
    }
}

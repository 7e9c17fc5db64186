package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.policy.Transfer;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The same rules as {@link Matcher}, written as they are said: for every decision it sorts all that waits and asks every agent.
 * It shares no code with the kernel beyond the types at its border.
 */
final class NaiveMatcher {

    private record Held(
            InteractionId interaction,
            AgentId agent,
            Medium medium,
            boolean onAgent,
            boolean onWaiting,
            Instant lapses) {}

    private record Ruled(Policy policy, int version, boolean tried) {}

    private final Map<QueueId, Input.Queue> queues = new HashMap<>();
    private final Map<AgentId, ReadyAgent> agents = new TreeMap<>();
    private final Map<InteractionId, Waiting> waiting = new TreeMap<>();
    private final Map<QueueId, AgentId> lastInTurn = new HashMap<>();
    private final Map<QueueId, AgentId> lastTried = new HashMap<>();
    private final List<Held> holds = new ArrayList<>();
    private Instant now = Instant.MIN;

    List<Proposal> tell(Input input) {
        switch (input) {
            case Input.Queue rules -> {
                queues.put(rules.queue(), rules);
                if (acting(rules).isEmpty()) {
                    lastTried.remove(rules.queue());
                }
            }
            case Input.ForgetQueue(var queue) -> {
                queues.remove(queue);
                lastInTurn.remove(queue);
                lastTried.remove(queue);
            }
            case Input.Agent(var agent) -> agents.put(agent.agent(), agent);
            case Input.ForgetAgent(var agent) -> {
                if (agents.remove(agent) != null) {
                    holds.removeIf(held -> held.agent().equals(agent));
                }
            }
            case Input.Wait(var each) -> waiting.put(each.interaction(), each);
            case Input.ForgetWaiting(var interaction) -> {
                if (waiting.remove(interaction) != null) {
                    holds.replaceAll(held -> held.interaction().equals(interaction)
                            ? new Held(interaction, held.agent(), held.medium(), held.onAgent(), false, held.lapses())
                            : held);
                    dropEmptyHolds();
                }
            }
            case Input.Confirmed(var interaction, var agent) -> {
                holds.replaceAll(held ->
                        held.interaction().equals(interaction) && held.agent().equals(agent)
                                ? new Held(interaction, agent, held.medium(), false, held.onWaiting(), held.lapses())
                                : held);
                dropEmptyHolds();
            }
            case Input.Over(var interaction, var agent) ->
                holds.removeIf(held ->
                        held.interaction().equals(interaction) && held.agent().equals(agent));
            case Input.Match(var at, int max) -> {
                return match(at, max);
            }
        }
        return List.of();
    }

    private void dropEmptyHolds() {
        holds.removeIf(held -> !held.onAgent() && !held.onWaiting());
    }

    private List<Proposal> match(Instant at, int max) {
        now = at.isAfter(now) ? at : now;
        holds.removeIf(held -> !held.lapses().isAfter(now));
        List<Proposal> proposals = new ArrayList<>();
        while (proposals.size() < max) {
            Optional<Proposal> next = waiting.values().stream()
                    .filter(each -> queues.containsKey(each.queue()))
                    .sorted(inLine())
                    .flatMap(each -> decide(each).stream())
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            proposals.add(next.get());
        }
        return proposals;
    }

    private Optional<Proposal> decide(Waiting each) {
        Ruled ruled = ruled(each);
        Policy policy = ruled.policy();
        boolean held = isHeldForLast(each, policy);
        Optional<ReadyAgent> chosen = agents.values().stream()
                .filter(agent -> mayHave(agent, each))
                .filter(agent -> waiting.values().stream()
                        .noneMatch(other -> turn(agent, other) < turn(agent, each) && mayHave(agent, other)))
                .min(preference(each, policy));
        return chosen.map(agent -> propose(agent, each, ruled, held));
    }

    /** The policy that is tried, or that of the queue; in one line there is one order, and the queue is open or not. */
    private Ruled ruled(Waiting each) {
        Input.Queue rules = queues.get(each.queue());
        return acting(rules)
                .filter(_ -> each.place()
                        .arm()
                        .filter(arm -> arm.side() == Arm.Side.TRIAL
                                && arm.trial().equals(rules.trial().get().policyId()))
                        .isPresent())
                .map(policy -> new Ruled(policy, rules.trial().get().version(), true))
                .orElse(new Ruled(rules.policy(), rules.version(), false));
    }

    private static Optional<Policy> acting(Input.Queue rules) {
        Policy queues = rules.policy();
        return rules.trial()
                .map(Trial::policy)
                .filter(policy -> !(policy.strategy() instanceof Strategy.BatchOptimum
                        && queues.priority().order() == Priority.Order.LIFO))
                .map(policy -> policy.with(draft -> {
                    draft.priority = queues.priority();
                    draft.hours = queues.hours();
                    draft.transfer = new Transfer(
                            queues.transfer().keepsAge(), policy.transfer().namedFor());
                }));
    }

    /** The priority that an agent gives to the queue; what is for the agent alone is in the first. */
    private int turn(ReadyAgent agent, Waiting each) {
        Ruled ruled = queues.containsKey(each.queue()) ? ruled(each) : null;
        boolean own = ruled != null && (isNamed(each, ruled.policy()) || isHeldForLast(each, ruled.policy()));
        return agent.queues().stream()
                .filter(queue -> own || queue.equals(each.queue()))
                .mapToInt(queue -> agent.preference(queue).priority())
                .min()
                .orElse(0);
    }

    private boolean mayHave(ReadyAgent agent, Waiting each) {
        if (!queues.containsKey(each.queue())) {
            return false;
        }
        Ruled ruled = ruled(each);
        Policy policy = ruled.policy();
        long open = holds.stream()
                .filter(held -> held.interaction().equals(each.interaction()) && held.onWaiting())
                .count();
        boolean closed = policy.hours().isPresent()
                && !policy.hours().get().isOpen(now)
                && !policy.hours().get().isOpen(each.since());
        if (closed || open >= policy.simultaneousOffers()) {
            return false;
        }
        boolean held = isHeldForLast(each, policy);
        return (!held || each.lastAgent().equals(Optional.of(agent.agent())))
                && (held || isNamed(each, policy) || !isTooEarly(agent, each))
                && isEligible(agent, each, policy)
                && agent.capacity().fits(load(agent), each.medium())
                && holds.stream()
                        .noneMatch(hold -> hold.interaction().equals(each.interaction())
                                && hold.agent().equals(agent.agent()));
    }

    private boolean isTooEarly(ReadyAgent agent, Waiting each) {
        Duration delay = agent.preference(each.queue()).delay();
        return !delay.isZero() && now.isBefore(each.enqueued().plus(delay));
    }

    private Proposal propose(ReadyAgent agent, Waiting each, Ruled ruled, boolean held) {
        Policy policy = ruled.policy();
        boolean named = isNamed(each, policy);
        if (policy.strategy() instanceof Strategy.RoundRobin && !named && !held) {
            (ruled.tried() ? lastTried : lastInTurn).put(each.queue(), agent.agent());
        }
        holds.add(new Held(
                each.interaction(),
                agent.agent(),
                each.medium(),
                true,
                true,
                now.plus(policy.offer().deadline()).plus(Matcher.LAPSE)));
        return new Proposal(
                each.interaction(),
                agent.agent(),
                each.queue(),
                each.medium(),
                ruled.version(),
                fired(each, policy).size(),
                named ? "named-agent" : held ? "last-agent" : policy.strategy().word(),
                each.since(),
                policy.offer().deadline(),
                policy.offer().misses(),
                policy.offer().autoAccept());
    }

    private boolean isNamed(Waiting each, Policy policy) {
        return each.onlyAgent().isPresent()
                && policy.transfer()
                        .namedFor()
                        .map(each.enqueued()::plus)
                        .map(now::isBefore)
                        .orElse(true);
    }

    private boolean isHeldForLast(Waiting each, Policy policy) {
        if (policy.lastAgent().isEmpty()
                || each.lastAgent().isEmpty()
                || each.onlyAgent().isPresent()) {
            return false;
        }
        ReadyAgent last = agents.get(each.lastAgent().get());
        return now.isBefore(each.enqueued().plus(policy.lastAgent().get().window()))
                && last != null
                && isEligible(last, each, policy)
                && last.capacity().fits(List.of(), each.medium());
    }

    private boolean isEligible(ReadyAgent agent, Waiting each, Policy policy) {
        if (each.excluded().contains(agent.agent())) {
            return false;
        }
        if (isNamed(each, policy)) {
            return each.onlyAgent().get().equals(agent.agent());
        }
        return (agent.queues().isEmpty() || agent.queues().contains(each.queue()))
                && needs(each, policy).entrySet().stream()
                        .allMatch(need -> agent.skills().getOrDefault(need.getKey(), 0) >= need.getValue())
                && isMet(agent, each, policy);
    }

    /** The policy's condition or that of a step that has fired, each asked for itself. */
    private boolean isMet(ReadyAgent agent, Waiting each, Policy policy) {
        return policy.where().isEmpty()
                || isMet(policy.where().get(), agent, each)
                || fired(each, policy).stream()
                        .anyMatch(step -> step.where()
                                .filter(where -> isMet(where, agent, each))
                                .isPresent());
    }

    private static boolean isMet(Expression where, ReadyAgent agent, Waiting each) {
        Map<String, Object> own = new HashMap<>();
        agent.team().ifPresent(team -> own.put("team", team.name()));
        return where.given(each.attributes(), Attributes.NONE)
                .holds(agent.attributes().with(Attributes.of(own)));
    }

    private static int levels(ReadyAgent agent, Map<Skill, Integer> needs) {
        return needs.keySet().stream()
                .mapToInt(skill -> agent.skills().getOrDefault(skill, 0))
                .sum();
    }

    private Map<Skill, Integer> needs(Waiting each, Policy policy) {
        Map<Skill, Integer> needs = new HashMap<>(policy.requirements());
        each.skills().forEach((skill, minimum) -> needs.put(skill, Math.max(minimum, needs.getOrDefault(skill, 0))));
        for (Step step : fired(each, policy)) {
            needs.replaceAll(
                    (skill, minimum) -> Math.min(minimum, step.requirements().getOrDefault(skill, 10)));
            needs.keySet().removeAll(step.drop());
        }
        needs.values().removeIf(minimum -> minimum == 0);
        return needs;
    }

    private List<Step> fired(Waiting each, Policy policy) {
        return policy.steps().stream()
                .filter(step -> !each.enqueued().plus(step.after()).isAfter(now))
                .toList();
    }

    private List<Medium> load(ReadyAgent agent) {
        List<Medium> load = new ArrayList<>(agent.carried());
        holds.stream()
                .filter(held -> held.agent().equals(agent.agent()) && held.onAgent())
                .forEach(held -> load.add(held.medium()));
        return load;
    }

    private Comparator<ReadyAgent> preference(Waiting each, Policy policy) {
        Comparator<ReadyAgent> idle =
                Comparator.comparing(ReadyAgent::idleSince).thenComparing(ReadyAgent::agent);
        AgentId last = (ruled(each).tried() ? lastTried : lastInTurn).get(each.queue());
        return switch (policy.strategy()) {
            case Strategy.LongestIdle _ -> idle;
            case Strategy.RoundRobin _ ->
                Comparator.comparing((ReadyAgent agent) ->
                                last == null || agent.agent().compareTo(last) <= 0)
                        .thenComparing(ReadyAgent::agent);
            case Strategy.LeastOccupied _ ->
                Comparator.<ReadyAgent>comparingDouble(agent -> agent.capacity().units() == 0
                                ? 1.0
                                : (double) agent.capacity().used(load(agent))
                                        / agent.capacity().units())
                        .thenComparing(idle);
            case Strategy.BestScore _ ->
                Comparator.<ReadyAgent>comparingDouble(agent -> -score(agent, each, policy))
                        .thenComparing(idle);
            case Strategy.Ordered _ -> {
                List<String> order = policy.order();
                yield Comparator.<ReadyAgent>comparingInt(
                                agent -> order.contains(agent.agent().name())
                                        ? order.indexOf(agent.agent().name())
                                        : order.size())
                        .thenComparing(ReadyAgent::agent);
            }
            case Strategy.WeightedRandom _, Strategy.Percentage _, Strategy.BatchOptimum _ ->
                throw new UnsupportedOperationException();
            case Strategy.FewestContacts _ ->
                Comparator.comparingLong(ReadyAgent::contacts).thenComparing(idle);
            case Strategy.LeastTalkTime _ ->
                Comparator.comparing(ReadyAgent::talked).thenComparing(idle);
            case Strategy.MostSkilled _ -> {
                Map<Skill, Integer> needs = needs(each, policy);
                yield Comparator.<ReadyAgent>comparingInt(agent -> -levels(agent, needs))
                        .thenComparing(idle);
            }
            case Strategy.LeastSkilled _ -> {
                Map<Skill, Integer> needs = needs(each, policy);
                yield Comparator.<ReadyAgent>comparingInt(agent -> levels(agent, needs))
                        .thenComparing(idle);
            }
        };
    }

    private double score(ReadyAgent agent, Waiting each, Policy policy) {
        if (policy.score().isEmpty()) {
            return match(agent, each, policy);
        }
        double sum = 0;
        for (ScorePart part : policy.score()) {
            sum += part.points()
                    * part.where()
                            .map(where -> isMet(where, agent, each) ? 1.0 : 0.0)
                            .orElse(match(agent, each, policy));
        }
        return sum;
    }

    private double match(ReadyAgent agent, Waiting each, Policy policy) {
        Policy unrelaxed = policy.with(draft -> draft.steps = List.of());
        double sum = 0;
        int count = 0;
        for (Map.Entry<Skill, Integer> need : new TreeMap<>(needs(each, unrelaxed)).entrySet()) {
            sum += 1 / (1 + Math.pow(2, need.getValue() - agent.skills().getOrDefault(need.getKey(), 0)));
            count++;
        }
        if (policy.where().isPresent()) {
            for (Expression part : policy.where().get().conjuncts()) {
                sum += isMet(part, agent, each) ? 1 : 0;
                count++;
            }
        }
        return count == 0 ? 1 : sum / count;
    }

    private Comparator<Waiting> inLine() {
        return Comparator.<Waiting>comparingLong(each -> -rank(each))
                .thenComparing(this::place)
                .thenComparing(Waiting::interaction);
    }

    private long points(Waiting each) {
        return each.priority()
                + fired(each, ruled(each).policy()).stream()
                        .mapToLong(Step::priority)
                        .sum();
    }

    private long rank(Waiting each) {
        if (each.place().stand().isPresent()) {
            return each.place().stand().get().rank();
        }
        Policy policy = queues.get(each.queue()).policy();
        return policy.priority().base() + (policy.priority().ageCredit().isPresent() ? 0 : points(each));
    }

    private BigInteger place(Waiting each) {
        if (each.place().stand().isPresent()) {
            return BigInteger.valueOf(each.place().stand().get().place());
        }
        Policy policy = queues.get(each.queue()).policy();
        Duration credit = policy.priority().ageCredit().orElse(Duration.ZERO);
        Instant from = policy.transfer().keepsAge() || each.transferred().isEmpty()
                ? each.since()
                : each.transferred().get();
        BigInteger since =
                BigInteger.valueOf(Duration.between(Instant.EPOCH, from).toNanos());
        if (policy.priority().order() == Priority.Order.LIFO) {
            return BigInteger.TWO.pow(63).subtract(since);
        }
        return since.subtract(BigInteger.valueOf(credit.toNanos()).multiply(BigInteger.valueOf(points(each))));
    }
}

package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A queue's strategy as an order of seats, the preferred first; it never calls two seats equal. */
final class Ranking {

    static final Comparator<Seat> LONGEST_IDLE = Comparator.naturalOrder();
    static final String TIE_BREAK = "longest idle, then lowest id";

    private Ranking() {}

    static Comparator<Seat> of(DemandClass of, Entry entry) {
        Rules rules = of.rules();
        if (rules.batches()) {
            // Only whether there is anyone; a batch decides who.
            return LONGEST_IDLE;
        }
        return of(Objects.requireNonNullElse(rules.policy, Policy.DEFAULT), entry.waiting(), of::asked, rules);
    }

    /**
     * @param asked the skills that are asked for
     * @param rules what remembers whom the policy has chosen
     */
    static Comparator<Seat> of(Policy policy, Waiting waiting, Supplier<Set<Skill>> asked, Rules rules) {
        return switch (policy.strategy()) {
            case Strategy.LongestIdle _ -> LONGEST_IDLE;
            case Strategy.RoundRobin _ -> inTurn(rules.lastInTurn);
            case Strategy.LeastOccupied _ -> Ranking::byOccupancy;
            case Strategy.FewestContacts _ -> Ranking::byContacts;
            case Strategy.LeastTalkTime _ -> Ranking::byTalkTime;
            case Strategy.MostSkilled _ -> {
                Set<Skill> skills = asked.get();
                yield (one, other) -> bySkill(other, one, one.compareTo(other), skills);
            }
            case Strategy.LeastSkilled _ -> {
                Set<Skill> skills = asked.get();
                yield (one, other) -> bySkill(one, other, one.compareTo(other), skills);
            }
            case Strategy.BestScore _ -> new Score(policy, waiting);
            case Strategy.Ordered _ -> inOrder(policy.order());
            case Strategy.WeightedRandom _ -> new Lots(policy, waiting);
            case Strategy.Percentage _ -> new Shares(policy, waiting, rules.owed);
            case Strategy.BatchOptimum weights -> new PairCost(policy, weights, waiting);
        };
    }

    private static Comparator<Seat> inOrder(List<String> order) {
        Map<String, Integer> places = new HashMap<>();
        order.forEach(name -> places.putIfAbsent(name, places.size()));
        return Comparator.<Seat>comparingInt(
                        seat -> places.getOrDefault(seat.id().name(), order.size()))
                .thenComparing(Seat::id);
    }

    private static int byContacts(Seat one, Seat other) {
        int byContacts = Long.compare(one.agent.contacts(), other.agent.contacts());
        return byContacts != 0 ? byContacts : one.compareTo(other);
    }

    private static int byTalkTime(Seat one, Seat other) {
        int byTime = one.agent.talked().compareTo(other.agent.talked());
        return byTime != 0 ? byTime : one.compareTo(other);
    }

    /** The less skilled first; {@code tie} says who is first of two that are equally so. */
    private static int bySkill(Seat one, Seat other, int tie, Set<Skill> asked) {
        int bySkill = Integer.compare(skill(one.agent, asked), skill(other.agent, asked));
        return bySkill != 0 ? bySkill : tie;
    }

    /** The sum of an agent's proficiencies in these skills. */
    static int skill(ReadyAgent agent, Set<Skill> asked) {
        int sum = 0;
        Map<Skill, Integer> skills = agent.skills();
        for (Skill skill : asked) {
            sum += skills.getOrDefault(skill, 0);
        }
        return sum;
    }

    private static Comparator<Seat> inTurn(@Nullable AgentId last) {
        return (one, other) -> {
            boolean oneLater = last != null && one.id().compareTo(last) > 0;
            boolean otherLater = last != null && other.id().compareTo(last) > 0;
            return oneLater != otherLater ? (oneLater ? -1 : 1) : one.id().compareTo(other.id());
        };
    }

    /** By the share of units in use; an agent without any units counts as full. */
    private static int byOccupancy(Seat one, Seat other) {
        long units = one.agent.capacity().units();
        long otherUnits = other.agent.capacity().units();
        long use = units == 0 ? 1 : one.usedUnits();
        long otherUse = otherUnits == 0 ? 1 : other.usedUnits();
        int byShare = Long.compare(use * Math.max(1, otherUnits), otherUse * Math.max(1, units));
        return byShare != 0 ? byShare : one.compareTo(other);
    }
}

package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Step;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where a policy puts an interaction at an instant.
 *
 * @param step relaxation steps that have fired
 * @param rank higher goes first
 * @param place then the earlier goes first
 * @param nextStepAt when the next step fires
 */
record Standing(int step, long rank, long place, long nextStepAt) {

    static Standing of(Policy policy, Entry entry, long now) {
        Waiting waiting = entry.waiting();
        long points = waiting.priority();
        int fired = 0;
        long nextStepAt = Nanos.NEVER;
        if (!policy.steps().isEmpty()) {
            long enqueued = Nanos.of(waiting.enqueued());
            for (Step step : policy.steps()) {
                long at = Nanos.plus(enqueued, step.after());
                if (at > now && fired >= entry.firedEarly) {
                    nextStepAt = at;
                    break;
                }
                points += step.priority();
                fired++;
            }
        }
        if (waiting.place().stand().isPresent()) {
            Place.Stand stand = waiting.place().stand().get();
            return new Standing(fired, stand.rank(), Nanos.add(stand.place(), -entry.desk.credit), nextStepAt);
        }
        long base = policy.priority().base();
        long since = Nanos.of(
                policy.transfer().keepsAge()
                        ? waiting.since()
                        : waiting.transferred().orElse(waiting.since()));
        if (policy.priority().order() == Priority.Order.LIFO) {
            return new Standing(fired, base + points, Long.MAX_VALUE - Math.max(0, since), nextStepAt);
        }
        since = Nanos.add(since, -entry.desk.credit);
        if (policy.priority().ageCredit().isEmpty()) {
            return new Standing(fired, base + points, since, nextStepAt);
        }
        long ahead = Nanos.times(points, policy.priority().ageCredit().get().toNanos());
        return new Standing(fired, base, Nanos.add(since, -ahead), nextStepAt);
    }

    /** What must hold of an agent because of what is known of {@code waiting}: what the queue says, or any of the steps that fired. */
    static Expression condition(Policy policy, Waiting waiting, int steps) {
        Expression condition = policy.condition(steps);
        if (condition == Expression.Constant.ALWAYS) {
            return condition;
        }
        return condition.given(waiting.known(), waiting.customer());
    }

    /** What is needed of an agent: what the queue asks and what the interaction asks, the higher, widened by the steps that fired. */
    static NavigableMap<Skill, Integer> needs(Policy policy, Map<Skill, Integer> asked, int steps) {
        NavigableMap<Skill, Integer> needs = new TreeMap<>(policy.requirements());
        asked.forEach((skill, minimum) -> needs.merge(skill, minimum, Math::max));
        for (Step step : policy.steps().subList(0, steps)) {
            step.requirements()
                    .forEach((skill, minimum) -> needs.computeIfPresent(skill, (_, was) -> Math.min(was, minimum)));
            step.drop().forEach(needs::remove);
        }
        needs.values().removeIf(minimum -> minimum <= 0);
        return needs;
    }
}

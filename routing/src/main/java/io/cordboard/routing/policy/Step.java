package io.cordboard.routing.policy;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes for an interaction once it has waited in its queue for {@code after}, or earlier, as soon as the queue is as
 * {@code when} says. A step only ever widens: whoever was eligible before it fired is eligible afterwards. Steps add up, in order:
 * one that fires early fires those before it, and none is taken back.
 *
 * @param after counted from when the interaction entered the queue
 * @param requirements new minimum by skill, where it is lower than the one in force, whoever asked for that one
 * @param drop skills that are no longer asked for at all, whoever asked for them
 * @param where who may have it from then on beside those who could before; {@link Expression.Constant#ALWAYS} for anyone with the skills
 * @param when what must hold of the queue for it to fire before its time; see {@link QueueConditions}
 * @param priority points added to the interaction's priority; negative takes away
 */
public record Step(
        Duration after,
        Map<Skill, Integer> requirements,
        Set<Skill> drop,
        Optional<Expression> where,
        Optional<Expression> when,
        int priority) {

    /** A step that concerns skills alone. */
    public Step(Duration after, Map<Skill, Integer> requirements, Set<Skill> drop, int priority) {
        this(after, requirements, drop, Optional.empty(), priority);
    }

    /** A step that goes by time alone. */
    public Step(
            Duration after,
            Map<Skill, Integer> requirements,
            Set<Skill> drop,
            Optional<Expression> where,
            int priority) {
        this(after, requirements, drop, where, Optional.empty(), priority);
    }

    public Step {
        Range.require("after", after, Duration.ZERO, Limits.MONTH);
        requirements = Limits.minimums(requirements);
        Limits.count("dropped skills", drop, Limits.SKILLS);
        drop = Collections.unmodifiableSortedSet(new TreeSet<>(drop));
        Limits.PRIORITY.require("priority", priority);
    }
}

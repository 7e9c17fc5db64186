package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A time in which an agent is ready for work. What is in hand at its end is brought to its end. An agent may have several, one
 * after the other, and may have learned something in between.
 *
 * @param team what conditions may ask of the agent's team
 * @param queues the queues the agent serves; empty means every queue
 * @param skills proficiency 0 to 10 by skill
 * @param attributes what else the conditions of policies may ask of the agent
 * @param preferences how the agent stands to those of the {@code queues} of which something is said
 * @param fromNanos when it begins, from the scenario's start
 * @param untilNanos when it ends; later than it begins; {@link #OPEN} for never
 */
public record Shift(
        AgentId agent,
        Optional<Team> team,
        Set<QueueId> queues,
        Map<Skill, Integer> skills,
        Capacity capacity,
        Attributes attributes,
        Map<QueueId, Preference> preferences,
        long fromNanos,
        long untilNanos) {

    /** The end of a shift that does not end. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Of an agent of whom nothing more is said. */
    public Shift(
            AgentId agent,
            Set<QueueId> queues,
            Map<Skill, Integer> skills,
            Capacity capacity,
            long fromNanos,
            long untilNanos) {
        this(agent, Optional.empty(), queues, skills, capacity, Attributes.NONE, Map.of(), fromNanos, untilNanos);
    }

    /** @throws IllegalArgumentException if it begins before 0, or does not end after it begins */
    public Shift {
        if (fromNanos < 0 || untilNanos <= fromNanos) {
            throw new IllegalArgumentException("Expected a shift of " + agent
                    + " from 0 ns or later to later than that, but got " + fromNanos + " to " + untilNanos);
        }
        queues = Set.copyOf(queues);
        skills = Map.copyOf(skills);
        preferences = Preference.of(preferences, queues);
    }

    /** A shift from the start that does not end. */
    public static Shift open(AgentId agent, Set<QueueId> queues, Map<Skill, Integer> skills, Capacity capacity) {
        return new Shift(agent, queues, skills, capacity, 0, OPEN);
    }
}

package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated contact: when it comes to which queue, and what only the simulation knows beforehand, how long it would wait and
 * will take.
 *
 * @param atNanos when it arrives, from the scenario's start
 * @param priority higher is served first
 * @param skills minimum proficiency by skill that it asks for, beside what its queue asks
 * @param lastAgent who served this customer last
 * @param attributes what is known of it and of its customer, for the conditions of policies
 * @param handlingNanos how long an agent is busy with it, wrap-up included
 * @param patienceNanos how long it waits before it hangs up; {@link #ENDLESS} for as long as it takes
 */
public record Arrival(
        long atNanos,
        QueueId queue,
        Medium medium,
        int priority,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Attributes attributes,
        long handlingNanos,
        long patienceNanos) {

    /** The patience of those who never hang up. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /** One of which nothing more is known. */
    public Arrival(
            long atNanos,
            QueueId queue,
            Medium medium,
            int priority,
            Map<Skill, Integer> skills,
            Optional<AgentId> lastAgent,
            long handlingNanos,
            long patienceNanos) {
        this(atNanos, queue, medium, priority, skills, lastAgent, Attributes.NONE, handlingNanos, patienceNanos);
    }

    /** @throws IllegalArgumentException if a time is negative */
    public Arrival {
        if (atNanos < 0 || handlingNanos < 0 || patienceNanos < 0) {
            throw new IllegalArgumentException("Expected arrival, handling and patience of 0 or more ns, but got "
                    + atNanos + ", " + handlingNanos + " and " + patienceNanos);
        }
        skills = Map.copyOf(skills);
    }

    /** When it hangs up if nobody answers. */
    long hangsUpAt() {
        return Times.plus(atNanos, patienceNanos);
    }
}

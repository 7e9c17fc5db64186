package io.cordboard.routing.fairness;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who was given what, by agent and by queue, each in the order of their ids.
 *
 * @param queues with the figures of all agents, whomever {@code agents} is about
 */
public record Fairness(List<OfAgent> agents, List<OfQueue> queues) {

    public Fairness {
        agents = List.copyOf(agents);
        queues = List.copyOf(queues);
    }

    /**
     * One who was signed in or had something to do with a contact.
     *
     * @param team in the end
     * @param times in all queues
     * @param counts of {@code queues}
     */
    public record OfAgent(
            AgentId agent, String displayName, Optional<Team> team, Times times, Counts counts, List<InQueue> queues) {
        public OfAgent {
            queues = List.copyOf(queues);
        }
    }

    /**
     * One agent in one queue.
     *
     * @param ready for how long the agent was ready and served the queue
     * @param expected how many of the offers made in the queue would have been this agent's, had they been spread among those who
     *     served it by that time; empty if there was none
     */
    public record InQueue(QueueId queue, Duration ready, Counts counts, OptionalDouble expected) {}

    /**
     * One queue.
     *
     * @param agents how many were ready for it at some time
     * @param ready the sum of their times
     * @param longerThan handling beyond which a contact is among the longest: that of four fifths of those finished was no longer;
     *     empty if none was finished
     */
    public record OfQueue(QueueId queue, int agents, Duration ready, Counts counts, Optional<Duration> longerThan) {}
}

package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;

/**
 * One decision of the matching kernel: this agent should be offered this interaction.
 *
 * @param policyVersion the version of the queue's policy that decided
 * @param step relaxation steps that had fired, 0 for none
 * @param deadline how long the agent has to accept
 * @param misses consecutive missed offers after which the agent is set not ready; 0 for never
 * @param autoAccept whether the agent takes it without being asked
 */
public record Proposal(
        InteractionId interaction,
        AgentId agent,
        QueueId queue,
        Medium medium,
        int policyVersion,
        int step,
        String reason,
        Instant waitingSince,
        Duration deadline,
        int misses,
        boolean autoAccept) {}

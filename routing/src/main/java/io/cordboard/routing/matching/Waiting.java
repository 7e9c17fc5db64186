package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the matching kernel knows of an interaction that waits in a queue.
 *
 * @param skills minimum proficiency by skill that this interaction asks for, beside what its queue's policy asks
 * @param priority higher is served first
 * @param since its place in line: when it first arrived, kept over requeue and transfer
 * @param enqueued when it entered this queue; relaxation steps and overflow count from here
 * @param lastAgent who served this customer last, to be preferred for as long as the policy says
 * @param onlyAgent the one agent it may go to (a transfer to an agent), if any
 * @param excluded agents who must not get it (declined, missed, or transferred it away)
 * @param transferred when somebody last sent it to another queue or agent; its place in line is from here if the policy
 *     does not let it keep its age
 */
public record Waiting(
        InteractionId interaction,
        QueueId queue,
        Medium medium,
        int priority,
        Instant since,
        Instant enqueued,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<AgentId> onlyAgent,
        Set<AgentId> excluded,
        Optional<Instant> transferred) {

    public Waiting {
        skills = Map.copyOf(skills);
        excluded = Set.copyOf(excluded);
    }

    /** One that was never transferred. */
    public Waiting(
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            int priority,
            Instant since,
            Instant enqueued,
            Map<Skill, Integer> skills,
            Optional<AgentId> lastAgent,
            Optional<AgentId> onlyAgent,
            Set<AgentId> excluded) {
        this(
                interaction,
                queue,
                medium,
                priority,
                since,
                enqueued,
                skills,
                lastAgent,
                onlyAgent,
                excluded,
                Optional.empty());
    }

    /** The same, except for others. */
    public Waiting excluding(Set<AgentId> others) {
        return new Waiting(
                interaction,
                queue,
                medium,
                priority,
                since,
                enqueued,
                skills,
                lastAgent,
                onlyAgent,
                others,
                transferred);
    }
}

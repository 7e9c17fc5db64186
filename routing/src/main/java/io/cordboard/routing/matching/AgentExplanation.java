package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;

/**
 * What a ready agent may be given, and what stands in the way of the rest of what waits.
 *
 * @param at the instant that is explained
 * @param carried the medium of each interaction and offer in hand, one entry each
 * @param usedUnits what these take of {@code units}
 * @param contacts interactions taken since signing in
 * @param talkedSeconds how long those took, wrap-up apart, whose work is done
 * @param next what the agent may have, in the order in which it is given
 * @param barred the rest of what waits in the agent's queues, in line, each with the first thing that stands in the way
 * @param unlisted what is left out of the two because there are more than {@value AgentExplainer#MOST} of a kind
 * @param queues the agent's queues in which somebody waits, by id, at most {@value AgentExplainer#MOST_QUEUES}
 * @param elsewhere how many wait in queues that the agent does not serve
 */
public record AgentExplanation(
        AgentId agent,
        Instant at,
        List<Medium> carried,
        int usedUnits,
        int units,
        Instant idleSince,
        long contacts,
        long talkedSeconds,
        List<Next> next,
        List<Barred> barred,
        int unlisted,
        List<QueueSummary> queues,
        int elsewhere) {

    /**
     * One that the agent may have.
     *
     * @param priority the one that the agent gives to its queue: a lower number goes first; what is for the agent alone has the lowest
     * @param step relaxation steps that have fired
     * @param rank then a higher rank goes first
     * @param place then the earlier place in line goes first
     * @param room whether the agent has room for it now, beside what is in hand
     */
    public record Next(
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            int priority,
            int step,
            long rank,
            Instant place,
            boolean room) {}

    /** One that the agent may not have now, and why. */
    public record Barred(InteractionId interaction, QueueId queue, Explanation.Obstacle obstacle) {}

    /**
     * A queue in short.
     *
     * @param policyVersion 0 if the queue has no policy
     * @param mayHave how many of those who wait the agent may have, with room or without
     */
    public record QueueSummary(QueueId queue, int policyVersion, int waiting, int mayHave) {}
}

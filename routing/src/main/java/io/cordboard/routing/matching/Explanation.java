package io.cordboard.routing.matching;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an interaction waits, and who could have it.
 *
 * @param at the instant that is explained
 * @param policyVersion the version of the policy that rules it; 0 if there is none
 * @param step relaxation steps that have fired
 * @param nextStepAt when the next one fires
 * @param requirements the minimum proficiencies needed of an agent now
 * @param condition what must hold of an agent now beside, if anything: the queue's condition with what is known of the
 *     interaction filled in
 * @param rank a higher rank goes first
 * @param place then the earlier place in line goes first; it is earlier than {@code since} by what its points are worth
 * @param strategy how the queue chooses among those who may have it
 * @param tieBreak who is chosen of those whom the strategy holds equal
 * @param offered agents with an open offer of it
 * @param eligible agents who could be offered it now, the one who would be first
 * @param ineligible the other ready agents, by id, each with the first thing that stands in the way
 * @param unlisted ready agents left out because there are more than {@value Explainer#MOST} of a kind
 * @param arm on which side of the queue's trial it is, if it is on any
 */
public record Explanation(
        InteractionId interaction,
        QueueId queue,
        Medium medium,
        Instant at,
        int policyVersion,
        int step,
        Optional<Instant> nextStepAt,
        Map<Skill, Integer> requirements,
        Optional<String> condition,
        long rank,
        Instant place,
        String strategy,
        String tieBreak,
        Wait waitsFor,
        List<AgentId> offered,
        List<Candidate> eligible,
        List<Barred> ineligible,
        int unlisted,
        Optional<Arm> arm) {

    public Explanation {
        // From a node that does not know of shares of traffic yet.
        arm = Objects.requireNonNullElse(arm, Optional.empty());
    }

    /** An agent who could have it, with everything a strategy may go by. */
    public record Candidate(
            AgentId agent,
            Instant idleSince,
            int usedUnits,
            int units,
            long contacts,
            long talkedSeconds,
            int proficiency,
            Optional<Scored> score) {}

    /**
     * An agent's score, and what each part of the queue's score gave to it, in the policy's order. With batch-optimum what the pair
     * costs, the less the better: mismatch and fairness, and, taken off, the wait and the urgency that leaving would cost.
     */
    public record Scored(double sum, List<Double> parts) {}

    /** An agent who could not, and why. */
    public record Barred(AgentId agent, Obstacle obstacle) {}

    /** What keeps the interaction waiting. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Wait.ForPolicy.class, name = "policy"),
        @JsonSubTypes.Type(value = Wait.ForOpening.class, name = "opening"),
        @JsonSubTypes.Type(value = Wait.ForAnswer.class, name = "answer"),
        @JsonSubTypes.Type(value = Wait.ForLastAgent.class, name = "last-agent"),
        @JsonSubTypes.Type(value = Wait.ForNamedAgent.class, name = "named-agent"),
        @JsonSubTypes.Type(value = Wait.ForCapacity.class, name = "capacity"),
        @JsonSubTypes.Type(value = Wait.ForDelay.class, name = "delay"),
        @JsonSubTypes.Type(value = Wait.ForAgent.class, name = "agent"),
        @JsonSubTypes.Type(value = Wait.ForMatch.class, name = "match")
    })
    public sealed interface Wait {

        /** Its queue has not said its policy. */
        record ForPolicy() implements Wait {}

        /** Its queue is closed. */
        record ForOpening(Optional<Instant> until) implements Wait {}

        /** As many agents as allowed have an offer of it. */
        record ForAnswer() implements Wait {}

        /** It is held for the agent who served its customer last, and that agent has no capacity left. */
        record ForLastAgent(AgentId agent, Instant until) implements Wait {}

        /** It was sent to one agent, who cannot take it now: for that one alone until then, or for as long as it takes. */
        record ForNamedAgent(AgentId agent, Optional<Instant> until) implements Wait {}

        /** There are agents who may have it, but none has capacity left. */
        record ForCapacity() implements Wait {}

        /** There are agents with room for it, but they serve its queue only after a delay; the first of them from then on. */
        record ForDelay(Instant until) implements Wait {}

        /** No ready agent may have it. */
        record ForAgent() implements Wait {}

        /** Nothing: the next match offers it, unless others before it take the agents. */
        record ForMatch() implements Wait {}
    }

    /** What stands between an agent and an interaction. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reason")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Obstacle.Excluded.class, name = "excluded"),
        @JsonSubTypes.Type(value = Obstacle.NotNamed.class, name = "not-named"),
        @JsonSubTypes.Type(value = Obstacle.NotInQueue.class, name = "not-in-queue"),
        @JsonSubTypes.Type(value = Obstacle.SkillMissing.class, name = "skill-missing"),
        @JsonSubTypes.Type(value = Obstacle.SkillTooLow.class, name = "skill-too-low"),
        @JsonSubTypes.Type(value = Obstacle.ConditionUnmet.class, name = "condition-unmet"),
        @JsonSubTypes.Type(value = Obstacle.MediumNotServed.class, name = "medium-not-served"),
        @JsonSubTypes.Type(value = Obstacle.HeldForLastAgent.class, name = "held-for-last-agent"),
        @JsonSubTypes.Type(value = Obstacle.AlreadyOffered.class, name = "already-offered"),
        @JsonSubTypes.Type(value = Obstacle.NoCapacity.class, name = "no-capacity"),
        @JsonSubTypes.Type(value = Obstacle.TooEarly.class, name = "too-early"),
        @JsonSubTypes.Type(value = Obstacle.HasBetter.class, name = "has-better"),
        @JsonSubTypes.Type(value = Obstacle.NoPolicy.class, name = "no-policy"),
        @JsonSubTypes.Type(value = Obstacle.QueueClosed.class, name = "queue-closed"),
        @JsonSubTypes.Type(value = Obstacle.OfferedToOthers.class, name = "offered-to-others")
    })
    public sealed interface Obstacle {

        /** Declined, missed, or transferred it away. */
        record Excluded() implements Obstacle {}

        /** It may only go to another agent. */
        record NotNamed(AgentId named) implements Obstacle {}

        record NotInQueue() implements Obstacle {}

        record SkillMissing(Skill skill, int minimum) implements Obstacle {}

        record SkillTooLow(Skill skill, int minimum, int proficiency) implements Obstacle {}

        /** {@code condition} is the first part of the queue's condition that the agent does not meet. */
        record ConditionUnmet(String condition) implements Obstacle {}

        /** The agent's capacity has no room for the medium, whatever the agent carries. */
        record MediumNotServed() implements Obstacle {}

        /** It waits for another agent, who served its customer last. */
        record HeldForLastAgent(AgentId agent, Instant until) implements Obstacle {}

        record AlreadyOffered() implements Obstacle {}

        /** The agent carries too much. */
        record NoCapacity(List<Medium> carried) implements Obstacle {}

        /** The agent serves its queue only after {@code delay}, which has passed at {@code until}. */
        record TooEarly(Duration delay, Instant until) implements Obstacle {}

        /** The agent could have another one, in a queue that comes earlier for the agent; nothing else stands in the way. */
        record HasBetter(InteractionId interaction, QueueId queue) implements Obstacle {}

        /** Its queue has not said its policy; said only where it is asked for one agent. */
        record NoPolicy() implements Obstacle {}

        /** Its queue is closed; said only where it is asked for one agent. */
        record QueueClosed(Optional<Instant> until) implements Obstacle {}

        /** As many others as allowed have an offer of it; said only where it is asked for one agent. */
        record OfferedToOthers() implements Obstacle {}
    }
}

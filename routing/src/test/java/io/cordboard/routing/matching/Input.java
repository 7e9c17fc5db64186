package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Anything the kernel can be told or asked, as a value, so that a sequence of them can be made up, shrunk and told twice. */
public sealed interface Input {

    record Queue(QueueId queue, Policy policy, int version, Optional<Trial> trial) implements Input {

        /** Where nothing is tried. */
        public Queue(QueueId queue, Policy policy, int version) {
            this(queue, policy, version, Optional.empty());
        }
    }

    record ForgetQueue(QueueId queue) implements Input {}

    record Agent(ReadyAgent agent) implements Input {}

    record ForgetAgent(AgentId agent) implements Input {}

    record Wait(Waiting waiting) implements Input {}

    record ForgetWaiting(InteractionId interaction) implements Input {}

    record Confirmed(InteractionId interaction, AgentId agent) implements Input {}

    record Over(InteractionId interaction, AgentId agent) implements Input {}

    record Match(Instant now, int max) implements Input {}

    /** Tells the kernel; what it proposes, if it was asked to match. */
    static List<Proposal> tell(Matcher matcher, Input input) {
        switch (input) {
            case Queue(var queue, var policy, int version, var trial) -> matcher.queue(queue, policy, version, trial);
            case ForgetQueue(var queue) -> matcher.forgetQueue(queue);
            case Agent(var agent) -> matcher.agent(agent);
            case ForgetAgent(var agent) -> matcher.forgetAgent(agent);
            case Wait(var waiting) -> matcher.waiting(waiting);
            case ForgetWaiting(var interaction) -> matcher.forgetWaiting(interaction);
            case Confirmed(var interaction, var agent) -> matcher.confirmed(interaction, agent);
            case Over(var interaction, var agent) -> matcher.over(interaction, agent);
            case Match(var now, int max) -> {
                return matcher.match(now, max);
            }
        }
        return List.of();
    }
}

package io.cordboard.node.live;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Watch;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.Optional;

/** What a socket can follow: one entity of the caller's tenant. Its text is the member {@code stream} of frames. */
sealed interface StreamName {

    /** The agent that the caller is: following it is being there. */
    record Desk(AgentId agent) implements StreamName {}

    record OfAgent(AgentId agent) implements StreamName {}

    record OfQueue(QueueId queue) implements StreamName {}

    record OfInteraction(InteractionId interaction) implements StreamName {}

    String DESK = "agent";

    /** What {@code text} names in this tenant, if it can be a name at all. {@value #DESK} alone is not among them. */
    static Optional<StreamName> parse(TenantId tenant, String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String name = text.substring(slash + 1);
        try {
            return switch (text.substring(0, slash)) {
                case "agent" -> Optional.of(new OfAgent(new AgentId(tenant, name)));
                case "queue" -> Optional.of(new OfQueue(new QueueId(tenant, name)));
                case "interaction" -> Optional.of(new OfInteraction(new InteractionId(tenant, name)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    default String text() {
        return switch (this) {
            case Desk _ -> DESK;
            case OfAgent(var agent) -> "agent/" + agent.name();
            case OfQueue(var queue) -> "queue/" + queue.name();
            case OfInteraction(var interaction) -> "interaction/" + interaction.name();
        };
    }

    default EntityType<?, ?, ?> type() {
        return switch (this) {
            case Desk _, OfAgent _ -> Agents.type();
            case OfQueue _ -> Queues.type();
            case OfInteraction _ -> Interactions.type();
        };
    }

    default Command show() {
        return switch (this) {
            case Desk(var agent) -> new AgentCommand.Show(agent);
            case OfAgent(var agent) -> new AgentCommand.Show(agent);
            case OfQueue(var queue) -> new QueueCommand.Show(queue);
            case OfInteraction(var interaction) -> new InteractionCommand.Show(interaction);
        };
    }

    default Watch watch(Duration ttl) {
        return switch (this) {
            case Desk(var agent) -> new AgentCommand.Watch(agent, true, ttl);
            case OfAgent(var agent) -> new AgentCommand.Watch(agent, false, ttl);
            case OfQueue(var queue) -> new QueueCommand.Watch(queue, false, ttl);
            case OfInteraction(var interaction) -> new InteractionCommand.Watch(interaction, false, ttl);
        };
    }
}

package io.cordboard.node.api.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The list of a tenant's interactions, newest first; it follows what is recorded within a second or so. */
@FunctionalInterface
public interface InteractionList {

    /** Up to {@code limit} lines before the one numbered {@code before}, newest first. */
    CompletionStage<List<Line>> list(TenantId tenant, Filter filter, OptionalLong before, int limit);

    /** What is listed; what is empty is not asked for. */
    record Filter(
            Optional<InteractionView.Phase> phase,
            Optional<QueueId> queue,
            Optional<AgentId> agent,
            Optional<String> customer) {}

    /** One interaction in the list: schema {@code InteractionLine}. {@code number} is its place in the list. */
    record Line(
            long number,
            InteractionId interaction,
            Medium medium,
            InteractionView.Phase phase,
            Optional<QueueId> queue,
            Optional<AgentId> agent,
            Optional<String> customer,
            Optional<String> subject,
            int priority,
            int messages,
            Instant opened,
            Instant updated,
            Optional<Instant> closed,
            Optional<CloseReason> closeReason,
            Optional<String> disposition) {}
}

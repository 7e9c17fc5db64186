package io.cordboard.node.api;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.TrialReport;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How things were at an instant or in a time, as the journal tells. Refused with LIMIT where that would take too much. */
public interface Past {

    /** Empty if there never was such an interaction. */
    CompletionStage<Optional<Hindsight.OfInteraction>> interaction(InteractionId interaction, Instant at);

    /** Just before this offer of it was made; empty if there never was such an offer. */
    CompletionStage<Optional<Hindsight.OfInteraction>> interactionBefore(InteractionId interaction, OfferId offer);

    /** Of the offers to those who came into the queue in that time, what policies made of them that it tried. */
    CompletionStage<TrialReport> trial(QueueId queue, Instant from, Instant to, Duration within);

    /** Empty if there was no such agent then. */
    CompletionStage<Optional<Hindsight.OfAgent>> agent(AgentId agent, Instant at);

    /** What the tenant's agents were given and did, of one queue or team if asked so. */
    CompletionStage<Fairness> fairness(
            TenantId tenant, Instant from, Instant until, Optional<QueueId> queue, Optional<Team> team);
}

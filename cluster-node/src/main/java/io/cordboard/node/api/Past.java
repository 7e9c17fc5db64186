package io.cordboard.node.api;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.router.Hindsight;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How things were at an instant, as the journal tells. Refused with LIMIT where that would take too much. */
public interface Past {

    /** Empty if there never was such an interaction. */
    CompletionStage<Optional<Hindsight.OfInteraction>> interaction(InteractionId interaction, Instant at);

    /** Just before this offer of it was made; empty if there never was such an offer. */
    CompletionStage<Optional<Hindsight.OfInteraction>> interactionBefore(InteractionId interaction, OfferId offer);

    /** Empty if there was no such agent then. */
    CompletionStage<Optional<Hindsight.OfAgent>> agent(AgentId agent, Instant at);
}

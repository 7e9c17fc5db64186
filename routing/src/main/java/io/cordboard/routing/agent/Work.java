package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One offer or interaction that takes an agent's capacity. */
record Work(
        OfferId offer,
        InteractionId interaction,
        QueueId queue,
        Medium medium,
        Terms terms,
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Phase phase,
        Instant since) {

    /** How far the agent is with it. */
    sealed interface Phase {}

    /** Offered: the agent may accept until the deadline. */
    record Reserved(Instant deadline, int policyVersion, int step, String reason, Optional<Shadow> shadow)
            implements Phase {}

    /** The offer is being given back; capacity stays reserved until the interaction has confirmed it. */
    record Returning(OfferOutcome outcome) implements Phase {}

    /** The agent owns it. */
    record Handling() implements Phase {}

    /** The agent owned it but is gone; the interaction is asked to take it back. */
    record Forsaken() implements Phase {}

    /** The customer has gone, who was with the agent for {@code talked}; the agent's work has not ended. */
    record Wrapping(Instant limit, Duration talked) implements Phase {}

    Work in(Phase next, Instant at) {
        return new Work(offer, interaction, queue, medium, terms, next, at);
    }

    boolean isOffer() {
        return phase instanceof Reserved || phase instanceof Returning;
    }

    /** Until when the agent may accept it. */
    Optional<Instant> offeredUntil() {
        return phase instanceof Reserved(var deadline, _, _, _, _) ? Optional.of(deadline) : Optional.empty();
    }

    /** How long the agent has been with the customer by {@code at}, wrap-up apart. */
    Duration talked(Instant at) {
        return switch (phase) {
            case Reserved _, Returning _ -> Duration.ZERO;
            case Handling _, Forsaken _ -> Duration.between(since, at);
            case Wrapping(_, var talked) -> talked;
        };
    }

    AgentView.Work view() {
        return switch (phase) {
            case Reserved(var deadline, _, _, _, _) ->
                view(AgentView.Work.Phase.OFFERED, Optional.of(deadline));
            case Returning _ -> view(AgentView.Work.Phase.OFFERED, Optional.empty());
            case Handling _, Forsaken _ -> view(AgentView.Work.Phase.HANDLING, Optional.empty());
            case Wrapping(var limit, _) -> view(AgentView.Work.Phase.WRAPPING_UP, Optional.of(limit));
        };
    }

    private AgentView.Work view(AgentView.Work.Phase shown, Optional<Instant> until) {
        return new AgentView.Work(offer, interaction, queue, medium, shown, since, until);
    }
}

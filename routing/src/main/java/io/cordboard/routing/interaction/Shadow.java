package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy that is tried in a queue decided of one that waits there, beside the decision that was acted on.
 *
 * @param at when the decision was made that was acted on
 * @param chosen whom it would have asked; empty if nobody by then: it would have let it wait still
 */
public record Shadow(String policy, int version, Instant at, Optional<Choice> chosen) {

    /**
     * The first decision since it waits there, or since the offer before.
     *
     * @param step relaxation steps that had fired, 0 for none
     */
    public record Choice(AgentId agent, Instant at, int step, String reason) {}
}

package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * The terms of an offer to an agent.
 *
 * @param deadline how long the agent has to accept
 * @param misses consecutive missed offers after which the agent is set not ready; 0 for never
 * @param autoAccept whether the agent takes it without being asked
 * @param restAfter how long the agent is offered nothing if it comes to nothing
 */
public record OfferTerms(Duration deadline, int misses, boolean autoAccept, RestAfter restAfter) {

    /** Terms after which an agent never rests. */
    public OfferTerms(Duration deadline, int misses, boolean autoAccept) {
        this(deadline, misses, autoAccept, RestAfter.NOTHING);
    }

    public OfferTerms {
        Range.require("deadline", deadline, Duration.ofSeconds(1), Limits.DAY);
        Limits.MISSES.require("misses", misses);
    }
}

package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * On which side of a trial an interaction is while it waits in a queue that gives a share of its traffic to a policy. Drawn when
 * it comes into the queue; says nothing once the queue tries another policy, or none.
 *
 * @param trial the policy that is tried
 * @param version its version when this was drawn
 */
public record Arm(String trial, int version, Side side) {

    /** Which policy rules. */
    public enum Side {
        /** The one that is tried. */
        @JsonProperty("trial")
        TRIAL,
        /** The queue's own, as for all where nothing is tried. */
        @JsonProperty("ruling")
        RULING
    }

    /** Whether the policy of this name rules it, as long as its queue tries that. */
    public boolean isRuledBy(String policy) {
        return side == Side.TRIAL && trial.equals(policy);
    }
}

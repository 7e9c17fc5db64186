package io.cordboard.routing.queue;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;

/** A policy that decides in a queue beside the one that rules it: what it decides is recorded and not acted on. */
public record Trial(String policyId, Policy policy, int version) {

    /** What is decided by beside the policy that rules, whose offers are those that are made. */
    public Policy beside(Policy ruling) {
        return policy.with(draft -> {
            draft.offer = ruling.offer();
            // Whoever decides for many at once asks one agent at a time.
            draft.simultaneousOffers =
                    policy.strategy() instanceof Strategy.BatchOptimum ? 1 : ruling.simultaneousOffers();
        });
    }
}

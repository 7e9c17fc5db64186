package io.cordboard.routing.tenant;

import java.util.Optional;

/**
 * Which policy a queue tries, and how much of its traffic that rules for real.
 *
 * @param share how many in a hundred of those who come; 0 for nobody
 */
public record TrialChoice(String policy, Optional<Integer> version, int share) {

    public TrialChoice {
        // Checks both.
        new PolicyChoice(policy, version);
        if (share < 0 || share > 100) {
            throw new IllegalArgumentException("Expected a share from 0 to 100, but got " + share);
        }
    }

    PolicyChoice choice() {
        return new PolicyChoice(policy, version);
    }
}

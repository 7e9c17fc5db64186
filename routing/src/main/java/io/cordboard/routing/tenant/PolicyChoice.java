package io.cordboard.routing.tenant;

import java.util.Optional;

/** Which policy a queue goes by: the one version of it that is pinned or, without, always the latest. */
public record PolicyChoice(String policy, Optional<Integer> version) {

    public PolicyChoice {
        LocalName.require("a policy name", policy);
        version.ifPresent(number -> {
            if (number < 1) {
                throw new IllegalArgumentException("Expected a pinned version from 1, but got " + number);
            }
        });
    }

    boolean followsLatestOf(String name) {
        return policy.equals(name) && version.isEmpty();
    }
}

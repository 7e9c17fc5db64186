package io.cordboard.routing.tenant;

import io.cordboard.routing.policy.Policy;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a tenant's document says of one policy. */
public sealed interface PolicySection {

    /** The latest version is to say this, whatever its number. */
    record Latest(Policy policy) implements PolicySection {}

    /** These versions, by number, as they were published elsewhere or earlier. */
    record Versions(NavigableMap<Integer, Policy> versions) implements PolicySection {
        public Versions {
            versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
            if (versions.isEmpty() || versions.firstKey() < 1 || versions.size() > PolicyLine.MOST) {
                throw new IllegalArgumentException(
                        "Expected 1 to " + PolicyLine.MOST + " versions numbered from 1, but got " + versions.size()
                                + (versions.isEmpty() ? "" : " from " + versions.firstKey()));
            }
        }
    }
}

package io.cordboard.routing.tenant;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pcollections.TreePMap;

/**
 * The versions of one policy.
 *
 * @param versions those kept at hand; none once the policy is removed
 * @param last the highest number ever given, so that a number never comes to mean two documents
 */
record PolicyLine(TreePMap<Integer, PolicyVersion> versions, int last) {

    /** How many versions of a policy are kept at hand beside the pinned ones. */
    static final int KEPT = 100;

    /** How many names a tenant can ever give to policies: those of removed ones are kept with their last number. */
    static final int NAMES = 10_000;

    /** How many there can be at hand: the kept ones and one pinned by each queue. */
    static final int MOST = KEPT + Kind.QUEUE.limit();

    static final PolicyLine NONE = new PolicyLine(TreePMap.empty(), 0);

    boolean live() {
        return !versions.isEmpty();
    }

    Optional<PolicyVersion> latest() {
        return live() ? Optional.of(versions.lastEntry().getValue()) : Optional.empty();
    }

    Optional<PolicyVersion> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    PolicyLine plus(PolicyVersion version, Set<Integer> forgotten) {
        return new PolicyLine(versions.minusAll(forgotten).plus(version.version(), version), version.version());
    }

    PolicyLine removed() {
        return new PolicyLine(TreePMap.empty(), last);
    }

    /** What need not be kept once one more version is there. */
    Set<Integer> surplus(Set<Integer> pinned) {
        Set<Integer> surplus = new TreeSet<>();
        int excess = versions.size() + 1 - KEPT;
        for (int number : versions.keySet()) {
            if (excess <= 0) {
                break;
            }
            if (!pinned.contains(number)) {
                surplus.add(number);
            }
            excess--;
        }
        return surplus;
    }
}

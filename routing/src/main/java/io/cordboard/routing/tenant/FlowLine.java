package io.cordboard.routing.tenant;

import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The versions of a flow that are kept at hand, for those whom an earlier one guides: the latest of all among them. Versions are
 * numbered by the tenant's events, so that a number never comes to mean two documents, whatever is removed meanwhile.
 */
record FlowLine(TreePMap<Integer, FlowVersion> versions) {

    static final int KEPT = 20;

    static final FlowLine NONE = new FlowLine(TreePMap.empty());

    Optional<FlowVersion> latest() {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.lastEntry().getValue());
    }

    Optional<FlowVersion> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    FlowLine plus(FlowVersion version) {
        var all = versions.plus(version.version(), version);
        return new FlowLine(all.size() > KEPT ? all.minus(all.firstKey()) : all);
    }
}

package io.cordboard.routing.tenant;

import java.util.Optional;
import org.pcollections.TreePMap;

/** The versions of a tenant's classification that are kept at hand, the latest of all among them; none before the first. */
record ClassificationLine(TreePMap<Integer, ClassificationVersion> versions) {

    /** How many are kept: interactions name the version that decided, and somebody may ask what it said. */
    static final int KEPT = 20;

    static final ClassificationLine NONE = new ClassificationLine(TreePMap.empty());

    Optional<ClassificationVersion> latest() {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.lastEntry().getValue());
    }

    Optional<ClassificationVersion> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    int last() {
        return versions.isEmpty() ? 0 : versions.lastKey();
    }

    ClassificationLine plus(ClassificationVersion version) {
        return new ClassificationLine(versions.plus(version.version(), version).minus(version.version() - KEPT));
    }
}

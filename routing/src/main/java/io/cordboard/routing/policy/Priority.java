package io.cordboard.routing.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * The order of those who wait, within a queue and among the queues of an agent. A higher rank goes first; within a rank the
 * earlier place in line; then the lower interaction id.
 *
 * <p>Without {@code ageCredit} the rank is {@code base} + the interaction's own priority + the points of the steps that have
 * fired, and the place in line is when it first arrived: priority beats age.
 *
 * <p>With {@code ageCredit} the rank is {@code base} alone, and each point of the interaction and of the steps moves its
 * place in line forward by that much: a point is worth so much waiting, so somebody who waits gains on those with more points
 * by one point for every {@code ageCredit} and is never left behind for ever.
 *
 * <p>With {@code serviceLevelCredit} a queue that answers fewer in time than its {@link ServiceLevel} asks moves all its places in
 * line forward: by the whole of it when nobody is answered in time, by half of it at half of the share asked for.
 */
public record Priority(int base, Optional<Duration> ageCredit, Optional<Duration> serviceLevelCredit) {

    public Priority(int base, Optional<Duration> ageCredit) {
        this(base, ageCredit, Optional.empty());
    }

    public Priority {
        Limits.PRIORITY.require("base", base);
        ageCredit.ifPresent(credit -> Range.require("ageCredit", credit, Limits.TICK, Limits.DAY));
        serviceLevelCredit.ifPresent(credit -> Range.require("serviceLevelCredit", credit, Limits.TICK, Limits.DAY));
    }
}

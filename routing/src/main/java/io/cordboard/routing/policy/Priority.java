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
 * <p>With the order {@link Order#LIFO} the place in line is the later the longer ago it arrived.
 *
 * <p>With {@code serviceLevelCredit} a queue that answers fewer in time than its {@link ServiceLevel} asks moves all its places in
 * line forward: by the whole of it when nobody is answered in time, by half of it at half of the share asked for.
 */
public record Priority(int base, Order order, Optional<Duration> ageCredit, Optional<Duration> serviceLevelCredit) {

    /** Who goes first of those with the same rank. */
    public enum Order {
        /** Who came first. */
        FIFO,
        /** Who came last; and all of them behind those of other queues that are served first come, first served. */
        LIFO
    }

    public Priority(int base, Optional<Duration> ageCredit) {
        this(base, ageCredit, Optional.empty());
    }

    public Priority(int base, Optional<Duration> ageCredit, Optional<Duration> serviceLevelCredit) {
        this(base, Order.FIFO, ageCredit, serviceLevelCredit);
    }

    public Priority {
        Limits.PRIORITY.require("base", base);
        ageCredit.ifPresent(credit -> Range.require("ageCredit", credit, Limits.TICK, Limits.DAY));
        serviceLevelCredit.ifPresent(credit -> Range.require("serviceLevelCredit", credit, Limits.TICK, Limits.DAY));
        if (order == Order.LIFO && (ageCredit.isPresent() || serviceLevelCredit.isPresent())) {
            throw new IllegalArgumentException(
                    "Expected the order fifo with credit for waiting, but got lifo: who came last goes first there");
        }
    }
}

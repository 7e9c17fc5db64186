package io.cordboard.routing.simulation;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A centre to simulate, all but the arrivals.
 *
 * @param start the instant at which the simulation's time is 0; matters to opening hours alone
 * @param policies by queue: all the queues there are
 * @param changes of these policies while it runs, in order of time
 * @param shifts in any order
 * @param countFromNanos contacts that arrive before are served and not counted, so that what is counted does not show the empty
 *     centre of the start
 * @param countUntilNanos contacts that arrive then or later are served and not counted
 */
public record Scenario(
        Instant start,
        Map<QueueId, Policy> policies,
        List<Change> changes,
        List<Shift> shifts,
        Answering answering,
        long countFromNanos,
        long countUntilNanos) {

    /** A queue follows another policy from then on. */
    public record Change(long atNanos, QueueId queue, Policy policy) {}

    /** @throws IllegalArgumentException if counting ends before it begins, or changes are out of order */
    public Scenario {
        if (countFromNanos < 0 || countUntilNanos < countFromNanos) {
            throw new IllegalArgumentException("Expected to count from 0 ns or later until then or later, but got "
                    + countFromNanos + " to " + countUntilNanos);
        }
        // Iterates by id: the order in which the kernel is told must not differ from one run to the next.
        policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        shifts = List.copyOf(shifts);
        changes = List.copyOf(changes);
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i).atNanos() < changes.get(i - 1).atNanos()) {
                throw new IllegalArgumentException("Expected changes of policies in order of time, but got " + changes);
            }
        }
    }

    /** Offers are accepted at once, and everything is counted. */
    public static Scenario of(Instant start, Map<QueueId, Policy> policies, List<Shift> shifts) {
        return new Scenario(start, policies, List.of(), shifts, Answering.AT_ONCE, 0, Times.NEVER);
    }

    /** The same, counting the contacts that arrive in this time. */
    public Scenario counting(Duration from, Duration until) {
        return new Scenario(
                start,
                policies,
                changes,
                shifts,
                answering,
                Times.nanos("a start of counting", from),
                Times.nanos("an end of counting", until));
    }

    /** The same with agents who answer so. */
    public Scenario answering(Answering how) {
        return new Scenario(start, policies, changes, shifts, how, countFromNanos, countUntilNanos);
    }

    /** The same with policies that change while it runs. */
    public Scenario changing(List<Change> later) {
        return new Scenario(start, policies, later, shifts, answering, countFromNanos, countUntilNanos);
    }

    boolean counts(Arrival arrival) {
        return arrival.atNanos() >= countFromNanos && arrival.atNanos() < countUntilNanos;
    }
}

package io.cordboard.routing.simulation;

import io.cordboard.routing.queue.QueueId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a simulation.
 *
 * @param queues by queue, those without contacts included; iterates by id
 * @param staffedSeconds the time, while contacts were counted, in which agents were ready or at work, all together
 * @param busySeconds the time in it in which they had work in hand
 * @param contacts how many contacts arrived, counted or not
 * @param endNanos when the last event was, from the scenario's start
 */
public record Result(
        Map<QueueId, QueueResult> queues, double staffedSeconds, double busySeconds, long contacts, long endNanos) {

    public Result {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /** @throws IllegalArgumentException if the scenario had no such queue */
    public QueueResult queue(QueueId queue) {
        QueueResult result = queues.get(queue);
        if (result == null) {
            throw new IllegalArgumentException("Expected a queue of the scenario, but got " + queue);
        }
        return result;
    }

    /** The share of their time in which agents had work in hand; 0 if there were none. */
    public double occupancy() {
        return staffedSeconds == 0 ? 0 : busySeconds / staffedSeconds;
    }
}

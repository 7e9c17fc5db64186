package io.cordboard.ops.replay;

import io.cordboard.routing.simulation.Shift;
import java.util.List;

/**
 * Who worked when.
 *
 * @param shifts of all agents
 * @param staffedNanos how long they were there, by the log alone
 * @param busyNanos how long of that they had work in hand, by the log alone
 * @param overlaps services that began while their agent was at another
 */
record Staff(List<Shift> shifts, long staffedNanos, long busyNanos, long overlaps) {

    Staff {
        shifts = List.copyOf(shifts);
    }

    Staff with(List<Shift> others) {
        return new Staff(others, staffedNanos, busyNanos, overlaps);
    }

    /** The share of their time in which the agents of the log had work in hand; not a number if it names none. */
    double occupancy() {
        return staffedNanos == 0 ? Double.NaN : (double) busyNanos / staffedNanos;
    }
}

package io.cordboard.routing.simulation;

import io.cordboard.routing.matching.Proposal;

/** How long agents take to accept what they are offered. Must be a function of its arguments, for runs to be repeatable. */
@FunctionalInterface
public interface Answering {

    /** Every offer is accepted the moment it is made. */
    Answering AT_ONCE = (_, _, _) -> 0;

    /**
     * After how long the agent accepts, in nanoseconds; a customer may hang up and another agent be quicker meanwhile. Must be
     * less than the offer's deadline: offers that are missed are not simulated.
     *
     * @param number of the contact: how many arrived before it
     * @param atNanos when the offer is made, from the scenario's start
     */
    long acceptsAfterNanos(Proposal offer, long number, long atNanos);
}

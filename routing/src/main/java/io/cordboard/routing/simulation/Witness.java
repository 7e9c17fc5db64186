package io.cordboard.routing.simulation;

import io.cordboard.routing.matching.Proposal;

/** Sees every outcome the moment it happens, counted or not. Times are nanoseconds from the scenario's start. */
public interface Witness {

    /** One who looks away. */
    Witness NOBODY = new Witness() {};

    /** @param number how many contacts arrived before this one */
    default void answered(long number, Arrival arrival, Proposal offer, long atNanos) {}

    /** @param number how many contacts arrived before this one */
    default void abandoned(long number, Arrival arrival, long atNanos) {}
}

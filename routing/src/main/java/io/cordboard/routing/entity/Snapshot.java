package io.cordboard.routing.entity;

/**
 * An entity's state as kept for quick recovery; a cache, never the truth. Written as CBOR and read strictly: one that has a
 * part too many or too few was written by another version of the rules, and is skipped as if it did not exist.
 */
public interface Snapshot extends Message {}

/**
 * Tables made from the journal's events, each event applied exactly once and in order.
 *
 * <p>A {@link io.cordboard.persistence.projection.Projection} runs on one node at a time by the node's wiring; should two run
 * at once, the lock on the projection's offset makes them take turns. Invariant: a projection's tables and its offset change
 * in one transaction, and an event that cannot be applied is tried again, never skipped.
 */
@NullMarked
package io.cordboard.persistence.projection;

import org.jspecify.annotations.NullMarked;

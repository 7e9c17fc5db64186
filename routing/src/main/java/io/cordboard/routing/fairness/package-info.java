/**
 * What each agent was given and did in a time, for those who audit whether work is spread fairly: a fold over recorded events.
 *
 * <p>{@link io.cordboard.routing.fairness.Ledger} is told of events, {@link io.cordboard.routing.fairness.Fairness} is what it
 * knows in the end. Read by reports; nothing is routed by it. Invariant: no clock, no chance, no database; and what is added up is
 * exact, so that the parts of a time make up the whole.
 */
@NullMarked
package io.cordboard.routing.fairness;

import org.jspecify.annotations.NullMarked;

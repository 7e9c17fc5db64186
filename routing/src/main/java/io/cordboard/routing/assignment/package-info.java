/**
 * The least total cost of giving those who wait to agents: {@link io.cordboard.routing.assignment.Problem} says who may have whom
 * and what it costs, {@link io.cordboard.routing.assignment.Assignment} who gets whom. The matching kernel decides batches by it.
 *
 * <p>Invariant: plain functions of their input, without clock or chance. The bound is counted in steps, so the same problem and
 * bound give the same answer on any machine; and no answer costs more than serving one after the other.
 */
@NullMarked
package io.cordboard.routing.assignment;

import org.jspecify.annotations.NullMarked;

/**
 * What may be asked of agents, as text: {@link io.cordboard.routing.expression.Expression} over the typed
 * {@link io.cordboard.routing.expression.Attributes} of an agent, an interaction and its customer. Whoever routes first says what is
 * {@linkplain io.cordboard.routing.expression.Expression#given given} of the interaction and the customer; what remains asks of the
 * agent alone, is the same for equal demands, and is asked of many agents.
 *
 * <p>Invariant: every expression is true or false for all attributes; nothing here throws while routing. What was accepted once is
 * accepted for ever and means the same, because expressions and attributes are stored in events: limits may grow, never shrink.
 */
@NullMarked
package io.cordboard.routing.expression;

import org.jspecify.annotations.NullMarked;

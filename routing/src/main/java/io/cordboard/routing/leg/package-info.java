/**
 * The leg port: what routing asks of any medium that carries an interaction, and what a medium reports. Called by telephony and
 * channels, which translate it completely to and from their protocols and see nothing else of an interaction's inside.
 *
 * <p>Reports become commands through {@link io.cordboard.routing.leg.Legs}; requests follow from the interaction's numbered events
 * through {@link io.cordboard.routing.leg.LegRequests}. Invariant: a medium keeps no truth of its own. Whatever it has forgotten it
 * finds again by following the interaction from any number on, each event once and in order.
 */
@NullMarked
package io.cordboard.routing.leg;

import org.jspecify.annotations.NullMarked;

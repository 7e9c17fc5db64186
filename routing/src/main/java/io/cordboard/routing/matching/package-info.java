/**
 * The matching kernel: who gets which interaction. {@link io.cordboard.routing.matching.Matcher} is its one door; routers, replays,
 * simulations and measurements call it, and nothing here knows of actors, clocks or chance.
 *
 * <p>Inside, those who wait ({@code Lobby}) stand in lines by queue and medium, in classes that ask for the same; ready agents
 * ({@code Floor}) are seats, small numbers in sets by queue, medium and skill; and the {@code Frontier} knows where something has
 * changed since the last match. {@code Explainer} answers why, by asking every seat in turn.
 *
 * <p>Invariant: after a match that was not cut short, nobody waits whom a free agent may serve. The reasons are in
 * {@code docs/adr/0008-matching-is-a-fold-over-announcements.md}.
 */
@NullMarked
package io.cordboard.routing.matching;

import org.jspecify.annotations.NullMarked;

/**
 * The WebSocket on which agents and supervisors work: what happens to them reaches their pages at once, each thing once and in
 * order, on whichever node they are, and again after a lost connection.
 *
 * <p>{@link io.cordboard.node.live.LiveSockets} is the door. A socket is a {@link io.cordboard.node.live.LiveSession}; each
 * stream that it follows (an agent, an interaction, a queue) is a {@link io.cordboard.node.live.StreamReader} around a
 * {@link io.cordboard.routing.entity.Follower}. What is said on the wire stands in the module's README. The invariant: within
 * one stream, what a client is told has no hole and nothing twice, from its snapshot or from the number it resumed at.
 */
@NullMarked
package io.cordboard.node.live;

import org.jspecify.annotations.NullMarked;

/**
 * Replays over the API: {@link io.cordboard.node.replays.Replays} takes orders and tells of them,
 * {@link io.cordboard.node.replays.ReplayRunner} does them, one at a time on a node, beside everything else.
 *
 * <p>The engine is that of the command. Invariant: what is cancelled, lost or too much leaves nothing running.
 */
@NullMarked
package io.cordboard.node.replays;

import org.jspecify.annotations.NullMarked;

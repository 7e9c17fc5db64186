/**
 * Replays that are done in the background: asked for at any node, done by any node, told of by any node.
 *
 * <p>Used by the node's API. Invariant: at most one run of a job ends it, and whoever has lost a job is told so at the next beat.
 */
@NullMarked
package io.cordboard.persistence.replays;

import org.jspecify.annotations.NullMarked;

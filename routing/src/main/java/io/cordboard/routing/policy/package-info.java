/**
 * The rules of a queue as one document: {@link io.cordboard.routing.policy.Policy} and its parts, which are values with plain
 * functions, and {@link io.cordboard.routing.policy.PolicyCodec}, which reads and writes them and finds every problem at once. The
 * shape is published as {@code policy.schema.json}.
 *
 * <p>Invariant: what was accepted once is accepted for ever, because policies are stored in events. Limits may grow and parts may be
 * added; none may shrink, and none may change its meaning.
 */
@NullMarked
package io.cordboard.routing.policy;

import org.jspecify.annotations.NullMarked;

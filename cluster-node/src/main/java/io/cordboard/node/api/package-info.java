/**
 * The HTTP API: one table of operations, each with who may call it, and one way through which every request goes.
 *
 * <p>{@link io.cordboard.node.api.Endpoints} is the table: what is not in it does not exist, and what is in it without a
 * named role cannot be called. Resources are lists of {@link io.cordboard.node.api.Endpoint} that the node's wiring adds up;
 * {@link io.cordboard.node.api.ApiServer} serves them. Invariant: an answer other than success is a problem of RFC 9457 with
 * a code of {@link io.cordboard.node.api.ProblemCode}, and nothing that a tenant may not see differs from what is not there.
 */
@NullMarked
package io.cordboard.node.api;

import org.jspecify.annotations.NullMarked;

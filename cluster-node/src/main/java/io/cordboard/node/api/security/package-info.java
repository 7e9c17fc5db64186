/**
 * Who calls: tokens of identity providers, keys of programs, the built-in users of a demonstration, and one-time tickets.
 *
 * <p>Only {@link io.cordboard.node.api.security.Credentials} is asked for a caller. Invariant: the tenant comes from what was
 * verified and from nowhere else, and no secret is stored, logged or answered twice.
 */
@NullMarked
package io.cordboard.node.api.security;

import org.jspecify.annotations.NullMarked;

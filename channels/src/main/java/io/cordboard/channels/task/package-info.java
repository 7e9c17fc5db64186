/**
 * Tasks: work that any system creates, with nobody on the other end of a connection. {@link io.cordboard.channels.task.Tasks} is the
 * door that the API puts {@code POST /api/v1/interactions} with medium {@code task} to.
 *
 * <p>A task is an interaction like any other, and all that is known of it is in the interaction: this package keeps nothing. It
 * translates: what somebody asks for into leg reports, within a task's limits.
 *
 * <p>Invariant: what an agent is shown as a link is one that a browser may follow ({@link io.cordboard.channels.task.Links}).
 */
@NullMarked
package io.cordboard.channels.task;

import org.jspecify.annotations.NullMarked;

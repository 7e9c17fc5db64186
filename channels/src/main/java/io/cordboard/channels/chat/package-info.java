/**
 * Customers' chat over WebSocket and plain HTTP. {@link io.cordboard.channels.chat.Chats} is the door that a node puts behind its
 * server; what it needs to know of tenants, keys and agents it is handed in.
 *
 * <p>A request opens a session and gets a signed token; from then on any node serves whoever holds it. A connection is an actor that
 * follows the interaction from its first event, folds it into a transcript, and shows what comes after the number that the page has
 * seen. Nothing of a session is kept anywhere else: what a customer said is in the journal, or was not accepted.
 *
 * <p>Invariant: a customer sees frames that {@code ChatLeg} makes of leg requests, and nothing else of the inside.
 */
@NullMarked
package io.cordboard.channels.chat;

import org.jspecify.annotations.NullMarked;

/** What a node's edges count: HTTP, the sockets of agents and supervisors, customers' chats. Only {@code Node} composes these. */
@NullMarked
package io.cordboard.node.metrics;

import org.jspecify.annotations.NullMarked;

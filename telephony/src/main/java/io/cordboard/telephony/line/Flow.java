package io.cordboard.telephony.line;

import io.cordboard.routing.line.Transport;
import java.util.Optional;
import java.util.Set;

/**
 * The way to a phone.
 *
 * @param node the node that took the registration ({@link Locations#node()})
 * @param connection that node's name for the connection; with one, only that node reaches the phone, and only while it lives
 * @param host the phone's address as the node saw it
 */
public record Flow(String node, Transport transport, String host, int port, Optional<String> connection) {

    /** One over a connection of this node. */
    public static Flow connected(String node, Transport transport, String host, int port, String connection) {
        return new Flow(node, transport, host, port, Optional.of(connection));
    }

    /** Any node can send there. */
    public static Flow datagrams(String node, String host, int port) {
        return new Flow(node, Transport.UDP, host, port, Optional.empty());
    }

    /** Only the node that holds a connection reaches who is at its other end. */
    boolean isThere(Set<String> nodes) {
        return connection.isEmpty() || nodes.contains(node);
    }
}

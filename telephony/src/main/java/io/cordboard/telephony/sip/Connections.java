package io.cordboard.telephony.sip;

import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import io.cordboard.routing.agent.AgentId;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The connections over which agents have registered. The stack tells nobody that one has ended, so they are looked at now and then. Each
 * has a name of its own, because a port is soon used again.
 */
final class Connections {

    private record Named(String name, Set<AgentId> agents) {}

    private final AtomicLong counted = new AtomicLong();
    private final IdentityHashMap<NioTcpMessageChannel, Named> open = new IdentityHashMap<>();

    /** Its name, now that the agent has registered over it. */
    synchronized String named(MessageChannel channel, AgentId agent) {
        if (!(channel instanceof NioTcpMessageChannel connection)) {
            throw new IllegalArgumentException("Expected a connection, but got " + channel.getTransport());
        }
        Named named = open.computeIfAbsent(
                connection, _ -> new Named("c" + counted.incrementAndGet(), ConcurrentHashMap.newKeySet()));
        named.agents().add(agent);
        return named.name();
    }

    /** Tells of all that have ended since. */
    void sweep(BiConsumer<AgentId, String> ended) {
        var gone = new HashMap<String, Set<AgentId>>();
        synchronized (this) {
            for (Iterator<Map.Entry<NioTcpMessageChannel, Named>> each =
                            open.entrySet().iterator();
                    each.hasNext(); ) {
                var connection = each.next();
                var socket = connection.getKey().getSocketChannel();
                if (socket == null || !socket.isOpen() || !socket.isConnected()) {
                    gone.put(connection.getValue().name(), connection.getValue().agents());
                    each.remove();
                }
            }
        }
        gone.forEach((name, agents) -> agents.forEach(agent -> ended.accept(agent, name)));
    }
}

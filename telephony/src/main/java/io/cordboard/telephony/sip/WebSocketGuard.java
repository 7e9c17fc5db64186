package io.cordboard.telephony.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSockets of one port: how many each source has, and which are about to be closed. */
final class WebSocketGuard {

    private final SipSettings settings;
    private final ConcurrentHashMap<InetAddress, Set<SocketChannel>> sources = new ConcurrentHashMap<>();
    private final Set<SocketChannel> leaving = ConcurrentHashMap.newKeySet();

    WebSocketGuard(SipSettings settings) {
        this.settings = settings;
    }

    WebSocketDoor door() {
        return new WebSocketDoor(settings);
    }

    /** Lets a new connection in, or closes it and fails. */
    void enter(SocketChannel connection) throws IOException {
        InetAddress source = source(connection);
        int most = settings.exemptSources().contains(source.getHostAddress())
                ? Integer.MAX_VALUE
                : settings.webSockets().perSource();
        Set<SocketChannel> there = sources.compute(source, (_, known) -> {
            Set<SocketChannel> now = known == null ? new HashSet<>() : known;
            now.removeIf(each -> !each.isOpen());
            if (now.size() < most) {
                now.add(connection);
            }
            return now.isEmpty() ? null : now;
        });
        if (there == null || !there.contains(connection)) {
            connection.close();
            throw new IOException("Expected at most " + most + " WebSockets of one address, but there are more");
        }
    }

    void left(SocketChannel connection) {
        leaving.remove(connection);
        // One that is closed no longer says whose it was.
        sources.forEach((source, _) -> sources.computeIfPresent(source, (_, there) -> {
            there.remove(connection);
            return there.isEmpty() ? null : there;
        }));
    }

    /** What is written from now on is written at once, because the connection is closed after it. */
    void leaving(SocketChannel connection) {
        leaving.add(connection);
    }

    /** Whether these bytes are written already. */
    boolean written(SocketChannel connection, byte[] bytes) throws IOException {
        if (!leaving.contains(connection)) {
            return false;
        }
        connection.write(ByteBuffer.wrap(bytes));
        return true;
    }

    private static InetAddress source(SocketChannel connection) throws IOException {
        if (connection.getRemoteAddress() instanceof InetSocketAddress address) {
            return address.getAddress();
        }
        throw new IOException("Expected a connection from somewhere");
    }
}

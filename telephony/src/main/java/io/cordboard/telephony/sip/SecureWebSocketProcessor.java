package io.cordboard.telephony.sip;

import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsWebSocketMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** Where browsers connect over TLS; nobody is connected to from here. */
final class SecureWebSocketProcessor extends NioTlsWebSocketMessageProcessor {

    private final WebSocketGuard guard;

    SecureWebSocketProcessor(InetAddress address, SIPTransactionStack stack, int port, SipSettings settings) {
        super(address, stack, port);
        this.guard = new WebSocketGuard(settings);
    }

    @Override
    public NioTcpMessageChannel createMessageChannel(NioTcpMessageProcessor processor, SocketChannel client)
            throws IOException {
        NioTcpMessageChannel known = nioHandler.getMessageChannel(client);
        if (known != null) {
            return known;
        }
        guard.enter(client);
        var channel = new SecureWebSocketChannel(sipStack, processor, client, guard);
        nioHandler.putMessageChannel(client, channel);
        return channel;
    }

    @Override
    public SocketChannel connect(InetSocketAddress address, InetAddress localAddress, int timeout) throws IOException {
        throw new IOException("Expected a browser to have connected from " + address + ", but it has gone");
    }
}

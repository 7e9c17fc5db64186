package io.cordboard.telephony.sip;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.cordboard.routing.line.Transport;
import java.io.IOException;
import java.net.InetAddress;

/** The stack's transports, with our own care for WebSockets. */
final class Transports extends NioMessageProcessorFactory {

    private final SipSettings settings;

    Transports(SipSettings settings) {
        this.settings = settings;
    }

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        return switch (Transport.of(transport)) {
            case WS -> new WebSocketProcessor(address, stack, port, settings);
            case WSS -> new SecureWebSocketProcessor(address, stack, port, settings);
            case UDP, TCP, TLS -> super.createMessageProcessor(stack, address, port, transport);
        };
    }
}

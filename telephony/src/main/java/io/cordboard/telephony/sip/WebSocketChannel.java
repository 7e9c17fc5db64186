package io.cordboard.telephony.sip;

import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioWebSocketMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A browser's WebSocket, behind its {@link WebSocketDoor}. */
final class WebSocketChannel extends NioWebSocketMessageChannel implements WebSocketDoor.Behind {

    private final WebSocketGuard guard;
    private final WebSocketDoor door;

    WebSocketChannel(
            SIPTransactionStack stack, NioTcpMessageProcessor processor, SocketChannel socket, WebSocketGuard guard)
            throws IOException {
        super(stack, processor, socket);
        this.guard = guard;
        this.door = guard.door();
    }

    @Override
    protected void addBytes(byte[] bytes) throws Exception {
        door.take(bytes, this);
    }

    @Override
    public void pass(byte[] bytes) throws Exception {
        super.addBytes(bytes);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        sendNonWebSocketMessage(bytes, false);
    }

    @Override
    public void goodbye(byte[] bytes) throws IOException {
        guard.leaving(getSocketChannel());
        write(bytes);
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAliveTask) {
        guard.left(getSocketChannel());
        super.close(removeSocket, stopKeepAliveTask);
    }
}

package io.cordboard.telephony.sip;

import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsWebSocketMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A browser's secure WebSocket; what is decrypted stands before its {@link WebSocketDoor}. */
final class SecureWebSocketChannel extends NioTlsWebSocketMessageChannel implements WebSocketDoor.Behind {

    private final WebSocketGuard guard;
    private final WebSocketDoor door;

    SecureWebSocketChannel(
            SIPTransactionStack stack, NioTcpMessageProcessor processor, SocketChannel socket, WebSocketGuard guard)
            throws IOException {
        super(stack, processor, socket);
        this.guard = guard;
        this.door = guard.door();
    }

    @Override
    public void addPlaintextBytes(byte[] bytes) throws Exception {
        door.take(bytes, this);
    }

    @Override
    public void pass(byte[] bytes) throws Exception {
        super.addPlaintextBytes(bytes);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        sendNonWebSocketMessage(bytes, false);
    }

    @Override
    public void goodbye(byte[] bytes) {
        // Written before the close it would overtake what is encrypted already, and written in its turn it would come
        // too late.
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAliveTask) {
        guard.left(getSocketChannel());
        super.close(removeSocket, stopKeepAliveTask);
    }
}

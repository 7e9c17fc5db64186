package io.cordboard.telephony.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What stands before the stack's own idea of WebSocket for one connection: that keeps whatever a peer sends in memory without end, agrees
 * to any protocol and origin, and takes pings for SIP. Only what is well-formed comes through, one whole message at a time.
 */
final class WebSocketDoor {

    /** The connection, as the stack has it. */
    interface Behind {

        /** Sends bytes as they are. */
        void write(byte[] bytes) throws IOException;

        /** Sends the last bytes; the connection is closed when this door fails. */
        void goodbye(byte[] bytes) throws IOException;

        /** Hands on what the stack would have read. */
        void pass(byte[] bytes) throws Exception;
    }

    private static final int LONGEST_REQUEST = 8_192;

    private final Set<String> origins;
    private final WebSocketFrames frames;
    private byte[] request = new byte[0];
    private boolean open;

    WebSocketDoor(SipSettings settings) {
        this.origins = settings.webSockets().origins();
        this.frames = new WebSocketFrames(settings.maxMessageBytes());
    }

    /** Takes what has come. Fails, and not as a connection does, which the stack would answer, when nothing more is to come. */
    void take(byte[] bytes, Behind behind) throws Exception {
        if (open) {
            read(bytes, behind);
            return;
        }
        int from = Math.max(0, request.length - 3);
        int before = request.length;
        request = Arrays.copyOf(request, before + bytes.length);
        System.arraycopy(bytes, 0, request, before, bytes.length);
        int end = end(from);
        if (end > LONGEST_REQUEST || end < 0 && request.length > LONGEST_REQUEST) {
            refuse(WebSocketUpgrade.refused("431 Request Header Fields Too Large", ""), behind);
        }
        if (end < 0) {
            return;
        }
        var upgrade = WebSocketUpgrade.of(new String(request, 0, end, StandardCharsets.ISO_8859_1), origins);
        if (!upgrade.accepted()) {
            refuse(upgrade, behind);
        }
        byte[] rest = Arrays.copyOfRange(request, end, request.length);
        request = new byte[0];
        open = true;
        // An answer, which the stack does not answer: from now on it expects frames.
        behind.pass("HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        behind.write(upgrade.response().getBytes(StandardCharsets.US_ASCII));
        read(rest, behind);
    }

    private int end(int from) {
        for (int i = from; i + 3 < request.length; i++) {
            if (request[i] == '\r' && request[i + 1] == '\n' && request[i + 2] == '\r' && request[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static void refuse(WebSocketUpgrade refusal, Behind behind) throws IOException {
        behind.goodbye(refusal.response().getBytes(StandardCharsets.US_ASCII));
        throw new IllegalArgumentException("Expected a WebSocket for SIP, but was asked for something else");
    }

    private void read(byte[] bytes, Behind behind) throws Exception {
        for (WebSocketFrames.Frame frame : frames.take(bytes)) {
            switch (frame.kind()) {
                case MESSAGE -> behind.pass(WebSocketFrames.whole(frame.payload()));
                case PING -> behind.write(WebSocketFrames.pong(frame.payload()));
                case CLOSE -> {
                    behind.goodbye(WebSocketFrames.close());
                    throw new IllegalStateException("Closed by the peer");
                }
            }
        }
    }
}

package io.cordboard.telephony.sip;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A browser's end of a WebSocket, written apart from the node's, and able to send what no browser would. */
final class WebSocketWire implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    final String answer;

    private WebSocketWire(Socket socket, String request) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        this.in = new DataInputStream(socket.getInputStream());
        raw(request.getBytes(StandardCharsets.ISO_8859_1));
        this.answer = head();
    }

    /** Connects, and says this; {@code answer} is what came back. */
    static WebSocketWire open(int port, boolean secure, String request) throws IOException {
        return new WebSocketWire(
                secure
                        ? trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)
                        : new Socket(InetAddress.getLoopbackAddress(), port),
                request);
    }

    static WebSocketWire open(int port, boolean secure) {
        try {
            return open(port, secure, request("sip", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String request(String protocol, String more) {
        return "GET /sip HTTP/1.1\r\nHost: 127.0.0.1\r\nupgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + protocol + "\r\n" + more + "\r\n";
    }

    private static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    Socket socket() {
        return socket;
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void frame(int first, byte[] payload) throws IOException {
        raw(framed(first, payload));
    }

    static byte[] framed(int first, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        byte[] mask = {11, 22, 33, 44};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** The next frame: its first byte as a character, and what is in it. Empty at the end. */
    String next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return "";
        }
        int length = in.read();
        length = length == 126 ? in.readUnsignedShort() : length;
        return (char) first + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

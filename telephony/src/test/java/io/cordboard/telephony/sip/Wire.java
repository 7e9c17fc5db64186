package io.cordboard.telephony.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that writes whatever bytes it likes to a SIP port, and reads what comes back. */
public final class Wire implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length:\\s*(\\d+)");

    private final int sipPort;
    private final Optional<DatagramSocket> udp;
    private final boolean framed;
    private Optional<Socket> tcp = Optional.empty();
    private Optional<WebSocketWire> webSocket = Optional.empty();
    private int counted;

    private Wire(int sipPort, boolean datagrams, boolean framed) {
        this.sipPort = sipPort;
        this.framed = framed;
        try {
            udp = datagrams
                    ? Optional.of(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Wire udp(int sipPort) {
        return new Wire(sipPort, true, false);
    }

    static Wire tcp(int sipPort) {
        return new Wire(sipPort, false, false);
    }

    /** Each message is a frame of a WebSocket. */
    static Wire webSocket(int webSocketPort) {
        return new Wire(webSocketPort, false, true);
    }

    String transport() {
        return udp.isPresent() ? "UDP" : framed ? "WS" : "TCP";
    }

    int port() {
        return udp.isPresent() ? udp.get().getLocalPort() : connection().getLocalPort();
    }

    private Socket connection() {
        try {
            if (framed && (webSocket.isEmpty() || webSocket.get().socket().isClosed())) {
                webSocket = Optional.of(WebSocketWire.open(sipPort, false));
                tcp = webSocket.map(WebSocketWire::socket);
            } else if (tcp.isEmpty() || tcp.get().isClosed()) {
                tcp = Optional.of(new Socket(InetAddress.getLoopbackAddress(), sipPort));
            }
            return tcp.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(byte[] message) {
        try {
            if (udp.isPresent()) {
                udp.get().send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), sipPort));
            } else {
                connection().getOutputStream().write(framed ? WebSocketWire.framed(0x82, message) : message);
            }
        } catch (IOException e) {
            // The other side has had enough of this connection: the next message takes a new one.
            again();
        }
    }

    void again() {
        tcp.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        tcp = Optional.empty();
        webSocket = Optional.empty();
    }

    /** The next response with this text in it; others are passed over. Empty if none comes in time. */
    public Optional<String> read(String with, int millis) {
        long until = System.nanoTime() + millis * 1_000_000L;
        try {
            while (System.nanoTime() < until) {
                int left = (int) Math.max(1, (until - System.nanoTime()) / 1_000_000);
                String message = udp.isPresent() ? datagram(left) : fromStream(left);
                if (message.contains(with)) {
                    return Optional.of(message);
                }
                if (message.isEmpty() && udp.isEmpty()) {
                    return Optional.empty();
                }
            }
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private String datagram(int millis) throws IOException {
        DatagramSocket socket = udp.orElseThrow();
        socket.setSoTimeout(millis);
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private String fromStream(int millis) throws IOException {
        Socket socket = connection();
        socket.setSoTimeout(millis);
        if (framed) {
            return webSocket.orElseThrow().next();
        }
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        return head
                + new String(
                        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), StandardCharsets.UTF_8);
    }

    /** A request with what every request needs; {@code more} is further headers, each with its line end. */
    public String request(String method, String uri, String user, String callId, int cseq, String more) {
        return String.join(
                "\r\n",
                method + " " + uri + " SIP/2.0",
                "Via: SIP/2.0/" + transport() + " 127.0.0.1:" + port() + ";rport;branch=z9hG4bK" + port() + "x"
                        + ++counted,
                "Max-Forwards: 70",
                "From: <" + user + ">;tag=t" + port(),
                "To: <" + user + ">",
                "Call-ID: " + callId,
                "CSeq: " + cseq + " " + method,
                more + "Content-Length: 0",
                "",
                "");
    }

    /** Whether a valid OPTIONS is answered, over the connection that is there or, if that was ended, over a new one. */
    boolean isAnswered() {
        for (int i = 0; i < 3; i++) {
            String id = "options-" + port() + "-" + ++counted;
            write(request("OPTIONS", "sip:127.0.0.1:" + sipPort, "sip:somebody@127.0.0.1", id, 1, "")
                    .getBytes(StandardCharsets.UTF_8));
            if (read("Call-ID: " + id, 2_000)
                    .filter(r -> r.contains("SIP/2.0 200"))
                    .isPresent()) {
                return true;
            }
            again();
        }
        return false;
    }

    @Override
    public void close() {
        udp.ifPresent(DatagramSocket::close);
        again();
    }
}

package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that write whatever they like where frames are expected: each is told why or cut off, and none is another's harm. */
class HostileSocketTest {

    private static final int TEXT = 0x81;
    private static final int PART_OF_TEXT = 0x01;
    private static final int CONTINUATION = 0x80;
    private static final int PING = 0x89;
    private static final int MASKED = 0x80;

    /** RFC 6455 §7.4.1; cut off without a close frame. */
    private static final int CUT_OFF = 1006;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF_8 = 1007;
    private static final int NORMAL = 1000;

    private static final String START = "{\"type\":\"start\"}";

    private static LiveNode node;
    private static Stage stage;

    @BeforeAll
    static void start() {
        node = new LiveNode("""
            cordboard.node.live { heartbeat = 1s, first-frame = 2s, max-frame = 2 KiB }
            """);
        stage = new Stage(node);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static List<Arguments> attacks() {
        return List.of(
                // RFC 6455 §5.1: a server must close on a frame that is not masked.
                argumentSet("not masked", frame(TEXT, 0, START.getBytes(StandardCharsets.UTF_8)), PROTOCOL_ERROR),
                // §5.5: control frames must not be fragmented, and have at most 125 bytes.
                argumentSet("control frame in pieces", frame(0x09, MASKED, new byte[1]), PROTOCOL_ERROR),
                argumentSet("control frame too long", frame(PING, MASKED, new byte[126]), PROTOCOL_ERROR),
                // §5.2: reserved bits and opcodes.
                argumentSet("reserved bit", frame(TEXT | 0x40, MASKED, new byte[1]), PROTOCOL_ERROR),
                argumentSet("reserved opcode", frame(0x83, MASKED, new byte[1]), PROTOCOL_ERROR),
                // §5.4: a message in pieces has a beginning, and no other within it.
                argumentSet("nothing to continue", frame(CONTINUATION, MASKED, new byte[1]), PROTOCOL_ERROR),
                argumentSet(
                        "a message within a message",
                        both(frame(PART_OF_TEXT, MASKED, new byte[1]), frame(TEXT, MASKED, new byte[1])),
                        PROTOCOL_ERROR),
                // §5.2: the most significant bit of a length is 0.
                argumentSet(
                        "negative length",
                        new byte[] {(byte) TEXT, (byte) 0xff, -1, 0, 0, 0, 0, 0, 0, 0},
                        PROTOCOL_ERROR),
                // §8.1.
                argumentSet(
                        "no UTF-8", frame(TEXT, MASKED, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}), NOT_UTF_8));
    }

    @ParameterizedTest
    @MethodSource
    void attacks(byte[] attack, int code) throws IOException {
        for (boolean begun : new boolean[] {false, true}) {
            try (Socket socket = open()) {
                if (begun) {
                    socket.getOutputStream().write(frame(TEXT, MASKED, START.getBytes(StandardCharsets.UTF_8)));
                }
                socket.getOutputStream().write(attack);

                assertThat(closeCode(socket)).isIn(code, CUT_OFF);
            }
        }
        nobodyElseIsHarmed();
    }

    static List<Arguments> unfinished() {
        byte[] whole = frame(TEXT, MASKED, "x".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        byte[] huge = {(byte) TEXT, (byte) 0xff, 0, 0, 0x7f, -1, -1, -1, -1, -1, 0, 0, 0, 0, 'x'};
        return List.of(
                argumentSet("half of a head", (Object) Arrays.copyOf(whole, 1)),
                argumentSet("half of a frame", (Object) Arrays.copyOf(whole, 500)),
                argumentSet("the first bytes of far too many", (Object) huge),
                argumentSet("half of a message", (Object) frame(PART_OF_TEXT, MASKED, new byte[] {'{'})));
    }

    /** Neither a silent client nor one that keeps a frame open is kept for long. */
    @ParameterizedTest
    @MethodSource
    void unfinished(byte[] piece) throws IOException {
        for (boolean begun : new boolean[] {false, true}) {
            try (Socket socket = open()) {
                if (begun) {
                    socket.getOutputStream().write(frame(TEXT, MASKED, START.getBytes(StandardCharsets.UTF_8)));
                }
                socket.getOutputStream().write(piece);

                assertThat(closeCode(socket)).isIn(CUT_OFF, NORMAL, PROTOCOL_ERROR, 1001, 1011);
            }
        }
        nobodyElseIsHarmed();
    }

    static List<Arguments> tooLarge() {
        byte[] part = "x".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        byte[] pieces = frame(PART_OF_TEXT, MASKED, part);
        for (int i = 0; i < 5; i++) {
            pieces = both(pieces, frame(0, MASKED, part));
        }
        return List.of(
                argumentSet("at once", frame(TEXT, MASKED, "x".repeat(3_000).getBytes(StandardCharsets.UTF_8)), true),
                // Unread as far as it is too much, so that the end may overtake the goodbye.
                argumentSet("in pieces", pieces, false),
                argumentSet(
                        "by far", frame(TEXT, MASKED, "x".repeat(4_000_000).getBytes(StandardCharsets.UTF_8)), false));
    }

    /** It is the client's fault, and not told as one of the server's (1011). */
    @ParameterizedTest
    @MethodSource
    void tooLarge(byte[] large, boolean heard) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(frame(TEXT, MASKED, START.getBytes(StandardCharsets.UTF_8)));
            try {
                socket.getOutputStream().write(large);
            } catch (SocketException e) {
                assertThat(heard).isFalse();
            }

            var told = new StringBuilder();
            assertThat(closeCode(socket, told)).isIn(NORMAL, CUT_OFF);
            assertThat(told.toString().contains("\"reason\":\"protocol\""))
                    .as(told.toString())
                    .isIn(true, heard);
        }
        nobodyElseIsHarmed();
    }

    /** Sessions, places and connections are given back, and who comes next is served. */
    private static void nobodyElseIsHarmed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(node.live.count()).isZero();
            assertThat(node.server.connections()).isZero();
        });
        try (Page page = Page.start(node, stage.token("alice"))) {
            page.frame("level", "agent");
            page.noFaults();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.live.count()).isZero());
    }

    private static Socket open() throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), node.server.address().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("""
                GET %s HTTP/1.1\r
                Host: x\r
                Authorization: Bearer %s\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: %s\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(LiveSockets.PATH, stage.token("alice"), LiveSockets.PROTOCOL)
                .getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** With what the server ends the socket, after whatever it has said before. */
    private static int closeCode(Socket socket) throws IOException {
        return closeCode(socket, new StringBuilder());
    }

    /** The same; {@code told} gets the texts that it has said before. */
    private static int closeCode(Socket socket, StringBuilder told) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                int length = in.readUnsignedByte();
                int size = switch (length) {
                    case 126 -> in.readUnsignedShort();
                    case 127 -> Math.toIntExact(in.readLong());
                    default -> length;
                };
                byte[] payload = in.readNBytes(size);
                if (opcode == 8) {
                    return size < 2 ? CUT_OFF : ByteBuffer.wrap(payload).getShort();
                }
                told.append(new String(payload, StandardCharsets.UTF_8));
            }
        } catch (EOFException | SocketException e) {
            return CUT_OFF;
        }
    }

    /** RFC 6455 §5.2; the mask is of zeros. */
    private static byte[] frame(int first, int masked, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(masked | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(masked | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(masked | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (masked != 0) {
            frame.writeBytes(new byte[4]);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] both(byte[] one, byte[] other) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}

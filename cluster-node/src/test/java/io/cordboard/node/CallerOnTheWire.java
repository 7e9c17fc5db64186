package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who calls by SIP over UDP, says a tone in A-law, and listens. */
final class CallerOnTheWire implements AutoCloseable {

    private static final int FRAME = 160;
    private static final Pattern TO = Pattern.compile("(?im)^(To:.*)$");
    private static final Pattern CONTACT = Pattern.compile("(?im)^Contact:\\s*<([^>]+)>");
    private static final Pattern AUDIO = Pattern.compile("m=audio (\\d+)");

    private final int sipPort;
    private final double hertz;
    private int calls;
    private final DatagramSocket signals = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket sound = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final short[] last = new short[FRAME * 10];
    private int at;
    private volatile boolean hungUpOn;

    CallerOnTheWire(int sipPort, double hertz) throws IOException {
        this.sipPort = sipPort;
        this.hertz = hertz;
    }

    /** Calls until the node knows of its lines, for it may have started a moment before, and talks as soon as it is answered. */
    void calls(String number) throws IOException {
        signals.setSoTimeout(20_000);
        String answer = await().until(() -> called(number), reply -> reply.startsWith("SIP/2.0 200"));
        send("ACK", first(CONTACT, answer), first(TO, answer), "");
        int port = Integer.parseInt(first(AUDIO, answer));
        signals.setSoTimeout(0);
        Thread.ofPlatform().daemon().start(() -> say(port));
        Thread.ofPlatform().daemon().start(this::hear);
        Thread.ofPlatform().daemon().start(this::obey);
    }

    /** What the node says to one more call in the end. */
    private String called(String number) throws IOException {
        calls++;
        send("INVITE", "sip:" + number + "@127.0.0.1:" + sipPort, "To: <sip:" + number + "@127.0.0.1>", """
                v=0
                o=kim 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8
                """.formatted(
                        sound.getLocalPort())
                .replace("\n", "\r\n"));
        String answer = receive();
        while (answer.startsWith("SIP/2.0 1") || !answer.contains(callId())) {
            answer = receive();
        }
        return answer;
    }

    private String callId() {
        return "Call-ID: caller-" + signals.getLocalPort() + '-' + calls;
    }

    private void say(int port) {
        long next = System.nanoTime();
        for (int i = 0; !sound.isClosed(); i++) {
            var packet = ByteBuffer.allocate(12 + FRAME)
                    .put((byte) 0x80)
                    .put((byte) 8)
                    .putShort((short) i)
                    .putInt(i * FRAME)
                    .putInt(4_711);
            for (int sample = 0; sample < FRAME; sample++) {
                packet.put(code((int) (8_000 * Math.sin(2 * Math.PI * hertz * (i * FRAME + sample) / 8_000))));
            }
            try {
                sound.send(new DatagramPacket(packet.array(), 12 + FRAME, InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                return;
            }
            next += 20_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void hear() {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                sound.receive(packet);
                take(Arrays.copyOfRange(packet.getData(), 12, packet.getLength()));
            }
        } catch (IOException e) {
            // It is over.
            assertThat(sound.isClosed()).isTrue();
        }
    }

    private synchronized void take(byte[] codes) {
        for (byte code : codes) {
            last[at++ % last.length] = sample(code);
        }
    }

    private void obey() {
        try {
            while (true) {
                String message = receive();
                if (message.startsWith("BYE")) {
                    hungUpOn = true;
                }
            }
        } catch (IOException e) {
            assertThat(signals.isClosed()).isTrue();
        }
    }

    /** How loudly a tone was heard in the last fifth of a second. */
    synchronized double hears(double tone) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < last.length; i++) {
            double angle = 2 * Math.PI * tone * i / 8_000;
            real += last[(at + i) % last.length] * Math.cos(angle);
            imaginary += last[(at + i) % last.length] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / last.length;
    }

    /** How loud all was that was heard in the last fifth of a second. */
    synchronized double level() {
        double sum = 0;
        for (short sample : last) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / last.length);
    }

    boolean isHungUpOn() {
        return hungUpOn;
    }

    // ITU-T G.711, table 1

    private static byte code(int sample) {
        int magnitude = Math.min(Math.abs(sample) >> 3, 4_095);
        int segment = magnitude < 32 ? 0 : 27 - Integer.numberOfLeadingZeros(magnitude);
        int interval = (segment == 0 ? magnitude >> 1 : magnitude >> segment) & 15;
        return (byte) (((sample >= 0 ? 0x80 : 0) | segment << 4 | interval) ^ 0x55);
    }

    private static short sample(byte code) {
        int bits = (code & 0xFF) ^ 0x55;
        int segment = bits >> 4 & 7;
        int interval = bits & 15;
        int value = segment == 0 ? 2 * interval + 1 : 33 + 2 * interval << segment - 1;
        return (short) ((bits >= 128 ? 8 : -8) * value);
    }

    private void send(String method, String uri, String to, String body) throws IOException {
        byte[] bytes = (method + ' ' + uri + " SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 127.0.0.1:" + signals.getLocalPort() + ";branch=z9hG4bK" + method + calls
                        + "\r\n"
                        + "From: Kim <sip:+49301234567@127.0.0.1>;tag=k\r\n" + to + "\r\n"
                        + callId() + "\r\nCSeq: 1 " + method + "\r\n"
                        + "Contact: <sip:kim@127.0.0.1:" + signals.getLocalPort() + ">\r\nMax-Forwards: 70\r\n"
                        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        signals.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), sipPort));
    }

    private String receive() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        signals.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        assertThat(matcher.find()).as(message).isTrue();
        return matcher.group(1).strip();
    }

    @Override
    public void close() {
        signals.close();
        sound.close();
    }
}

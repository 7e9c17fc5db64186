package io.cordboard.telephony.media;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A telephone of tests, written apart from the engine: it says a tone every 20 ms and keeps what it hears. It describes itself by SDP of
 * its own, and reads no more of an answer than a port.
 */
public final class Phone implements AutoCloseable {

    public static final double LOUD = 8_000;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) RTP/AVP ([\\d ]+)");

    public final Party party;
    private final int type;
    private final DatagramSocket socket;
    private final DatagramSocket control;
    private final List<Thread> threads;
    private final List<String> digits = new CopyOnWriteArrayList<>();
    private final List<byte[]> reports = new CopyOnWriteArrayList<>();
    private final int[] table = new int[256];
    private final byte[] codes = new byte[65_536];
    private final int source;
    private volatile InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private volatile boolean answered;
    private volatile boolean silent;
    private volatile double hertz;
    private volatile boolean ended;
    private short[] heard = new short[8_000];
    private long heardCount;
    private int sequence = 65_500;
    private int timestamp = -4_000;
    private final List<byte[]> events = new ArrayList<>();
    private long lastEvent = Long.MIN_VALUE;

    /** A phone that speaks PCMU (0) or PCMA (8). */
    public Phone(String name, int type) {
        this.party = new Party(name);
        this.type = type;
        this.source = name.hashCode();
        for (int code = 0; code < 256; code++) {
            table[code] = ItuG711.value(type, code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample += 64) {
            Arrays.fill(codes, sample + 32_768, sample + 32_768 + 64, (byte) ItuG711.code(type, sample + 32));
        }
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            control = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
        threads = List.of(
                Thread.ofPlatform().daemon().name(name + "-says").start(this::say),
                Thread.ofPlatform().daemon().name(name + "-hears").start(this::hear),
                Thread.ofPlatform().daemon().name(name + "-reports").start(this::hearReports));
    }

    // What it tells of itself.

    public String sdp(String direction) {
        return sdp(direction, socket.getLocalPort());
    }

    public String sdp(String direction, int port) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port + " RTP/AVP "
                + type
                + " 101\r\na=rtpmap:101 telephone-event/8000\r\na=" + direction + "\r\na=rtcp:" + control.getLocalPort()
                + "\r\n";
    }

    /** Takes an offer or an answer: where to send to. */
    public void take(String sdp) {
        Matcher matcher = PORT.matcher(sdp);
        assertThat(matcher.find()).as("audio in %s", sdp).isTrue();
        assertThat(matcher.group(2).split(" ")).contains(Integer.toString(type));
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1)));
        answered = true;
    }

    public InetSocketAddress server() {
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    // What it says.

    public void says(double tone) {
        hertz = tone;
        silent = false;
    }

    /** Sends nothing at all from now on. */
    public void dies() {
        silent = true;
    }

    /** Presses a key for 100 ms; its end is told three times. */
    public void presses(char digit) {
        int event = "0123456789*#ABCD".indexOf(digit);
        synchronized (events) {
            for (int i = 1; i <= 7; i++) {
                int duration = Math.min(i, 5) * 160;
                events.add(
                        new byte[] {(byte) event, (byte) (i >= 5 ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
                        });
            }
        }
    }

    private void say() {
        long next = System.nanoTime();
        long at = 0;
        int eventTime = 0;
        int eventLeft = 0;
        while (!ended) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (System.nanoTime() < next) {
                continue;
            }
            next += 20_000_000;
            byte[] event = null;
            synchronized (events) {
                if (answered && !events.isEmpty()) {
                    event = events.removeFirst();
                    if (eventLeft == 0) {
                        eventTime = timestamp;
                        eventLeft = 7;
                    }
                    eventLeft--;
                }
            }
            if (answered && !silent && event != null) {
                send(packet(101, eventTime, event));
            } else if (answered && !silent) {
                byte[] payload = new byte[160];
                for (int i = 0; i < 160; i++) {
                    short sample = hertz == 0 ? 0 : Tone.sample(hertz, LOUD, at + i);
                    payload[i] = codes[sample + 32_768];
                }
                send(packet(type, timestamp, payload));
            }
            at += 160;
            timestamp += 160;
        }
    }

    private byte[] packet(int payloadType, int time, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence++)
                .putInt(time)
                .putInt(source)
                .put(payload)
                .array();
    }

    public void send(byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, server));
        } catch (IOException e) {
            assertThat(ended).as("ended: %s", e).isTrue();
        }
    }

    // What it hears.

    private void hear() {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        while (!ended) {
            try {
                socket.receive(packet);
                take(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
            } catch (IOException _) {
                return;
            }
        }
    }

    private synchronized void take(ByteBuffer packet) {
        int payloadType = packet.get(1) & 0x7F;
        packet.position(12);
        if (payloadType == 101) {
            if ((packet.get(13) & 0x80) != 0 && packet.getInt(4) != lastEvent) {
                lastEvent = packet.getInt(4);
                digits.add(String.valueOf("0123456789*#ABCD".charAt(packet.get(12))));
            }
            return;
        }
        assertThat(payloadType).isEqualTo(type);
        while (packet.hasRemaining()) {
            if (heardCount == heard.length) {
                heard = Arrays.copyOf(heard, heard.length * 2);
            }
            heard[(int) heardCount++] = (short) table[packet.get() & 0xFF];
        }
    }

    private void hearReports() {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        while (!ended) {
            try {
                control.receive(packet);
                reports.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException _) {
                return;
            }
        }
    }

    public List<byte[]> reports() {
        return reports;
    }

    public String digits() {
        return String.join("", digits);
    }

    public synchronized long count() {
        return heardCount;
    }

    /** All that it has heard since it picked up. */
    public short[] heard() {
        return since(0);
    }

    private synchronized short[] since(long from) {
        return Arrays.copyOfRange(heard, (int) from, (int) heardCount);
    }

    /** Waits until it hears this tone well, and no other of these. */
    public void awaitTone(double tone, double... others) {
        until(() -> {
            short[] last = since(Math.max(0, count() - 1_600));
            boolean clean = Arrays.stream(others).allMatch(other -> Tone.in(last, other) < LOUD / 20);
            return last.length == 1_600 && Tone.in(last, tone) > LOUD / 2 && clean;
        });
    }

    /** What it hears of a tone in the next so long. */
    public double next(Duration time, double tone) {
        return Tone.in(next(time), tone);
    }

    public short[] next(Duration time) {
        long from = count();
        until(() -> count() - from >= time.toMillis() * 8);
        return Arrays.copyOf(since(from), (int) time.toMillis() * 8);
    }

    /** Waits for a condition, and fails when it does not come about. */
    public static void until(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(5, MILLISECONDS).atMost(20, SECONDS).until(condition);
    }

    @Override
    public void close() {
        ended = true;
        socket.close();
        control.close();
        threads.forEach(LockSupport::unpark);
    }
}

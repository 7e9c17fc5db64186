package io.cordboard.telephony.media.rtpengine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dampcake.bencode.Bencode;
import com.dampcake.bencode.Type;
import io.cordboard.telephony.media.rtpengine.NgFailure.Kind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of one rtpengine: its ng protocol over UDP. A request goes out again, under its cookie, until it is answered or its time
 * is over; rtpengine does what has one cookie once. Stages complete on the executor and wait for nothing.
 */
final class NgClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NgClient.class);
    private static final int LARGEST = 65_535;
    private static final Bencode BENCODE = new Bencode(StandardCharsets.UTF_8);

    private final InetSocketAddress address;
    private final RtpengineSettings.Patience patience;
    private final ScheduledExecutorService clock;
    private final Executor after;
    private final DatagramSocket socket;
    private final Map<String, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    // rtpengine keeps its answers by cookie, also those to a node that was here before us.
    private final String ours;
    private final AtomicLong asked = new AtomicLong();
    private volatile boolean closed;

    /** Listens for answers from now on. Only packets of the rtpengine itself reach it. */
    NgClient(
            InetSocketAddress address,
            RtpengineSettings.Patience patience,
            ScheduledExecutorService clock,
            Executor after)
            throws IOException {
        this.address = address;
        this.patience = patience;
        this.clock = clock;
        this.after = after;
        this.socket = new DatagramSocket();
        socket.connect(address);
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.ours = HexFormat.of().formatHex(random) + '_';
        Thread.ofVirtual().name("rtpengine-" + address).start(this::listen);
    }

    /** Fails with {@link NgFailure}. */
    CompletableFuture<Map<String, Object>> ask(Map<String, ?> command) {
        if (closed || waiting.size() >= patience.inFlight()) {
            return CompletableFuture.failedFuture(new NgFailure(
                    closed ? Kind.UNANSWERED : Kind.BUSY,
                    "Expected at most " + patience.inFlight() + " open requests to rtpengine at " + address
                            + (closed ? " before the end" : ", but there are as many")));
        }
        String cookie = ours + asked.incrementAndGet();
        byte[] head = (cookie + ' ').getBytes(StandardCharsets.US_ASCII);
        byte[] body = BENCODE.encode(command);
        byte[] packet = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, packet, head.length, body.length);
        var answer = new CompletableFuture<Map<String, Object>>();
        waiting.put(cookie, answer);
        long every = patience.repeatAfter().toMillis();
        var repeating = clock.scheduleWithFixedDelay(() -> send(packet), every, every, MILLISECONDS);
        var giving = clock.schedule(
                () -> answer.completeExceptionally(new NgFailure(
                        Kind.UNANSWERED,
                        "Expected an answer of rtpengine at " + address + " within " + patience.answerWithin()
                                + ", but got none")),
                patience.answerWithin().toMillis(),
                MILLISECONDS);
        var done = answer.whenComplete((_, _) -> {
            waiting.remove(cookie);
            repeating.cancel(false);
            giving.cancel(false);
        });
        send(packet);
        return done.thenApplyAsync(this::accepted, after);
    }

    private Map<String, Object> accepted(Map<String, Object> reply) {
        String result = String.valueOf(reply.get("result"));
        if (result.equals("ok") || result.equals("pong")) {
            return reply;
        }
        throw result.equals("load limit")
                ? new NgFailure(Kind.BUSY, "Expected rtpengine at " + address + " to have room, but it is full")
                : new NgFailure(
                        Kind.REFUSED,
                        "Expected rtpengine at " + address + " to do as asked, but it says " + result + ": "
                                + reply.get("error-reason"));
    }

    private void send(byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length));
        } catch (PortUnreachableException e) {
            nobodyThere();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Not sent to rtpengine at {}: {}", address, e.toString());
        }
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!closed) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                take(packet.getData(), packet.getLength());
            } catch (PortUnreachableException e) {
                nobodyThere();
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("No answers are heard from rtpengine at {}", address, e);
                }
            } catch (RuntimeException | StackOverflowError e) {
                LOG.warn("An answer of rtpengine at {} could not be read: {}", address, e.toString());
            }
        }
    }

    private void take(byte[] bytes, int length) {
        int space = 0;
        while (space < length && bytes[space] != ' ') {
            space++;
        }
        var answer = waiting.get(new String(bytes, 0, space, StandardCharsets.US_ASCII));
        if (answer != null && space < length) {
            answer.complete(BENCODE.decode(Arrays.copyOfRange(bytes, space + 1, length), Type.DICTIONARY));
        }
    }

    private void nobodyThere() {
        for (var answer : List.copyOf(waiting.values())) {
            answer.completeExceptionally(
                    new NgFailure(Kind.UNANSWERED, "Expected rtpengine to listen at " + address + ", but nobody does"));
        }
    }

    @Override
    public void close() {
        closed = true;
        nobodyThere();
        socket.close();
    }
}

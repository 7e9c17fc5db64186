package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.Call.done;
import static io.cordboard.telephony.media.Call.refused;
import static io.cordboard.telephony.media.MediaRefused.Reason.CLOSED;
import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.Call;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.MediaServerContract;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Phone;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.RecordingSink;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.media.Sound;
import io.cordboard.telephony.media.Stereo;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMediaServerTest implements MediaServerContract {

    private final EmbeddedMediaServer server =
            EmbeddedMediaServer.start(Settings.with("timeout = 1s, ports { first = 21000, last = 21999 }"));

    @Override
    public MediaServer server() {
        return server;
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.counts().rooms()).isZero();
        assertThat(server.counts().parties()).isZero();
        Phone.until(() -> server.counts().recordings() == 0);
    }

    @Test
    void portsAreEvenRefusedWhenExhaustedAndFreeAgainAfterTheRoom() throws IOException {
        int first = sixFreePorts();
        try (var small = EmbeddedMediaServer.start(
                Settings.with("ports { first = " + (first - 1) + ", last = " + (first + 5) + " }"))) {
            Room room = done(small.open("a", _ -> {}));
            for (int i = 0; i < 3; i++) {
                assertThat(done(room.offer(new Party("p" + i), OfferKind.PLAIN)))
                        .contains("m=audio " + (first + 2 * i) + " RTP/AVP")
                        .contains("a=rtcp:" + (first + 1 + 2 * i));
            }
            assertThat(refused(room.offer(new Party("p3"), OfferKind.PLAIN))).isEqualTo(LIMIT);

            done(room.close());

            try (var other = new DatagramSocket(first + 2, InetAddress.getLoopbackAddress())) {
                Room next = done(small.open("b", _ -> {}));
                assertThat(done(next.offer(new Party("a"), OfferKind.PLAIN))).contains("m=audio " + first + " ");
                // Another program has this one.
                assertThat(done(next.offer(new Party("b"), OfferKind.PLAIN))).contains("m=audio " + (first + 4) + " ");
                assertThat(refused(next.offer(new Party("c"), OfferKind.PLAIN))).isEqualTo(LIMIT);
                assertThat(other.isBound()).isTrue();
            }
        }
    }

    /** The first of six ports that no other program has, an even one below those that the system gives out. */
    private static int sixFreePorts() {
        for (int first = 22_002; first < 24_000; first += 8) {
            int free = 0;
            while (free < 6 && free(first + free)) {
                free++;
            }
            if (free == 6) {
                return first;
            }
        }
        throw new IllegalStateException("Expected six free ports in a row, but there are none");
    }

    private static boolean free(int port) {
        try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void roomsAndPartiesBeyondTheLimitAreRefused() {
        try (var small = EmbeddedMediaServer.start(
                Settings.with("max-rooms = 1, max-parties-per-room = 1, ports { first = 22100, last = 22199 }"))) {
            Room room = done(small.open("a", _ -> {}));
            done(room.offer(new Party("a"), OfferKind.PLAIN));

            assertThat(refused(small.open("b", _ -> {}))).isEqualTo(LIMIT);
            assertThat(refused(room.offer(new Party("b"), OfferKind.PLAIN))).isEqualTo(LIMIT);
            assertThat(small.counts().refused()).isEqualTo(2);

            done(room.close());
            done(small.open("b", _ -> {}));
        }
    }

    @Test
    void serverThatIsClosedRefuses() {
        try (var call = new Call(server)) {
            call.phone("caller", 0);
            server.close();

            assertThat(refused(call.room.stop(new Party("caller")))).isEqualTo(CLOSED);
            assertThat(refused(server.open("b", _ -> {}))).isEqualTo(CLOSED);
        }
    }

    @Test
    void requestsThatMakeNoSenseAreRefused() {
        try (var call = new Call(server)) {
            Phone caller = call.phone("caller", 0);

            assertThat(refused(server.open("", _ -> {}))).isEqualTo(MALFORMED);
            assertThat(refused(call.room.offer(caller.party, OfferKind.WEBRTC))).isEqualTo(UNSUPPORTED);
            assertThat(refused(call.room.hear(caller.party, Map.of(caller.party, 2.5))))
                    .isEqualTo(MALFORMED);
            assertThat(refused(call.room.hear(caller.party, Map.of(caller.party, Double.NaN))))
                    .isEqualTo(MALFORMED);
            assertThat(refused(call.room.play(caller.party, Prompt.of(Sound.Tone.BEEP), -1)))
                    .isEqualTo(MALFORMED);
            assertThat(refused(call.room.digits(caller.party, "12x"))).isEqualTo(MALFORMED);
            done(call.room.digits(caller.party, "1".repeat(60)));
            assertThat(refused(call.room.digits(caller.party, "12345"))).isEqualTo(LIMIT);
        }
    }

    @Test
    void thirdPartyNeitherHearsNorIsHeardMidCall() {
        try (var call = new Call(server)) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            call.hears(caller, agent);
            agent.awaitTone(CALLER);
            Phone thief = call.stranger("caller");

            // It knows the port, the codec and even the source.
            thief.take("m=audio " + caller.server().getPort() + " RTP/AVP 8 101\r\n");
            thief.says(SUPERVISOR);

            Phone.until(() -> server.counts().foreign() > 20);
            assertThat(agent.next(WHILE, SUPERVISOR)).isLessThan(QUIET);
            assertThat(thief.count()).isZero();
            caller.awaitTone(AGENT);
        }
    }

    @Test
    void listenerThatBlocksKeepsNoOtherCallWaiting() {
        var free = new CountDownLatch(1);
        Room blocked = done(server.open("blocked", _ -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (var call = new Call(server);
                var phone = new Phone("p", 8)) {
            phone.take(done(blocked.answer(phone.party, phone.sdp("sendrecv"))));
            phone.presses('1');
            var pending = blocked.stop(phone.party);
            Phone.until(() -> server.counts().received() > 20);
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);
            free.countDown();
            done(pending);
        }
    }

    @Test
    void digitsForWhoTakesNoneAreRefused() {
        try (var call = new Call(server)) {
            Phone caller = call.phone("caller", 0);
            done(call.room.answer(caller.party, caller.sdp("sendonly")));
            assertThat(refused(call.room.digits(caller.party, "1"))).isEqualTo(INCOMPATIBLE);

            String plain = caller.sdp("sendrecv").replace("telephone-event", "x-unknown");
            done(call.room.answer(caller.party, plain));
            assertThat(refused(call.room.digits(caller.party, "1"))).isEqualTo(INCOMPATIBLE);
        }
    }

    @Test
    void roomsAreClosedWithWhatPlaysAndIsRecorded(@TempDir Path files) throws IOException {
        Path file = files.resolve("call.wav");
        try (var call = new Call(server)) {
            Phone caller = call.phone("caller", CALLER);
            done(call.room.play(caller.party, Prompt.of(Sound.Tone.MUSIC), 0));
            done(call.room.record(caller.party, RecordingTarget.file(file)));
            caller.next(Duration.ofMillis(100));
        }
        assertThat(server.counts().rooms()).isZero();
        assertThat(Stereo.read(file).seconds()).isGreaterThan(0.05);
        Phone.until(() -> server.counts().recordings() == 0);
    }

    @Test
    void disksAreNotWaitedForOnVirtualThreadsAndAFailureFreesTheRecording() {
        var virtual = new CopyOnWriteArrayList<Boolean>();
        RecordingSink failing = new RecordingSink() {
            @Override
            public void append(ByteBuffer chunk) {
                virtual.add(Thread.currentThread().isVirtual());
                throw new IllegalStateException("no key");
            }

            @Override
            public void amend(ByteBuffer header) {}

            @Override
            public void close() {}
        };
        try (var call = new Call(server)) {
            Phone caller = call.phone("caller", CALLER);
            done(call.room.record(caller.party, () -> {
                virtual.add(Thread.currentThread().isVirtual());
                return failing;
            }));
            Phone.until(() -> !call.told(RoomEvent.RecordingFailed.class).isEmpty());
            Phone.until(() -> server.counts().recordings() == 0);
        }
        assertThat(virtual).containsExactly(false, false);
    }
}

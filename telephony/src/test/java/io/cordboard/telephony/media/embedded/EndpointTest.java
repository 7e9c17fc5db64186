package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.media.Tone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One end of the wire, in virtual time: a tick is 20 ms. */
class EndpointTest {

    private static final Party CALLER = new Party("caller");
    private static final InetSocketAddress PHONE = at(4_000);
    private static final InetSocketAddress PHONE_CONTROL = at(4_001);
    private static final InetSocketAddress ELSEWHERE =
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 4_000);
    private static final int TICK = 20_000_000;

    private final Counters counters = new Counters();
    private final List<RoomEvent> events = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<InetSocketAddress> targets = new ArrayList<>();
    private final List<byte[]> sentControl = new ArrayList<>();
    private final List<InetSocketAddress> controlTargets = new ArrayList<>();
    private final byte[] scratch = new byte[512];
    private final Endpoint endpoint = new Endpoint(
            CALLER,
            Settings.with("timeout = 1s"),
            counters,
            events::add,
            (bytes, length, to) -> {
                sent.add(Arrays.copyOf(bytes, length));
                targets.add(to);
            },
            (bytes, length, to) -> {
                sentControl.add(Arrays.copyOf(bytes, length));
                controlTargets.add(to);
            },
            new SplittableRandom(5),
            0);
    private long now = 1_000_000_000_000L;

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
    }

    @BeforeEach
    void agree() {
        agree(true, true, 1, false);
    }

    private void agree(boolean send, boolean receive, int frames, boolean mux) {
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 101, frames, PHONE, mux ? PHONE : PHONE_CONTROL, mux, send, receive), now);
    }

    private void receive(byte[] packet) {
        receive(packet, PHONE);
    }

    private void receive(byte[] packet, InetSocketAddress from) {
        endpoint.received(packet, packet.length, from, now);
    }

    private short[] tick() {
        now += TICK;
        endpoint.listen(now);
        short[] heard = endpoint.frame.clone();
        endpoint.speak(new short[160], now, scratch);
        return heard;
    }

    private double talk(double hertz, int source, int firstFrame, int frames) {
        double last = 0;
        for (int i = firstFrame; i < firstFrame + frames; i++) {
            receive(Packets.rtp(8, i, i * 160, source, Packets.tone(hertz, i * 160)));
            last = Tone.in(tick(), hertz);
        }
        return last;
    }

    @Test
    void packetsOfAThirdAreNotHeardAndMoveNothing() {
        talk(400, 1, 0, 5);

        for (int i = 0; i < 10; i++) {
            receive(Packets.rtp(8, i + 5, (i + 5) * 160, 1, Packets.tone(700, 0)), ELSEWHERE);
            assertThat(Tone.in(tick(), 700)).isLessThan(500);
        }

        assertThat(counters.foreign.sum()).isEqualTo(10);
        assertThat(targets).containsOnly(PHONE);
    }

    @Test
    void strayPacketsDoNotTakeTheCall() {
        for (int i = 0; i < 10; i++) {
            // No payload that was agreed, and one of each other source.
            receive(Packets.rtp(77, i, i * 160, 1), ELSEWHERE);
            receive(Packets.rtp(8, i, i * 160, 1, new byte[160]), at(20_000 + i));
            tick();
        }
        assertThat(counters.foreign.sum()).isEqualTo(20);
        assertThat(targets).containsOnly(PHONE);
    }

    @Test
    void phoneBehindANatIsHeardAndSentReportsWhereItIs() {
        for (int i = 0; i < 600; i++) {
            receive(Packets.rtp(8, i, i * 160, 1, Packets.tone(400, i * 160)), ELSEWHERE);
            tick();
        }
        assertThat(counters.foreign.sum()).isEqualTo(2);
        assertThat(targets).last().isEqualTo(ELSEWHERE);
        assertThat(controlTargets).containsOnly(new InetSocketAddress(ELSEWHERE.getAddress(), 4_001));

        byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9};
        endpoint.receivedControl(report, 8, new InetSocketAddress(ELSEWHERE.getAddress(), 9_999), now);
        assertThat(counters.foreign.sum()).isEqualTo(2);
    }

    @Test
    void reportsGoToAnotherPortOnceOneIsAgreed() {
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 101, 1, PHONE, at(4_009), false, true, true), now);
        talk(400, 1, 0, 600);
        assertThat(controlTargets).containsOnly(at(4_009));
    }

    @Test
    void keysAreHeardUnderTheNumberThatWeOfferedToo() {
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 96, 1, PHONE, PHONE_CONTROL, false, true, true).afterOfferOfEvents(101), now);

        receive(Packets.rtp(101, 0, 1_000, 1, Packets.event(1, true, 800)));
        receive(Packets.rtp(96, 1, 3_000, 1, Packets.event(2, true, 800)));

        assertThat(events)
                .containsExactly(
                        new RoomEvent.Digit(CALLER, '1', Duration.ofMillis(100)),
                        new RoomEvent.Digit(CALLER, '2', Duration.ofMillis(100)));
    }

    @Test
    void changeOfSourceIsHeardAfterAFewFrames() {
        assertThat(talk(400, 1, 0, 5)).isGreaterThan(7_000);
        assertThat(talk(700, 2, 40_000, 6)).isGreaterThan(7_000);
    }

    @Test
    void newSourceWithAnOlderClockIsHeardAtOnce() {
        talk(400, 1, 0, 30);
        for (int i = 0; i < 6; i++) {
            receive(Packets.rtp(8, 40_000 + i, (12 + i) * 160, 2, Packets.tone(700, i * 160)));
            tick();
        }
        assertThat(Tone.in(endpoint.frame, 700)).isGreaterThan(7_000);
    }

    @Test
    void newSourceWithAnOlderClockPressesKeys() {
        receive(Packets.rtp(101, 0, 100_000, 1, Packets.event(1, true, 800)));
        receive(Packets.rtp(8, 500, 160, 2, new byte[160]));
        receive(Packets.rtp(101, 501, 320, 2, Packets.event(2, true, 800)));
        receive(Packets.rtp(101, 502, 320, 2, Packets.event(2, true, 800)));
        assertThat(events)
                .containsExactly(
                        new RoomEvent.Digit(CALLER, '1', Duration.ofMillis(100)),
                        new RoomEvent.Digit(CALLER, '2', Duration.ofMillis(100)));
    }

    @Test
    void comfortNoiseIsSilence() {
        talk(400, 1, 0, 5);
        receive(Packets.rtp(13, 5, 5 * 160, 1, (byte) 20, (byte) 99, (byte) 120));
        tick();
        assertThat(Tone.in(tick(), 400)).isGreaterThan(7_000);

        assertThat(Tone.loudness(tick())).isZero();
        assertThat(endpoint.audible).isFalse();
        assertThat(counters.malformed.sum()).isZero();
    }

    @Test
    void keyThatIsPressedIsNotTakenForLostSound() {
        talk(400, 1, 0, 5);
        receive(Packets.rtp(101, 5, 5 * 160, 1, Packets.event(1, false, 160)));
        tick();
        tick();

        assertThat(Tone.loudness(tick())).isZero();
    }

    @Test
    void unknownPayloadIsNotHeard() {
        receive(Packets.rtp(8, 0, 0, 1, Packets.tone(400, 0)));
        receive(Packets.rtp(96, 1, 0, 1, Packets.tone(400, 0)));
        assertThat(Tone.loudness(tick())).isZero();
    }

    @Test
    void moreThanASourceMaySendIsDropped() {
        for (int i = 0; i < 1_000; i++) {
            receive(Packets.rtp(8, i, i * 160, 1, new byte[160]));
        }
        assertThat(counters.received.sum()).isEqualTo(250);
        assertThat(counters.excess.sum()).isEqualTo(750);
        now += 1_000_000_000L;
        receive(Packets.rtp(8, 2, 0, 1, new byte[160]));
        assertThat(counters.received.sum()).isEqualTo(251);
    }

    @Test
    void partyThatIsNeverHeardIsSilentFromItsAgreementOn() {
        for (int i = 0; i < 49; i++) {
            tick();
        }
        assertThat(events).isEmpty();
        tick();
        tick();
        assertThat(events).containsExactly(new RoomEvent.Silent(CALLER, Duration.ofSeconds(1)));
        receive(Packets.rtp(8, 0, 0, 1, new byte[160]));
        assertThat(events).last().isEqualTo(new RoomEvent.HeardAgain(CALLER));
    }

    @Test
    void packetsSentCountOnAndLongerOnesHoldMoreFrames() {
        agree(true, true, 3, false);
        for (int i = 0; i < 9; i++) {
            tick();
        }
        assertThat(sent).hasSize(3).allSatisfy(packet -> assertThat(packet).hasSize(12 + 480));
        var first = new RtpPacket();
        var second = new RtpPacket();
        assertThat(first.read(sent.get(0), 492)).isTrue();
        assertThat(second.read(sent.get(1), 492)).isTrue();
        assertThat(first.marker).isTrue();
        assertThat(second.marker).isFalse();
        assertThat((second.sequence - first.sequence) & 0xFFFF).isEqualTo(1);
        assertThat(second.timestamp - first.timestamp).isEqualTo(480);
        assertThat(second.source).isEqualTo(first.source);
    }

    @Test
    void digitIsSentAsOneEventWithThreeEndsInThePlaceOfSound() {
        tick();
        endpoint.outgoing().digits("7");
        for (int i = 0; i < 12; i++) {
            tick();
        }
        List<String> seen = new ArrayList<>();
        int eventTime = 0;
        int soundBefore = 0;
        var packet = new RtpPacket();
        for (byte[] bytes : sent) {
            assertThat(packet.read(bytes, bytes.length)).isTrue();
            if (packet.type == 101) {
                int duration = RtpPacket.int16(bytes, 14);
                seen.add((packet.marker ? "M" : "") + bytes[12] + ((bytes[13] & 0x80) != 0 ? "E" : "") + duration);
                eventTime = packet.timestamp;
            } else if (seen.isEmpty()) {
                soundBefore = packet.timestamp;
            } else {
                assertThat(packet.timestamp - eventTime).isGreaterThanOrEqualTo(1_600);
            }
        }
        assertThat(seen).containsExactly("M7160", "7320", "7480", "7640", "7E800", "7E800", "7E800");
        assertThat(eventTime - soundBefore).isEqualTo(160);
    }

    @Test
    void nothingIsSentToWhoIsOnHoldButReports() {
        agree(false, false, 1, false);
        for (int i = 0; i < 600; i++) {
            tick();
        }
        assertThat(sent).isEmpty();
        assertThat(sentControl).isNotEmpty();
        assertThat(events).noneMatch(RoomEvent.Silent.class::isInstance);
    }

    @Test
    void whoHasPutUsOnHoldWithoutMusicIsNotMissed() {
        agree(false, true, 1, false);
        for (int i = 0; i < 200; i++) {
            tick();
        }
        assertThat(events).noneMatch(RoomEvent.Silent.class::isInstance);
    }

    @Test
    void silenceIsToldAnewAfterAnAgreement() {
        for (int i = 0; i < 60; i++) {
            tick();
        }
        agree(true, true, 1, false);
        for (int i = 0; i < 60; i++) {
            tick();
        }
        receive(Packets.rtp(8, 0, 0, 1, new byte[160]));
        var silent = new RoomEvent.Silent(CALLER, Duration.ofSeconds(1));
        assertThat(events)
                .filteredOn(event -> !(event instanceof RoomEvent.Measured))
                .containsExactly(silent, silent, new RoomEvent.HeardAgain(CALLER));
    }

    @Test
    void holdByAnAddressOfZerosLetsNobodyElseInAndSendsNowhereElse() {
        agree(true, true, 1, true);
        talk(400, 1, 0, 5);
        var nowhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 4_000);
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 101, 1, nowhere, nowhere, true, false, true), now);

        for (int i = 5; i < 605; i++) {
            receive(Packets.rtp(8, i, i * 160, 1, Packets.tone(700, 0)), ELSEWHERE);
            tick();
        }

        assertThat(counters.foreign.sum()).isEqualTo(600);
        assertThat(targets).containsOnly(PHONE);
        assertThat(talk(400, 1, 605, 6)).isGreaterThan(7_000);
    }

    @Test
    void sharedPortTakesAndSendsReports() {
        agree(true, true, 1, true);
        talk(400, 1, 0, 5);
        byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9};

        receive(report);
        receive(report, ELSEWHERE);
        for (int i = 0; i < 600; i++) {
            tick();
        }

        assertThat(counters.malformed.sum()).isZero();
        assertThat(counters.foreign.sum()).isEqualTo(1);
        assertThat(sentControl).isEmpty();
        assertThat(sent).anyMatch(packet -> packet[1] == (byte) 200);
    }

    @Test
    void measureTellsOfLossAndOfWhatTheOtherTells() {
        for (int i = 0; i < 100; i++) {
            if (i % 10 != 5) {
                receive(Packets.rtp(8, i, i * 160, 1, Packets.tone(400, i * 160)));
            }
            tick();
        }
        endpoint.leave(now, scratch);

        var measured = (RoomEvent.Measured) events.getLast();
        assertThat(measured.last()).isTrue();
        assertThat(measured.quality().heard().packets()).isEqualTo(90);
        assertThat(measured.quality().heard().lost()).isEqualTo(10);
        assertThat(measured.quality().heard().mos()).isLessThan(2.5);
        assertThat(measured.quality().told()).isEmpty();
        assertThat(counters.lost.get()).isEqualTo(10);
        assertThat(sentControl.getLast()).contains((byte) 203);
    }
}

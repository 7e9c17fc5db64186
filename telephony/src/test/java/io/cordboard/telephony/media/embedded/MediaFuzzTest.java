package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.media.Sdp;
import io.cordboard.telephony.media.Tone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, nothing throws, and the next good packet is heard. Each case is its seed. */
class MediaFuzzTest {

    private static final InetSocketAddress PHONE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4_000);
    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 4000 RTP/AVP 0 8 101
            a=rtpmap:101 telephone-event/8000
            a=ptime:20
            a=sendrecv
            a=rtcp-mux
            m=video 5000 RTP/AVP 96
            a=inactive
            """;

    private final Counters counters = new Counters();
    private final List<RoomEvent> events = new ArrayList<>();
    private final byte[] scratch = new byte[512];

    private Endpoint endpoint(SplittableRandom random) {
        var endpoint = new Endpoint(
                new Party("caller"),
                Settings.with("packets-per-second = 10000"),
                counters,
                events::add,
                (_, _, _) -> {},
                (_, _, _) -> {},
                random,
                0);
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 101, 1, PHONE, PHONE, true, true, true), 0);
        return endpoint;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void packetsOfAnyBytes(long seed) {
        var random = new SplittableRandom(seed);
        Endpoint endpoint = endpoint(random);
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = mutated(random, i);
            endpoint.received(packet, packet.length, PHONE, now);
            endpoint.receivedControl(packet, packet.length, PHONE, now);
            if (i % 4 == 0) {
                now += 20_000_000;
                endpoint.listen(now);
                endpoint.speak(new short[160], now, scratch);
            }
        }
        assertThat(counters.malformed.sum()).isGreaterThan(1_000);
        for (int i = 0; i < 40; i++) {
            byte[] good = Packets.rtp(8, 100 + i, i * 160, 77, Packets.tone(400, i * 160));
            endpoint.received(good, good.length, PHONE, now);
            now += 20_000_000;
            endpoint.listen(now);
        }
        assertThat(Tone.in(endpoint.frame, 400)).as("after seed %d", seed).isGreaterThan(7_000);
    }

    private static byte[] mutated(SplittableRandom random, int i) {
        byte[] packet = switch (random.nextInt(4)) {
            case 0 -> new byte[random.nextInt(200)];
            case 1 -> Packets.rtp(101, i, i * 160, 1, Packets.event(random.nextInt(20), random.nextBoolean(), i));
            case 2 -> new byte[] {(byte) 0x81, (byte) 200, 0, 12, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0};
            default -> Packets.rtp(8, i, i * 160, 1, new byte[160]);
        };
        if (packet.length > 0 && random.nextInt(4) > 0) {
            for (int changes = random.nextInt(1, 8); changes > 0; changes--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
        }
        return Arrays.copyOf(packet, random.nextInt(4) == 0 ? random.nextInt(packet.length + 1) : packet.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void descriptionsOfAnyCharacters(long seed) {
        var random = new SplittableRandom(seed);
        int answered = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = OFFER.getBytes(StandardCharsets.ISO_8859_1);
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String offer = new String(bytes, StandardCharsets.ISO_8859_1);
            String cut = random.nextInt(5) == 0 ? offer.substring(0, random.nextInt(offer.length())) : offer;
            answered += answered(cut) ? 1 : 0;
        }
        assertThat(answered).as("seed %d", seed).isBetween(1_000, 9_000);
    }

    private static boolean answered(String offer) {
        var negotiation =
                new Negotiation(InetAddress.ofLiteral("203.0.113.5"), 20_000, 20_001, List.of(Codec.PCMA), 42);
        try {
            String answer = negotiation.answer(offer).sdp();
            // RFC 3264 §6: an answer has as many media as the offer; and what we write we can read.
            assertThat(Sdp.read(answer).media()).hasSameSizeAs(Sdp.read(offer).media());
            return true;
        } catch (MediaRefused e) {
            assertThat(e.getMessage()).startsWith("Expected ");
            return false;
        }
    }
}

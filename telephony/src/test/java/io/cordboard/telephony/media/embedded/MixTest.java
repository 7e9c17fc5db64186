package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.ItuG711;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.RecordingSink;
import io.cordboard.telephony.media.RoomEvent;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A room in virtual time; parties say one value all the time, and hear the sums. */
class MixTest {

    private static final InetSocketAddress PHONE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4_000);
    private final List<RoomEvent> events = new ArrayList<>();
    private final Mix mix = new Mix(events::add);
    private final Map<Endpoint, Integer> heard = new HashMap<>();
    private final Map<Endpoint, Byte> says = new HashMap<>();
    private long now;
    private int frame;

    private Endpoint party(String name, int sample) {
        List<Endpoint> self = new ArrayList<>();
        var endpoint = new Endpoint(
                new Party(name),
                Settings.with(""),
                new Counters(),
                events::add,
                (bytes, length, _) -> heard.put(self.getFirst(), ItuG711.a(bytes[length - 1] & 0xFF)),
                (_, _, _) -> {},
                new SplittableRandom(1),
                0);
        self.add(endpoint);
        var types = List.of(new Agreed.Type(8, Codec.PCMA));
        endpoint.agree(new Agreed(types, 101, 1, PHONE, PHONE, false, true, true), now);
        mix.add(endpoint);
        says.put(endpoint, (byte) ItuG711.code(8, sample));
        return endpoint;
    }

    private void hears(Endpoint listener, float gain, Endpoint... speakers) {
        mix.hear(
                listener,
                List.of(speakers),
                List.of(speakers).stream().map(_ -> gain).toList());
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            arrive();
            now += 20_000_000;
            mix.tick(now, new byte[512]);
        }
    }

    private void arrive() {
        says.forEach((endpoint, code) -> {
            byte[] payload = new byte[160];
            Arrays.fill(payload, code);
            byte[] packet = Packets.rtp(8, frame, frame * 160, 1, payload);
            endpoint.received(packet, packet.length, PHONE, now);
        });
        frame++;
    }

    @Test
    void speakersAreAddedAndCutOffAtTheLoudest() {
        Endpoint quiet = party("a", 1_000);
        Endpoint loud = party("b", 30_000);
        Endpoint louder = party("c", 29_000);
        hears(quiet, 1, loud, louder);
        hears(loud, 1, quiet);
        hears(louder, 2, loud);
        ticks(5);

        assertThat(heard.get(quiet)).isGreaterThan(32_000);
        assertThat(heard.get(loud)).isBetween(950, 1_050);
        assertThat(heard.get(louder)).isGreaterThan(32_000);
        says.put(loud, (byte) ItuG711.code(8, -30_000));
        says.put(louder, (byte) ItuG711.code(8, -29_000));
        ticks(5);
        assertThat(heard.get(quiet)).isLessThan(-32_000);
    }

    @Test
    void promptDucksSpeakersAndEndsAtItsEnd() {
        Endpoint caller = party("a", 0);
        Endpoint agent = party("b", 8_000);
        hears(caller, 1, agent);
        ticks(5);
        short[] half = new short[410];
        Arrays.fill(half, (short) 4_000);

        mix.play(caller, new Player(new Playing(1), List.of(half, half), 2, 0.25));
        ticks(10);
        assertThat(heard.get(caller)).isBetween(5_800, 6_200);
        assertThat(events).isEmpty();
        // The last 5 ms of it, and then the speaker alone.
        ticks(1);
        assertThat(events).containsExactly(new RoomEvent.Played(caller.party(), new Playing(1), true));
        assertThat(heard.get(caller)).isBetween(1_950, 2_050);
        ticks(1);
        assertThat(heard.get(caller)).isBetween(7_800, 8_200);
    }

    @Test
    void partyThatIsLetGoIsHeardByNobody() {
        Endpoint caller = party("a", 0);
        Endpoint agent = party("b", 8_000);
        Endpoint other = party("c", 1_000);
        hears(caller, 1, agent, other);
        ticks(5);
        assertThat(heard.get(caller)).isGreaterThan(8_500);

        mix.remove(agent, now, new byte[512]);
        says.remove(agent);
        ticks(1);

        assertThat(heard.get(caller)).isBetween(950, 1_050);
        assertThat(events.getLast()).isInstanceOf(RoomEvent.Measured.class);
    }

    @Test
    void whatWasSaidInAPauseAndIsStillUnderwayIsNotRecorded() {
        Endpoint caller = party("a", 1_000);
        Endpoint agent = party("b", 1_000);
        var bytes = new ByteArrayOutputStream();
        Recorder recorder = recorder(bytes);
        mix.record(recorder, caller);
        ticks(10);
        recorder.pause();
        secret(caller, agent);
        // Five frames come at once: they are 100 ms ahead.
        ticks(5);
        for (int i = 0; i < 5; i++) {
            arrive();
        }

        mix.resume(recorder);
        plain(caller, agent);
        ticks(60);

        assertNothingSecret(recorder, bytes);
    }

    @Test
    void whatTheNetworkHeldUpInAPauseIsNotRecorded() {
        Endpoint caller = party("a", 1_000);
        Endpoint agent = party("b", 1_000);
        var bytes = new ByteArrayOutputStream();
        Recorder recorder = recorder(bytes);
        mix.record(recorder, caller);
        ticks(10);
        recorder.pause();
        stall(caller, agent);

        mix.resume(recorder);
        heldUpArrives(caller, agent);

        assertNothingSecret(recorder, bytes);
    }

    @Test
    void recordingThatFollowsAPauseBeginsAfterIt() {
        Endpoint caller = party("a", 1_000);
        Endpoint agent = party("b", 1_000);
        Recorder paused = recorder(new ByteArrayOutputStream());
        mix.record(paused, caller);
        ticks(10);
        paused.pause();
        stall(caller, agent);
        paused.end();

        var bytes = new ByteArrayOutputStream();
        Recorder recorder = recorder(bytes);
        mix.record(recorder, caller);
        heldUpArrives(caller, agent);

        assertNothingSecret(recorder, bytes);
    }

    private static Recorder recorder(ByteArrayOutputStream bytes) {
        return new Recorder(sink(bytes), reason -> assertThat(reason).isEmpty(), 20, 1_000);
    }

    private void secret(Endpoint caller, Endpoint agent) {
        says.put(caller, (byte) ItuG711.code(8, 30_000));
        says.put(agent, (byte) ItuG711.code(8, -30_000));
    }

    private void plain(Endpoint caller, Endpoint agent) {
        says.put(caller, (byte) ItuG711.code(8, 2_000));
        says.put(agent, (byte) ItuG711.code(8, 2_000));
    }

    /** A secret is said, of which the last 300 ms are held up, until all buffers are empty. */
    private void stall(Endpoint caller, Endpoint agent) {
        secret(caller, agent);
        ticks(5);
        for (int i = 0; i < 15; i++) {
            now += 20_000_000;
            mix.tick(now, new byte[512]);
        }
    }

    private void heldUpArrives(Endpoint caller, Endpoint agent) {
        for (int i = 0; i < 15; i++) {
            arrive();
        }
        plain(caller, agent);
        ticks(60);
    }

    private static void assertNothingSecret(Recorder recorder, ByteArrayOutputStream bytes) {
        recorder.end();
        recorder.run();
        ByteBuffer samples = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int after = 0;
        for (int at = 44; at < samples.limit(); at += 2) {
            assertThat(Math.abs(samples.getShort(at))).as("at %d", at).isLessThan((short) 3_000);
            after += samples.getShort(at) > 1_500 ? 1 : 0;
        }
        assertThat(after).isGreaterThan(2 * 160 * 15);
    }

    private static RecordingSink sink(ByteArrayOutputStream to) {
        return new RecordingSink() {
            @Override
            public void append(ByteBuffer chunk) {
                while (chunk.hasRemaining()) {
                    to.write(chunk.get());
                }
            }

            @Override
            public void amend(ByteBuffer header) {}

            @Override
            public void close() {}
        };
    }
}

package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cordboard.telephony.media.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In virtual time: a tick is a call. */
class JitterBufferTest {

    private static final int FIRST = 320;
    private static final int MOST = 3_200;
    private static final int START = Math.subtractExact(Integer.MAX_VALUE, 1_000); // the clock wraps on the way
    private final JitterBuffer buffer = new JitterBuffer(FIRST, MOST);

    private void put(int frame) {
        put(frame, Packets.tone(400, frame * 160));
    }

    private void put(int frame, byte[] payload) {
        buffer.put(START + frame * 160, true, Codec.PCMA, payload, 0, payload.length);
    }

    private short[] take(int frames) {
        short[] all = new short[frames * 160];
        short[] one = new short[160];
        for (int i = 0; i < frames; i++) {
            buffer.take(one);
            System.arraycopy(one, 0, all, i * 160, 160);
        }
        return all;
    }

    private static short[] from(short[] samples, int frame, int frames) {
        return Arrays.copyOfRange(samples, frame * 160, (frame + frames) * 160);
    }

    @Test
    void whatComesEvenlyIsPlayedAsItCameAfterTheFirstDelay() {
        List<short[]> played = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            put(i);
            played.add(take(1));
        }
        assertThat(Tone.loudness(played.get(0))).isZero();
        assertThat(Tone.loudness(played.get(1))).isZero();
        for (int i = 2; i < 20; i++) {
            short[] expected = new short[160];
            byte[] sent = Packets.tone(400, (i - 2) * 160);
            for (int j = 0; j < 160; j++) {
                expected[j] = Codec.PCMA.decode(sent[j]);
            }
            assertThat(played.get(i)).isEqualTo(expected);
        }
    }

    @Test
    void burstOfFiftyFramesInAnyOrderAndTwiceIsPlayedInOrder() {
        put(0);
        List<Integer> order = new ArrayList<>();
        for (int i = 1; i < 45; i++) {
            order.add(i);
            order.add(i);
        }
        Collections.shuffle(order, new Random(7));

        order.forEach(this::put);

        short[] played = from(take(47), 2, 45);
        assertThat(Tone.in(played, 400)).isBetween(7_900.0, 8_100.0);
        assertThat(Tone.loudness(played)).isBetween(5_600.0, 5_700.0);
    }

    @Test
    void packetsOfAnyLengthArePlayed() {
        int at = 0;
        for (int length : new int[] {80, 240, 480, 80, 160, 37, 123, 800}) {
            byte[] payload = new byte[length];
            for (int i = 0; i < length; i++) {
                payload[i] = Codec.PCMA.encode(Tone.sample(400, 8_000, at + i));
            }
            buffer.put(START + at, true, Codec.PCMA, payload, 0, length);
            at += length;
        }
        short[] played = from(take(2 + at / 160), 2, at / 160);
        assertThat(Tone.loudness(played)).isBetween(5_600.0, 5_700.0);
    }

    @Test
    void oneMissingFrameIsConcealedWithItsTone() {
        for (int i = 0; i < 20; i++) {
            if (i != 10) {
                put(i);
            }
        }
        short[] played = take(22);

        assertThat(Tone.in(from(played, 12, 1), 400)).isBetween(5_000.0, 8_000.0);
        for (int i = 0; i < 40; i++) {
            // It goes on where it was: without a jump, and a tenth fainter at most.
            assertThat((double) played[12 * 160 + i]).isCloseTo(Tone.sample(400, 8_000, i), within(1_000.0));
        }
        assertThat(Tone.in(from(played, 13, 1), 400)).isBetween(7_800.0, 8_200.0);
    }

    @Test
    void whatIsMissingForLongFadesToSilence() {
        for (int i = 0; i < 10; i++) {
            put(i);
        }
        short[] played = take(20);

        assertThat(Tone.loudness(from(played, 12, 1))).isGreaterThan(3_000);
        assertThat(Tone.loudness(from(played, 14, 1))).isBetween(1.0, 2_500.0);
        assertThat(Tone.loudness(from(played, 15, 5))).isZero();
    }

    @Test
    void silenceThatIsAnnouncedIsNotConcealed() {
        for (int i = 0; i < 3; i++) {
            put(i);
        }
        buffer.quiet();

        short[] played = take(6);

        assertThat(Tone.in(from(played, 4, 1), 400)).isGreaterThan(7_000);
        assertThat(Tone.loudness(from(played, 5, 1))).isZero();
    }

    @Test
    void delayGrowsWhenPacketsComeLateAndShrinksWhenTheyComeEarly() {
        for (int i = 0; i < 10; i++) {
            put(i);
            take(1);
        }
        int early = buffer.depth();
        // From now on each comes 100 ms later than before.
        take(5);
        List<Boolean> heard = new ArrayList<>();
        for (int i = 10; i < 100; i++) {
            put(i);
            heard.add(Tone.in(take(1), 400) > 7_000);
        }
        assertThat(heard.subList(10, 90)).doesNotContain(false);
        assertThat(buffer.late()).isBetween(1L, 6L);
        // And now 100 ms earlier.
        for (int i = 100; i < 105; i++) {
            put(i);
        }
        int deep = buffer.depth();
        for (int i = 105; i < 105 + 1_000; i++) {
            put(i);
            take(1);
        }
        assertThat(deep).isGreaterThan(early + 400);
        assertThat(buffer.depth()).isBetween(160, early + 160);
    }

    @Test
    void delayNeverExceedsTheMostHoweverLateStragglersAre() {
        byte[] payload = new byte[160];
        for (int i = 0; i < 500; i++) {
            put(i);
            int playing = START + (i + 1) * 160 - buffer.depth();
            buffer.put(playing - 2_400, false, Codec.PCMA, payload, 0, 160);
            take(1);
            assertThat(buffer.depth()).isLessThanOrEqualTo(MOST);
        }
        assertThat(buffer.late()).isEqualTo(500);
    }

    @Test
    void clockThatJumpsBeginsAnew() {
        for (int jump : new int[] {0, 1_000_000, -2_000_000, 40_000, -5_000}) {
            int start = START + jump;
            for (int i = 0; i < 20; i++) {
                byte[] tone = Packets.tone(400, i * 160);
                buffer.put(start + i * 160, true, Codec.PCMA, tone, 0, 160);
                take(1);
            }
            byte[] tone = Packets.tone(400, 20 * 160);
            buffer.put(start + 20 * 160, true, Codec.PCMA, tone, 0, 160);
            assertThat(Tone.in(take(1), 400)).as("after a jump of %d", jump).isGreaterThan(7_000);
        }
    }

    @Test
    void oldPacketWithAStrangeClockChangesNothing() {
        for (int i = 0; i < 5; i++) {
            put(i);
        }
        int depth = buffer.depth();

        buffer.put(START + 900_000, false, Codec.PCMA, Packets.tone(400, 0), 0, 160);

        assertThat(buffer.depth()).isEqualTo(depth);
        assertThat(buffer.late()).isEqualTo(1);
    }
}

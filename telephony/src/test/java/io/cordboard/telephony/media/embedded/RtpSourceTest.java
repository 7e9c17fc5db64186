package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.embedded.RtpSource.Verdict.BEGINNING;
import static io.cordboard.telephony.media.embedded.RtpSource.Verdict.DUPLICATE;
import static io.cordboard.telephony.media.embedded.RtpSource.Verdict.FORWARD;
import static io.cordboard.telephony.media.embedded.RtpSource.Verdict.LATE;
import static io.cordboard.telephony.media.embedded.RtpSource.Verdict.STRANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RtpSourceTest {

    private final RtpSource source = new RtpSource();
    private final RtpPacket packet = new RtpPacket();

    private RtpSource.Verdict take(int sequence) {
        return take(sequence, 1);
    }

    private RtpSource.Verdict take(int sequence, int ssrc) {
        byte[] bytes = Packets.rtp(8, sequence, 0, ssrc, new byte[160]);
        assertThat(packet.read(bytes, bytes.length)).isTrue();
        return source.take(packet);
    }

    @Test
    void numbersThatWrapGoOn() {
        assertThat(take(65_534)).isEqualTo(BEGINNING);
        assertThat(take(65_535)).isEqualTo(FORWARD);
        assertThat(take(0)).isEqualTo(FORWARD);
        assertThat(take(1)).isEqualTo(FORWARD);

        assertThat(source.expected()).isEqualTo(4);
        assertThat(source.lost()).isZero();
        assertThat(source.highest()).isEqualTo(0x1_0001);
    }

    @Test
    void packetOutOfOrderIsLateOnceAndThenADuplicate() {
        take(10);
        take(12);
        assertThat(source.lost()).isEqualTo(1);

        assertThat(take(11)).isEqualTo(LATE);
        assertThat(take(11)).isEqualTo(DUPLICATE);
        assertThat(take(12)).isEqualTo(DUPLICATE);
        assertThat(source.lost()).isZero();
        assertThat(source.received()).isEqualTo(3);
    }

    @Test
    void lossIsCountedInAllAndSinceItWasLastAsked() {
        for (int i = 0; i < 100; i++) {
            if (i % 4 != 1) {
                take(i);
            }
        }
        assertThat(source.lost()).isEqualTo(25);
        assertThat(source.fractionLost()).isEqualTo(64);
        for (int i = 100; i < 200; i++) {
            take(i);
        }
        assertThat(source.fractionLost()).isZero();
    }

    @Test
    void otherSourceIsBelievedWhenTwoOfItsPacketsFollowEachOther() {
        take(10);
        take(11);

        assertThat(take(500, 2)).isEqualTo(STRANGE);
        assertThat(take(12)).isEqualTo(FORWARD);
        assertThat(take(700, 2)).isEqualTo(STRANGE);
        assertThat(take(701, 2)).isEqualTo(BEGINNING);
        assertThat(take(702, 2)).isEqualTo(FORWARD);

        assertThat(source.source()).isEqualTo(2);
        assertThat(source.received()).isEqualTo(5);
        assertThat(source.expected()).isEqualTo(5);
    }

    @Test
    void sourceThatNumbersAnewIsBelievedAtItsSecondPacket() {
        take(10);
        assertThat(take(30_000)).isEqualTo(STRANGE);
        assertThat(take(30_001)).isEqualTo(BEGINNING);
        assertThat(source.lost()).isZero();
    }

    @Test
    void jitterIsThatOfTheArrivals() {
        // RFC 3550 §6.4.1: every other packet 10 ms late is a difference of 80 units each time.
        for (int i = 0; i < 500; i++) {
            source.arrived(i * 160, i * 20_000_000L + (i % 2) * 10_000_000L);
        }
        assertThat(source.jitter()).isCloseTo(80, within(1.0));
    }
}

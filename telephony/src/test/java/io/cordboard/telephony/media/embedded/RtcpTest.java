package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RtcpTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_700_000_000L * SECOND;
    private final RtpSource source = new RtpSource();
    private final RtpSender sender = new RtpSender(0x1111, 7, 1_000);
    private final Rtcp rtcp = new Rtcp(source, 0x1111, "abc", EPOCH, new SplittableRandom(1));
    private final byte[] bytes = new byte[512];

    private void hear(int packets, int lost) {
        var packet = new RtpPacket();
        for (int i = 0; i < packets; i++) {
            if (i >= lost || i == 0) {
                byte[] rtp = Packets.rtp(8, i, i * 160, 0x2222, new byte[160]);
                packet.read(rtp, rtp.length);
                source.take(packet);
            }
        }
    }

    @Test
    void reportOfASenderIsThatOfTheRfc() {
        sender.header(new byte[12], 8, 0, 160);
        sender.pass();
        hear(100, 11);

        int length = rtcp.write(bytes, sender, true, SECOND / 2);

        ByteBuffer report = ByteBuffer.wrap(bytes, 0, length);
        assertThat(report.getInt()).isEqualTo(0x81C8_000C);
        assertThat(report.getInt()).isEqualTo(0x1111);
        assertThat(Integer.toUnsignedLong(report.getInt())).isEqualTo(1_700_000_000L + 2_208_988_800L);
        assertThat(report.getInt()).isEqualTo(0x8000_0000);
        assertThat(report.getInt()).isEqualTo(1_160);
        assertThat(report.getInt()).isEqualTo(1);
        assertThat(report.getInt()).isEqualTo(160);
        // RFC 3550 §6.4.1: the block about the other; 10 of 100 lost are 25 of 256.
        assertThat(report.getInt()).isEqualTo(0x2222);
        assertThat(report.getInt()).isEqualTo(25 << 24 | 10);
        assertThat(report.getInt()).isEqualTo(99);
        report.position(52);
        // §6.5: a name; §6.6: goodbye.
        assertThat(report.getInt()).isEqualTo(0x81CA_0003);
        assertThat(report.getInt()).isEqualTo(0x1111);
        assertThat(report.getInt()).isEqualTo(0x0103_6162);
        assertThat(report.getInt()).isEqualTo(0x6300_0000);
        assertThat(report.getInt()).isEqualTo(0x81CB_0001);
        assertThat(report.getInt()).isEqualTo(0x1111);
        assertThat(report.hasRemaining()).isFalse();
    }

    @Test
    void whoHasSentNothingReportsAsAReceiver() {
        int length = rtcp.write(bytes, sender, false, 0);
        assertThat(ByteBuffer.wrap(bytes).getInt()).isEqualTo(0x80C9_0001);
        assertThat(rtcp.read(Arrays.copyOf(bytes, length), length, 0)).isTrue();
    }

    @Test
    void roundTripAndTheOthersLossAreRead() {
        // A report of ours left at 10 s; theirs says that it came 0.25 s before they wrote, and comes back at 10.35 s.
        int left = (int) (10 + 1_700_000_000L + 2_208_988_800L) << 16;
        byte[] theirs = ByteBuffer.allocate(32)
                .putInt(0x81C9_0007)
                .putInt(0x2222)
                .putInt(0x1111)
                .putInt(64 << 24 | 77)
                .putInt(99)
                .putInt(160)
                .putInt(left)
                .putInt(65_536 / 4)
                .array();

        assertThat(rtcp.read(theirs, theirs.length, 10_350_000_000L)).isTrue();

        assertThat((double) rtcp.roundTripNanos()).isCloseTo(0.1 * SECOND, within(1e5));
        assertThat(rtcp.told()).isTrue();
        assertThat(rtcp.toldLost()).isEqualTo(77);
        assertThat(rtcp.toldJitter()).isEqualTo(160);
    }

    @Test
    void reportAboutAnotherIsNotOurs() {
        byte[] theirs = ByteBuffer.allocate(32)
                .putInt(0x81C9_0007)
                .putInt(0x2222)
                .putInt(0x3333)
                .array();
        assertThat(rtcp.read(theirs, theirs.length, 0)).isTrue();
        assertThat(rtcp.told()).isFalse();
    }

    @Test
    void lastReportOfTheOtherIsEchoed() {
        byte[] theirs = ByteBuffer.allocate(28)
                .putInt(0x80C8_0006)
                .putInt(0x2222)
                .putInt(0x0102_0304)
                .putInt(0x0506_0708)
                .array();
        rtcp.read(theirs, theirs.length, SECOND);
        hear(2, 0);

        rtcp.write(bytes, sender, false, 3 * SECOND);

        assertThat(ByteBuffer.wrap(bytes).getInt(24)).isEqualTo(0x0304_0506);
        assertThat(ByteBuffer.wrap(bytes).getInt(28)).isEqualTo(2 * 65_536);
    }

    @Test
    void reportsComeEveryFiveSecondsOnTheAverage() {
        int reports = 0;
        long last = 0;
        for (long now = 0; now < 1_000 * SECOND; now += SECOND / 50) {
            if (rtcp.due(now)) {
                assertThat(now - last).isBetween(SECOND, 8 * SECOND);
                last = now;
                reports++;
            }
        }
        assertThat(reports).isBetween(180, 220);
    }
}

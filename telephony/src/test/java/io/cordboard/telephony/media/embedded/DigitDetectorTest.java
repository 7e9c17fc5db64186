package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitDetectorTest {

    private static final long MS = 1_000_000;
    private final List<String> heard = new ArrayList<>();
    private final DigitDetector detector = new DigitDetector((digit, held) -> heard.add(digit + " " + held));

    private void take(int at, int digit, boolean end, int duration, long millis) {
        detector.take(at, Packets.event(digit, end, duration), 0, 4, millis * MS);
    }

    @Test
    void endThatComesThreeTimesIsOneDigit() {
        take(1_000, 5, false, 160, 0);
        take(1_000, 5, false, 320, 20);
        assertThat(heard).isEmpty();
        take(1_000, 5, true, 480, 40);
        take(1_000, 5, true, 480, 60);
        take(1_000, 5, true, 480, 80);
        detector.tick(900 * MS);

        assertThat(heard).containsExactly("5 480");
    }

    @Test
    void moreDigitsThanAnybodyPressesAreDropped() {
        for (int i = 0; i < 250; i++) {
            take(i * 160, i % 10, true, 160, i * 4);
        }
        assertThat(heard).hasSizeBetween(20, 41);

        take(80_000, 3, true, 800, 3_000);
        assertThat(heard).last().isEqualTo("3 800");
    }

    @Test
    void onlyTheLastEndArrived() {
        take(1_000, 11, true, 800, 0);

        assertThat(heard).containsExactly("# 800");
    }

    @Test
    void endThatIsLostIsMadeUpForByTime() {
        take(1_000, 1, false, 160, 0);
        take(1_000, 1, false, 320, 20);
        detector.tick(200 * MS);
        assertThat(heard).isEmpty();
        detector.tick(221 * MS);
        assertThat(heard).containsExactly("1 320");

        take(1_000, 1, true, 480, 400);
        assertThat(heard).hasSize(1);
    }

    @Test
    void endThatIsLostIsMadeUpForByTheNextDigit() {
        take(1_000, 1, false, 160, 0);
        take(3_000, 1, true, 160, 100);

        assertThat(heard).containsExactly("1 160", "1 160");
    }

    @Test
    void packetOfADigitBeforeIsTooLate() {
        take(-500, 7, true, 480, 0);
        take(500, 8, false, 160, 50);
        take(-500, 7, true, 480, 60);
        take(500, 8, true, 320, 70);

        assertThat(heard).containsExactly("7 480", "8 320");
    }

    @Test
    void keyHeldForNineSecondsIsOneDigit() {
        // RFC 4733 §2.5.1.3: the duration is full, and the event goes on under a new timestamp.
        take(0, 9, false, 0xFFFF, 8_190);
        take(0xFFFF, 9, false, 160, 8_210);
        take(0xFFFF, 9, true, 6_000, 8_950);

        assertThat(heard).containsExactly("9 71535");
    }

    @Test
    void otherEventsAndStumpsAreNoDigits() {
        take(0, 16, true, 160, 0);
        take(0, 200, true, 160, 0);
        detector.take(0, new byte[] {1, 2, 3}, 0, 3, 0);

        assertThat(heard).isEmpty();
    }
}

package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /** Newcombe, Interval estimation for the difference between independent proportions, 1998, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void intervalIsThatOfTheBook(long one, long ofOne, long other, long ofOther, double from, double to) {
        ShareReport.Difference difference = new Proportion(one, ofOne).minus(new Proportion(other, ofOther));

        assertThat(difference.from()).isCloseTo(from, within(0.00006));
        assertThat(difference.to()).isCloseTo(to, within(0.00006));
        assertThat(difference.value())
                .isCloseTo((double) one / ofOne - (double) other / ofOther, within(1e-12))
                .isBetween(difference.from(), difference.to());
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        Random random = new Random(20261127);
        int held = 0;
        for (int run = 0; run < 4_000; run++) {
            var difference = drawn(random, 120, 0.82).minus(drawn(random, 300, 0.75));
            held += difference.from() <= 0.07 && 0.07 <= difference.to() ? 1 : 0;
        }

        // Four standard deviations of the count.
        assertThat(held).isBetween(3_800 - 56, 3_800 + 70);
    }

    private static Proportion drawn(Random random, int all, double chance) {
        return new Proportion(random.doubles(all).filter(each -> each < chance).count(), all);
    }
}

package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {

    /** By hand from the formulas of ITU-T G.107. */
    @ParameterizedTest
    @CsvSource({"0, 0, 4.41", "0, 100, 4.36", "0, 400, 3.053", "1, 50, 3.782", "5, 50, 2.110", "100, 1000, 1.0"})
    void opinionFallsWithLossAndDelay(double lossPercent, double delayMillis, double mos) {
        assertThat(EModel.mos(lossPercent, delayMillis)).isCloseTo(mos, within(0.01));
    }
}

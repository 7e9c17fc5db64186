package io.cordboard.routing.staffing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangATest {

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration TWENTY = Duration.ofSeconds(20);
    private static final OfferedLoad LOAD = OfferedLoad.of(100, Duration.ofMinutes(30), Duration.ofMinutes(3));

    @ParameterizedTest
    @CsvSource({"14, 0.022839, 2.7407, 0.69797", "10, 0.137464, 16.4957, 0.862536"})
    void hundredCallsOfThreeMinutes(int agents, double abandoned, double meanWait, double occupancy) {
        ErlangA queue = ErlangA.of(LOAD, TWO_MINUTES, agents);
        assertThat(queue.abandonProbability()).isCloseTo(abandoned, within(5e-7));
        assertThat(queue.meanWaitSeconds()).isCloseTo(meanWait, within(5e-5));
        assertThat(queue.occupancy()).isCloseTo(occupancy, within(5e-6));
    }

    /** With patience as long as handling every contact is gone after one such time, served or not: M/M/infinity, Poisson. */
    @ParameterizedTest
    @CsvSource({"1", "8", "14", "30"})
    void withPatienceLikeHandlingContactsArePoisson(int agents) {
        double below = 0;
        double inLine = 0;
        double term = Math.exp(-10);
        for (int k = 0; k < 100; k++) {
            below += k < agents ? term : 0;
            inLine += Math.max(0, k - agents) * term;
            term *= 10.0 / (k + 1);
        }
        ErlangA queue = ErlangA.of(LOAD, Duration.ofMinutes(3), agents);
        assertThat(queue.waitProbability()).isCloseTo(1 - below, within(1e-12));
        assertThat(queue.meanInLine()).isCloseTo(inLine, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"11", "14", "20"})
    void endlessPatienceTendsToErlangC(int agents) {
        ErlangA patient = ErlangA.of(LOAD, Duration.ofDays(3_650), agents);
        ErlangC endless = ErlangC.of(LOAD, agents);
        assertThat(patient.waitProbability()).isCloseTo(endless.waitProbability(), within(1e-4));
        assertThat(patient.meanWaitSeconds()).isCloseTo(endless.meanWaitSeconds(), within(0.01));
        assertThat(patient.serviceLevel(TWENTY)).isCloseTo(endless.serviceLevel(TWENTY), within(1e-4));
        assertThat(patient.occupancy()).isCloseTo(endless.occupancy(), within(1e-4));
    }

    /** Without patience nobody waits: Erlang's loss formula, 0.21458 at 10 erlangs and 10 agents. */
    @Test
    void noPatienceTendsToErlangB() {
        ErlangA queue = ErlangA.of(LOAD, Duration.ofMillis(1), 10);
        assertThat(queue.abandonProbability()).isCloseTo(0.21458, within(1e-4));
        assertThat(queue.serviceLevel(TWENTY)).isCloseTo(1 - 0.21458, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"14", "10", "5"})
    void inTheEndEverybodyIsAnsweredOrHasHungUp(int agents) {
        ErlangA queue = ErlangA.of(LOAD, TWO_MINUTES, agents);
        assertThat(queue.serviceLevel(Duration.ofDays(1))).isCloseTo(1 - queue.abandonProbability(), within(1e-9));
        assertThat(queue.serviceLevel(Duration.ZERO)).isCloseTo(1 - queue.waitProbability(), within(1e-12));
    }

    /** The wait before each number of those ahead, solved step by step as a chain; another way than the integral. */
    @ParameterizedTest
    @CsvSource({"14, 20", "10, 20", "10, 5", "6, 60"})
    void serviceLevelIsThatOfTheChain(int agents, int seconds) {
        assertThat(ErlangA.of(LOAD, TWO_MINUTES, agents).serviceLevel(Duration.ofSeconds(seconds)))
                .isCloseTo(TaggedContact.answeredWithin(1 / 18.0, 1 / 180.0, 1 / 120.0, agents, seconds), within(1e-7));
    }

    @Test
    void overloadIsNoTrouble() {
        ErlangA queue = ErlangA.of(new OfferedLoad(100, 180), Duration.ofDays(30), 5_000);
        assertThat(queue.waitProbability()).isCloseTo(1, within(1e-12));
        assertThat(queue.abandonProbability()).isCloseTo(1 - 5_000 / 18_000.0, within(1e-9));
        assertThat(queue.serviceLevel(TWENTY)).isCloseTo(0, within(1e-12));
        assertThat(queue.occupancy()).isCloseTo(1, within(1e-9));
    }

    /** Garnett et al. 2002: with as much load as agents and patience as long as handling, P(wait) tends to 1/2. */
    @Test
    void fiveThousandAgentsComeCloseToTheLimitOfManyAgents() {
        ErlangA queue = ErlangA.of(new OfferedLoad(5_000 / 300.0, 300), Duration.ofMinutes(5), 5_000);
        assertThat(queue.waitProbability()).isCloseTo(0.5, within(0.005));
        assertThat(queue.abandonProbability()).isCloseTo(1 / Math.sqrt(2 * Math.PI * 5_000), within(1e-5));
        assertThat(queue.serviceLevel(Duration.ofDays(1))).isCloseTo(1 - queue.abandonProbability(), within(1e-9));
    }

    @Test
    void fewestAgentsForATarget() {
        assertThat(ErlangA.agentsForAbandonment(LOAD, TWO_MINUTES, 0.0229)).isEqualTo(14);
        assertThat(ErlangA.agentsForAbandonment(LOAD, TWO_MINUTES, 0.0228)).isEqualTo(15);
        assertThat(ErlangA.agentsForMeanWait(LOAD, TWO_MINUTES, Duration.ofMillis(16_500)))
                .isEqualTo(10);
        assertThat(ErlangA.agentsForMeanWait(LOAD, TWO_MINUTES, Duration.ofMillis(16_490)))
                .isEqualTo(11);
        int agents = ErlangA.agentsForServiceLevel(LOAD, TWO_MINUTES, 0.8, TWENTY);
        assertThat(ErlangA.of(LOAD, TWO_MINUTES, agents).serviceLevel(TWENTY)).isGreaterThanOrEqualTo(0.8);
        assertThat(ErlangA.of(LOAD, TWO_MINUTES, agents - 1).serviceLevel(TWENTY))
                .isLessThan(0.8);
    }

    @Test
    void withoutContactsNobodyWaitsAndNobodyIsNeeded() {
        OfferedLoad none = new OfferedLoad(0, 180);
        ErlangA queue = ErlangA.of(none, TWO_MINUTES, 3);
        assertThat(queue.waitProbability()).isZero();
        assertThat(queue.abandonProbability()).isZero();
        assertThat(queue.occupancy()).isZero();
        assertThat(queue.serviceLevel(TWENTY)).isEqualTo(1);
        assertThat(ErlangA.agentsForAbandonment(none, TWO_MINUTES, 0.05)).isZero();
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> ErlangA.of(LOAD, Duration.ZERO, 14))
                .hasMessage("Expected a mean patience of more than zero, but got PT0S");
        assertThatThrownBy(() -> ErlangA.of(LOAD, TWO_MINUTES, 1_000_001))
                .hasMessage("Expected 1 to 1000000 agents, but got 1000001");
        assertThatThrownBy(() -> ErlangA.agentsForAbandonment(LOAD, TWO_MINUTES, 0))
                .hasMessage("Expected a share of abandonment above 0 and below 1, but got 0.0");
    }
}

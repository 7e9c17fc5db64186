package io.cordboard.routing.staffing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErlangCTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration TWENTY = Duration.ofSeconds(20);
    private static final OfferedLoad THREE_MINUTES = OfferedLoad.of(100, HALF_AN_HOUR, Duration.ofMinutes(3));
    private static final OfferedLoad FOUR_MINUTES = OfferedLoad.of(100, HALF_AN_HOUR, Duration.ofMinutes(4));

    @Test
    void hundredCallsOfThreeMinutesAndFourteenAgents() {
        ErlangC queue = ErlangC.of(THREE_MINUTES, 14);
        assertThat(queue.waitProbability()).isCloseTo(0.17413, within(5e-6));
        assertThat(queue.serviceLevel(TWENTY)).isCloseTo(0.88835, within(5e-6));
        assertThat(queue.meanWaitSeconds()).isCloseTo(7.8359, within(5e-5));
        assertThat(queue.occupancy()).isCloseTo(10 / 14.0, within(1e-12));
    }

    @Test
    void hundredCallsOfFourMinutesAndSeventeenAgents() {
        ErlangC queue = ErlangC.of(FOUR_MINUTES, 17);
        assertThat(queue.serviceLevel(TWENTY)).isCloseTo(0.8104, within(5e-5));
        assertThat(queue.meanWaitSeconds()).isCloseTo(16.84, within(5e-3));
    }

    @Test
    void oneAgentIsTheSingleServerQueue() {
        ErlangC queue = ErlangC.of(new OfferedLoad(0.006, 100), 1);
        assertThat(queue.waitProbability()).isCloseTo(0.6, within(1e-12));
        assertThat(queue.meanWaitSeconds()).isCloseTo(0.6 * 100 / 0.4, within(1e-9));
    }

    @Test
    void fewestAgentsForAServiceLevelAreThoseOfTheTables() {
        assertThat(ErlangC.agentsForServiceLevel(THREE_MINUTES, 0.8, TWENTY)).isEqualTo(14);
        assertThat(ErlangC.agentsForServiceLevel(FOUR_MINUTES, 0.8, TWENTY)).isEqualTo(17);
    }

    @Test
    void fewestAgentsForAMeanWait() {
        assertThat(ErlangC.agentsForMeanWait(FOUR_MINUTES, Duration.ofSeconds(17)))
                .isEqualTo(17);
        assertThat(ErlangC.agentsForMeanWait(FOUR_MINUTES, Duration.ofSeconds(16)))
                .isEqualTo(18);
    }

    @Test
    void withoutContactsNobodyWaitsAndNobodyIsNeeded() {
        OfferedLoad none = new OfferedLoad(0, 180);
        ErlangC queue = ErlangC.of(none, 3);
        assertThat(queue.waitProbability()).isZero();
        assertThat(queue.meanWaitSeconds()).isZero();
        assertThat(queue.serviceLevel(Duration.ZERO)).isEqualTo(1);
        assertThat(ErlangC.agentsForServiceLevel(none, 0.8, TWENTY)).isZero();
        assertThat(ErlangC.agentsForMeanWait(none, TWENTY)).isZero();
    }

    @Test
    void asMuchLoadAsAgentsHasNoSteadyState() {
        ErlangC queue = ErlangC.of(THREE_MINUTES, 10);
        assertThat(queue.isStable()).isFalse();
        assertThat(queue.waitProbability()).isEqualTo(1);
        assertThat(queue.meanWaitSeconds()).isInfinite();
        assertThat(queue.serviceLevel(TWENTY)).isZero();
        assertThat(queue.occupancy()).isEqualTo(1);
    }

    /** Halfin, Whitt 1981: with a load of n - β√n, P(wait) tends to 1 / (1 + β Φ(β) / φ(β)); 0.22336 at β = 1. */
    @Test
    void fiveThousandAgentsComeCloseToTheLimitOfManyAgents() {
        OfferedLoad load = new OfferedLoad((5_000 - Math.sqrt(5_000)) / 300, 300);
        assertThat(ErlangC.of(load, 5_000).waitProbability()).isCloseTo(0.22336, within(0.003));
        assertThat(ErlangC.agentsForServiceLevel(load, 0.8, TWENTY)).isBetween(4_930, 5_000);
    }

    @Test
    void halfAMillionErlangsDoNotOverflow() {
        OfferedLoad load = new OfferedLoad(5_000, 100);
        assertThat(ErlangC.of(load, 500_100).waitProbability()).isBetween(0.8, 0.95);
        assertThat(ErlangC.of(load, 1_000_000).waitProbability()).isZero();
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> ErlangC.of(THREE_MINUTES, 0)).hasMessage("Expected 1 to 1000000 agents, but got 0");
        assertThatThrownBy(() -> new OfferedLoad(-1, 180))
                .hasMessage("Expected a rate of 0 or more contacts a second, but got -1.0");
        assertThatThrownBy(() -> new OfferedLoad(Double.NaN, 180)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OfferedLoad(1, 0))
                .hasMessage("Expected a handling time of more than 0 seconds, but got 0.0");
        assertThatThrownBy(() -> new OfferedLoad(1e6, 1))
                .hasMessage("Expected a load of at most 500000.0 erlangs, but got 1000000.0");
        assertThatThrownBy(() -> OfferedLoad.of(1, Duration.ZERO, TWENTY))
                .hasMessage("Expected an interval of more than zero, but got PT0S");
        assertThatThrownBy(() -> ErlangC.agentsForServiceLevel(THREE_MINUTES, 1, TWENTY))
                .hasMessage("Expected a service level above 0 and below 1, but got 1.0");
        assertThatThrownBy(() -> ErlangC.of(THREE_MINUTES, 14).serviceLevel(Duration.ofSeconds(-1)))
                .hasMessage("Expected a time to answer in of zero or more, but got PT-1S");
        assertThatThrownBy(() -> ErlangC.agentsForMeanWait(THREE_MINUTES, Duration.ZERO))
                .hasMessage("Expected a mean wait of more than zero, but got PT0S");
    }
}

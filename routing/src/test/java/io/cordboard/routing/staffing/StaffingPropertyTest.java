package io.cordboard.routing.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What planners rely on whatever the figures: more agents never make it worse, more load never better. */
class StaffingPropertyTest {

    /** What rounding may do. */
    private static final double ROUNDING = 1e-9;

    @Property(tries = 300)
    void oneMoreAgentIsNeverWorse(
            @ForAll @DoubleRange(min = 0.01, max = 2) double share,
            @ForAll @DoubleRange(min = 1, max = 3_600) double handling,
            @ForAll @IntRange(min = 1, max = 2_000) int agents,
            @ForAll @IntRange(min = 1, max = 7_200) int patienceSeconds,
            @ForAll @IntRange(min = 0, max = 600) int withinSeconds) {
        OfferedLoad load = new OfferedLoad(share * agents / handling, handling);
        Duration within = Duration.ofSeconds(withinSeconds);
        ErlangC c = ErlangC.of(load, agents);
        ErlangC oneMore = ErlangC.of(load, agents + 1);
        assertThat(oneMore.waitProbability()).isBetween(0.0, c.waitProbability() + ROUNDING);
        assertThat(oneMore.meanWaitSeconds()).isLessThanOrEqualTo(c.meanWaitSeconds() * (1 + ROUNDING));
        assertThat(oneMore.serviceLevel(within)).isBetween(c.serviceLevel(within) - ROUNDING, 1.0);

        Duration patience = Duration.ofSeconds(patienceSeconds);
        ErlangA a = ErlangA.of(load, patience, agents);
        ErlangA more = ErlangA.of(load, patience, agents + 1);
        assertThat(more.abandonProbability()).isBetween(0.0, a.abandonProbability() + ROUNDING);
        assertThat(more.waitProbability()).isBetween(0.0, a.waitProbability() + ROUNDING);
        assertThat(more.meanWaitSeconds()).isLessThanOrEqualTo(a.meanWaitSeconds() + ROUNDING);
        assertThat(more.serviceLevel(within)).isBetween(a.serviceLevel(within) - ROUNDING, 1 + ROUNDING);
        assertThat(more.occupancy()).isBetween(0.0, a.occupancy() + ROUNDING);
    }

    @Property(tries = 300)
    void moreLoadIsNeverBetterAndImpatienceShortensTheLine(
            @ForAll @DoubleRange(min = 0.01, max = 2) double share,
            @ForAll @DoubleRange(min = 1, max = 1.5) double growth,
            @ForAll @IntRange(min = 1, max = 2_000) int agents,
            @ForAll @IntRange(min = 1, max = 7_200) int patienceSeconds) {
        OfferedLoad load = new OfferedLoad(share * agents / 300, 300);
        OfferedLoad grown = new OfferedLoad(share * growth * agents / 300, 300);
        Duration patience = Duration.ofSeconds(patienceSeconds);
        ErlangA a = ErlangA.of(load, patience, agents);
        ErlangA busier = ErlangA.of(grown, patience, agents);
        ErlangC c = ErlangC.of(load, agents);
        assertThat(busier.abandonProbability()).isBetween(a.abandonProbability() - ROUNDING, 1.0);
        assertThat(busier.waitProbability()).isBetween(a.waitProbability() - ROUNDING, 1.0 + ROUNDING);
        assertThat(ErlangC.of(grown, agents).meanWaitSeconds())
                .isGreaterThanOrEqualTo(c.meanWaitSeconds() * (1 - ROUNDING));
        assertThat(a.meanWaitSeconds()).isLessThanOrEqualTo(c.meanWaitSeconds() * (1 + ROUNDING) + ROUNDING);
        assertThat(a.waitProbability()).isLessThanOrEqualTo(c.waitProbability() + ROUNDING);
    }

    @Property(tries = 100)
    void fewestAgentsMeetTheTargetAndOneLessDoesNot(
            @ForAll @DoubleRange(min = 0.01, max = 3_000) double erlangs,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share,
            @ForAll @IntRange(min = 1, max = 3_600) int patienceSeconds,
            @ForAll @IntRange(min = 0, max = 120) int withinSeconds) {
        OfferedLoad load = new OfferedLoad(erlangs / 240, 240);
        Duration within = Duration.ofSeconds(withinSeconds);
        Duration patience = Duration.ofSeconds(patienceSeconds);
        int c = ErlangC.agentsForServiceLevel(load, share, within);
        assertThat(ErlangC.of(load, c).serviceLevel(within)).isGreaterThanOrEqualTo(share);
        int level = ErlangA.agentsForServiceLevel(load, patience, share, within);
        assertThat(ErlangA.of(load, patience, level).serviceLevel(within)).isGreaterThanOrEqualTo(share);
        int left = ErlangA.agentsForAbandonment(load, patience, share);
        assertThat(ErlangA.of(load, patience, left).abandonProbability()).isLessThanOrEqualTo(share);
        if (c > 1) {
            assertThat(ErlangC.of(load, c - 1).serviceLevel(within)).isLessThan(share);
        }
        if (level > 1) {
            assertThat(ErlangA.of(load, patience, level - 1).serviceLevel(within))
                    .isLessThan(share);
        }
        if (left > 1) {
            assertThat(ErlangA.of(load, patience, left - 1).abandonProbability())
                    .isGreaterThan(share);
        }
    }
}

package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cordboard.routing.simulation.Arrival;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsaidTest {

    private static final long SECOND = 1_000_000_000L;

    private static Call answered(int queue, long waitSeconds, long handlingSeconds) {
        return new Call(0, queue, 0, waitSeconds * SECOND, true, 0, handlingSeconds * SECOND, 0, Asks.NOTHING);
    }

    private static Call hungUp(int queue, long waitSeconds) {
        return new Call(0, queue, 0, waitSeconds * SECOND, false, 0, 0, Call.NOBODY, Asks.NOTHING);
    }

    private static Trace trace(List<Call> calls) {
        return new Trace(
                Instant.EPOCH, ZoneOffset.UTC, List.of("s", "t"), List.of("ann"), List.of(), calls, 0, 0, false);
    }

    @Test
    void meanPatienceIsAllTheTimeWaitedOverThoseWhoHungUp() {
        Unsaid unsaid = Unsaid.draw(
                trace(List.of(
                        answered(0, 10, 60), answered(0, 20, 60), hungUp(0, 30), hungUp(0, 40), answered(1, 60, 60))),
                1);
        assertThat(unsaid.meanPatienceSeconds(0)).isEqualTo(100 / 2.0);
        // Nobody hung up there: that of all.
        assertThat(unsaid.meanPatienceSeconds(1)).isEqualTo(160 / 2.0);
    }

    @Test
    void patienceOfWhoHungUpIsTheWaitAndOfWhoWasAnsweredIsLonger() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            calls.add(i % 2 == 0 ? answered(0, 30, 60) : hungUp(0, 50));
        }
        Unsaid unsaid = Unsaid.draw(trace(calls), 7);
        double beyond = 0;
        for (int i = 0; i < calls.size(); i++) {
            if (i % 2 == 1) {
                assertThat(unsaid.patienceNanos(i)).isEqualTo(50 * SECOND);
            } else {
                assertThat(unsaid.patienceNanos(i)).isGreaterThanOrEqualTo(30 * SECOND);
                beyond += unsaid.patienceNanos(i) - 30 * SECOND;
            }
        }
        // (30 + 50) / 1 = 80 s; of 20,000 draws the mean is within 3 % of it but once in 50,000 seeds.
        assertThat(beyond / 20_000 / SECOND).isCloseTo(80, within(2.4));
    }

    @Test
    void nobodyEverHangsUpWhereNobodyDid() {
        Unsaid unsaid = Unsaid.draw(trace(List.of(answered(0, 10, 60))), 1);
        assertThat(unsaid.patienceNanos(0)).isEqualTo(Arrival.ENDLESS);
    }

    @Test
    void whoHungUpWouldHaveTakenAsLongAsSomebodyOfTheQueue() {
        List<Call> calls = new ArrayList<>(List.of(answered(0, 0, 60), answered(0, 0, 90), answered(1, 0, 5)));
        for (int i = 0; i < 100; i++) {
            calls.add(hungUp(0, 10));
        }
        Unsaid unsaid = Unsaid.draw(trace(calls), 1);
        List<Long> drawn = new ArrayList<>();
        for (int i = 3; i < calls.size(); i++) {
            drawn.add(unsaid.handlingNanos(i) / SECOND);
        }
        assertThat(drawn).containsOnly(60L, 90L).contains(60L, 90L);
        assertThat(unsaid.handlingNanos(2)).isEqualTo(5 * SECOND);
    }
}

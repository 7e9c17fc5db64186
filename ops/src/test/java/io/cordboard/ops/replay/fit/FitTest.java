package io.cordboard.ops.replay.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cordboard.ops.replay.Asks;
import io.cordboard.ops.replay.Call;
import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.ops.replay.Trace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Comparator<Call> ARRIVAL = Comparator.comparingLong(Call::atNanos);

    private static Call served(double arrival, int priority, double from) {
        return call(0, arrival, priority, from, true);
    }

    private static Call hungUp(double arrival, int priority, double at) {
        return call(0, arrival, priority, at, false);
    }

    private static Call call(int queue, double arrival, int priority, double until, boolean answered) {
        long at = (long) (arrival * SECOND);
        long from = (long) (until * SECOND);
        return new Call(
                at,
                queue,
                priority,
                from - at,
                answered,
                answered ? from : 0,
                answered ? from + SECOND : 0,
                answered ? 0 : Call.NOBODY,
                Asks.NOTHING);
    }

    private static Trace trace(List<Call> calls) {
        int queues = calls.stream().mapToInt(Call::queue).max().orElse(0) + 1;
        return new Trace(
                Instant.EPOCH,
                ZoneOffset.UTC,
                IntStream.range(0, queues).mapToObj(queue -> "q" + queue).toList(),
                List.of("ann"),
                List.of(),
                calls.stream().sorted(ARRIVAL).toList(),
                0,
                0,
                false);
    }

    private static FitReport fit(List<Call> calls) {
        return Fit.of(trace(calls), Progress.NONE);
    }

    private static Fitted fit(Call... calls) {
        return fit(List.of(calls)).total();
    }

    /** A day on which whoever has the least key is taken. */
    private static List<Call> day(int queue, long seed, int calls, ToDoubleFunction<Call> key) {
        return drawn(
                queue,
                seed,
                calls,
                waiting -> waiting.stream().min(Comparator.comparingDouble(key)).orElseThrow());
    }

    @FunctionalInterface
    private interface Choice {
        Call from(List<Call> waiting);
    }

    /** A day of one agent, who takes one of those who wait, of three priorities; some hang up. */
    private static List<Call> drawn(int queue, long seed, int calls, Choice choice) {
        Random random = new Random(seed);
        List<Call> coming = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < calls; i++) {
            at += random.nextExponential() * 30;
            double patience = random.nextInt(4) == 0 ? random.nextExponential() * 600 : 1e9;
            coming.add(call(queue, at, random.nextInt(3), at + patience, false));
        }
        List<Call> done = new ArrayList<>();
        List<Call> waiting = new ArrayList<>();
        double free = 0;
        int next = 0;
        while (next < coming.size() || !waiting.isEmpty()) {
            double now = waiting.isEmpty() ? Math.max(free, coming.get(next).atNanos() / 1e9) : free;
            while (next < coming.size() && coming.get(next).atNanos() / 1e9 <= now) {
                waiting.add(coming.get(next++));
            }
            waiting.stream().filter(call -> end(call) <= now).forEach(done::add);
            waiting.removeIf(call -> end(call) <= now);
            if (!waiting.isEmpty()) {
                Call taken = choice.from(waiting);
                waiting.remove(taken);
                done.add(call(queue, taken.atNanos() / 1e9, taken.priority(), now, true));
                free = now + random.nextExponential() * 28;
            }
        }
        return done;
    }

    private static double end(Call call) {
        return (call.atNanos() + call.waitNanos()) / 1e9;
    }

    @Test
    void dayServedInOrderOfArrivalIsFifo() {
        Fitted fitted = fit(day(0, 1, 3_000, Call::atNanos)).total();
        assertThat(fitted.best()).contains(Discipline.FIFO);
        assertThat(fitted.of(Discipline.FIFO)).isEqualTo(new Fitted.Score(1, 1));
        assertThat(fitted.beyondChance(Discipline.FIFO)).isEqualTo(1);
        assertThat(fitted.of(Discipline.STRICT).hits()).isLessThan(0.9);
        assertThat(fitted.services()).isGreaterThan(1_000);
    }

    @Test
    void dayServedByPriorityIsStrict() {
        Fitted fitted = fit(day(0, 2, 3_000, call -> call.atNanos() - call.priority() * 1e18))
                .total();
        assertThat(fitted.best()).contains(Discipline.STRICT);
        assertThat(fitted.of(Discipline.STRICT)).isEqualTo(new Fitted.Score(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 240, 1_200})
    void dayServedWithAnAgeCreditIsRecognisedAndTheCreditFound(int seconds) {
        Fitted fitted = fit(day(0, 3, 5_000, call -> call.atNanos() - call.priority() * 1e9 * seconds))
                .total();
        assertThat(fitted.best()).contains(Discipline.CREDIT);
        assertThat(fitted.of(Discipline.CREDIT).hits()).isCloseTo(1, within(1e-9));
        assertThat(fitted.of(Discipline.CREDIT).place()).isEqualTo(1);
        assertThat(fitted.from().toSeconds()).isLessThanOrEqualTo(seconds);
        assertThat(fitted.to().toSeconds()).isGreaterThanOrEqualTo(seconds);
        assertThat(fitted.to().minus(fitted.from()).toSeconds()).isLessThanOrEqualTo(Math.max(3, seconds / 20));
    }

    @Test
    void dayServedByLotIsNoneAndHitsAreThoseOfChance() {
        Random lots = new Random(4);
        Fitted fitted = fit(drawn(0, 4, 5_000, waiting -> waiting.get(lots.nextInt(waiting.size()))))
                .total();
        assertThat(fitted.best()).isEmpty();
        assertThat(fitted.beyondChance(Discipline.FIFO)).isCloseTo(0, within(0.03));
        assertThat(fitted.beyondChance(Discipline.CREDIT)).isLessThan(0.05);
        assertThat(fitted.of(Discipline.FIFO).place()).isCloseTo(fitted.chance().place(), within(0.3));
    }

    @Test
    void dayServedLastComeFirstIsNone() {
        assertThat(fit(day(0, 5, 2_000, call -> -call.atNanos())).total().best())
                .isEmpty();
    }

    @Test
    void aFewServicesMoreAreNoReasonForAnAgeCredit() {
        // Once of many times somebody was taken 30 s out of turn for a point of priority.
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int priority = i == 20 ? 1 : 0;
            calls.add(served(i * 100, 0, i * 100 + (priority == 1 ? 60 : 50)));
            calls.add(served(i * 100 + 30, priority, i * 100 + (priority == 1 ? 50 : 60)));
        }
        Fitted fitted = fit(calls).total();
        assertThat(fitted.services()).isEqualTo(50);
        assertThat(fitted.of(Discipline.CREDIT).hits()).isEqualTo(1);
        assertThat(fitted.best()).contains(Discipline.STRICT);
        calls.add(hungUp(10_010, 1, 10_100));
        calls.add(served(10_000, 0, 10_050));
        assertThat(fit(calls).total().of(Discipline.STRICT).hits()).isLessThan(1);
    }

    @Test
    void eachQueueHasADisciplineOfItsOwn() {
        List<Call> both = new ArrayList<>(day(0, 6, 2_000, Call::atNanos));
        both.addAll(day(1, 7, 2_000, call -> call.atNanos() - call.priority() * 120e9));
        FitReport report = fit(both);
        assertThat(report.each().get(0).best()).contains(Discipline.FIFO);
        assertThat(report.each().get(1).best()).contains(Discipline.CREDIT);
        assertThat(report.each().get(1).credit().toSeconds()).isBetween(115L, 125L);
        assertThat(report.total().services())
                .isEqualTo(
                        report.each().get(0).services() + report.each().get(1).services());
    }

    @Test
    void onlyWhoWaitedAndWasLeftIsAnAlternative() {
        // At 10 the second has hung up; the third arrives at that instant; only the fourth waits on.
        Fitted fitted = fit(served(0, 0, 10), hungUp(1, 9, 10), hungUp(10, 9, 20), served(2, 1, 30));
        assertThat(fitted.services()).isEqualTo(1);
        assertThat(fitted.chance()).isEqualTo(new Fitted.Score(0.5, 1.5));
        assertThat(fitted.of(Discipline.FIFO)).isEqualTo(new Fitted.Score(1, 1));
        assertThat(fitted.of(Discipline.STRICT)).isEqualTo(new Fitted.Score(0, 2));
        // Credits below 2 s take the first, as was done; 1 is the only one of the grid.
        assertThat(fitted.from().toSeconds()).isEqualTo(1);
        assertThat(fitted.to().toSeconds()).isEqualTo(1);
    }

    @Test
    void whoIsServedAtOneInstantIsHeldAgainstThoseLeftAlone() {
        // Two of four at 10: both before the fourth, the last of them behind the third.
        Fitted fitted = fit(served(0, 0, 10), served(1, 0, 20), served(2, 0, 10), served(3, 0, 30));
        // At 10: the first is first of three, the third is second of three; at 20 first of two.
        assertThat(fitted.services()).isEqualTo(3);
        assertThat(fitted.of(Discipline.FIFO).hits()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(fitted.of(Discipline.FIFO).place()).isCloseTo(4 / 3.0, within(1e-12));
        assertThat(fitted.chance().hits()).isCloseTo((1 / 3.0 + 1 / 3.0 + 1 / 2.0) / 3, within(1e-12));
    }

    @Test
    void equalsShareAHitAndTheirPlaces() {
        // Two came at 0 with one priority. A third, 4 s later and a point above, is their equal with a credit of 4 s.
        Fitted fitted = fit(served(0, 0, 10), hungUp(0, 0, 15), hungUp(4, 1, 15));
        assertThat(fitted.of(Discipline.FIFO)).isEqualTo(new Fitted.Score(0.5, 1.5));
        assertThat(fitted.of(Discipline.STRICT)).isEqualTo(new Fitted.Score(0, 2.5));
        assertThat(fitted.to().toSeconds()).isEqualTo(3);
        Fitted atBound = fit(served(0, 0, 10), hungUp(1, 1, 15));
        assertThat(atBound.of(Discipline.CREDIT).hits()).isEqualTo(0.5);
        assertThat(atBound.credit().toSeconds()).isEqualTo(1);
    }

    @Test
    void logInWhichNobodyWaitedSaysNothing() {
        FitReport report = fit(List.of(served(0, 0, 0), served(5, 0, 5)));
        assertThat(report.total().services()).isZero();
        assertThat(report.total().best()).isEmpty();
        assertThat(report.text()).contains("all queues\n  services                               0\nq0");
        assertThat(report.json()).contains("\"hits\" : null");
        assertThat(report.csv()).contains("\n\"\",0,fifo,,,,,false\n", "\nq0,0,credit,,,,,false\n");
    }

    @Test
    void tooManyPrioritiesAreRefused() {
        List<Call> calls =
                IntStream.range(0, 201).mapToObj(i -> served(i, i, 1_000 + i)).toList();
        assertThatThrownBy(() -> fit(calls))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage("Expected at most 200 different priorities in a queue, but q0 has 201");
    }
}

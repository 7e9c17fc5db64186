package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.SERVICE;
import static io.cordboard.routing.simulation.Centre.agent;
import static io.cordboard.routing.simulation.Centre.agents;
import static io.cordboard.routing.simulation.Centre.hours;
import static io.cordboard.routing.simulation.Centre.scenario;
import static io.cordboard.routing.simulation.Centre.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.TimeOfDay;
import io.cordboard.routing.queue.QueueId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a few contacts, to the second. An outcome reads {@code number>agent@seconds}, or {@code number gone@seconds}. */
class SimulationTest {

    private static final long TEN = seconds(10);

    private final List<String> outcomes = new ArrayList<>();
    private final Witness witness = new Witness() {
        @Override
        public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
            outcomes.add(number + ">" + offer.agent().name() + at(atNanos));
        }

        @Override
        public void abandoned(long number, Arrival arrival, long atNanos) {
            outcomes.add(number + " gone" + at(atNanos));
        }
    };

    private static String at(long nanos) {
        return String.format(Locale.ROOT, "@%.0f", nanos / 1e9);
    }

    private static Arrival call(double atSeconds, double handlingSeconds) {
        return call(atSeconds, handlingSeconds, Arrival.ENDLESS / 1e9);
    }

    private static Arrival call(double atSeconds, double handlingSeconds, double patienceSeconds) {
        return new Arrival(
                seconds(atSeconds),
                SALES,
                Medium.VOICE,
                0,
                Map.of(),
                Optional.empty(),
                seconds(handlingSeconds),
                seconds(patienceSeconds));
    }

    private static Arrival chat(double atSeconds, double handlingSeconds) {
        return new Arrival(
                seconds(atSeconds),
                SALES,
                Medium.CHAT,
                0,
                Map.of(),
                Optional.empty(),
                seconds(handlingSeconds),
                Arrival.ENDLESS);
    }

    private Result run(Scenario scenario, Arrival... arrivals) {
        return Simulation.run(scenario, List.of(arrivals).iterator(), witness);
    }

    private static Scenario with(Policy policy, List<Shift> shifts) {
        return Scenario.of(NINE, Map.of(SALES, policy), shifts);
    }

    @Test
    void secondCallWaitsForTheOnlyAgent() {
        Result result = run(scenario(agents("a", 1)), call(0, 60), call(10, 30));
        assertThat(outcomes).containsExactly("0>a100@0", "1>a100@60");
        QueueResult sales = result.queue(SALES);
        assertThat(sales.offered()).isEqualTo(2);
        assertThat(sales.waitProbability()).isEqualTo(0.5);
        assertThat(sales.meanSpeedOfAnswerSeconds()).isEqualTo(25);
        assertThat(sales.serviceLevel(Duration.ofSeconds(49))).isEqualTo(0.5);
        assertThat(sales.serviceLevel(Duration.ofSeconds(50))).isEqualTo(1);
        assertThat(sales.answered().percentile(0.9)).isEqualTo(Duration.ofSeconds(50));
        assertThat(sales.handlingSeconds()).isEqualTo(90);
        assertThat(result.occupancy()).isEqualTo(1);
        assertThat(result.queue(SERVICE).offered()).isZero();
    }

    @Test
    void longestIdleAgentIsNext() {
        run(scenario(agents("a", 2)), call(0, 30), call(1, 10), call(50, 10), call(51, 10));
        assertThat(outcomes).containsExactly("0>a100@0", "1>a101@1", "2>a101@50", "3>a100@51");
    }

    @Test
    void whoHasWaitedLongEnoughHangsUp() {
        Result result = run(scenario(agents("a", 1)), call(0, 60), call(10, 30, 20), call(20, 30));
        assertThat(outcomes).containsExactly("0>a100@0", "1 gone@30", "2>a100@60");
        assertThat(result.queue(SALES).abandonProbability()).isEqualTo(1 / 3.0);
        assertThat(result.queue(SALES).meanWaitSeconds()).isEqualTo((20 + 40) / 3.0);
        assertThat(result.queue(SALES).meanSpeedOfAnswerSeconds()).isEqualTo(20);
    }

    @Test
    void whoHasNoPatienceIsAnsweredAtOnceOrNotAtAll() {
        run(scenario(agents("a", 1)), call(0, 60, 0), call(10, 30, 0));
        assertThat(outcomes).containsExactly("0>a100@0", "1 gone@10");
    }

    @Test
    void agentCarriesAsManyChatsAsCapacitySays() {
        Result result = run(scenario(agents("a", 1)), chat(0, 60), chat(1, 60), chat(2, 60), chat(3, 60));
        assertThat(outcomes).containsExactly("0>a100@0", "1>a100@1", "2>a100@2", "3>a100@60");
        assertThat(result.busySeconds()).isEqualTo(120);
    }

    @Test
    void workInHandAtTheEndOfAShiftIsFinishedAndNoMoreIsTaken() {
        List<Shift> shifts = List.of(
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, 0, seconds(30)),
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, seconds(100), seconds(200)));
        Result result = run(scenario(shifts), call(0, 60), call(10, 10));
        assertThat(outcomes).containsExactly("0>ann@0", "1>ann@100");
        assertThat(result.staffedSeconds()).isEqualTo(60 + 100);
        assertThat(result.busySeconds()).isEqualTo(70);
    }

    @Test
    void shiftThatBeginsBeforeTheWorkOfTheLastIsDoneTakesNoMoreThanFits() {
        List<Shift> shifts = List.of(
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, 0, seconds(30)),
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, seconds(40), Shift.OPEN));
        run(scenario(shifts), call(0, 60), call(10, 10));
        assertThat(outcomes).containsExactly("0>ann@0", "1>ann@60");
    }

    @Test
    void skillsLearnedBetweenShiftsCount() {
        Skill german = new Skill("german");
        List<Shift> shifts = List.of(
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, 0, seconds(30)),
                new Shift(agent("ann"), Set.of(), Map.of(german, 5), Capacity.DEFAULT, seconds(30), Shift.OPEN));
        run(with(Policy.DEFAULT.with(draft -> draft.requirements = Map.of(german, 3)), shifts), call(0, 10));
        assertThat(outcomes).containsExactly("0>ann@30");
    }

    @Test
    void relaxationStepFiresInVirtualTime() {
        Skill german = new Skill("german");
        Policy relaxing = Policy.DEFAULT.with(draft -> {
            draft.requirements = Map.of(german, 3);
            draft.steps = List.of(new Step(Duration.ofSeconds(45), Map.of(), Set.of(german), 0));
        });
        run(with(relaxing, agents("a", 1)), call(5, 10));
        assertThat(outcomes).containsExactly("0>a100@50");
    }

    @Test
    void policyThatChangesCountsForThoseWhoWait() {
        Skill german = new Skill("german");
        Policy asking = Policy.DEFAULT.with(draft -> draft.requirements = Map.of(german, 3));
        Scenario centre =
                with(asking, agents("a", 1)).changing(List.of(new Scenario.Change(seconds(45), SALES, Policy.DEFAULT)));
        run(centre, call(5, 10));
        assertThat(outcomes).containsExactly("0>a100@45");
    }

    @Test
    void offerThatRingsIsAcceptedLaterAndKeepsTheAgentMeanwhile() {
        run(scenario(agents("a", 1)).answering((_, _, _) -> seconds(5)), call(0, 20), call(1, 20));
        assertThat(outcomes).containsExactly("0>a100@5", "1>a100@30");
    }

    @Test
    void whoHangsUpWhileItRingsFreesTheAgent() {
        run(scenario(agents("a", 1)).answering((_, _, _) -> seconds(5)), call(0, 20, 3), call(1, 20));
        assertThat(outcomes).containsExactly("0 gone@3", "1>a100@8");
    }

    @Test
    void quickestOfSeveralWithWhomItRingsWinsAndTheOthersAreFree() {
        Policy two = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = 2);
        Scenario centre = with(two, agents("a", 2))
                .answering((offer, _, _) -> offer.agent().name().equals("a100") ? seconds(9) : seconds(4));
        run(centre, call(0, 60), call(5, 10));
        assertThat(outcomes).containsExactly("0>a101@4", "1>a100@14");
    }

    @Test
    void severalOffersAcceptedAtOnceHaveOneWinner() {
        Policy three = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = 3);
        run(with(three, agents("a", 3)), call(0, 60), call(0, 60), call(0, 60), call(1, 10));
        assertThat(outcomes).containsExactlyInAnyOrder("0>a100@0", "1>a101@0", "2>a102@0", "3>a100@60");
    }

    @Test
    void offerThatRingsWhenTheShiftEndsGoesToAnother() {
        List<Shift> shifts = List.of(
                new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, 0, seconds(3)),
                new Shift(agent("bob"), Set.of(), Map.of(), Capacity.DEFAULT, seconds(8), Shift.OPEN));
        run(scenario(shifts).answering((_, _, _) -> seconds(5)), call(0, 20));
        assertThat(outcomes).containsExactly("0>bob@13");
    }

    @Test
    void whomNobodyWillEverServeIsLeftUnanswered() {
        Result result = run(scenario(List.of()), call(0, 60));
        assertThat(result.queue(SALES).unanswered()).isEqualTo(1);
        assertThat(result.queue(SALES).waitProbability()).isEqualTo(1);
        assertThat(result.occupancy()).isZero();
    }

    @Test
    void callThatCameAfterHoursIsServedWhenTheQueueOpens() {
        List<Shift> shifts = List.of(Shift.open(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT));
        run(with(openFrom("09:01"), shifts), call(0, 10));
        assertThat(outcomes).containsExactly("0>ann@60");
    }

    @Test
    void endsThoughTheQueueOpensAgainForEver() {
        Result result = run(with(openFrom("09:01"), List.of()), call(5, 10));
        assertThat(result.queue(SALES).unanswered()).isEqualTo(1);
        assertThat(result.endNanos()).isEqualTo(seconds(5));
    }

    private static Policy openFrom(String time) {
        var period =
                new BusinessHours.Period(EnumSet.allOf(DayOfWeek.class), TimeOfDay.of(time), TimeOfDay.of("18:00"));
        var hours = new BusinessHours(ZoneOffset.UTC, List.of(period), Set.of(), Optional.empty());
        return Policy.DEFAULT.with(draft -> draft.hours = Optional.of(hours));
    }

    @Test
    void countsThoseAloneWhoArriveWhileItCounts() {
        Scenario centre = scenario(agents("a", 1)).counting(Duration.ofSeconds(10), Duration.ofSeconds(40));
        Result result = run(centre, call(0, 20), call(10, 20), call(40, 20));
        assertThat(result.contacts()).isEqualTo(3);
        assertThat(result.queue(SALES).offered()).isEqualTo(1);
        assertThat(result.queue(SALES).answered().totalSeconds()).isEqualTo(10);
        assertThat(result.staffedSeconds()).isEqualTo(30);
        assertThat(result.busySeconds()).isEqualTo(30);
    }

    @Test
    void sameSeedGivesTheSameResultAndAnotherSeedAnother() {
        Scenario centre = scenario(agents("a", 20));
        List<Demand> calls = List.of(
                Demand.calls(SALES, 200, Duration.ofMinutes(3)).withPatience(Duration.ofMinutes(1)),
                Demand.calls(SERVICE, 150, Duration.ofMinutes(3)).withPriority(2));
        Result once = Simulation.run(centre, RandomArrivals.of(7, hours(5), calls));
        Result again = Simulation.run(centre, RandomArrivals.of(7, hours(5), calls));
        Result other = Simulation.run(centre, RandomArrivals.of(8, hours(5), calls));
        assertThat(again).isEqualTo(once).hasToString(once.toString());
        assertThat(other).isNotEqualTo(once);
    }

    /** Reckoned apart from this code, from the published SplitMix64: the same on any machine, any day. */
    @Test
    void arrivalsOfASeedAreTheseForEver() {
        List<Demand> calls = List.of(
                Demand.calls(SALES, 200, Duration.ofMinutes(3)).withPatience(Duration.ofMinutes(1)),
                Demand.calls(SERVICE, 150, Duration.ofMinutes(3)));
        RandomArrivals arrivals = RandomArrivals.of(42, hours(1), calls);
        Arrival first = arrivals.next();
        assertThat(List.of(first.atNanos(), first.handlingNanos(), first.patienceNanos()))
                .containsExactly(13_917_709_010L, 58_781_353_907L, 25_313_115_522L);
        assertThat(first.queue()).isEqualTo(SALES);
    }

    @Test
    void randomArrivalsHaveTheMeansAskedFor() {
        List<Demand> calls = List.of(
                Demand.calls(SALES, 3_000, Duration.ofMinutes(3)).withPatience(Duration.ofMinutes(1)),
                Demand.calls(SERVICE, 1_000, Duration.ofMinutes(4)));
        int[] count = new int[2];
        double[] handling = new double[2];
        double patience = 0;
        for (RandomArrivals arrivals = RandomArrivals.of(1, hours(50), calls); arrivals.hasNext(); ) {
            Arrival arrival = arrivals.next();
            int i = arrival.queue().equals(SALES) ? 0 : 1;
            count[i]++;
            handling[i] += arrival.handlingNanos() / 1e9;
            patience += i == 0 ? arrival.patienceNanos() / 1e9 : 0;
        }
        assertThat(count[0]).isCloseTo(150_000, within(1_200));
        assertThat(count[1]).isCloseTo(50_000, within(700));
        assertThat(handling[0] / count[0]).isCloseTo(180, within(1.5));
        assertThat(handling[1] / count[1]).isCloseTo(240, within(3.5));
        assertThat(patience / count[0]).isCloseTo(60, within(0.5));
    }

    @Test
    void saysWhatItExpected() {
        Scenario centre = scenario(agents("a", 1));
        assertThatThrownBy(() -> run(centre, call(5, 1), call(4, 1)))
                .hasMessage(
                        "Expected arrivals in order of time, but got one at 4000000000 ns when it was 5000000000 ns");
        QueueId unknown = new QueueId(Centre.ACME, "unknown");
        Arrival lost = new Arrival(0, unknown, Medium.VOICE, 0, Map.of(), Optional.empty(), TEN, TEN);
        assertThatThrownBy(() -> run(centre, lost))
                .hasMessage("Expected an arrival in a queue of the scenario, but got acme/unknown");
        assertThatThrownBy(() -> run(centre.answering((_, _, _) -> seconds(20)), call(0, 1)))
                .hasMessage(
                        "Expected an offer to be accepted after 0 ns or more and before PT20S, but got 20000000000 ns");
        List<Shift> twice = new ArrayList<>(agents("a", 1));
        twice.addAll(agents("a", 1));
        assertThatThrownBy(() -> run(scenario(twice)))
                .hasMessageContaining("Expected the shifts of acme/a100 one after the other");
        assertThatThrownBy(() -> new Shift(agent("ann"), Set.of(), Map.of(), Capacity.DEFAULT, 5, 5))
                .hasMessageContaining("but got 5 to 5");
        assertThatThrownBy(() -> call(-1, 1)).hasMessageContaining("Expected arrival, handling and patience of 0");
        assertThatThrownBy(() -> Demand.calls(SALES, 0, Duration.ofSeconds(1)))
                .hasMessage("Expected a demand of more than 0 contacts an hour, but got 0.0");
        assertThatThrownBy(() -> RandomArrivals.of(1, hours(1), List.of()))
                .hasMessage("Expected at least one demand, but got none");
        assertThatThrownBy(() -> centre.counting(hours(2), hours(1))).hasMessageContaining("Expected to count from");
        assertThatThrownBy(() -> run(centre, call(0, 1)).queue(unknown))
                .hasMessage("Expected a queue of the scenario, but got acme/unknown");
    }
}

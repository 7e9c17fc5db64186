package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.SERVICE;
import static io.cordboard.routing.simulation.Centre.agents;
import static io.cordboard.routing.simulation.Centre.hours;
import static io.cordboard.routing.simulation.Centre.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.simulation.Study.Ratio;
import io.cordboard.routing.staffing.ErlangA;
import io.cordboard.routing.staffing.ErlangC;
import io.cordboard.routing.staffing.OfferedLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real kernel in virtual time gives what theory says, within the 95 % interval of 200 replications. Warm-ups are at least six
 * times the time in which a centre forgets how it began, handling / (sqrt(agents) - sqrt(erlangs))^2.
 */
class TheoryTest {

    private static final Duration TWENTY = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"180, 14, 0.88835, 7.8359, 1", "240, 17, 0.8104, 16.84, 2"})
    void endlessPatienceGivesErlangC(
            int handlingSeconds, int agents, double serviceLevel, double asa, double warmUpHours) {
        // Given
        Duration handling = Duration.ofSeconds(handlingSeconds);
        ErlangC theory = ErlangC.of(OfferedLoad.of(100, Duration.ofMinutes(30), handling), agents);
        Scenario centre = scenario(agents("a", agents)).counting(hours(warmUpHours), hours(warmUpHours + 2));
        List<Demand> calls = List.of(Demand.calls(SALES, 200, handling));
        // Then
        new Study(1)
                .claims("P(wait)", theory.waitProbability())
                .claims("service level", serviceLevel)
                .claims("ASA", asa)
                .claims("occupancy", theory.occupancy())
                .holdsFor(seed -> {
                    Result result = Simulation.run(centre, RandomArrivals.of(seed, hours(warmUpHours + 2), calls));
                    QueueResult sales = result.queue(SALES);
                    double offered = sales.offered();
                    return List.of(
                            new Ratio(sales.waitProbability() * offered, offered),
                            new Ratio(sales.serviceLevel(TWENTY) * offered, offered),
                            new Ratio(sales.answered().totalSeconds(), offered),
                            new Ratio(result.busySeconds(), result.staffedSeconds()));
                });
    }

    @ParameterizedTest
    @CsvSource({"14, 0.022839, 2.7407, 0.69797", "10, 0.137464, 16.4957, 0.862536"})
    void impatienceGivesErlangA(int agents, double abandoned, double meanWait, double occupancy) {
        // Given
        Duration handling = Duration.ofMinutes(3);
        Duration patience = Duration.ofMinutes(2);
        ErlangA theory = ErlangA.of(OfferedLoad.of(100, Duration.ofMinutes(30), handling), patience, agents);
        Scenario centre = scenario(agents("a", agents)).counting(hours(0.75), hours(2.75));
        List<Demand> calls = List.of(Demand.calls(SALES, 200, handling).withPatience(patience));
        // Then
        new Study(1)
                .claims("P(abandon)", abandoned)
                .claims("mean wait", meanWait)
                .claims("occupancy", occupancy)
                .claims("P(wait)", theory.waitProbability())
                .claims("service level", theory.serviceLevel(TWENTY))
                .holdsFor(seed -> {
                    Result result = Simulation.run(centre, RandomArrivals.of(seed, hours(2.75), calls));
                    QueueResult sales = result.queue(SALES);
                    double offered = sales.offered();
                    return List.of(
                            new Ratio(sales.abandoned().count(), offered),
                            new Ratio(sales.meanWaitSeconds() * offered, offered),
                            new Ratio(result.busySeconds(), result.staffedSeconds()),
                            new Ratio(sales.waitProbability() * offered, offered),
                            new Ratio(sales.serviceLevel(TWENTY) * offered, offered));
                });
    }

    /**
     * A. Cobham, "Priority assignment in waiting line problems", Operations Research 2, 1954: with n agents, who never leave what
     * they do, class k waits W0 / ((1 - s(k-1)) (1 - s(k))), W0 = C(n, a) handling / n, s(k) the occupancy by classes 1 to k.
     */
    @Test
    void prioritiesGiveCobhamsWaits() {
        // Given
        Duration handling = Duration.ofMinutes(3);
        int agents = 13;
        double perHour = 200;
        ErlangC together = ErlangC.of(OfferedLoad.of(perHour, Duration.ofHours(1), handling), agents);
        double[] shares = {0.2, 0.3, 0.5};
        Scenario centre = scenario(agents("a", agents)).counting(hours(2), hours(4));
        List<Demand> calls = new ArrayList<>();
        Study study = new Study(1);
        double before = 0;
        for (int k = 0; k < shares.length; k++) {
            calls.add(Demand.calls(SALES, perHour * shares[k], handling).withPriority(10 - k));
            double upTo = before + shares[k] * together.occupancy();
            study.claims("P(wait) " + k, together.waitProbability())
                    .claims("mean wait " + k, together.waitProbability() * 180 / agents / ((1 - before) * (1 - upTo)));
            before = upTo;
        }
        // Then
        study.holdsFor(seed -> {
            double[] contacts = new double[shares.length];
            double[] waited = new double[shares.length];
            double[] seconds = new double[shares.length];
            // Others go on coming after the counted ones, because those with priority are served before these.
            Simulation.run(centre, RandomArrivals.of(seed, hours(4.5), calls), new Witness() {
                @Override
                public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
                    if (centre.counts(arrival)) {
                        int k = 10 - arrival.priority();
                        contacts[k]++;
                        waited[k] += atNanos > arrival.atNanos() ? 1 : 0;
                        seconds[k] += (atNanos - arrival.atNanos()) / 1e9;
                    }
                }
            });
            List<Ratio> ratios = new ArrayList<>();
            for (int k = 0; k < shares.length; k++) {
                ratios.add(new Ratio(waited[k], contacts[k]));
                ratios.add(new Ratio(seconds[k], contacts[k]));
            }
            return ratios;
        });
    }

    /** Service before sales, whoever came first; three agents for sales alone and two for both. */
    @Test
    void twoSkillsGiveTheNDesignsChain() {
        // Given
        NDesign theory = new NDesign(3, 2, 60 / 3_600.0, 10 / 3_600.0, 1 / 180.0, 1 / 240.0);
        assertThat(theory.cut()).isLessThan(1e-9);
        List<Shift> shifts = new ArrayList<>(agents("dedicated", 3, SALES));
        shifts.addAll(agents("flexible", 2, SALES, SERVICE));
        Policy first = Policy.DEFAULT.with(draft -> draft.priority = new Priority(1, Optional.empty()));
        Scenario centre = Scenario.of(NINE, Map.of(SALES, Policy.DEFAULT, SERVICE, first), shifts)
                .counting(hours(5), hours(11));
        List<Demand> calls = List.of(
                Demand.calls(SALES, 60, Duration.ofMinutes(3)), Demand.calls(SERVICE, 10, Duration.ofMinutes(4)));
        // Then
        new Study(2)
                .claims("P(wait) of sales", theory.waitProbabilityA())
                .claims("P(wait) of service", theory.waitProbabilityB())
                .claims("mean wait of sales", theory.meanWaitSecondsA())
                .claims("mean wait of service", theory.meanWaitSecondsB())
                .claims("sales by flexible agents", theory.flexibleShareOfA())
                .holdsFor(seed -> {
                    double[] byFlexible = new double[1];
                    Result result = Simulation.run(centre, RandomArrivals.of(seed, hours(11.5), calls), new Witness() {
                        @Override
                        public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
                            if (centre.counts(arrival)
                                    && arrival.queue().equals(SALES)
                                    && offer.agent().name().startsWith("flexible")) {
                                byFlexible[0]++;
                            }
                        }
                    });
                    QueueResult sales = result.queue(SALES);
                    QueueResult service = result.queue(SERVICE);
                    return List.of(
                            new Ratio(sales.waitProbability() * sales.offered(), sales.offered()),
                            new Ratio(service.waitProbability() * service.offered(), service.offered()),
                            new Ratio(sales.answered().totalSeconds(), sales.offered()),
                            new Ratio(service.answered().totalSeconds(), service.offered()),
                            new Ratio(byFlexible[0], sales.offered()));
                });
    }
}

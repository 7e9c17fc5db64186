package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.SERVICE;
import static io.cordboard.routing.simulation.Centre.agent;
import static io.cordboard.routing.simulation.Centre.agents;
import static io.cordboard.routing.simulation.Centre.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ServiceLevel;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Where batch-optimum beats greedy matching and where it does not: the same calls under both, forty hours from fixed seeds, and the 95 %
 * interval of the differences. {@code docs/benchmarks.md} has the figures, which this test prints.
 */
class BatchOrGreedyTest {

    private static final int RUNS = 40;

    /** Student's t for 39 degrees of freedom, two-sided 95 %. */
    private static final double T = 2.023;

    private static final Skill GERMAN = new Skill("german");
    private static final Skill FRENCH = new Skill("french");
    private static final Skill ITALIAN = new Skill("italian");
    private static final List<Skill> LANGUAGES = List.of(GERMAN, FRENCH, ITALIAN);

    /** Of one hour: mean and longest wait in seconds, share within the targets, mean of the matches (1/2 for just what was asked). */
    private record Hour(double waited, double longest, double serviceLevel, double match) {

        double[] figures() {
            return new double[] {waited, longest, serviceLevel, match};
        }
    }

    /** Batch less greedy. */
    private record Gain(double mean, double halfWidth) {

        static Gain of(double[] differences) {
            double mean = Arrays.stream(differences).average().orElseThrow();
            double squares = Arrays.stream(differences)
                    .map(each -> (each - mean) * (each - mean))
                    .sum();
            int n = differences.length;
            return new Gain(mean, T * Math.sqrt(squares / (n - 1) / n));
        }

        boolean isMore() {
            return mean - halfWidth > 0;
        }

        boolean isLess() {
            return mean + halfWidth < 0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+.4f +- %.4f", mean, halfWidth);
        }
    }

    private record Comparison(Gain waits, Gain longest, Gain serviceLevel, Gain match) {}

    private record World(Map<QueueId, Duration> targets, List<Shift> shifts, List<Demand> calls) {}

    /** Greedy goes by age alone; by urgency those whose target is close go first, and hardly cost the others theirs. */
    @Test
    void betterForQueuesThatPromiseDifferentTimes() {
        World world = world(
                Map.of(SALES, Duration.ofSeconds(20), SERVICE, Duration.ofMinutes(5)),
                agents("a", 20, SALES, SERVICE),
                Demand.calls(SALES, 110, Duration.ofMinutes(3)),
                Demand.calls(SERVICE, 260, Duration.ofMinutes(3)));

        Comparison found =
                compare("two targets", world, new Strategy.LongestIdle(), new Strategy.BatchOptimum(0, 1, 100, 0));

        assertThat(found.serviceLevel.isMore()).isTrue();
        assertThat(found.waits.isMore()).isFalse();
    }

    /** When many wait, an agent who gets free takes one of those who suit, and the others wait no longer in the mean. */
    @Test
    void betterForTheMatchInABusyCentre() {
        World world = languages(30, 640);

        Comparison found = compare(
                "busy, three languages", world, new Strategy.BestScore(), new Strategy.BatchOptimum(60, 10, 0, 0));

        assertThat(found.match.isMore()).isTrue();
        assertThat(found.serviceLevel.isLess()).isFalse();
        assertThat(found.waits.isMore()).isFalse();
    }

    /** Nobody waits and many are free: each call is a batch of its own. */
    @Test
    void theSameInAQuietCentre() {
        World world = languages(30, 300);

        Comparison found = compare(
                "quiet, three languages", world, new Strategy.BestScore(), new Strategy.BatchOptimum(60, 10, 0, 0));

        assertThat(found.match.mean).isBetween(-0.001, 0.001);
        assertThat(found.waits.mean).isBetween(-0.1, 0.1);
    }

    /** All agents can do the same and all queues promise the same: there is nothing to choose by but age. */
    @Test
    void theSameWhereAllAreAlike() {
        World world = world(
                Map.of(SALES, Duration.ofSeconds(20), SERVICE, Duration.ofSeconds(20)),
                agents("a", 20, SALES, SERVICE),
                Demand.calls(SALES, 110, Duration.ofMinutes(3)),
                Demand.calls(SERVICE, 260, Duration.ofMinutes(3)));

        Comparison found = compare("all alike", world, new Strategy.LongestIdle(), Strategy.BatchOptimum.DEFAULT);

        assertThat(found.waits.mean).isZero();
        assertThat(found.serviceLevel.mean).isZero();
    }

    /** Without points for wait, those whom few agents suit are put off again and again. */
    @Test
    void worseForTheUnluckyIfWaitDoesNotCount() {
        World world = languages(30, 640);

        Comparison found =
                compare("busy, match alone", world, new Strategy.BestScore(), new Strategy.BatchOptimum(100, 0, 0, 0));

        assertThat(found.match.isMore()).isTrue();
        assertThat(found.longest.isMore()).isTrue();
    }

    /** A batch is best for those who wait now: it gives the few who speak German to others, and then one calls who needs them. */
    @Test
    void worseForARareSkillThatTheBestAgentsHave() {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Map<Skill, Integer> skills = i < 4 ? Map.of(FRENCH, 8, GERMAN, 5) : Map.of(FRENCH, 5);
            shifts.add(Shift.open(agent("a" + (100 + i)), Set.of(SALES), skills, Capacity.DEFAULT));
        }
        World world = world(
                Map.of(SALES, Duration.ofSeconds(20)),
                shifts,
                Demand.calls(SALES, 260, Duration.ofMinutes(3)).withSkills(Map.of(FRENCH, 5)),
                Demand.calls(SALES, 40, Duration.ofMinutes(3)).withSkills(Map.of(GERMAN, 5)));

        Comparison found = compare("a rare skill", world, new Strategy.LeastSkilled(), Strategy.BatchOptimum.DEFAULT);

        assertThat(found.waits.isMore()).isTrue();
        assertThat(found.serviceLevel.isLess()).isTrue();
    }

    private static World world(Map<QueueId, Duration> targets, List<Shift> shifts, Demand... calls) {
        return new World(targets, shifts, List.of(calls));
    }

    /** Everybody speaks all three languages, each one of them well, so whom one gets matters. */
    private static World languages(int agents, double perHour) {
        List<Shift> shifts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < agents; i++) {
            Map<Skill, Integer> skills = new HashMap<>();
            for (Skill language : LANGUAGES) {
                skills.put(language, 5 + random.nextInt(6));
            }
            shifts.add(Shift.open(agent("a" + (100 + i)), Set.of(SALES), skills, Capacity.DEFAULT));
        }
        List<Demand> calls = LANGUAGES.stream()
                .map(language -> Demand.calls(SALES, perHour / LANGUAGES.size(), Duration.ofSeconds(162))
                        .withSkills(Map.of(language, 5)))
                .toList();
        return new World(Map.of(SALES, Duration.ofSeconds(20)), shifts, calls);
    }

    private static Comparison compare(String name, World world, Strategy greedy, Strategy batch) {
        double[][] gains = new double[4][RUNS];
        double[][] means = new double[2][4];
        for (int i = 0; i < RUNS; i++) {
            double[] one = run(world, greedy, i).figures();
            double[] other = run(world, batch, i).figures();
            for (int figure = 0; figure < gains.length; figure++) {
                gains[figure][i] = other[figure] - one[figure];
                means[0][figure] += one[figure] / RUNS;
                means[1][figure] += other[figure] / RUNS;
            }
        }
        List<Gain> found = Arrays.stream(gains).map(Gain::of).toList();
        System.out.println(name + ", " + greedy.word() + ' ' + Arrays.toString(means[0]) + ", batch-optimum "
                + Arrays.toString(means[1]) + ", more " + found);
        return new Comparison(found.get(0), found.get(1), found.get(2), found.get(3));
    }

    private static Hour run(World world, Strategy strategy, long seed) {
        Map<QueueId, Policy> policies = new HashMap<>();
        world.targets.forEach((queue, target) -> policies.put(queue, Policy.DEFAULT.with(draft -> {
            draft.strategy = strategy;
            draft.serviceLevel = new ServiceLevel(target, 0.8);
        })));
        Map<AgentId, Map<Skill, Integer>> skills = new HashMap<>();
        world.shifts.forEach(shift -> skills.put(shift.agent(), shift.skills()));
        Scenario scenario = Scenario.of(NINE, policies, world.shifts).counting(hours(1), hours(2));
        double[] match = new double[2];
        long[] longest = new long[1];
        Result result = Simulation.run(scenario, RandomArrivals.of(4711 + seed, hours(2), world.calls), new Witness() {
            @Override
            public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
                if (scenario.counts(arrival)) {
                    longest[0] = Math.max(longest[0], atNanos - arrival.atNanos());
                    arrival.skills().forEach((skill, asked) -> {
                        int above = skills.get(offer.agent()).get(skill) - asked;
                        match[0] += 1 / (1 + Math.pow(2, -above));
                        match[1]++;
                    });
                }
            }
        });
        double offered = 0;
        double waited = 0;
        double within = 0;
        for (var each : world.targets.entrySet()) {
            QueueResult queue = result.queue(each.getKey());
            offered += queue.offered();
            waited += queue.meanWaitSeconds() * queue.offered();
            within += queue.serviceLevel(each.getValue()) * queue.offered();
        }
        return new Hour(waited / offered, longest[0] / 1e9, within / offered, match[1] == 0 ? 0 : match[0] / match[1]);
    }
}

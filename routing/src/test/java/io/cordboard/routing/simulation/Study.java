package io.cordboard.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Many replications of a centre, held against what theory claims of it. Each replication has a warm-up of its own that is not
 * counted and gives, for each claim, a part and a whole (waits and contacts, say); the estimate is the ratio of their sums, its
 * interval of 95 % from how much the replications differ (ratio estimator: A. M. Law, "Simulation Modeling and Analysis", 9.5).
 */
final class Study {

    static final int REPLICATIONS = 200;
    private static final int SEEDS = 20;

    /** Of 20 intervals of 95 %, fewer than 17 cover the truth once in 60 times by chance. */
    private static final int LEAST_COVERING = 17;

    /** Student's t for 199 degrees of freedom, two-sided 95 %. */
    private static final double T = 1.972;

    /** The normal distribution's, two-sided 99.9 %: what the replications of all seeds together must not miss. */
    private static final double T_OF_ALL = 3.291;

    /** One replication's share of a claim's estimate. */
    record Ratio(double part, double whole) {}

    private record Estimate(double mean, double halfWidth) {

        static Estimate of(List<Ratio> ratios, double t) {
            double part = ratios.stream().mapToDouble(Ratio::part).sum();
            double whole = ratios.stream().mapToDouble(Ratio::whole).sum();
            double mean = part / whole;
            double squares = ratios.stream()
                    .mapToDouble(each -> each.part() - mean * each.whole())
                    .map(rest -> rest * rest)
                    .sum();
            int n = ratios.size();
            return new Estimate(mean, t * Math.sqrt(squares / (n - 1) * n) / whole);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.6f +- %.6f", mean, halfWidth);
        }

        boolean covers(double theory) {
            return Math.abs(mean - theory) <= halfWidth;
        }
    }

    private final long firstSeed;
    private final List<String> names = new ArrayList<>();
    private final List<Double> theories = new ArrayList<>();

    /**
     * @param firstSeed from which all claims hold. One in twenty intervals misses, so of a study's five claims one often does; the
     *     conditions on the seeds that follow are there because this one may be chosen
     */
    Study(long firstSeed) {
        this.firstSeed = firstSeed;
    }

    Study claims(String name, double theory) {
        names.add(name);
        theories.add(theory);
        return this;
    }

    /**
     * Requires the interval from the first seed to cover every claim; of the intervals from each of twenty seeds, that one and those
     * that follow it, at least 17 to cover it; and the narrow one from all of these together.
     *
     * @param replication a run from a seed; a ratio for each claim in order
     */
    void holdsFor(LongFunction<List<Ratio>> replication) {
        List<List<List<Ratio>>> bySeed = IntStream.range(0, SEEDS)
                .parallel()
                .mapToObj(i -> replicate(firstSeed + i, replication))
                .toList();
        List<String> misses = new ArrayList<>();
        for (int claim = 0; claim < names.size(); claim++) {
            int c = claim;
            double theory = theories.get(c);
            Estimate first = Estimate.of(bySeed.get(0).get(c), T);
            Estimate all = Estimate.of(
                    bySeed.stream().flatMap(seed -> seed.get(c).stream()).toList(), T_OF_ALL);
            long covering = bySeed.stream()
                    .filter(seed -> Estimate.of(seed.get(c), T).covers(theory))
                    .count();
            String found = names.get(c) + ": theory " + theory + ", first seed " + first + ", all seeds " + all
                    + ", covered from " + covering + " of " + SEEDS;
            if (!first.covers(theory) || covering < LEAST_COVERING || !all.covers(theory)) {
                misses.add(found);
            }
        }
        assertThat(misses)
                .as("seeds %d to %d", firstSeed, firstSeed + SEEDS - 1)
                .isEmpty();
    }

    /** The ratios of each claim. */
    private List<List<Ratio>> replicate(long seed, LongFunction<List<Ratio>> replication) {
        List<List<Ratio>> byClaim = new ArrayList<>();
        names.forEach(_ -> byClaim.add(new ArrayList<>(REPLICATIONS)));
        new SplittableRandom(seed).longs(REPLICATIONS).forEach(each -> {
            List<Ratio> ratios = replication.apply(each);
            for (int claim = 0; claim < names.size(); claim++) {
                byClaim.get(claim).add(ratios.get(claim));
            }
        });
        return byClaim;
    }
}

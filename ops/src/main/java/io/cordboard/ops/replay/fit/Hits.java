package io.cordboard.ops.replay.fit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts hits: of all credits of the grid at once, and then the places under the disciplines that are left. */
final class Hits {

    /** The grid: each second up to an hour. */
    static final int MOST_SECONDS = 3_600;

    private static final long SECOND = 1_000_000_000L;

    /** Sums of many thirds are not equal to the last bit. */
    private static final double SAME = 1e-6;

    private final double[] from = new double[MOST_SECONDS + 2];
    private final double[] at = new double[MOST_SECONDS + 1];
    private final Map<Discipline, Double> places = new EnumMap<>(Discipline.class);
    private long services;
    private double strict;
    private double chance;
    private double chancePlace;

    /** First pass. */
    void count(Line left, int call) {
        services++;
        chance += 1.0 / (1 + left.size());
        chancePlace += 1 + left.size() / 2.0;
        strict += left.strictPlace(call).hit();
        Line.Credits credits = left.credits(call);
        long first = credits.above() / SECOND + 1;
        if (credits.above() < 0) {
            first = 0;
        }
        long last = Math.min(MOST_SECONDS, Math.ceilDiv(credits.below(), SECOND) - 1);
        if (first <= last) {
            from[(int) first] += 1.0 / (1 + credits.equals());
            from[(int) last + 1] -= 1.0 / (1 + credits.equals());
        }
        equal(left, call, credits.above());
        if (credits.below() != credits.above()) {
            equal(left, call, credits.below());
        }
    }

    /** At a bound there are equals of other priorities. */
    private void equal(Line left, int call, long credit) {
        if (credit >= 0 && credit % SECOND == 0 && credit / SECOND <= MOST_SECONDS) {
            at[(int) (credit / SECOND)] += left.place(call, credit).hit();
        }
    }

    void add(Hits other) {
        for (int i = 0; i < from.length; i++) {
            from[i] += other.from[i];
        }
        for (int i = 0; i < at.length; i++) {
            at[i] += other.at[i];
        }
        services += other.services;
        strict += other.strict;
        chance += other.chance;
        chancePlace += other.chancePlace;
    }

    /** What the first pass has found. */
    record Found(double fifo, double credited, int creditSeconds, int fromSeconds, int toSeconds) {}

    Found found() {
        double[] hits = new double[MOST_SECONDS + 1];
        double sum = 0;
        int most = 1;
        for (int i = 0; i < hits.length; i++) {
            sum += from[i];
            hits[i] = sum + at[i];
            most = i > 1 && hits[i] > hits[most] + SAME ? i : most;
        }
        int to = most;
        while (to < MOST_SECONDS && hits[to + 1] > hits[most] - SAME) {
            to++;
        }
        return new Found(hits[0], hits[most], (most + to) / 2, most, to);
    }

    /** Second pass. */
    void place(Line left, int call, int creditSeconds) {
        places.merge(Discipline.FIFO, left.place(call, 0).number(), Double::sum);
        places.merge(Discipline.STRICT, left.strictPlace(call).number(), Double::sum);
        places.merge(Discipline.CREDIT, left.place(call, creditSeconds * SECOND).number(), Double::sum);
    }

    Fitted fitted(Found found) {
        Map<Discipline, Fitted.Score> by = new EnumMap<>(Discipline.class);
        by.put(Discipline.FIFO, score(found.fifo(), Discipline.FIFO));
        by.put(Discipline.STRICT, score(strict, Discipline.STRICT));
        by.put(Discipline.CREDIT, score(found.credited(), Discipline.CREDIT));
        return new Fitted(
                        services,
                        new Fitted.Score(chance / services, chancePlace / services),
                        by,
                        Duration.ofSeconds(found.creditSeconds()),
                        Duration.ofSeconds(found.fromSeconds()),
                        Duration.ofSeconds(found.toSeconds()),
                        Optional.empty())
                .judged();
    }

    private Fitted.Score score(double hits, Discipline discipline) {
        return new Fitted.Score(hits / services, places.getOrDefault(discipline, 0.0) / services);
    }
}

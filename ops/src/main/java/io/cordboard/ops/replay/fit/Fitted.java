package io.cordboard.ops.replay.fit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How well the disciplines say who was served next. What cannot be said, because nobody was left waiting, is not a number.
 *
 * @param services how many left others waiting
 * @param chance what share of them a draw among all who waited would hit on average, and at which place on average
 * @param by discipline
 * @param credit of {@link Discipline#CREDIT}, the one that hits most
 * @param from credits from here {@code to} there hit as many
 * @param best the simplest discipline that hits most, if it is any of them
 */
public record Fitted(
        long services,
        Score chance,
        Map<Discipline, Score> by,
        Duration credit,
        Duration from,
        Duration to,
        Optional<Discipline> best) {

    /** A discipline that leaves more than this share of what chance misses is none. */
    static final double LEAST_BEYOND_CHANCE = 0.5;

    /** An age credit that does not hit this much more often than the simpler ones, and so many more, is not needed. */
    static final double LEAST_GAIN = 0.01;

    static final int LEAST_SERVICES = 5;

    /**
     * @param hits the share of services in which the one served was the first; among equals each counts in part
     * @param place the mean place of the one served, 1 if always first; equals share their places
     */
    public record Score(double hits, double place) {}

    public Fitted {
        by = Map.copyOf(by);
    }

    public Score of(Discipline discipline) {
        return by.getOrDefault(discipline, new Score(Double.NaN, Double.NaN));
    }

    /** How much of what a draw misses it hits: 1 for all, 0 for no more than a draw. */
    public double beyondChance(Discipline discipline) {
        return (of(discipline).hits() - chance.hits()) / (1 - chance.hits());
    }

    /** The same with the best of them. */
    Fitted judged() {
        Discipline simple =
                of(Discipline.STRICT).hits() > of(Discipline.FIFO).hits() ? Discipline.STRICT : Discipline.FIFO;
        double gain = of(Discipline.CREDIT).hits() - of(simple).hits();
        Discipline most = gain >= LEAST_GAIN && gain * services >= LEAST_SERVICES ? Discipline.CREDIT : simple;
        Optional<Discipline> found = beyondChance(most) >= LEAST_BEYOND_CHANCE ? Optional.of(most) : Optional.empty();
        return new Fitted(services, chance, by, credit, from, to, found);
    }
}

package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What it costs to give one interaction to an agent, and to leave it waiting, in points, by the weights of its queue; see
 * {@link Strategy.BatchOptimum}. As an order of seats: the cheaper first, then the longer idle, then the lower id.
 */
final class PairCost implements Comparator<Seat> {

    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    /** What all that anybody waits is worth at most, so that sums stay in bounds. */
    private static final double LONGEST = 1 << 20;

    private final Policy policy;
    private final Strategy.BatchOptimum weights;
    private final Medium medium;
    private final Score score;

    PairCost(Policy policy, Strategy.BatchOptimum weights, Waiting waiting) {
        this.policy = policy;
        this.weights = weights;
        medium = waiting.medium();
        score = new Score(policy, waiting);
    }

    @Override
    public int compare(Seat one, Seat other) {
        int byCost = Double.compare(pair(one, 0), pair(other, 0));
        return byCost != 0 ? byCost : one.compareTo(other);
    }

    /** @param more how many more of the medium the agent has by then */
    double pair(Seat seat, int more) {
        return mismatch(seat) + fairness(seat, more);
    }

    /**
     * @param since since when it is in line
     * @param place the same with age credit, which counts as time that it has waited
     */
    double leaving(long since, long place, long now) {
        return wait(place, now) + urgency(since, now);
    }

    /** Whether all who ask for the same in this queue cost an agent the same. */
    boolean isSameForItsClass() {
        return policy.where().isEmpty()
                && policy.score().stream().allMatch(part -> part.where().isEmpty());
    }

    /** What the pair costs, and what is taken off because leaving costs that; as the batch decides, up to what is the same for all. */
    Explanation.Scored explained(Seat seat, long since, long place, long now) {
        return new Explanation.Scored(
                pair(seat, 0) - leaving(since, place, now),
                List.of(mismatch(seat), fairness(seat, 0), 0 - wait(place, now), 0 - urgency(since, now)));
    }

    private double mismatch(Seat seat) {
        return weights.mismatch() == 0 ? 0 : weights.mismatch() * score.shortfall(seat);
    }

    private double fairness(Seat seat, int more) {
        if (weights.fairness() == 0) {
            return 0;
        }
        Capacity capacity = seat.agent.capacity();
        Capacity.Share share = capacity.media().get(medium);
        double used = seat.usedUnits() + (share == null ? 0.0 : (double) more * share.cost());
        return capacity.units() == 0 ? weights.fairness() : weights.fairness() * Math.min(1, used / capacity.units());
    }

    private double wait(long place, long now) {
        return Math.min(LONGEST, weights.waiting() * (Math.max(0.0, (double) now - place) / MINUTE));
    }

    private double urgency(long since, long now) {
        double passed = Math.max(0.0, (double) now - since)
                / policy.serviceLevel().within().toNanos();
        return weights.urgency() * Math.min(1, passed * passed);
    }
}

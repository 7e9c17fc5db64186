package io.cordboard.routing.policy;

import java.util.List;
import java.util.Optional;

/**
 * How a queue chooses among the agents who may have an interaction. Ties go to the longest idle, then to the lowest id.
 */
public sealed interface Strategy {

    /** Every strategy, as its word alone means it. */
    List<Strategy> PLAIN = List.of(
            new LongestIdle(),
            new RoundRobin(),
            new LeastOccupied(),
            new FewestContacts(),
            new LeastTalkTime(),
            new MostSkilled(),
            new LeastSkilled(),
            new BestScore(),
            new Ordered(),
            new WeightedRandom(),
            new Percentage(),
            BatchOptimum.DEFAULT);

    /** The word for it in a policy document. */
    String word();

    /** What is wrong with this score for the strategy, if anything. */
    static Optional<String> problem(Strategy strategy, List<ScorePart> score) {
        return switch (strategy) {
            case BestScore _, WeightedRandom _, BatchOptimum _ -> Optional.empty();
            case Percentage _ ->
                score.stream()
                                        .anyMatch(part -> part.points() <= 0
                                                || part.where().isEmpty())
                                || score.isEmpty()
                        ? Optional.of("Expected a score with percentage, each part with a where and more than 0 points")
                        : Optional.empty();
            case LongestIdle _,
                    RoundRobin _,
                    LeastOccupied _,
                    FewestContacts _,
                    LeastTalkTime _,
                    MostSkilled _,
                    LeastSkilled _,
                    Ordered _ ->
                score.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "Expected the strategy best-score, weighted-random, percentage or batch-optimum with a score, but got "
                                        + strategy.word());
        };
    }

    /** Who has been without work for longest. */
    record LongestIdle() implements Strategy {
        @Override
        public String word() {
            return "longest-idle";
        }
    }

    /** In turn by id: the next after the agent whom this queue proposed last, then from the start again. */
    record RoundRobin() implements Strategy {
        @Override
        public String word() {
            return "round-robin";
        }
    }

    /** Who has the smallest share of their capacity units in use. */
    record LeastOccupied() implements Strategy {
        @Override
        public String word() {
            return "least-occupied";
        }
    }

    /** Who has taken the fewest interactions since signing in. */
    record FewestContacts() implements Strategy {
        @Override
        public String word() {
            return "fewest-contacts";
        }
    }

    /** Who has been with customers for the least time since signing in; counted is what has ended, wrap-up apart. */
    record LeastTalkTime() implements Strategy {
        @Override
        public String word() {
            return "least-talk-time";
        }
    }

    /** Who has the highest sum of proficiencies in the skills that are asked for at the time. */
    record MostSkilled() implements Strategy {
        @Override
        public String word() {
            return "most-skilled";
        }
    }

    /** Who has the lowest such sum, so that the most skilled stay free for those who need them. */
    record LeastSkilled() implements Strategy {
        @Override
        public String word() {
            return "least-skilled";
        }
    }

    /** Who has the highest sum of points by the policy's {@link Policy#score}. */
    record BestScore() implements Strategy {
        @Override
        public String word() {
            return "best-score";
        }
    }

    /**
     * Not the first in line alone, but all who wait in queues with this strategy, for the same medium and with the same rank, at
     * once: pairs of least total cost. Points, of 0 to 1,000 each, say what counts how much.
     *
     * @param mismatch for an agent as bad as the score can be; none for one as good as it can be
     * @param waiting for each minute that somebody is left waiting; {@code wait} in the document
     * @param urgency for somebody left waiting who has missed the queue's service level, and the square of their share in it before
     * @param fairness for an agent all of whose capacity units are in use, and their share in it for others
     */
    record BatchOptimum(int mismatch, int waiting, int urgency, int fairness) implements Strategy {

        public static final BatchOptimum DEFAULT = new BatchOptimum(10, 10, 10, 1);

        public BatchOptimum {
            Limits.WEIGHT.require("mismatch", mismatch);
            Limits.WEIGHT.require("wait", waiting);
            Limits.WEIGHT.require("urgency", urgency);
            Limits.WEIGHT.require("fairness", fairness);
        }

        @Override
        public String word() {
            return "batch-optimum";
        }
    }

    /** In the policy's {@link Policy#order}: the first named who is free; then those who are not named, by id. */
    record Ordered() implements Strategy {
        @Override
        public String word() {
            return "ordered";
        }
    }

    /**
     * By lot, with chances in proportion to the points of the policy's {@link Policy#score}; all alike, if it has no parts. Who has no
     * points is drawn only if nobody has any. The lot is fixed by the two ids, so that a decision can be repeated.
     */
    record WeightedRandom() implements Strategy {
        @Override
        public String word() {
            return "weighted-random";
        }
    }

    /**
     * So that each part of the policy's {@link Policy#score} gets its share: the points of a part are its share of all, and an agent is
     * of the first part whose condition the agent meets. Who is of no part is taken last.
     */
    record Percentage() implements Strategy {
        @Override
        public String word() {
            return "percentage";
        }
    }
}

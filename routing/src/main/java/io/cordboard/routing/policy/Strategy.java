package io.cordboard.routing.policy;

import java.util.List;

/**
 * How a queue chooses among the agents who may have an interaction. Ties go to the longest idle, then to the lowest id.
 */
public sealed interface Strategy {

    /** Every strategy that needs no further words. */
    List<Strategy> PLAIN = List.of(
            new LongestIdle(),
            new RoundRobin(),
            new LeastOccupied(),
            new FewestContacts(),
            new MostSkilled(),
            new LeastSkilled(),
            new BestScore());

    /** The word for it in a policy document. */
    String word();

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
}

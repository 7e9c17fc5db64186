package io.cordboard.routing.matching;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ScorePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of agents for one interaction by which part of the policy's score is furthest behind its share. */
final class Shares implements Comparator<Seat> {

    /** The part of those who are of none. */
    static final int NONE = -1;

    /**
     * What the parts of one queue are owed, as in a smooth weighted round-robin: with each interaction every part is owed its points
     * more, and who gets it the points of all less.
     */
    static final class Owed {

        /** A part whose agents are away is owed for so many turns at most, so that it does not get everything for long afterwards. */
        private static final int MOST_TURNS = 10;

        private final long[] owed;
        private final int[] points;
        private final long all;

        Owed(List<ScorePart> parts) {
            points = parts.stream().mapToInt(ScorePart::points).toArray();
            owed = new long[points.length];
            all = parts.stream().mapToLong(ScorePart::points).sum();
        }

        void copy(Owed other) {
            System.arraycopy(other.owed, 0, owed, 0, owed.length);
        }

        /** What a part is owed, the next interaction counted in. */
        long of(int part) {
            return part == NONE ? Long.MIN_VALUE : owed[part] + points[part];
        }

        void gave(int part) {
            turn(part, 1);
        }

        /** It came to nothing. */
        void tookBack(int part) {
            turn(part, -1);
        }

        private void turn(int part, long sign) {
            if (part == NONE) {
                return;
            }
            owed[part] -= sign * all;
            for (int i = 0; i < owed.length; i++) {
                owed[i] = Math.clamp(owed[i] + sign * points[i], -MOST_TURNS * all, MOST_TURNS * all);
            }
        }
    }

    private final List<Expression> parts = new ArrayList<>();
    private final Owed owed;

    Shares(Policy policy, Waiting waiting, @Nullable Owed owed) {
        Attributes known = waiting.known();
        Attributes customer = waiting.customer();
        policy.score().forEach(part -> parts.add(part.where().orElseThrow().given(known, customer)));
        this.owed = owed == null ? new Owed(policy.score()) : owed;
    }

    /** The first part that the agent is of. */
    int part(Seat seat) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).holds(seat.known())) {
                return i;
            }
        }
        return NONE;
    }

    /** Whoever's part is owed more, then the longest idle. */
    @Override
    public int compare(Seat one, Seat other) {
        int byPart = Long.compare(owed.of(part(other)), owed.of(part(one)));
        return byPart != 0 ? byPart : one.compareTo(other);
    }
}

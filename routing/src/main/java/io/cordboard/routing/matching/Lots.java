package io.cordboard.routing.matching;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An order of agents by lot for one interaction, the chance to be first in proportion to an agent's points: each has a number
 * -ln(u) / points with u from 0 to 1 made of the two ids, and the lowest is first (Efraimidis and Spirakis, Weighted random sampling
 * with a reservoir, 2006).
 */
final class Lots implements Comparator<Seat> {

    private final InteractionId interaction;

    /** Points; all have the same, if null. */
    private final @Nullable Score score;

    Lots(Policy policy, Waiting waiting) {
        interaction = waiting.interaction();
        score = policy.score().isEmpty() ? null : new Score(policy, waiting);
    }

    @Override
    public int compare(Seat one, Seat other) {
        int byLot = Double.compare(lot(one), lot(other));
        return byLot != 0 ? byLot : one.compareTo(other);
    }

    private double lot(Seat seat) {
        double points = score == null ? 1 : score.of(seat);
        // In (0, 1): never 0, whose logarithm is infinite.
        double u = ((hash(seat) >>> 11) + 0.5) * 0x1.0p-53;
        return points <= 0 ? Double.POSITIVE_INFINITY : -StrictMath.log(u) / points;
    }

    /** FNV-1a over both ids, its bits mixed as by MurmurHash3's finalizer. */
    private long hash(Seat seat) {
        long hash =
                add(add(0xcbf29ce484222325L, interaction.toString()), seat.id().toString());
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * 0x100000001b3L;
        }
        return sum;
    }
}

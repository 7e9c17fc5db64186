package io.cordboard.routing.agent;

import java.util.Collection;
import java.util.Map;

/**
 * How much an agent may carry at once: a total of units, and for each medium the units that one interaction costs, how
 * many at most, and whether it excludes everything else (voice usually does). A medium that is not listed is not served.
 */
public record Capacity(int units, Map<Medium, Share> media) {

    /** One medium's share: {@code cost} units an interaction, at most {@code max} of them, alone if {@code exclusive}. */
    public record Share(int cost, int max, boolean exclusive) {
        public Share {
            if (cost < 0 || cost > 1_000 || max < 0 || max > 1_000) {
                throw new IllegalArgumentException(
                        "Expected cost and max of 0 to 1000, but got " + cost + " and " + max);
            }
        }
    }

    public static final Capacity DEFAULT = new Capacity(
            100,
            Map.of(
                    Medium.VOICE, new Share(100, 1, true),
                    Medium.CHAT, new Share(33, 3, false),
                    Medium.TASK, new Share(50, 2, false)));

    public Capacity {
        if (units < 0 || units > 100_000) {
            throw new IllegalArgumentException("Expected 0 to 100000 units, but got " + units);
        }
        media = Map.copyOf(media);
    }

    /** Whether one more interaction on {@code medium} fits beside those already {@code carried} (one entry each). */
    public boolean fits(Collection<Medium> carried, Medium medium) {
        Share share = media.get(medium);
        if (share == null || (share.exclusive() && !carried.isEmpty())) {
            return false;
        }
        int used = share.cost();
        int same = 1;
        for (Medium each : carried) {
            Share held = media.get(each);
            // A medium taken out of the profile while it is carried still counts: as much as what is asked for now.
            used += held == null ? share.cost() : held.cost();
            same += each.equals(medium) ? 1 : 0;
            if (held != null && held.exclusive()) {
                return false;
            }
        }
        return used <= units && same <= share.max();
    }

    /** Units taken by those carried, of {@link #units}. */
    public int used(Collection<Medium> carried) {
        return carried.stream()
                .mapToInt(m -> media.containsKey(m) ? media.get(m).cost() : 0)
                .sum();
    }
}

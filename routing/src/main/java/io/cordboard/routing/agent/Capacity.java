package io.cordboard.routing.agent;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much an agent may carry at once: a total of units, and for each medium the units that one interaction costs, how
 * many at most, and whether it excludes everything else (voice usually does). A medium that is not listed is not served.
 *
 * <p>What may be interrupted by a medium does not count when something on that medium is asked for: it steps aside, and comes
 * back when the other has ended. So of what an agent carries, all that nothing else in hand interrupts stays within the units
 * and beside nothing that excludes it.
 */
public record Capacity(int units, Map<Medium, Share> media) {

    /**
     * One medium's share: {@code cost} units an interaction, at most {@code max} of them, alone if {@code exclusive}.
     *
     * @param interruptedBy the media for which it steps aside; none, if absent
     */
    public record Share(int cost, int max, boolean exclusive, Optional<Set<Medium>> interruptedBy) {

        /** One that nothing interrupts. */
        public Share(int cost, int max, boolean exclusive) {
            this(cost, max, exclusive, Optional.empty());
        }

        public Share {
            interruptedBy = interruptedBy.filter(media -> !media.isEmpty()).map(Set::copyOf);
            if (cost < 0 || cost > 1_000 || max < 0 || max > 1_000) {
                throw new IllegalArgumentException(
                        "Expected cost and max of 0 to 1000, but got " + cost + " and " + max);
            }
        }

        /** The same, but it steps aside for these media. */
        public Share interruptedBy(Medium... media) {
            return new Share(cost, max, exclusive, Optional.of(Set.of(media)));
        }

        boolean isInterruptedBy(Medium medium) {
            return interruptedBy.filter(media -> media.contains(medium)).isPresent();
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
        for (var each : media.entrySet()) {
            for (Medium by : each.getValue().interruptedBy().orElse(Set.of())) {
                if (interrupts(media, each.getKey(), by)) {
                    throw new IllegalArgumentException("Expected " + each.getKey()
                            + " interrupted by others that it does not interrupt itself, but got " + by);
                }
            }
        }
    }

    /** Whether one on {@code other} steps aside for one on {@code medium}. */
    private static boolean interrupts(Map<Medium, Share> media, Medium medium, Medium other) {
        Share share = media.get(other);
        return share != null && share.isInterruptedBy(medium);
    }

    /** Whether one more interaction on {@code medium} fits beside those already {@code carried} (one entry each). */
    public boolean fits(Collection<Medium> carried, Medium medium) {
        Share share = media.get(medium);
        if (share == null) {
            return false;
        }
        int used = share.cost();
        int same = 1;
        for (Medium each : carried) {
            if (interrupts(media, medium, each)) {
                continue;
            }
            Share held = media.get(each);
            // A medium taken out of the profile while it is carried still counts: as much as what is asked for now.
            used += held == null ? share.cost() : held.cost();
            same += each.equals(medium) ? 1 : 0;
            if (share.exclusive() || (held != null && held.exclusive())) {
                return false;
            }
        }
        return used <= units && same <= share.max();
    }

    /** Units taken by those carried, of {@link #units}, the interrupted among them. */
    public int used(Collection<Medium> carried) {
        return carried.stream()
                .mapToInt(m -> media.containsKey(m) ? media.get(m).cost() : 0)
                .sum();
    }
}

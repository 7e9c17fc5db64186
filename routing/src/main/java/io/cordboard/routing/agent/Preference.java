package io.cordboard.routing.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an agent stands to one of the queues that the agent serves by name.
 *
 * @param priority 1 to 100: nothing from this queue while somebody waits, whom the agent could have, in one with a lower number
 * @param delay the agent may have what has stood in the queue for so long
 */
public record Preference(int priority, Duration delay) {

    public static final int MOST_PRIORITY = 100;
    public static final Duration LONGEST_DELAY = Duration.ofHours(24);

    /** Of a queue of which nothing is said. */
    public static final Preference NONE = new Preference(1, Duration.ZERO);

    public Preference {
        if (priority < 1 || priority > MOST_PRIORITY) {
            throw new IllegalArgumentException(
                    "Expected a priority of 1 to " + MOST_PRIORITY + ", but got " + priority);
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("Expected a delay of 0 to " + LONGEST_DELAY + ", but got " + delay);
        }
    }

    /** Of what was said, that which says something; of nothing where nothing was stored. */
    public static <Q> Map<Q, Preference> of(@Nullable Map<Q, Preference> said, Set<Q> queues) {
        if (said == null || said.isEmpty()) {
            return Map.of();
        }
        Map<Q, Preference> kept = new HashMap<>(said);
        kept.values().removeIf(NONE::equals);
        if (!queues.containsAll(kept.keySet())) {
            throw new IllegalArgumentException("Expected preferences of the agent's queues alone, but got " + kept);
        }
        return Map.copyOf(kept);
    }
}

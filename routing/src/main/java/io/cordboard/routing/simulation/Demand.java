package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A stream of contacts of one kind: at random at one rate (Poisson), with exponential handling time and patience.
 *
 * @param perHour contacts an hour on average, more than 0
 * @param handling mean handling time
 * @param patience mean patience; nobody hangs up, if absent
 */
public record Demand(
        QueueId queue,
        Medium medium,
        int priority,
        Map<Skill, Integer> skills,
        double perHour,
        Duration handling,
        Optional<Duration> patience) {

    /** @throws IllegalArgumentException if the rate is not a number above 0, or a mean is negative */
    public Demand {
        if (!(perHour > 0 && Double.isFinite(perHour))) {
            throw new IllegalArgumentException("Expected a demand of more than 0 contacts an hour, but got " + perHour);
        }
        Times.nanos("a mean handling time", handling);
        patience.ifPresent(mean -> Times.nanos("a mean patience", mean));
        skills = Map.copyOf(skills);
    }

    /** Calls that anybody may take and nobody hangs up. */
    public static Demand calls(QueueId queue, double perHour, Duration handling) {
        return new Demand(queue, Medium.VOICE, 0, Map.of(), perHour, handling, Optional.empty());
    }

    public Demand withPatience(Duration mean) {
        return new Demand(queue, medium, priority, skills, perHour, handling, Optional.of(mean));
    }

    public Demand withPriority(int changed) {
        return new Demand(queue, medium, changed, skills, perHour, handling, patience);
    }

    public Demand withSkills(Map<Skill, Integer> changed) {
        return new Demand(queue, medium, priority, changed, perHour, handling, patience);
    }
}

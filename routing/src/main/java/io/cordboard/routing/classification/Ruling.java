package io.cordboard.routing.classification;

import io.cordboard.routing.agent.Skill;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant's classification says of one interaction.
 *
 * @param version of the document
 * @param rule which of its rules held, from 0; {@code otherwise}, if absent
 * @param priority if the rule speaks of it
 */
public record Ruling(
        int version,
        Optional<Integer> rule,
        String queue,
        Optional<Integer> priority,
        Map<Skill, Integer> requirements) {

    public Ruling {
        requirements = Map.copyOf(requirements);
    }

    /** Whether it comes to the same, by whichever rule. */
    public boolean isAs(Ruling other) {
        return queue.equals(other.queue) && priority.equals(other.priority) && requirements.equals(other.requirements);
    }
}

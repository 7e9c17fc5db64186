package io.cordboard.routing.classification;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Range;
import io.cordboard.routing.tenant.LocalName;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a rule does with an interaction.
 *
 * @param parts where it goes: one queue, or several by share
 * @param priority if the rule speaks of it
 * @param requirements least proficiency by skill, beside what the queue asks and what whoever brought it asks
 */
public record Outcome(List<Part> parts, Optional<Integer> priority, Map<Skill, Integer> requirements) {

    public static final int MAX_PARTS = 20;
    static final Range PERCENT = new Range(1, 100);
    static final Range PRIORITY = new Range(-1_000, 1_000);
    private static final int WHOLE = 100;

    /** A queue and how many of a hundred go there. */
    public record Part(String queue, int percent) {
        public Part {
            LocalName.require("a queue", queue);
            if (!PERCENT.holds(percent)) {
                throw new IllegalArgumentException("Expected a percentage of " + PERCENT + ", but got " + percent);
            }
        }
    }

    public Outcome {
        parts = List.copyOf(parts);
        int sum = parts.stream().mapToInt(Part::percent).sum();
        if (parts.size() > MAX_PARTS || sum != WHOLE) {
            throw new IllegalArgumentException(
                    parts.size() > MAX_PARTS
                            ? "Expected at most " + MAX_PARTS + " parts, but got " + parts.size()
                            : "Expected percentages that add up to " + WHOLE + ", but got " + sum);
        }
        requirements = Collections.unmodifiableSortedMap(new TreeMap<>(requirements));
    }

    /** Everything to one queue, with nothing special asked for. */
    public static Outcome to(String queue) {
        return new Outcome(List.of(new Part(queue, WHOLE)), Optional.empty(), Map.of());
    }

    /** Of several queues the one that the interaction's id falls to: always the same while the split is the same. */
    String queue(InteractionId interaction) {
        int at = hundredth(interaction);
        for (Part part : parts) {
            at -= part.percent();
            if (at < 0) {
                return part.queue();
            }
        }
        throw new IllegalStateException("Expected parts that are a whole, but got " + parts);
    }

    /** 0 to 99, each as likely, and independent of whatever else goes by the id. */
    private static int hundredth(InteractionId interaction) {
        byte[] name = ("classification of " + interaction).getBytes(StandardCharsets.UTF_8);
        return (int) ((UUID.nameUUIDFromBytes(name).getMostSignificantBits() >>> 16) % WHOLE);
    }
}

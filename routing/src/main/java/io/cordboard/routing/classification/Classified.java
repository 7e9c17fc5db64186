package io.cordboard.routing.classification;

import io.cordboard.routing.agent.Skill;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an interaction was classified, and what whoever brought it asked for besides.
 *
 * @param askedPriority goes before what the classification says
 * @param askedSkills of these and those of the classification the higher counts
 */
public record Classified(Ruling ruling, Optional<Integer> askedPriority, Map<Skill, Integer> askedSkills) {

    public Classified {
        askedSkills = Map.copyOf(askedSkills);
    }

    /** The same request under another ruling. */
    public Classified with(Ruling another) {
        return new Classified(another, askedPriority, askedSkills);
    }

    /** The priority that it has by this. */
    public int priority() {
        return askedPriority.or(ruling::priority).orElse(0);
    }

    /** Least proficiency by skill that it asks for by this. */
    public Map<Skill, Integer> skills() {
        var skills = new HashMap<>(ruling.requirements());
        askedSkills.forEach((skill, asked) -> skills.merge(skill, asked, Math::max));
        return Map.copyOf(skills);
    }
}

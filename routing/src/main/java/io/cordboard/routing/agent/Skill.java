package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;

/** Something an agent can do, for example a language or a product; how well is a proficiency of 0 to 10. */
public record Skill(@JsonValue String name) implements Comparable<Skill> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Skill {
        LocalName.require("a skill", name);
    }

    @Override
    public int compareTo(Skill other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

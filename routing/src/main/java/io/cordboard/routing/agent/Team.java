package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;

/** A named group of agents. */
public record Team(@JsonValue String name) implements Comparable<Team> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Team {
        LocalName.require("a team", name);
    }

    @Override
    public int compareTo(Team other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

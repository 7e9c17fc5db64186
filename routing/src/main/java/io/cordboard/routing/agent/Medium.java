package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;

/** The kind of contact that takes an agent's capacity: voice, chat, task ... An open set, because media arrive as modules. */
public record Medium(@JsonValue String name) implements Comparable<Medium> {

    public static final Medium VOICE = new Medium("voice");
    public static final Medium CHAT = new Medium("chat");
    public static final Medium TASK = new Medium("task");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Medium {
        LocalName.require("a medium", name);
    }

    @Override
    public int compareTo(Medium other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

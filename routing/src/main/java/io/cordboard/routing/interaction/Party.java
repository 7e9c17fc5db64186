package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.agent.AgentId;

/** Who did something in an interaction. */
public record Party(Role role, String name) {

    /** The part somebody plays in an interaction. */
    public enum Role {
        @JsonProperty("customer")
        CUSTOMER,
        @JsonProperty("agent")
        AGENT,
        @JsonProperty("supervisor")
        SUPERVISOR,
        @JsonProperty("system")
        SYSTEM
    }

    public static final Party CUSTOMER = new Party(Role.CUSTOMER, "customer");
    public static final Party SYSTEM = new Party(Role.SYSTEM, "cordboard");

    public static Party agent(AgentId agent) {
        return new Party(Role.AGENT, agent.name());
    }

    /** Somebody who may act on interactions that are not theirs: a supervisor, an admin or an integrator's system. */
    public static Party supervisor(String name) {
        return new Party(Role.SUPERVISOR, name);
    }

    public boolean is(AgentId agent) {
        return role == Role.AGENT && name.equals(agent.name());
    }
}

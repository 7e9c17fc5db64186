package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent's entity shows of the agent's readiness. */
public enum AgentStatus {
    @JsonProperty("signed-out")
    SIGNED_OUT,
    @JsonProperty("ready")
    READY,
    @JsonProperty("not-ready")
    NOT_READY,
    /** Signing out once the work in hand is done; gets nothing new. */
    @JsonProperty("draining")
    DRAINING
}

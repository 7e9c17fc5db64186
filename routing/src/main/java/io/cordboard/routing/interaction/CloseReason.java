package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an interaction ended. */
public enum CloseReason {
    /** An agent dealt with it. */
    @JsonProperty("handled")
    HANDLED,
    /** The customer left before an agent answered. */
    @JsonProperty("abandoned")
    ABANDONED,
    /** Somebody with the right to do so cancelled it. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** The queue's policy closed it: outside business hours, or overflow. */
    @JsonProperty("turned-away")
    TURNED_AWAY,
    /** It ended while a flow guided the customer, by the flow (by the system) or because the customer left: nobody was asked for. */
    @JsonProperty("self-served")
    SELF_SERVED,
    /** Its agent was lost and the policy closes such interactions. */
    @JsonProperty("agent-lost")
    AGENT_LOST
}

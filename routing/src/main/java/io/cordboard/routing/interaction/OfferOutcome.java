package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an offer ended, other than by being accepted. */
public enum OfferOutcome {
    /** The agent declined. */
    @JsonProperty("rejected")
    REJECTED,
    /** The agent's own phone is engaged. */
    @JsonProperty("busy")
    BUSY,
    /** The deadline passed (RONA). */
    @JsonProperty("missed")
    MISSED,
    /** Another agent accepted, the customer left, or the interaction moved. */
    @JsonProperty("rescinded")
    RESCINDED,
    /** The agent's connection died. */
    @JsonProperty("unreachable")
    UNREACHABLE
}

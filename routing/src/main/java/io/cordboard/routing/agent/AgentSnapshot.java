package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.entity.Snapshot;

/** An agent's state as kept for quick recovery; a cache, never the truth. */
record AgentSnapshot(
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) AgentState state) implements Snapshot {}

package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.entity.Snapshot;

/** An interaction's state as kept for quick recovery; a cache, never the truth. */
record InteractionSnapshot(
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) InteractionState state) implements Snapshot {}

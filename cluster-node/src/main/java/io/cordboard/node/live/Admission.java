package io.cordboard.node.live;

import io.cordboard.node.api.Caller;
import java.time.Instant;

/** Who may hold a socket, and until when that is proven. */
public record Admission(Caller caller, Instant until) {}

package io.cordboard.routing.tenant;

import io.cordboard.routing.flow.Flow;
import java.time.Instant;

/** One published version of a flow; it never changes. {@code version} is the number of the event that published it. */
public record FlowVersion(int version, Flow document, String by, Instant published) {}

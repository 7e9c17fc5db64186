package io.cordboard.routing.router;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.matching.Explanation;
import java.time.Instant;

/** A tenant's router as operators see it. {@code started}: when this router began to learn what it knows. */
public record RouterView(int agents, int waiting, int offers, long proposals, long refused, Instant started)
        implements Reply.View {

    /** The router's account of one interaction that waits. */
    public record Explained(Explanation explanation) implements Reply.View {}
}

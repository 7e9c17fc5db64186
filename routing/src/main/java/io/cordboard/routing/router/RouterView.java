package io.cordboard.routing.router;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.matching.QueueOutlook;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Optional;

/** A tenant's router as operators see it. {@code started}: when this router began to learn what it knows. */
public record RouterView(int agents, int waiting, int offers, long proposals, long refused, Instant started)
        implements Reply.View {

    /** The router's account of one interaction that waits. */
    public record Explained(Explanation explanation) implements Reply.View {}

    /** What the customer of an interaction that waits can be told. */
    public record Outlooked(Outlook outlook) implements Reply.View {}

    /** How a queue stands for one who would come now. */
    public record Outlooking(QueueOutlook outlook) implements Reply.View {}

    /** Where an interaction would stand in line, in the stay that began at {@code enqueued}. */
    public record Stood(QueueId queue, Instant enqueued, Place.Stand stand) implements Reply.View {}

    /** The router's account of one agent: the kernel's, or why the kernel is not told of the agent. */
    public record AgentExplained(Optional<AgentExplanation> explanation, Optional<Aside> aside) implements Reply.View {}

    /** Why an agent is not given anything. */
    public enum Aside {
        /** The router has not heard of the agent. */
        @JsonProperty("unheard")
        UNHEARD,
        @JsonProperty("not-ready")
        NOT_READY,
        /** The agent did not take a reservation just now, and is left alone for a moment. */
        @JsonProperty("refused")
        REFUSED,
        /** Nothing is heard from the agent's node. */
        @JsonProperty("silent")
        SILENT
    }
}

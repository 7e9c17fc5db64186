package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent as others may see it.
 *
 * @param removed there is no such agent any more, though work may be left
 * @param reason why the agent is not ready, where it is not
 * @param restsUntil nothing is offered to the agent before then, though ready
 */
public record AgentView(
        AgentId agent,
        AgentProfile profile,
        long revision,
        boolean removed,
        AgentStatus status,
        Optional<String> reason,
        boolean connected,
        Optional<Instant> statusSince,
        Optional<Instant> restsUntil,
        int unitsUsed,
        List<Work> work,
        List<OutsideWork> outsideWork)
        implements Reply.View {

    /** One offer or interaction that takes the agent's capacity; {@code until} is the deadline or wrap-up limit. */
    public record Work(
            OfferId offer,
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            Phase phase,
            Instant since,
            Optional<Instant> until) {

        /** How far the agent is with it. */
        public enum Phase {
            @JsonProperty("offered")
            OFFERED,
            @JsonProperty("handling")
            HANDLING,
            @JsonProperty("wrapping-up")
            WRAPPING_UP
        }
    }
}

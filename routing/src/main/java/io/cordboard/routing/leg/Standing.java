package io.cordboard.routing.leg;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.OfferId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an interaction stands between its parties, as far as its legs are concerned: a fold over its events.
 *
 * @param ringing the agents who are being asked
 * @param served the agent who is talking to the customer
 * @param over whether the customer has been let go
 */
public record Standing(Map<OfferId, AgentId> ringing, Optional<Served> served, boolean over) {

    /** Who talks to the customer, by which offer. */
    public record Served(OfferId offer, AgentId agent) {}

    /** Before the first event. */
    public static final Standing NONE = new Standing(Map.of(), Optional.empty(), false);

    public Standing {
        ringing = Map.copyOf(ringing);
    }

    /** How it stands once {@code event} has happened. */
    public Standing after(InteractionEvent event) {
        return switch (event) {
            case InteractionEvent.Opened _ -> NONE;
            case InteractionEvent.Queued _, InteractionEvent.Rescheduled _, InteractionEvent.FlowResumed _ ->
                new Standing(Map.of(), Optional.empty(), over);
            case InteractionEvent.Offered e -> {
                var more = new HashMap<>(ringing);
                more.put(e.offer(), e.agent());
                yield new Standing(more, served, over);
            }
            case InteractionEvent.OfferEnded e -> {
                var fewer = new HashMap<>(ringing);
                fewer.remove(e.offer());
                yield new Standing(fewer, served, over);
            }
            case InteractionEvent.Assigned e ->
                new Standing(Map.of(), Optional.of(new Served(e.offer(), e.agent())), over);
            case InteractionEvent.Transferred _, InteractionEvent.TransferredOutside _, InteractionEvent.AgentLost _ ->
                new Standing(ringing, Optional.empty(), over);
            case InteractionEvent.WrapUpStarted _, InteractionEvent.Closed _ ->
                new Standing(Map.of(), Optional.empty(), true);
            case InteractionEvent.InCall _,
                    InteractionEvent.LedOutside _,
                    InteractionEvent.OutsideAnswered _,
                    InteractionEvent.OutsideFailed _ -> this;
            case InteractionEvent.FlowAdvanced _,
                    InteractionEvent.MessageAdded _,
                    InteractionEvent.MessageDelivered _,
                    InteractionEvent.CustomerDropped _,
                    InteractionEvent.CustomerReturned _,
                    InteractionEvent.AttributesChanged _,
                    InteractionEvent.Reclassifying _,
                    InteractionEvent.Reclassified _,
                    InteractionEvent.PlaceChanged _,
                    InteractionEvent.StepFired _,
                    InteractionEvent.ArmDrawn _,
                    InteractionEvent.RecordingStarted _,
                    InteractionEvent.RecordingPaused _,
                    InteractionEvent.RecordingResumed _,
                    InteractionEvent.RecordingStopped _,
                    InteractionEvent.RecordingFailed _,
                    InteractionEvent.RecordingFetched _,
                    InteractionEvent.RecordingRemoved _,
                    InteractionEvent.DuesPaid _,
                    InteractionEvent.Settled _ -> this;
        };
    }
}

package io.cordboard.node.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.interaction.InteractionEvent;
import java.time.Instant;
import java.util.Optional;

/** A recorded event as clients see it: schema {@code Event}. {@code type} is the name it is stored under. */
public record EventBody(long seq, String type, Instant at, ObjectNode data) {

    /** Empty for what is not for clients: bookkeeping between entities, and configuration, which has a history of its own. */
    public static Optional<EventBody> of(long seq, Event event) {
        return isShown(event) ? Optional.of(body(seq, event)) : Optional.empty();
    }

    private static boolean isShown(Event event) {
        return switch (event) {
            case InteractionEvent e ->
                switch (e) {
                    case InteractionEvent.Opened _,
                            InteractionEvent.Queued _,
                            InteractionEvent.FlowAdvanced _,
                            InteractionEvent.FlowResumed _,
                            InteractionEvent.Offered _,
                            InteractionEvent.OfferEnded _,
                            InteractionEvent.Assigned _,
                            InteractionEvent.MessageAdded _,
                            InteractionEvent.MessageDelivered _,
                            InteractionEvent.CustomerDropped _,
                            InteractionEvent.CustomerReturned _,
                            InteractionEvent.Transferred _,
                            InteractionEvent.AgentLost _,
                            InteractionEvent.WrapUpStarted _,
                            InteractionEvent.Closed _,
                            InteractionEvent.AttributesChanged _,
                            InteractionEvent.PlaceChanged _,
                            InteractionEvent.Reclassifying _,
                            InteractionEvent.Reclassified _,
                            InteractionEvent.StepFired _,
                            InteractionEvent.ArmDrawn _,
                            InteractionEvent.RecordingStarted _,
                            InteractionEvent.RecordingPaused _,
                            InteractionEvent.RecordingResumed _,
                            InteractionEvent.RecordingStopped _,
                            InteractionEvent.RecordingFailed _,
                            InteractionEvent.RecordingFetched _,
                            InteractionEvent.RecordingRemoved _,
                            InteractionEvent.InCall _,
                            InteractionEvent.Outward _,
                            InteractionEvent.Rescheduled _ -> true;
                    case InteractionEvent.DuesPaid _, InteractionEvent.Settled _ -> false;
                };
            case AgentEvent e ->
                switch (e) {
                    case AgentEvent.SignedIn _,
                            AgentEvent.SignedOut _,
                            AgentEvent.DrainStarted _,
                            AgentEvent.BecameReady _,
                            AgentEvent.BecameNotReady _,
                            AgentEvent.RestEnded _,
                            AgentEvent.ConnectionLost _,
                            AgentEvent.ConnectionRestored _,
                            AgentEvent.Reserved _,
                            AgentEvent.Won _,
                            AgentEvent.Released _,
                            AgentEvent.Wrapping _,
                            AgentEvent.Finished _,
                            AgentEvent.OutsideWorkCounted _,
                            AgentEvent.OutsideWorkEnded _,
                            AgentEvent.GivenUp _ -> true;
                    case AgentEvent.Configured _, AgentEvent.Removed _ -> false;
                };
            // A queue's say what its interactions' say.
            default -> false;
        };
    }

    private static EventBody body(long seq, Event event) {
        ObjectNode data = ApiJson.mapper().valueToTree(event);
        data.remove("at");
        return new EventBody(seq, type(event), event.at(), data);
    }

    private static String type(Event event) {
        Stored stored = event.getClass().getAnnotation(Stored.class);
        if (stored == null) {
            throw new IllegalStateException("Expected a stored event, but got " + event.getClass());
        }
        return stored.value();
    }
}

package io.cordboard.routing.leg;

import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegRequest.Recording.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an interaction's events mean to the medium that carries it. A new event must be given a meaning here. */
public final class LegRequests {

    private LegRequests() {}

    /** What follows from {@code event} for the legs of an interaction that stood like {@code before}, in order. */
    public static List<LegRequest> of(Standing before, InteractionEvent event) {
        return switch (event) {
            case InteractionEvent.Opened e ->
                e.scheduled().isPresent()
                        ? List.of()
                        : List.of(e.guided()
                                .<LegRequest>map(LegRequest.GuideBy::new)
                                .orElseGet(() -> new LegRequest.Wait(e.place().queue(), Queued.Why.ARRIVED)));
            case InteractionEvent.Queued e ->
                lettingGo(
                        before, Optional.empty(), new LegRequest.Wait(e.place().queue(), e.why()));
            case InteractionEvent.FlowResumed e ->
                lettingGo(before, Optional.empty(), new LegRequest.GuideBy(e.guide()));
            case InteractionEvent.Offered e -> List.of(new LegRequest.Ring(e.offer(), e.agent(), e.deadline()));
            case InteractionEvent.OfferEnded e ->
                List.of(new LegRequest.StopRinging(e.offer(), e.agent(), e.outcome()));
            case InteractionEvent.Assigned e ->
                lettingGo(before, Optional.of(e.offer()), new LegRequest.Connect(e.offer(), e.agent()));
            case InteractionEvent.MessageAdded e -> List.of(new LegRequest.Show(e.id(), e.from(), e.text(), e.at()));
            case InteractionEvent.MessageDelivered e -> List.of(new LegRequest.ShowDelivered(e.id(), e.at()));
            case InteractionEvent.Transferred e -> List.of(new LegRequest.Detach(e.offer(), e.from()));
            case InteractionEvent.AgentLost e -> List.of(new LegRequest.Detach(e.offer(), e.agent()));
            // The customer is let go now; how the agent wraps up is no longer the customer's business.
            case InteractionEvent.WrapUpStarted e ->
                List.of(new LegRequest.Disconnect(e.endedBy(), Optional.empty(), Optional.empty(), e.at()));
            case InteractionEvent.Closed e ->
                before.over()
                        ? List.of()
                        : lettingGo(
                                before,
                                Optional.empty(),
                                new LegRequest.Disconnect(e.by(), Optional.of(e.reason()), e.message(), e.at()));
            case InteractionEvent.RecordingStarted e ->
                recording(Stage.START, e.recording(), Optional.of(e.keepUntil()), e.by());
            case InteractionEvent.RecordingPaused e -> recording(Stage.PAUSE, e.recording(), Optional.empty(), e.by());
            case InteractionEvent.RecordingResumed e -> recording(Stage.GO_ON, e.recording(), Optional.empty(), e.by());
            case InteractionEvent.RecordingStopped e -> recording(Stage.STOP, e.recording(), Optional.empty(), e.by());
            case InteractionEvent.LedOutside e -> List.of(new LegRequest.Dial(e.call(), e.number(), e.callerId()));
            case InteractionEvent.TransferredOutside e ->
                List.of(
                        new LegRequest.Detach(e.offer(), e.from()),
                        new LegRequest.Dial(e.call(), e.number(), e.callerId()));
            // The medium itself has reported these.
            case InteractionEvent.CustomerDropped _,
                    InteractionEvent.CustomerReturned _,
                    InteractionEvent.OutsideAnswered _,
                    InteractionEvent.OutsideFailed _,
                    InteractionEvent.FlowAdvanced _,
                    InteractionEvent.RecordingFailed _ -> List.of();
            // Nobody waits on the other end of what is done later, and the offers were ended before.
            case InteractionEvent.Rescheduled _ -> List.of();
            case InteractionEvent.InCall e -> of(e);
            case InteractionEvent.AttributesChanged _,
                    InteractionEvent.Reclassifying _,
                    InteractionEvent.Reclassified _,
                    InteractionEvent.PlaceChanged _,
                    InteractionEvent.StepFired _,
                    InteractionEvent.ArmDrawn _,
                    InteractionEvent.RecordingFetched _,
                    InteractionEvent.RecordingRemoved _,
                    InteractionEvent.DuesPaid _,
                    InteractionEvent.Settled _ -> List.of();
        };
    }

    private static List<LegRequest> recording(
            Stage stage, RecordingId recording, Optional<Instant> keepUntil, Party by) {
        return List.of(new LegRequest.Recording(stage, recording, keepUntil, by));
    }

    private static List<LegRequest> of(InteractionEvent.InCall event) {
        return switch (event) {
            case InteractionEvent.Held e -> List.of(new LegRequest.Hold(e.by()));
            case InteractionEvent.Resumed e -> List.of(new LegRequest.Resume(e.by()));
            // What they were is told to those who follow, and to nobody else.
            case InteractionEvent.DigitsSent _ -> List.of();
            case InteractionEvent.ConsultOffered e -> List.of(new LegRequest.Ring(e.offer(), e.agent(), e.deadline()));
            case InteractionEvent.ConsultEnded e ->
                List.of(new LegRequest.StopRinging(e.offer(), e.agent(), e.outcome()));
            case InteractionEvent.PartyJoined e -> List.of(new LegRequest.Join(e.offer(), e.agent()));
            case InteractionEvent.PartyLeft e -> List.of(new LegRequest.Part(e.offer(), e.agent()));
            case InteractionEvent.MonitorStarted e -> List.of(new LegRequest.Listen(e.offer(), e.agent(), e.mode()));
            case InteractionEvent.MonitorChanged e -> List.of(new LegRequest.Listen(e.offer(), e.agent(), e.mode()));
            case InteractionEvent.MonitorEnded e -> List.of(new LegRequest.Part(e.offer(), e.agent()));
            case InteractionEvent.MonitorJoined _ -> List.of();
            // Hold and resumption, which go with them, say who hears the customer.
            case InteractionEvent.ConsultAsked _, InteractionEvent.ConferenceStarted _ -> List.of();
        };
    }

    /** The same for what is passed on without being recorded. */
    public static LegRequest of(InteractionCommand.Typing typing) {
        return new LegRequest.ShowTyping(typing.from(), typing.typing());
    }

    public static LegRequest of(InteractionCommand.SendDigits sent) {
        return new LegRequest.Press(sent.digits());
    }

    /** First frees who is rung for any offer but {@code won}, and who talks to the customer. */
    private static List<LegRequest> lettingGo(Standing before, Optional<OfferId> won, LegRequest then) {
        var requests = new ArrayList<LegRequest>(2);
        before.ringing().entrySet().stream()
                .filter(ringing -> won.filter(ringing.getKey()::equals).isEmpty())
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(OfferId::value)))
                .forEach(ringing -> requests.add(
                        new LegRequest.StopRinging(ringing.getKey(), ringing.getValue(), OfferOutcome.RESCINDED)));
        before.served().ifPresent(served -> {
            if (!(then instanceof LegRequest.Disconnect)) {
                requests.add(new LegRequest.Detach(served.offer(), served.agent()));
            }
        });
        requests.add(then);
        return List.copyOf(requests);
    }
}

package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.AttributesChanged;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.PlaceChanged;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionEvent.Rescheduled;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Work that is not to be offered before {@code due}. Its age counts from then. */
record Scheduled(Story story, Place place, Instant due) implements InteractionState.Opened {

    @Override
    public Scheduled with(Story changed) {
        return new Scheduled(changed, place, due);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.Cancel c ->
                notAnAgent(c.by(), accept(Closed.unhandled(CloseReason.CANCELLED, c.by(), now)));
            case InteractionCommand.End c ->
                notAnAgent(
                        c.by(),
                        accept(Closed.unhandled(
                                c.by().role() == Party.Role.CUSTOMER ? CloseReason.ABANDONED : CloseReason.CANCELLED,
                                c.by(),
                                now)));
            case InteractionCommand.Reschedule c -> notAnAgent(c.by(), reschedule(c, now));
            case InteractionCommand.Reprioritise c ->
                c.priority() == place.priority() && c.skills().equals(place.skills())
                        ? unchanged()
                        : accept(PlaceChanged.by(c, now));
            // It may have waited before, and been offered: what is still on its way of that comes to nothing.
            case InteractionCommand.Offer _, InteractionCommand.Accept _, InteractionCommand.EndOffer _ ->
                refuse(Refusal.OFFER_OVER, "Expected an open offer, but it is not to be worked on before " + due);
            case InteractionCommand.LoseAgent _,
                    InteractionCommand.Divert _,
                    InteractionCommand.Reclassify _,
                    InteractionCommand.FireStep _ -> unchanged();
            default -> wrongPhase(command);
        };
    }

    private Decision<InteractionEvent> reschedule(InteractionCommand.Reschedule c, Instant now) {
        if (c.due().equals(due)) {
            return unchanged();
        }
        var rescheduled = new Rescheduled(c.due(), c.by(), now);
        return now.isBefore(c.due()) ? accept(rescheduled) : accept(rescheduled, started(now, now));
    }

    private Queued started(Instant since, Instant now) {
        return new Queued(place.startingAt(since, now), Queued.Why.ARRIVED, now);
    }

    private static Decision<InteractionEvent> notAnAgent(Party by, Decision<InteractionEvent> then) {
        return by.role() == Party.Role.AGENT
                ? refuse(Refusal.NOT_HELD, "Expected the agent who owns it, but nobody works on it yet")
                : then;
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return switch (event) {
            case Rescheduled e -> new Scheduled(story, place, e.due());
            case PlaceChanged e ->
                new Scheduled(story.asking(e), place.asking(e.priority(), e.skills(), e.stand()), due);
            // Classified again as soon as it waits.
            case AttributesChanged e ->
                with(story.with(e.attributes()).with(story.sorting().more()));
            default -> InteractionState.Opened.super.apply(event);
        };
    }

    @Override
    public Optional<Instant> alarm() {
        return Optional.of(due);
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        return now.isBefore(due) ? List.of() : List.of(started(due, now));
    }

    @Override
    public Story leavingAll(InteractionEvent cause) {
        return story;
    }

    @Override
    public Optional<QueueId> lastQueue() {
        return Optional.of(place.queue());
    }

    @Override
    public InteractionView view() {
        // Its age counts from when it is due.
        return Views.of(this, Phase.SCHEDULED, Optional.of(place.startingAt(due, due)));
    }
}

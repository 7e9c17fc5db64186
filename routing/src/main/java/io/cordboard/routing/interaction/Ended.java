package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.Settled;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An interaction that is over; {@code settled} once everybody involved has taken note. */
record Ended(
        Story story,
        Optional<QueueId> lastQueue,
        Optional<AgentId> lastAgent,
        Optional<Instant> answered,
        Closed end,
        boolean settled)
        implements InteractionState.Opened {

    @Override
    public Ended with(Story changed) {
        return new Ended(changed, lastQueue, lastAgent, answered, end, settled);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.End _,
                    InteractionCommand.Cancel _,
                    InteractionCommand.Drop _,
                    InteractionCommand.Return _,
                    InteractionCommand.LoseAgent _,
                    InteractionCommand.Divert _,
                    InteractionCommand.Reclassify _,
                    InteractionCommand.FireStep _ -> unchanged();
            case InteractionCommand.WrapUp c ->
                c.disposition().equals(end.disposition()) && end.reason() == CloseReason.HANDLED
                        ? unchanged()
                        : wrongPhase(command);
            case InteractionCommand.Offer _, InteractionCommand.Accept _, InteractionCommand.EndOffer _ ->
                refuse(Refusal.OFFER_OVER, "Expected an open offer, but the interaction is closed");
            default -> wrongPhase(command);
        };
    }

    @Override
    public boolean maySpeak(Party party) {
        return false;
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return event instanceof Settled
                ? new Ended(story.with(Dues.NONE), lastQueue, lastAgent, answered, end, true)
                : Opened.super.apply(event);
    }

    @Override
    public Story leavingAll(InteractionEvent cause) {
        return story;
    }

    @Override
    public List<InteractionEvent> settled(Instant now) {
        return settled ? List.of() : List.of(new Settled(now));
    }

    @Override
    public Optional<Instant> alarm() {
        return Optional.empty();
    }

    @Override
    public boolean dormant() {
        return settled;
    }

    @Override
    public InteractionView view() {
        return Views.of(this);
    }
}

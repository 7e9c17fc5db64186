package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.OutsideAnswered;
import io.cordboard.routing.interaction.InteractionEvent.OutsideFailed;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A customer whom an agent has transferred to a number outside. No agent has it any more. If nobody answers there it goes back in line
 * where it came from; else it lasts as long as they talk.
 *
 * @param place where it waited before
 * @param agent who has transferred it
 * @param since when that agent had taken it
 * @param call names the call that is made
 * @param talking whether it was answered
 */
record WithOutside(Story story, Place place, AgentId agent, Instant since, OfferId call, boolean talking)
        implements InteractionState.Opened {

    @Override
    public WithOutside with(Story changed) {
        return new WithOutside(changed, place, agent, since, call, talking);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.AnswerOutside c
            when c.call().equals(call) -> talking ? unchanged() : accept(new OutsideAnswered(call, now));
            case InteractionCommand.EndOutside c
            when c.call().equals(call) ->
                talking
                        ? accept(closed(Party.SYSTEM, now))
                        : accept(
                                new OutsideFailed(call, c.why(), now),
                                new Queued(place.movedTo(place.queue(), now), Queued.Why.REQUEUED, now));
            case InteractionCommand.End c ->
                c.by().role() == Party.Role.AGENT ? notAnAgent() : accept(closed(c.by(), now));
            case InteractionCommand.Transfer c ->
                c.by().role() == Party.Role.AGENT
                        ? notAnAgent()
                        : accept(new Queued(
                                place.transferredTo(c.toQueue(), c.toAgent(), now), Queued.Why.TRANSFERRED, now));
            case InteractionCommand.Drop _ -> drop(now);
            case InteractionCommand.Return _ -> comeBack(now);
            case InteractionCommand.Offer _, InteractionCommand.Accept _, InteractionCommand.EndOffer _ ->
                refuse(Refusal.OFFER_OVER, "Expected an open offer, but the customer was transferred outside");
            case InteractionCommand.LoseAgent _,
                    InteractionCommand.Divert _,
                    InteractionCommand.Reclassify _,
                    InteractionCommand.FireStep _ -> unchanged();
            default -> wrongPhase(command);
        };
    }

    private static Decision<InteractionEvent> notAnAgent() {
        return refuse(Refusal.NOT_HELD, "Expected the agent who owns it, but the customer was transferred outside");
    }

    private static Closed closed(Party by, Instant now) {
        return Closed.unhandled(CloseReason.HANDLED, by, now);
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return event instanceof OutsideAnswered
                ? new WithOutside(story, place, agent, since, call, true)
                : Opened.super.apply(event);
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        return story.droppedUntil().filter(until -> !now.isBefore(until)).isPresent()
                ? List.of(closed(Party.CUSTOMER, now))
                : List.of();
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
    public Optional<AgentId> lastAgent() {
        return Optional.of(agent);
    }

    @Override
    public Optional<Instant> answered() {
        return Optional.of(since);
    }

    @Override
    public InteractionView view() {
        return Views.of(this, Phase.OUTSIDE, Optional.of(place));
    }
}

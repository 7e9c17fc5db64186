package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.FlowResumed;
import io.cordboard.routing.interaction.InteractionEvent.OutsideAnswered;
import io.cordboard.routing.interaction.InteractionEvent.OutsideFailed;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A customer whom an agent has transferred to a number outside, or a flow has led there. No agent has it any more. If nobody answers
 * there it goes back where it came from, in line or into the flow; else it lasts as long as they talk.
 *
 * @param place where it waited before, or would wait who needs a person
 * @param agent who has transferred it; the flow, without one
 * @param since when that agent had taken it, or the flow had led it here
 * @param call names the call that is made
 * @param talking whether it was answered
 * @param led by which flow
 */
record WithOutside(
        Story story,
        Place place,
        Optional<AgentId> agent,
        Instant since,
        OfferId call,
        boolean talking,
        Optional<Led> led)
        implements InteractionState.Opened {

    /** How far the flow had come that led it outside. */
    record Led(Guide guide, int turns) {}

    /** What is wrong with what is to be called for this interaction. */
    static Optional<Decision<InteractionEvent>> flaw(Story story, InteractionCommand.TransferOutside c) {
        if (!story.contact().medium().equals(Medium.VOICE)) {
            return Optional.of(refuse(
                    Refusal.INVALID,
                    "Expected a call, but " + story.interaction() + " is a "
                            + story.contact().medium()));
        }
        boolean numbers = NumberPattern.isNumber(c.number())
                && c.callerId().filter(id -> !NumberPattern.isNumber(id)).isEmpty();
        return numbers
                ? Optional.empty()
                : Optional.of(refuse(Refusal.INVALID, "Expected numbers of 1 to 15 digits, with or without a plus"));
    }

    /** Of one interaction no two calls begin in the same millisecond. */
    static OfferId call(Story story, Instant now) {
        return OfferId.of(story.interaction(), "outside-" + now.toEpochMilli());
    }

    @Override
    public WithOutside with(Story changed) {
        return new WithOutside(changed, place, agent, since, call, talking, led);
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
                                led.<InteractionEvent>map(flow -> new FlowResumed(flow.guide(), flow.turns(), now))
                                        .orElseGet(() -> new Queued(
                                                place.movedTo(place.queue(), now), Queued.Why.REQUEUED, now)));
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

    private Closed closed(Party by, Instant now) {
        return Closed.unhandled(agent.isPresent() ? CloseReason.HANDLED : CloseReason.SELF_SERVED, by, now);
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return switch (event) {
            case OutsideAnswered _ -> new WithOutside(story, place, agent, since, call, true, led);
            case FlowResumed e -> new Guided(story, place, e.guide(), e.turns(), e.at());
            default -> Opened.super.apply(event);
        };
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
        return agent;
    }

    @Override
    public Optional<Instant> answered() {
        return agent.map(_ -> since);
    }

    @Override
    public InteractionView view() {
        return Views.of(this, Phase.OUTSIDE, Optional.of(place));
    }
}

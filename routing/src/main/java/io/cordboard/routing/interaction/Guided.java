package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.FlowAdvanced;
import io.cordboard.routing.interaction.InteractionEvent.LedOutside;
import io.cordboard.routing.interaction.InteractionEvent.PlaceChanged;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A customer whom a flow guides. Whoever runs the flow says how far it has come and where it leads; if nobody does for
 * {@link #LONGEST}, the customer waits where the flow leads who needs a person.
 *
 * @param place where the flow leads who needs a person
 * @param turns how many of the flow's turns are recorded
 */
record Guided(Story story, Place place, Guide guide, int turns, Instant since) implements InteractionState.Opened {

    static final Duration LONGEST = Duration.ofHours(1);
    static final int MOST_TURNS = 1_000;

    @Override
    public Guided with(Story changed) {
        return new Guided(changed, place, guide, turns, since);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return story.tapes().endingBefore(guiding(command, now));
    }

    private Decision<InteractionEvent> guiding(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.Advance c -> advance(c, now);
            case InteractionCommand.LeaveFlow c -> accept(leave(c, now));
            case InteractionCommand.TransferOutside c
            when c.by().role() == Party.Role.SYSTEM ->
                WithOutside.flaw(story, c)
                        .orElseGet(() ->
                                accept(new LedOutside(WithOutside.call(story, now), c.number(), c.callerId(), now)));
            case InteractionCommand.TakeMessage c -> story.tapes().decide(c, story.contact(), now);
            case InteractionCommand.Transfer c ->
                notAnAgent(
                        c.by(),
                        accept(new Queued(
                                place.transferredTo(c.toQueue(), c.toAgent(), now), Queued.Why.TRANSFERRED, now)));
            case InteractionCommand.Cancel c ->
                notAnAgent(c.by(), accept(Closed.unhandled(CloseReason.CANCELLED, c.by(), now)));
            case InteractionCommand.End c ->
                notAnAgent(
                        c.by(),
                        accept(Closed.unhandled(
                                c.by().role() == Party.Role.SUPERVISOR
                                        ? CloseReason.CANCELLED
                                        : CloseReason.SELF_SERVED,
                                c.by(),
                                now)));
            case InteractionCommand.Reprioritise c ->
                c.priority() == place.priority() && c.skills().equals(place.skills())
                        ? unchanged()
                        : accept(PlaceChanged.by(c, now));
            case InteractionCommand.Drop _ -> drop(now);
            case InteractionCommand.Return _ -> comeBack(now);
            case InteractionCommand.Offer _, InteractionCommand.Accept _, InteractionCommand.EndOffer _ ->
                refuse(Refusal.OFFER_OVER, "Expected an open offer, but flow " + guide.flow() + " guides the customer");
            // Said again by whoever runs the flow.
            case InteractionCommand.ResumeFlow _ -> unchanged();
            case InteractionCommand.LoseAgent _,
                    InteractionCommand.Divert _,
                    InteractionCommand.Reclassify _,
                    InteractionCommand.FireStep _ -> unchanged();
            default -> wrongPhase(command);
        };
    }

    private Decision<InteractionEvent> advance(InteractionCommand.Advance c, Instant now) {
        if (c.turn() <= turns) {
            return unchanged();
        }
        if (c.turn() != turns + 1) {
            return refuse(Refusal.STALE, "Expected turn " + (turns + 1) + " of the flow, but got " + c.turn());
        }
        if (c.turn() > MOST_TURNS) {
            return refuse(Refusal.LIMIT, "Expected at most " + MOST_TURNS + " turns of a flow");
        }
        if (c.steps().size() > InteractionCommand.Advance.MOST_STEPS
                || c.position().length() > InteractionCommand.Advance.LONGEST_POSITION) {
            return refuse(
                    Refusal.INVALID,
                    "Expected at most " + InteractionCommand.Advance.MOST_STEPS + " steps and a position of "
                            + InteractionCommand.Advance.LONGEST_POSITION + " characters in one turn");
        }
        return noRoomFor(c.learned())
                .orElseGet(() -> accept(new FlowAdvanced(c.turn(), c.steps(), c.learned(), c.position(), now)));
    }

    private Queued leave(InteractionCommand.LeaveFlow c, Instant now) {
        return queued(
                place.movedTo(c.queue(), now).with(draft -> {
                    draft.priority = c.priority().orElse(draft.priority);
                    draft.skills = c.skills();
                    draft.onlyAgent = c.agent();
                }),
                now);
    }

    /** Waiting begins now: time in a flow is not time in line. */
    private static Queued queued(Place moved, Instant now) {
        return new Queued(moved.with(draft -> draft.since = now), Queued.Why.ARRIVED, now);
    }

    private static Decision<InteractionEvent> notAnAgent(Party by, Decision<InteractionEvent> then) {
        return by.role() == Party.Role.AGENT
                ? refuse(Refusal.NOT_HELD, "Expected the agent who owns it, but a flow guides the customer")
                : then;
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return switch (event) {
            case FlowAdvanced e -> new Guided(story.with(e.learned()), place, guide, e.turn(), since);
            case LedOutside e ->
                new WithOutside(
                        story,
                        place,
                        Optional.empty(),
                        e.at(),
                        e.call(),
                        false,
                        Optional.of(new WithOutside.Led(guide, turns)));
            case PlaceChanged e ->
                new Guided(story.asking(e), place.asking(e.priority(), e.skills(), e.stand()), guide, turns, since);
            default -> InteractionState.Opened.super.apply(event);
        };
    }

    @Override
    public Optional<Instant> alarm() {
        Instant longest = since.plus(LONGEST);
        return Optional.of(story.droppedUntil().filter(longest::isAfter).orElse(longest));
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        return story.tapes().endingBefore(overdue(now));
    }

    private List<InteractionEvent> overdue(Instant now) {
        if (story.droppedUntil().filter(until -> !now.isBefore(until)).isPresent()) {
            return List.of(Closed.unhandled(CloseReason.SELF_SERVED, Party.CUSTOMER, now));
        }
        return now.isBefore(since.plus(LONGEST)) ? List.of() : List.of(queued(place.movedTo(place.queue(), now), now));
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
        return Views.of(this, Phase.GUIDED, Optional.of(place));
    }
}

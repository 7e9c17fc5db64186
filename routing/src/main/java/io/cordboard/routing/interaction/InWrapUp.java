package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conversation is over; the agent finishes the work, at the latest at {@code limit} (ACW). */
record InWrapUp(Story story, WithAgent work, Instant since, Instant limit) implements InteractionState.Opened {

    @Override
    public InWrapUp with(Story changed) {
        return new InWrapUp(changed, work, since, limit);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.WrapUp c -> wrapUp(c, now);
            case InteractionCommand.LoseAgent c ->
                c.offer().equals(work.offer())
                        ? accept(closed(Party.SYSTEM, Optional.empty(), Optional.empty(), now))
                        : unchanged();
            case InteractionCommand.End _, InteractionCommand.Drop _, InteractionCommand.Return _ -> unchanged();
            case InteractionCommand.Offer _, InteractionCommand.Accept _, InteractionCommand.EndOffer _ ->
                refuse(Refusal.OFFER_OVER, "Expected an open offer, but the conversation is over");
            case InteractionCommand.Divert _, InteractionCommand.Reclassify _, InteractionCommand.FireStep _ ->
                unchanged();
            default -> wrongPhase(command);
        };
    }

    private Decision<InteractionEvent> wrapUp(InteractionCommand.WrapUp c, Instant now) {
        if (c.by().role() == Party.Role.AGENT && !c.by().is(work.agent())) {
            return refuse(
                    Refusal.NOT_HELD,
                    "Expected the agent who owns it, but it is with "
                            + work.agent().name());
        }
        if (work.terms().wrapUp().mode() == Terms.WrapUp.Mode.MANDATORY
                && c.disposition().isEmpty()) {
            return refuse(Refusal.INVALID, "Expected a disposition, but there is none");
        }
        if (c.notes().filter(n -> n.length() > MAX_TEXT).isPresent()) {
            return refuse(Refusal.LIMIT, "Expected notes of at most " + MAX_TEXT + " characters");
        }
        return accept(closed(c.by(), c.disposition(), c.notes(), now));
    }

    private static Closed closed(Party by, Optional<String> disposition, Optional<String> notes, Instant now) {
        return new Closed(CloseReason.HANDLED, by, disposition, notes, Optional.empty(), now);
    }

    @Override
    public boolean maySpeak(Party party) {
        return party.role() == Party.Role.SYSTEM;
    }

    @Override
    public Story leavingAll(InteractionEvent cause) {
        Optional<String> disposition = cause instanceof Closed c ? c.disposition() : Optional.empty();
        return story.with(story.dues().finished(work.offer(), work.agent(), disposition));
    }

    @Override
    public List<Command> debtsHere() {
        return List.of(new AgentCommand.StartWrapUp(work.agent(), work.offer(), limit));
    }

    @Override
    public Optional<Instant> alarm() {
        return Optional.of(limit);
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        return now.isBefore(limit) ? List.of() : List.of(closed(Party.SYSTEM, Optional.empty(), Optional.empty(), now));
    }

    @Override
    public Optional<QueueId> lastQueue() {
        return work.lastQueue();
    }

    @Override
    public Optional<AgentId> lastAgent() {
        return work.lastAgent();
    }

    @Override
    public Optional<Instant> answered() {
        return work.answered();
    }

    @Override
    public InteractionView view() {
        return Views.of(this);
    }
}

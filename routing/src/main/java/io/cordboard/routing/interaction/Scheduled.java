package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.interaction.InteractionEvent.Closed;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
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
            case InteractionCommand.Cancel c -> accept(ended(CloseReason.CANCELLED, c.by(), now));
            case InteractionCommand.End c ->
                accept(ended(
                        c.by().role() == Party.Role.CUSTOMER ? CloseReason.ABANDONED : CloseReason.CANCELLED,
                        c.by(),
                        now));
            default -> wrongPhase(command);
        };
    }

    private static Closed ended(CloseReason reason, Party by, Instant now) {
        return new Closed(reason, by, Optional.empty(), Optional.empty(), Optional.empty(), now);
    }

    @Override
    public Optional<Instant> alarm() {
        return Optional.of(due);
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        if (now.isBefore(due)) {
            return List.of();
        }
        Place arrived = new Place(
                place.queue(),
                place.priority(),
                due,
                now,
                place.skills(),
                place.lastAgent(),
                place.onlyAgent(),
                place.excluded());
        return List.of(new Queued(arrived, Queued.Why.ARRIVED, now));
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
        return Optional.empty();
    }

    @Override
    public Optional<Instant> answered() {
        return Optional.empty();
    }

    @Override
    public InteractionView view() {
        return Views.of(this, Phase.SCHEDULED, Optional.of(place));
    }
}

package io.cordboard.routing.interaction;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Snapshot;
import java.time.Instant;
import java.util.Map;

/** An interaction that has not begun. */
record Unopened(InteractionId interaction) implements InteractionState {

    @Override
    public Decision<InteractionEvent> decide(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.Open c ->
                Decision.accept(new InteractionEvent.Opened(
                        c.contact(), c.place(), c.scheduled().filter(now::isBefore), c.classified(), c.guided(), now));
            // Sweeping up after a crash may name what never came to be.
            case InteractionCommand.Wake _ -> Decision.unchanged();
            default -> Decision.refuse(Refusal.NOT_FOUND, "Expected an interaction, but there is no " + interaction);
        };
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        if (!(event instanceof InteractionEvent.Opened opened)) {
            return this;
        }
        Story story = Story.of(interaction, opened);
        return opened.scheduled()
                .<InteractionState>map(due -> new Scheduled(story, opened.place(), due))
                .or(() -> opened.guided().map(guide -> new Guided(story, opened.place(), guide, 0, opened.at())))
                .orElseGet(() -> new InQueue(story, opened.place(), Map.of()));
    }

    @Override
    public boolean dormant() {
        return true;
    }

    @Override
    public Snapshot snapshot() {
        return new InteractionSnapshot(this);
    }
}

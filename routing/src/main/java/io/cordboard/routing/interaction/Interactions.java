package io.cordboard.routing.interaction;

import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.EntityType;
import java.time.Duration;
import java.util.Optional;

/** The interactions of all tenants. */
public final class Interactions {

    /** How an interaction's entity is kept. A dozen events, with messages some thousands at most: read faster than a snapshot is asked for. */
    static final EntityType<InteractionCommand, InteractionEvent, InteractionState> TYPE = new EntityType<>(
            "interaction",
            InteractionCommand.class,
            InteractionEvent.class,
            id -> new Unopened(InteractionId.of(id)),
            id -> new InteractionCommand.Wake(InteractionId.of(id)),
            snapshot -> ((InteractionSnapshot) snapshot).state(),
            EntityType.NO_SNAPSHOTS,
            Duration.ofSeconds(10),
            100,
            false,
            (state, there, id) ->
                    state instanceof InteractionState.Opened opened ? opened.contradicted(there) : Optional.empty(),
            Companion::none);

    private Interactions() {}

    public static EntityType<InteractionCommand, InteractionEvent, ?> type() {
        return TYPE;
    }
}

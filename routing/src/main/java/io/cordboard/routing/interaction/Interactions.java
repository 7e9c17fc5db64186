package io.cordboard.routing.interaction;

import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.EntityType;
import java.time.Duration;
import java.util.Optional;

/** The interactions of all tenants. */
public final class Interactions {

    /** How an interaction's entity is kept. */
    static final EntityType<InteractionCommand, InteractionEvent, InteractionState> TYPE = new EntityType<>(
            "interaction",
            InteractionCommand.class,
            InteractionEvent.class,
            id -> new Unopened(InteractionId.of(id)),
            snapshot -> ((InteractionSnapshot) snapshot).state(),
            500,
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

package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.EntityType;
import java.time.Duration;
import java.util.Optional;

/** The tenants, and the one list of them. */
public final class Tenants {

    /** How a tenant's entity is kept. Its snapshot is large and its events are few. */
    static final EntityType<TenantCommand, TenantEvent, TenantState> TYPE = new EntityType<>(
            "tenant",
            TenantCommand.class,
            TenantEvent.class,
            id -> new TenantState.Unfounded(new TenantId(id)),
            id -> new TenantCommand.Wake(new TenantId(id)),
            snapshot -> ((TenantSnapshot) snapshot).state(),
            500,
            Duration.ofMinutes(30),
            100,
            false,
            (_, _, _) -> Optional.empty(),
            Companion::none);

    static final EntityType<DirectoryCommand, DirectoryEvent, DirectoryState> DIRECTORY = new EntityType<>(
            "directory",
            DirectoryCommand.class,
            DirectoryEvent.class,
            _ -> DirectoryState.EMPTY,
            _ -> new DirectoryCommand.Wake(),
            snapshot -> ((DirectorySnapshot) snapshot).state(),
            500,
            Duration.ofMinutes(30),
            100,
            false,
            (_, _, _) -> Optional.empty(),
            Companion::none);

    private Tenants() {}

    public static EntityType<TenantCommand, TenantEvent, ?> type() {
        return TYPE;
    }

    public static EntityType<DirectoryCommand, DirectoryEvent, ?> directory() {
        return DIRECTORY;
    }
}

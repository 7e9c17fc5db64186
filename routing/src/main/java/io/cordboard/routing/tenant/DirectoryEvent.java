package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import java.time.Instant;
import java.util.Set;

/** Everything that can have happened to the list of tenants. */
public sealed interface DirectoryEvent extends Event {

    @Stored("tenant-registered")
    record Registered(TenantId tenant, String displayName, String by, Instant at) implements DirectoryEvent {}

    /** These tenants have confirmed that they exist. */
    @Stored("tenants-founded")
    record Founded(Set<TenantId> tenants, Instant at) implements DirectoryEvent {
        public Founded {
            tenants = Set.copyOf(tenants);
        }
    }
}

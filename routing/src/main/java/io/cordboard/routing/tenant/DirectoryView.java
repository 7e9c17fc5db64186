package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the list of tenants shows. The name is the one a tenant was created with; the tenant itself knows its latest. */
public sealed interface DirectoryView extends Reply.View {

    record Entry(TenantId tenant, String displayName, Instant registered) implements DirectoryView {}

    /** {@code next}: there are more, after this tenant. */
    record Page(List<Entry> tenants, Optional<TenantId> next) implements DirectoryView {}
}

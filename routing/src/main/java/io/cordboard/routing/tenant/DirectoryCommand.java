package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Command;
import java.time.Duration;
import java.util.Optional;

/** Every request that the cluster's one list of tenants understands. */
public sealed interface DirectoryCommand extends Command {

    /** The id of the only directory. */
    String ONLY = "all";

    @Override
    default String entityId() {
        return ONLY;
    }

    @Override
    default String ref() {
        return getClass().getSimpleName();
    }

    /** Creates a tenant. Refused: ALREADY_EXISTS if there is one with another name, LIMIT, INVALID. */
    record Register(TenantId tenant, String displayName, String by) implements DirectoryCommand {
        @Override
        public String ref() {
            return "Register " + tenant;
        }
    }

    /** Answered by {@link DirectoryView.Entry}. Refused: NOT_FOUND. */
    record Look(TenantId tenant) implements DirectoryCommand {}

    /** Answered by {@link DirectoryView.Page}: those after a tenant, in order of their ids. */
    record Browse(Optional<TenantId> after, int limit) implements DirectoryCommand {}

    /** Brings it back to memory after a crash. */
    record Wake() implements DirectoryCommand {}

    /** Follows its events. */
    record Watch(boolean presence, Duration ttl) implements DirectoryCommand, io.cordboard.routing.entity.Watch {}
}

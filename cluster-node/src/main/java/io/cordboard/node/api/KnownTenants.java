package io.cordboard.node.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.DirectoryCommand;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which tenants there are, by the one list of them. Asked before a tenant that a stranger has named: each made-up one would
 * otherwise be brought to memory to say that it is not there.
 */
public final class KnownTenants {

    private static final long MAX_TENANTS = 10_000;

    private final Entities entities;
    /** Tenants that are there; none ever goes. */
    private final Cache<TenantId, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_TENANTS)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    public KnownTenants(Entities entities) {
        this.entities = entities;
    }

    /** Fails with the problem that the list's refusal is. */
    public CompletionStage<Boolean> exists(TenantId tenant) {
        if (known.getIfPresent(tenant) != null) {
            return CompletableFuture.completedFuture(true);
        }
        return entities.ask(new DirectoryCommand.Look(tenant)).thenApply(reply -> switch (reply) {
            case Reply.Found _ -> {
                known.put(tenant, true);
                yield true;
            }
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> false;
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }
}

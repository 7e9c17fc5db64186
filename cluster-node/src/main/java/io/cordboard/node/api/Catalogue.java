package io.cordboard.node.api;

import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The words that a tenant has agreed on: how work ends, and why somebody is not ready. */
public interface Catalogue {

    /**
     * Fails with the problem of a value at {@code pointer} that is not one of the tenant's dispositions, or not one of those to which the
     * queue limits them.
     */
    CompletionStage<?> requireDisposition(
            String pointer, TenantId tenant, Optional<QueueId> queue, Optional<String> disposition);

    /** Fails with the problem of a value at {@code pointer} that is not one of the tenant's reasons. */
    CompletionStage<?> requireReason(String pointer, TenantId tenant, String reason);

    /** Any word will do. */
    static Catalogue open() {
        return new Catalogue() {
            @Override
            public CompletionStage<?> requireDisposition(
                    String pointer, TenantId tenant, Optional<QueueId> queue, Optional<String> disposition) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<?> requireReason(String pointer, TenantId tenant, String reason) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}

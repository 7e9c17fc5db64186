package io.cordboard.node.api.security;

import io.cordboard.node.api.Caller;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The keys by which programs speak for a tenant, wherever they are kept. */
@FunctionalInterface
public interface ApiKeys {

    /**
     * The caller whose live key this is; empty if there is none of that tenant and id, if it is revoked, or if
     * {@link PresentedKey#matches} denies its hash. Fails with a {@link io.cordboard.node.api.ProblemException} where that
     * cannot be told now.
     */
    CompletionStage<Optional<Caller>> find(PresentedKey key);

    /** No keys at all. */
    static ApiKeys none() {
        return _ -> java.util.concurrent.CompletableFuture.completedFuture(Optional.empty());
    }
}

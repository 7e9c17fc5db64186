package io.cordboard.channels.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a tenant says of its web chat.
 *
 * @param queues names of the queues that customers may open a chat for
 * @param origins origins of pages, beside the node's own, from which browsers may chat, as {@code https://shop.example}
 * @param identitySecret with which the tenant's server proves who a customer is; without one everybody is anonymous
 * @param patience how long a customer whose connection drops is waited for; the node's setting if missing
 */
public record ChatSite(
        Set<String> queues, Set<String> origins, Optional<Secret> identitySecret, Optional<Duration> patience) {

    private static final int LEAST_SECRET_BYTES = 16;

    public ChatSite {
        queues = Set.copyOf(queues);
        origins = Set.copyOf(origins);
        if (identitySecret
                .filter(secret -> secret.length() < LEAST_SECRET_BYTES)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "Expected an identity secret of at least " + LEAST_SECRET_BYTES + " bytes");
        }
    }

    /** Chat for these queues from the node's own pages, for anonymous customers. */
    public static ChatSite of(Set<String> queues) {
        return new ChatSite(queues, Set.of(), Optional.empty(), Optional.empty());
    }
}

package io.cordboard.node;

import io.cordboard.channels.chat.ChatSite;
import io.cordboard.channels.chat.ChatSites;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.KnownTenants;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What each tenant's configuration says of its chat: all of its queues may be chatted with. Remembered for some seconds. */
final class ConfiguredChat implements ChatSites {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int PAGE = 200;
    private static final int MOST_TENANTS = 10_000;

    private record Known(Optional<ChatSite> site, long at) {}

    private final Switchboard switchboard;
    private final KnownTenants tenants;
    private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

    ConfiguredChat(Switchboard switchboard) {
        this.switchboard = switchboard;
        this.tenants = new KnownTenants(new Entities(switchboard, ANSWER_WITHIN));
    }

    @Override
    public CompletionStage<Optional<ChatSite>> of(TenantId tenant) {
        Known remembered = known.get(tenant);
        if (remembered != null && System.nanoTime() - remembered.at() < FRESH_NANOS) {
            return CompletableFuture.completedStage(remembered.site());
        }
        // Any customer's page can name any tenant.
        return tenants.exists(tenant).thenCompose(there -> {
            if (!there) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            return queues(tenant, Optional.empty(), new HashSet<>()).thenApply(site -> {
                if (known.size() >= MOST_TENANTS) {
                    known.clear();
                }
                known.put(tenant, new Known(site, System.nanoTime()));
                return site;
            });
        });
    }

    private CompletionStage<Optional<ChatSite>> queues(TenantId tenant, Optional<String> after, Set<String> names) {
        return switchboard
                .ask(new TenantCommand.Browse(tenant, Kind.QUEUE, after, PAGE), ANSWER_WITHIN)
                .thenCompose(reply -> switch (reply) {
                    case Reply.Found(_, _, TenantView.Items page) -> {
                        page.items()
                                .forEach(item -> names.add(item.named().ref().name()));
                        yield page.next().isPresent()
                                ? queues(tenant, page.next(), names)
                                : CompletableFuture.completedStage(Optional.of(ChatSite.of(names)));
                    }
                    case Reply.Refused(_, var refusal, _)
                    when refusal == Refusal.NOT_FOUND -> CompletableFuture.completedStage(Optional.empty());
                    default ->
                        CompletableFuture.failedStage(new IllegalStateException("Expected queues, but got " + reply));
                });
    }
}

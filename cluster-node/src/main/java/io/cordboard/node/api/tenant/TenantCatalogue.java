package io.cordboard.node.api.tenant;

import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The words that a tenant has configured, asked for each time: what an administrator changes holds from then on. */
public final class TenantCatalogue implements Catalogue {

    private final Entities entities;

    public TenantCatalogue(Entities entities) {
        this.entities = entities;
    }

    @Override
    public CompletionStage<?> requireDisposition(
            String pointer, TenantId tenant, Optional<QueueId> queue, Optional<String> disposition) {
        if (disposition.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String word = disposition.get();
        return dispositionsOf(queue).thenCompose(limited -> {
            if (limited.isEmpty()) {
                return require(pointer, tenant, Kind.DISPOSITION, word);
            }
            if (!limited.contains(word)) {
                throw Problem.invalid(pointer, "Expected one of the queue's dispositions")
                        .exception();
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<?> requireReason(String pointer, TenantId tenant, String reason) {
        return require(pointer, tenant, Kind.REASON, reason);
    }

    /** Those to which the queue limits the choice; none for no limit. */
    private CompletionStage<Set<String>> dispositionsOf(Optional<QueueId> queue) {
        return queue.map(id -> found(new TenantCommand.Look(id.tenant(), new Ref(Kind.QUEUE, id.name())))
                        .thenApply(found -> found.map(view -> ((QueueSettings)
                                                ((TenantView.Item) view).named().settings())
                                        .dispositions())
                                .orElse(Set.of())))
                .orElseGet(() -> CompletableFuture.completedFuture(Set.of()));
    }

    private CompletionStage<?> require(String pointer, TenantId tenant, Kind kind, String word) {
        Ref ref = Problem.valueAt(pointer, () -> new Ref(kind, word));
        return found(new TenantCommand.Look(tenant, ref))
                .thenCompose(item -> item.isPresent()
                        ? CompletableFuture.completedFuture(null)
                        : requireNone(pointer, tenant, kind));
    }

    /** A tenant that has agreed on no words takes any. */
    private CompletionStage<?> requireNone(String pointer, TenantId tenant, Kind kind) {
        return found(new TenantCommand.Browse(tenant, kind, Optional.empty(), 1))
                .thenAccept(page -> {
                    if (page.filter(view -> !((TenantView.Items) view).items().isEmpty())
                            .isPresent()) {
                        throw Problem.invalid(pointer, "Expected one of the tenant's " + kind.plural())
                                .exception();
                    }
                });
    }

    private CompletionStage<Optional<Reply.View>> found(TenantCommand question) {
        return entities.ask(question).thenApply(reply -> switch (reply) {
            case Reply.Found found -> Optional.of(found.view());
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }
}

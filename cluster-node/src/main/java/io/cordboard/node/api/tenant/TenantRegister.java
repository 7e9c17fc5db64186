package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.DirectoryCommand;
import io.cordboard.routing.tenant.DirectoryView;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which tenants there are, for those who run the cluster; and to each its own. */
public final class TenantRegister {

    private static final String PATH = "/api/v1/tenants";
    private static final String ONE = PATH + "/{tenant}";
    private static final String OWN = "/api/v1/tenant";

    /** Schema {@code NewTenant}. */
    record NewTenant(String id, String displayName) {}

    /** Schema {@code TenantChanges}. */
    record Changes(String displayName) {}

    /** Schema {@code Tenant}. */
    record Body(
            TenantId id,
            long revision,
            String displayName,
            Instant created,
            long configurationRevision,
            Map<String, Integer> counts,
            int undelivered) {

        static Body of(TenantView.Summary summary) {
            var counts = new TreeMap<String, Integer>();
            for (Kind kind : Kind.values()) {
                counts.put(kind.plural(), summary.counts().getOrDefault(kind, 0));
            }
            return new Body(
                    summary.tenant(),
                    summary.revision(),
                    summary.displayName(),
                    summary.created(),
                    summary.seq(),
                    counts,
                    summary.undelivered());
        }
    }

    private final Entities entities;

    public TenantRegister(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.cluster(), this::list),
                Endpoint.post(PATH, Access.cluster(), this::create),
                Endpoint.get(ONE, Access.cluster(), call -> show(named(call))),
                Endpoint.patch(ONE, Access.cluster(), this::rename),
                Endpoint.get(OWN, Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR), call -> show(call.tenant())));
    }

    /** The tenant that the path names; for those of no tenant. */
    static TenantId named(Call call) {
        try {
            return new TenantId(call.path("tenant"));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound().exception();
        }
    }

    private CompletionStage<Answer> list(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<TenantId> after = call.query("after", cursor -> new TenantId(Cursor.name(cursor)));
        return entities.show(new DirectoryCommand.Browse(after, limit)).thenCompose(found -> {
            var page = (DirectoryView.Page) found.view();
            // The directory knows with which name a tenant began; the tenant itself knows its latest.
            List<CompletableFuture<Body>> bodies = page.tenants().stream()
                    .map(entry -> summary(entry).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(bodies.toArray(CompletableFuture[]::new))
                    .thenApply(_ -> {
                        var items = new ArrayList<Body>();
                        bodies.forEach(each -> items.add(each.join()));
                        return Answer.ok(new Page<>(
                                items, page.next().map(TenantId::value).map(Cursor::of)));
                    });
        });
    }

    private CompletionStage<Body> summary(DirectoryView.Entry entry) {
        return found(entry.tenant(), entry.displayName())
                .thenApply(found -> Body.of((TenantView.Summary) found.view()));
    }

    private CompletionStage<Answer> show(TenantId tenant) {
        return entities.show(new TenantCommand.Show(tenant)).thenApply(TenantRegister::answer);
    }

    private static Answer answer(Reply.Found found) {
        var summary = (TenantView.Summary) found.view();
        return Answer.ok(Body.of(summary)).withEtag(summary.revision());
    }

    private CompletionStage<Answer> create(Call call) {
        NewTenant body = call.read(NewTenant.class);
        TenantId tenant = Problem.valueAt("/id", () -> new TenantId(body.id()));
        return entities.ask(new DirectoryCommand.Register(tenant, body.displayName(), Definitions.by(call)))
                .thenCompose(reply -> switch (reply) {
                    case Reply.Refused refused
                    when refused.refusal() == Refusal.INVALID ->
                        throw Problem.invalid("/displayName", refused.message()).exception();
                    case Reply.Refused refused
                    when refused.refusal() == Refusal.ALREADY_EXISTS ->
                        entities.show(new TenantCommand.Show(tenant)).<Answer>thenApply(now -> {
                            throw Entities.problem(refused)
                                    .withCurrent(Body.of((TenantView.Summary) now.view()))
                                    .exception();
                        });
                    case Reply.Refused refused ->
                        throw Entities.problem(refused).exception();
                    case Reply.Done _ ->
                        found(tenant, body.displayName()).thenApply(now -> {
                            Answer answer = answer(now);
                            return answer.withStatus(201).with("Location", PATH + '/' + tenant);
                        });
                    case Reply.Found found ->
                        throw new IllegalStateException("Expected no view, but got " + found.ref());
                });
    }

    /** The directory tells a new tenant that it is there; whoever asks sooner tells it too, which comes to the same. */
    private CompletionStage<Reply.Found> found(TenantId tenant, String displayName) {
        return entities.ask(new TenantCommand.Show(tenant)).thenCompose(reply -> switch (reply) {
            case Reply.Refused refused
            when refused.refusal() == Refusal.NOT_FOUND ->
                entities.carryOut(new TenantCommand.Create(tenant, displayName))
                        .thenCompose(_ -> entities.show(new TenantCommand.Show(tenant)));
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Found found -> CompletableFuture.completedFuture(found);
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }

    private CompletionStage<Answer> rename(Call call) {
        String displayName = call.read(Changes.class).displayName();
        TenantId tenant = named(call);
        return new Change<>(
                        entities,
                        Precondition.of(call),
                        PATH + '/' + tenant,
                        new TenantCommand.Show(tenant),
                        found -> (TenantView.Summary) found.view(),
                        TenantView.Summary::revision,
                        Body::of,
                        (_, expected) -> new TenantCommand.Rename(
                                tenant, displayName, Optional.of(expected), Definitions.by(call)),
                        (_, refused) -> Problem.invalid("/displayName", refused.message()))
                .define();
    }
}

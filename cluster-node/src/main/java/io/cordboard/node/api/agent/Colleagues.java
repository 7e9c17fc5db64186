package io.cordboard.node.api.agent;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whom an agent can transfer to: of each agent of the tenant as much as a desk needs for that, and no more. */
public final class Colleagues {

    /** Each one on a page is asked how they are. */
    static final int MAX_LIMIT = 50;

    /** Schema {@code Colleague}. */
    record Colleague(String id, String displayName, AgentStatus status) {}

    private final Entities entities;

    public Colleagues(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/colleagues", Access.tenant(AGENT, SUPERVISOR, ADMIN), this::list));
    }

    private CompletionStage<Answer> list(Call call) {
        int limit = call.number("limit", MAX_LIMIT, 1, MAX_LIMIT);
        Optional<String> after = call.query("after", Cursor::name);
        return entities.show(new TenantCommand.Browse(call.tenant(), Kind.AGENT, after, limit))
                .thenCompose(found -> {
                    var page = (TenantView.Items) found.view();
                    return all(page.items().stream()
                                    .map(item -> colleague(call.tenant(), item))
                                    .toList())
                            .thenApply(colleagues ->
                                    Answer.ok(new Page<>(colleagues, page.next().map(Cursor::of))));
                });
    }

    private CompletionStage<Colleague> colleague(TenantId tenant, TenantView.Item item) {
        String name = item.named().ref().name();
        String displayName = ((AgentSettings) item.named().settings()).displayName();
        return entities.ask(new AgentCommand.Show(new AgentId(tenant, name)))
                .thenApply(reply -> new Colleague(name, displayName, status(reply)));
    }

    /** Whom the tenant has only just defined, nobody has seen at work. */
    private static AgentStatus status(Reply reply) {
        return switch (reply) {
            case Reply.Found found -> ((AgentView) found.view()).status();
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> AgentStatus.SIGNED_OUT;
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        };
    }

    private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
        CompletionStage<List<T>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<T> stage : stages) {
            all = all.thenCombine(stage, (list, item) -> {
                list.add(item);
                return list;
            });
        }
        return all;
    }
}

package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.SUPERVISOR;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.routing.flow.FlowCodec;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The versions of flows, which are otherwise among the {@link Definitions}. */
public final class Flows {

    private static final String VERSIONS = "/api/v1/flows/{flow}/versions";

    private static final Access READERS = Access.tenant(SUPERVISOR, ADMIN);

    /** Schema {@code FlowVersion}. */
    record VersionBody(String id, int version, int latest, Instant published, String publishedBy, JsonNode document) {

        static VersionBody of(TenantView.FlowText text) {
            return new VersionBody(
                    text.flow(),
                    text.version().version(),
                    text.latest(),
                    text.version().published(),
                    text.version().by(),
                    FlowCodec.write(text.version().document()));
        }
    }

    /** Schema {@code FlowLine}. */
    record LineBody(String id, int version, Instant published, String publishedBy) {

        static LineBody of(String flow, TenantView.VersionNote note) {
            return new LineBody(flow, note.version(), note.published(), note.by());
        }
    }

    private final Entities entities;

    public Flows(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(VERSIONS, READERS, this::versions),
                Endpoint.get(VERSIONS + "/{version}", READERS, this::version));
    }

    private CompletionStage<Answer> versions(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<Integer> before = call.query("after", cursor -> Policies.bounded(Cursor.number(cursor)));
        return entities.show(new TenantCommand.BrowseFlowVersions(call.tenant(), flow(call), before, limit))
                .thenApply(found -> {
                    var page = (TenantView.FlowVersions) found.view();
                    return Answer.ok(new Page<>(
                            page.versions().stream()
                                    .map(note -> LineBody.of(page.flow(), note))
                                    .toList(),
                            page.next().map(Cursor::of)));
                });
    }

    private CompletionStage<Answer> version(Call call) {
        return entities.show(new TenantCommand.LookFlow(call.tenant(), flow(call), Optional.of(Policies.version(call))))
                .thenApply(found -> Answer.ok(VersionBody.of((TenantView.FlowText) found.view())));
    }

    private static String flow(Call call) {
        return call.id("flow", (_, name) -> new Ref(Kind.FLOW, name)).name();
    }
}

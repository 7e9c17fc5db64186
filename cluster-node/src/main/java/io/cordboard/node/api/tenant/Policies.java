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
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyReading;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** The rules of queues, version by version: a version never changes, what changes is which one is the latest. */
public final class Policies {

    private static final String PATH = "/api/v1/policies";
    private static final String ONE = PATH + "/{policy}";
    private static final String VERSIONS = ONE + "/versions";

    private static final Access READERS = Access.tenant(SUPERVISOR, ADMIN);
    private static final Access WRITERS = Access.tenant(ADMIN);

    /** Schema {@code PolicyVersion}. */
    record VersionBody(
            String id,
            long revision,
            int version,
            int latest,
            Instant published,
            String publishedBy,
            List<String> pinnedBy,
            JsonNode document) {

        static VersionBody of(TenantView.PolicyText text) {
            return new VersionBody(
                    text.policy(),
                    text.version().revision(),
                    text.version().version(),
                    text.latest(),
                    text.version().published(),
                    text.version().by(),
                    text.pinnedBy().stream().sorted().toList(),
                    PolicyCodec.write(text.version().document()));
        }
    }

    /** Schema {@code PolicyLine}. */
    record LineBody(String id, long revision, int version, Instant published, String publishedBy) {

        static LineBody of(TenantView.PolicyLatest latest) {
            return new LineBody(latest.policy(), latest.revision(), latest.version(), latest.published(), latest.by());
        }

        static LineBody of(String policy, TenantView.VersionNote note) {
            return new LineBody(policy, note.revision(), note.version(), note.published(), note.by());
        }
    }

    private final Entities entities;

    public Policies(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, READERS, this::list),
                Endpoint.get(ONE, READERS, call -> show(call, Optional.empty())),
                Endpoint.put(ONE, WRITERS, this::publish),
                Endpoint.delete(ONE, WRITERS, this::remove),
                Endpoint.get(VERSIONS, READERS, this::versions),
                Endpoint.get(VERSIONS + "/{version}", READERS, call -> show(call, Optional.of(version(call)))));
    }

    private CompletionStage<Answer> list(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<String> after = call.query("after", Cursor::name);
        return entities.show(new TenantCommand.BrowsePolicies(call.tenant(), after, limit))
                .thenApply(found -> {
                    var page = (TenantView.Policies) found.view();
                    return Answer.ok(new Page<>(
                            page.policies().stream().map(LineBody::of).toList(),
                            page.next().map(Cursor::of)));
                });
    }

    private CompletionStage<Answer> show(Call call, Optional<Integer> version) {
        return entities.show(new TenantCommand.LookPolicy(call.tenant(), policy(call), version))
                .thenApply(found -> {
                    var text = (TenantView.PolicyText) found.view();
                    return Answer.ok(VersionBody.of(text))
                            .withEtag(text.version().revision());
                });
    }

    private CompletionStage<Answer> versions(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<Integer> before = call.query("after", cursor -> bounded(Cursor.number(cursor)));
        return entities.show(new TenantCommand.BrowseVersions(call.tenant(), policy(call), before, limit))
                .thenApply(found -> {
                    var page = (TenantView.Versions) found.view();
                    return Answer.ok(new Page<>(
                            page.versions().stream()
                                    .map(note -> LineBody.of(page.policy(), note))
                                    .toList(),
                            page.next().map(Cursor::of)));
                });
    }

    static int bounded(long number) {
        if (number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Expected a cursor that this operation gave");
        }
        return Math.toIntExact(number);
    }

    private CompletionStage<Answer> publish(Call call) {
        JsonNode body = call.read(JsonNode.class);
        Policy document = switch (PolicyCodec.read(body)) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(var problems) ->
                throw Flaws.of("a policy", problems).exception();
        };
        String policy = policy(call);
        return change(
                        call,
                        policy,
                        (_, expected) -> new TenantCommand.PublishPolicy(
                                call.tenant(), policy, document, Optional.of(expected), Definitions.by(call)),
                        (_, refused) -> Flaws.of(body, refused))
                .define();
    }

    private CompletionStage<Answer> remove(Call call) {
        String policy = policy(call);
        var ref = new Ref(Kind.POLICY, policy);
        return change(
                        call,
                        policy,
                        (_, expected) -> new TenantCommand.Remove(
                                call.tenant(), ref, Optional.of(expected), Definitions.by(call)),
                        (_, refused) -> Problem.of(ProblemCode.IN_USE, refused.message()))
                .remove();
    }

    private Change<TenantView.PolicyText> change(
            Call call,
            String policy,
            Change.Command<TenantView.PolicyText> command,
            BiFunction<TenantCommand, Reply.Refused, Problem> objection) {
        return new Change<>(
                entities,
                Precondition.of(call),
                PATH + '/' + policy,
                new TenantCommand.LookPolicy(call.tenant(), policy, Optional.empty()),
                found -> (TenantView.PolicyText) found.view(),
                text -> text.version().revision(),
                VersionBody::of,
                command,
                objection);
    }

    private static String policy(Call call) {
        return call.id("policy", (_, name) -> new Ref(Kind.POLICY, name)).name();
    }

    /** What cannot be a number is as absent as a version that is not there. */
    static int version(Call call) {
        String text = call.path("version");
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Problem.notFound().exception();
        }
        return Integer.parseInt(text);
    }
}

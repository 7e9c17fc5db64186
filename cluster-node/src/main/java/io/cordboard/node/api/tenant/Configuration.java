package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantDocument;
import io.cordboard.routing.tenant.TenantDocumentCodec.Reading;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.routing.tenant.TenantYaml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** A tenant's whole configuration as one file: taken out, put in, or only held against what is there. */
public final class Configuration {

    private static final String PATH = "/api/v1/configuration";
    private static final long MAX_BODY = 8 * 1024 * 1024;

    private static final ContentType YAML = MediaTypes.applicationWithFixedCharset("yaml", HttpCharsets.UTF_8, "yaml")
            .toContentType();

    /** JSON is YAML too. The names before RFC 9512 are still about. */
    private static final Set<String> READ =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/json");

    /** Schema {@code ConfigurationPlan}. */
    record Plan(int changes, List<Thing> defined, List<Thing> removed, List<String> published) {

        static Plan of(TenantView.Planned planned) {
            return new Plan(
                    planned.changes(),
                    planned.defined().stream().map(Thing::of).toList(),
                    planned.removed().stream().map(Thing::of).toList(),
                    planned.published());
        }
    }

    record Thing(String kind, String id) {
        static Thing of(Ref ref) {
            return new Thing(ref.kind().word(), ref.name());
        }
    }

    private final Entities entities;
    private final Executor blocking;

    /** {@code blocking}: where a large file may be read and written without keeping others waiting. */
    public Configuration(Entities entities, Executor blocking) {
        this.entities = entities;
        this.blocking = blocking;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.tenant(ADMIN), this::export),
                Endpoint.put(PATH, Access.tenant(ADMIN), this::load).withMaxBody(MAX_BODY));
    }

    private CompletionStage<Answer> export(Call call) {
        return entities.show(new TenantCommand.Export(call.tenant()))
                .thenApplyAsync(
                        found -> {
                            var exported = (TenantView.Exported) found.view();
                            byte[] yaml = TenantYaml.write(exported.document()).getBytes(StandardCharsets.UTF_8);
                            return Answer.raw(YAML, yaml).withEtag(exported.revision());
                        },
                        blocking);
    }

    private CompletionStage<Answer> load(Call call) {
        boolean dryRun = call.query("dryRun", Configuration::flag).orElse(false);
        Precondition precondition = Precondition.of(call);
        requireYaml(call);
        return CompletableFuture.supplyAsync(() -> document(call.body()), blocking)
                .thenCompose(document -> dryRun ? plan(call, document) : imported(call, document, precondition));
    }

    private CompletionStage<Answer> plan(Call call, TenantDocument document) {
        return entities.ask(new TenantCommand.Plan(call.tenant(), document)).thenApply(reply -> switch (reply) {
            case Reply.Found found -> Answer.ok(Plan.of((TenantView.Planned) found.view()));
            case Reply.Refused refused -> throw problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }

    private CompletionStage<Answer> imported(Call call, TenantDocument document, Precondition precondition) {
        // A whole file is what it is, whatever it replaces: without If-Match nothing is expected.
        Optional<Long> expected =
                precondition instanceof Precondition.Revision || precondition instanceof Precondition.Absent
                        ? Optional.of(precondition.expected(0))
                        : Optional.empty();
        var show = new TenantCommand.Show(call.tenant());
        return entities.ask(new TenantCommand.Import(call.tenant(), document, expected, Definitions.by(call)))
                .thenCompose(reply -> entities.show(show).thenApply(found -> {
                    var summary = (TenantView.Summary) found.view();
                    if (reply instanceof Reply.Refused refused) {
                        Problem problem = problem(refused);
                        throw (problem.kind() == ProblemCode.STALE
                                        ? problem.withCurrent(TenantRegister.Body.of(summary))
                                        : problem)
                                .exception();
                    }
                    return Answer.ok(TenantRegister.Body.of(summary)).withEtag(summary.seq());
                }));
    }

    private static Problem problem(Reply.Refused refused) {
        return refused.refusal() == Refusal.INVALID
                ? Flaws.ofLines("a tenant's configuration", refused)
                : Entities.problem(refused);
    }

    private static void requireYaml(Call call) {
        String type = call.request().entity().getContentType().mediaType().toString();
        if (!READ.contains(type)) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            call.body().length == 0
                                    ? "Expected a body of type application/yaml, but there is none"
                                    : "Expected a body of type application/yaml, but got " + type)
                    .exception();
        }
    }

    private static TenantDocument document(byte[] body) {
        try {
            String yaml = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return switch (TenantYaml.read(yaml)) {
                case Reading.Accepted(TenantDocument document) -> document;
                case Reading.Refused(var problems) ->
                    throw Flaws.of("a tenant's configuration", problems).exception();
            };
        } catch (CharacterCodingException e) {
            throw Problem.invalid("", "Expected text in UTF-8").exception();
        }
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Expected true or false");
        };
    }
}

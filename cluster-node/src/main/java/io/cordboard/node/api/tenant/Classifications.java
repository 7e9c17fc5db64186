package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.SUPERVISOR;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.ClassificationCodec;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Texts;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The tenant's classification, version by version, and what it says of an interaction that somebody only thinks of. */
public final class Classifications {

    private static final String PATH = "/api/v1/classification";

    private static final Access READERS = Access.tenant(SUPERVISOR, ADMIN);

    /** Schema {@code ClassificationVersion}. */
    record VersionBody(
            long revision, int version, int latest, Instant published, String publishedBy, JsonNode document) {

        static VersionBody of(TenantView.ClassificationText text) {
            return new VersionBody(
                    text.version().revision(),
                    text.version().version(),
                    text.latest(),
                    text.version().published(),
                    text.version().by(),
                    ClassificationCodec.write(text.version().document()));
        }
    }

    /** Schema {@code ClassificationTrial}. */
    record Trial(String medium, Optional<Attributes> attributes, Optional<String> id) {}

    /** Schema {@code Ruling}. */
    record RulingBody(
            int version,
            Optional<Integer> rule,
            String queue,
            Optional<Integer> priority,
            Map<String, Integer> requirements) {

        static RulingBody of(Ruling ruling) {
            var requirements = new TreeMap<String, Integer>();
            ruling.requirements().forEach((skill, minimum) -> requirements.put(skill.name(), minimum));
            return new RulingBody(ruling.version(), ruling.rule(), ruling.queue(), ruling.priority(), requirements);
        }
    }

    private final Entities entities;

    public Classifications(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, READERS, this::show),
                Endpoint.put(PATH, Access.tenant(ADMIN), this::publish),
                Endpoint.post(PATH + "/try", READERS, this::attempt));
    }

    private CompletionStage<Answer> show(Call call) {
        Optional<Integer> version = call.query("version").isPresent()
                ? Optional.of(call.number("version", 1, 1, Integer.MAX_VALUE))
                : Optional.empty();
        return entities.show(new TenantCommand.LookClassification(call.tenant(), version))
                .thenApply(found -> {
                    var text = (TenantView.ClassificationText) found.view();
                    return Answer.ok(VersionBody.of(text))
                            .withEtag(text.version().revision());
                });
    }

    private CompletionStage<Answer> publish(Call call) {
        JsonNode body = call.read(JsonNode.class);
        Classification document = switch (ClassificationCodec.read(body)) {
            case ClassificationCodec.Reading.Accepted(var read) -> read;
            case ClassificationCodec.Reading.Refused(var problems) ->
                throw Flaws.of("a classification", problems).exception();
        };
        return new Change<>(
                        entities,
                        Precondition.of(call),
                        PATH,
                        new TenantCommand.LookClassification(call.tenant(), Optional.empty()),
                        found -> (TenantView.ClassificationText) found.view(),
                        text -> text.version().revision(),
                        VersionBody::of,
                        (_, expected) -> new TenantCommand.PublishClassification(
                                call.tenant(), document, Optional.of(expected), Definitions.by(call)),
                        (_, refused) -> Flaws.of(body, refused))
                .define();
    }

    private CompletionStage<Answer> attempt(Call call) {
        Trial body = call.read(Trial.class);
        Medium medium = Problem.valueAt("/medium", () -> new Medium(body.medium()));
        // Without one, some interaction: where there is a split it goes one way or the other.
        String name = body.id().orElseGet(() -> UUID.randomUUID().toString());
        InteractionId id = Problem.valueAt("/id", () -> new InteractionId(call.tenant(), name));
        Attributes attributes = body.attributes().orElse(Attributes.NONE).settled();
        Texts.problems(attributes.json()).stream().findFirst().ifPresent(problem -> {
            throw Problem.invalid("/attributes" + problem.path(), problem.message())
                    .exception();
        });
        return entities.ask(new TenantCommand.Classify(call.tenant(), id, 0, medium, attributes))
                .thenApply(reply -> switch (reply) {
                    case Reply.Found(_, _, TenantView.Classed(var ruling)) -> Answer.ok(RulingBody.of(ruling));
                    // Nothing is wrong with the request: there is nothing to try.
                    case Reply.Refused refused
                    when refused.refusal() == Refusal.INVALID ->
                        throw Problem.notFound().exception();
                    case Reply.Refused refused ->
                        throw Entities.problem(refused).exception();
                    case Reply.Found _, Reply.Done _ ->
                        throw new IllegalStateException("Expected a ruling, but got " + reply);
                });
    }
}

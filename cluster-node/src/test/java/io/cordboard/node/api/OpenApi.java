package io.cordboard.node.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The API's document, and what it says of a request or an answer. */
final class OpenApi {

    private static final String ID = "urn:cordboard:openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /** One operation: a method of a path. */
    record Operation(String method, String path, JsonNode node) {
        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + ' ' + path;
        }
    }

    OpenApi() {
        try (InputStream yaml = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            document = new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // As plain schemas: a validator knows nothing of the rest of such a document.
        ObjectNode schemas = new YAMLMapper().createObjectNode();
        schemas.set("$defs", absolute(document.at("/components/schemas").deepCopy()));
        String json = schemas.toString();
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ID, json))));
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> new Operation(member.getKey(), path.getKey(), member.getValue())))
                .toList();
    }

    /** The operation that a request is of; literal segments go before parameters. */
    Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(each -> each.method().equalsIgnoreCase(method))
                .filter(each -> path.matches(each.path().replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                .min(java.util.Comparator.comparingInt(each -> each.path().split("\\{", -1).length));
    }

    /** Everything in which {@code body} is not what the operation takes. */
    Set<String> flawsOfRequest(Operation operation, JsonNode body) {
        JsonNode content = operation.node().path("requestBody").path("content").path("application/json");
        if (content.isMissingNode()) {
            return Set.of(operation + " takes no JSON");
        }
        return flaws(operation + " request", content.get("schema"), body);
    }

    /** Everything in which an answer is not what the operation gives. */
    Set<String> flawsOfAnswer(Operation operation, int status, String contentType, Optional<JsonNode> body) {
        JsonNode response = resolved(operation.node().path("responses").path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return Set.of(operation + " does not say that it answers " + status);
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return body.isPresent() ? Set.of(operation + " answers " + status + " without a body") : Set.of();
        }
        JsonNode type = content.path(contentType);
        if (type.isMissingNode()) {
            return Set.of(operation + " " + status + " is not of type " + contentType);
        }
        return body.map(json -> flaws(operation + " " + status + contentType, type.get("schema"), json))
                .orElseGet(Set::of);
    }

    private Set<String> flaws(String key, JsonNode schema, JsonNode body) {
        JsonSchema compiled = schemas.computeIfAbsent(key, _ -> factory.getSchema(absolute(schema.deepCopy()), config));
        var flaws = new TreeSet<String>();
        for (ValidationMessage message : compiled.validate(body)) {
            flaws.add(message.toString());
        }
        return flaws;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** References into the document, from outside of it. */
    private static JsonNode absolute(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("$ref").asText().startsWith("#")) {
                object.set(
                        "$ref",
                        TextNode.valueOf(
                                object.get("$ref").asText().replace("#/components/schemas/", ID + "#/$defs/")));
            }
        }
        for (Iterator<JsonNode> members = schema.elements(); members.hasNext(); ) {
            absolute(members.next());
        }
        return schema;
    }
}

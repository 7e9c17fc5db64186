package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.cordboard.node.api.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The protocol's document, asyncapi.yaml, against which every frame of the tests is held. */
final class Protocol {

    /** Who sends. */
    enum Side {
        CLIENT("order"),
        SERVER("tell");

        private final String operation;

        Side(String operation) {
            this.operation = operation;
        }
    }

    private static final String ID = "urn:cordboard:asyncapi";
    private static final JsonNode DOCUMENT = read();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ID, definitions()))));
    private static final Map<Side, Map<String, JsonSchema>> SCHEMAS =
            Map.of(Side.CLIENT, schemas(Side.CLIENT), Side.SERVER, schemas(Side.SERVER));

    private Protocol() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /** The messages that a side may send. */
    static List<JsonNode> messages(Side side) {
        return DOCUMENT.at("/operations/" + side.operation + "/messages")
                .valueStream()
                .map(ref -> at(at(ref)))
                .toList();
    }

    /** Returns the frame if it is what the document says. */
    static String check(Side side, String frame) {
        assertThat(flaws(side, frame)).as(frame).isEmpty();
        return frame;
    }

    /** Everything in which the frame is not what the document says. */
    static Set<String> flaws(Side side, String frame) {
        try {
            JsonNode json = ApiJson.mapper().readTree(frame);
            JsonSchema schema = SCHEMAS.get(side).get(json.path("type").asText());
            return schema == null
                    ? Set.of("no such frame of the " + side + ": " + frame)
                    : schema.validate(json).stream()
                            .map(Object::toString)
                            .collect(Collectors.toCollection(TreeSet::new));
        } catch (JsonProcessingException e) {
            return Set.of("no JSON: " + frame);
        }
    }

    /** The codes that an order may be refused with. */
    static Set<String> problems(String order) {
        var problems = new TreeSet<>(Set.of("unavailable", "overloaded", "internal"));
        messages(Side.CLIENT).stream()
                .filter(message -> message.path("name").asText().equals(order))
                .forEach(message -> message.path("x-problems").forEach(code -> problems.add(code.asText())));
        return problems;
    }

    private static JsonNode read() {
        try (InputStream yaml = Protocol.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonSchema> schemas(Side side) {
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        var all = new HashMap<String, JsonSchema>();
        for (JsonNode message : messages(side)) {
            all.put(
                    message.path("name").asText(),
                    FACTORY.getSchema(absolute(message.path("payload").deepCopy()), config));
        }
        return all;
    }

    private static JsonNode at(JsonNode ref) {
        return DOCUMENT.at(ref.path("$ref").asText().substring(1));
    }

    /** As plain schemas: a validator knows nothing of the rest of such a document. */
    private static String definitions() {
        ObjectNode schemas = new YAMLMapper().createObjectNode();
        schemas.set("$defs", absolute(DOCUMENT.at("/components/schemas").deepCopy()));
        return schemas.toString();
    }

    private static JsonNode absolute(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("$ref").asText().startsWith("#")) {
            String ref = object.get("$ref").asText();
            object.set("$ref", TextNode.valueOf(ref.replace("#/components/schemas/", ID + "#/$defs/")));
        }
        schema.forEach(Protocol::absolute);
        return schema;
    }
}

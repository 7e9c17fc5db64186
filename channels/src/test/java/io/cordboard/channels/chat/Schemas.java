package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The published descriptions of web chat, to hold against what is really sent. */
final class Schemas {

    static final JsonNode OPENAPI = document("chat-openapi.yaml");
    static final JsonNode ASYNCAPI = document("chat-asyncapi.yaml");

    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Schemas() {}

    static JsonNode document(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("/" + name)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError("Expected " + name, e);
        }
    }

    static void holdsOverHttp(String schema, JsonNode value) {
        holds(OPENAPI, "openapi", schema, value);
    }

    static void holdsOnSocket(String schema, JsonNode value) {
        holds(ASYNCAPI, "asyncapi", schema, value);
    }

    private static void holds(JsonNode document, String which, String schema, JsonNode value) {
        assertThat(COMPILED.computeIfAbsent(which + '#' + schema, _ -> compile(document, which, schema))
                        .validate(value))
                .as("%s as %s of %s", value, schema, which)
                .isEmpty();
    }

    private static JsonSchema compile(JsonNode document, String which, String schema) {
        assertThat(document.at("/components/schemas/" + schema).isMissingNode())
                .as("%s has %s", which, schema)
                .isFalse();
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(
                                loaders -> loaders.schemas(Map.of("urn:" + which, document.toString()))))
                .getSchema(
                        SchemaLocation.of("urn:" + which + "#/components/schemas/" + schema),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The document says what there is: no more, no less. */
class OpenApiCoverageTest {

    @Test
    void operationsAreThoseOfTheTable() {
        assertThat(ApiClient.DOCUMENT.operations().stream().map(OpenApi.Operation::toString))
                .containsExactlyInAnyOrderElementsOf(ApiNode.shared().endpoints.all().stream()
                        .map(Endpoint::toString)
                        .toList());
    }

    @Test
    void problemCodesAreThoseThatTheApiKnows() {
        JsonNode codes = ApiClient.DOCUMENT.document().at("/components/schemas/Problem/properties/code/enum");

        assertThat(StreamSupport.stream(codes.spliterator(), false).map(JsonNode::asText))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::word)
                        .toList());
    }

    @Test
    void operationsNameTheirRoles() {
        for (Endpoint endpoint : ApiNode.shared().endpoints.all()) {
            if (endpoint.access() instanceof Access.Roles(var roles, var scope) && scope != Access.Scope.CALLER) {
                JsonNode description = operation(endpoint).node().get("description");
                var named = description.asText().replaceAll("(?s).*Roles: ([a-z, ]+)\\..*", "$1");
                assertThat(new TreeSet<>(Arrays.asList(named.split(", "))))
                        .as(endpoint.toString())
                        .isEqualTo(roles.stream().map(Role::word).collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    @Test
    void operationsWithoutATokenSaySo() {
        for (Endpoint endpoint : ApiNode.shared().endpoints.all()) {
            assertThat(operation(endpoint).node().path("security").isArray())
                    .as(endpoint + " says `security: []`")
                    .isEqualTo(endpoint.access() instanceof Access.Open);
        }
    }

    @Test
    void everyObjectRefusesWhatItDoesNotKnow() {
        var loose = new TreeSet<String>();
        looseObjects("", ApiClient.DOCUMENT.document().at("/components/schemas"), loose);

        assertThat(loose).isEmpty();
    }

    private static OpenApi.Operation operation(Endpoint endpoint) {
        return ApiClient.DOCUMENT.operations().stream()
                .filter(each -> each.toString().equals(endpoint.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected " + endpoint + " in the document"));
    }

    private static void looseObjects(String at, JsonNode schema, Set<String> loose) {
        boolean object = schema.path("type").asText().equals("object") && schema.has("properties");
        boolean closed = schema.has("additionalProperties") || schema.has("unevaluatedProperties");
        // A branch of a choice is closed by the schema that it is a branch of.
        boolean branch = at.matches(".*/(oneOf|allOf|anyOf)/\\d+");
        if (object && !closed && !branch) {
            loose.add(at);
        }
        schema.properties().forEach(member -> looseObjects(at + '/' + member.getKey(), member.getValue(), loose));
        for (int i = 0; schema.isArray() && i < schema.size(); i++) {
            looseObjects(at + '/' + i, schema.get(i), loose);
        }
    }
}

package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cordboard.routing.policy.PolicyProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Flow documents for tests. */
final class FlowDocuments {

    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private FlowDocuments() {}

    static JsonNode golden(String name) {
        try (InputStream in = FlowDocuments.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** A flow whose help is queue support, with these steps. */
    static ObjectNode steps(String start, String steps) {
        return (ObjectNode)
                yaml("{start: " + start + ", help: {queue: support, words: [agent]}, steps: {" + steps + "}}");
    }

    static Flow flow(String start, String steps) {
        return FlowCodec.read(steps(start, steps)).orThrow();
    }

    static List<String> problems(JsonNode document) {
        return switch (FlowCodec.read(document)) {
            case FlowReading.Accepted _ -> List.of();
            case FlowReading.Refused(var problems) ->
                problems.stream().map(PolicyProblem::toString).toList();
        };
    }
}

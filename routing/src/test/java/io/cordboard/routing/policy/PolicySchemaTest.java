package io.cordboard.routing.policy;

import static io.cordboard.routing.policy.Documents.golden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published schema and the codec, held against each other on every small change of a whole document. */
class PolicySchemaTest {

    /** What a schema cannot say, as its description lists it. */
    private static final Pattern BEYOND = Pattern.compile(
            "Expected (a duration of|more than .* \\(the step before\\)|from before to|a time zone such as|a date such as|the strategy best-score|the strategy ordered|the strategy batch-optimum|one offer at a time|fifo with|a score with percentage|queue\\. and one of|a where of the policy).*"
                    + "|column \\d+: .*");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(golden(PolicyCodec.SCHEMA));

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private static final List<JsonNode> OTHERS = List.of(
            MAKE.nullNode(),
            MAKE.booleanNode(true),
            MAKE.numberNode(-1),
            MAKE.numberNode(0),
            MAKE.numberNode(1),
            MAKE.numberNode(5.0),
            MAKE.numberNode(0.5),
            MAKE.numberNode(11),
            MAKE.numberNode(1_001),
            MAKE.numberNode(10_000_000_000L),
            MAKE.textNode(""),
            MAKE.textNode(" "),
            MAKE.textNode("x"),
            MAKE.textNode("a b"),
            MAKE.textNode("x".repeat(65)),
            MAKE.textNode("x".repeat(2_001)),
            MAKE.textNode("PT0S"),
            MAKE.textNode("PT1S"),
            MAKE.textNode("P"),
            MAKE.textNode("PT"),
            MAKE.textNode("P1DT"),
            MAKE.textNode("-PT1S"),
            MAKE.textNode("PT1.5S"),
            MAKE.textNode("P99999D"),
            MAKE.textNode("24:00"),
            MAKE.textNode("24:01"),
            MAKE.textNode("8:00"),
            MAKE.textNode("MON"),
            MAKE.textNode("UTC"),
            MAKE.textNode("2026-01-01"),
            MAKE.textNode("2026-13-01"),
            MAKE.textNode("2026-02-30"),
            MAKE.arrayNode(),
            MAKE.objectNode());

    @Test
    void schemaAndCodecAgreeOnEverySmallChangeOfAWholeDocument() {
        List<JsonNode> documents = changed(golden("whole-policy.json"));
        documents.addAll(changed(golden("batch-policy.json")));
        assertThat(documents).hasSizeGreaterThan(1_000);
        for (JsonNode document : documents) {
            boolean schemaAccepts = SCHEMA.validate(document).isEmpty();
            switch (PolicyCodec.read(document)) {
                case PolicyReading.Accepted _ ->
                    assertThat(schemaAccepts).as(document.toString()).isTrue();
                case PolicyReading.Refused(var problems) -> {
                    boolean onlyBeyond = problems.stream()
                            .allMatch(
                                    problem -> BEYOND.matcher(problem.message()).matches());
                    if (!onlyBeyond) {
                        assertThat(schemaAccepts)
                                .as(problems + " in " + document)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void schemaAcceptsWhatTheCodecWrites() {
        assertThat(SCHEMA.validate(PolicyCodec.write(Policy.DEFAULT))).isEmpty();
        assertThat(SCHEMA.validate(golden("whole-policy.json"))).isEmpty();
    }

    @Test
    void schemaKnowsTheLimitsOfCounts() {
        ArrayNode steps = MAKE.arrayNode();
        for (int i = 0; i <= Limits.STEPS; i++) {
            steps.addObject().put("after", "PT" + i + "S");
        }
        ObjectNode requirements = MAKE.objectNode();
        for (int i = 0; i <= Limits.SKILLS; i++) {
            requirements.put("s" + i, 1);
        }
        for (JsonNode document : List.of(
                MAKE.objectNode().set("steps", steps), MAKE.objectNode().<JsonNode>set("requirements", requirements))) {
            assertThat(SCHEMA.validate(document)).isNotEmpty();
            assertThat(PolicyCodec.read(document)).isInstanceOf(PolicyReading.Refused.class);
        }
    }

    /** Every document that differs in one value, one field less or one field more. */
    private static List<JsonNode> changed(JsonNode whole) {
        List<JsonNode> all = new ArrayList<>(OTHERS);
        change(whole, node -> node, all);
        return all;
    }

    private static void change(JsonNode node, UnaryOperator<JsonNode> inWhole, List<JsonNode> all) {
        if (node instanceof ObjectNode object) {
            all.add(inWhole.apply(object.deepCopy().put("unknown", 1)));
            object.properties().forEach(field -> {
                ObjectNode less = object.deepCopy();
                less.remove(field.getKey());
                all.add(inWhole.apply(less));
                UnaryOperator<JsonNode> put =
                        value -> inWhole.apply(object.deepCopy().<JsonNode>set(field.getKey(), value));
                OTHERS.forEach(other -> all.add(put.apply(other)));
                change(field.getValue(), put, all);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                UnaryOperator<JsonNode> put = value -> {
                    ArrayNode copy = array.deepCopy();
                    copy.set(at, value);
                    return inWhole.apply(copy);
                };
                OTHERS.forEach(other -> all.add(put.apply(other)));
                change(array.get(i), put, all);
            }
        }
    }
}

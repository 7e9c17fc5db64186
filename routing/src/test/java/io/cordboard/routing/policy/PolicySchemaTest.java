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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published schema and the codec, held against each other on every small change of a whole document. */
class PolicySchemaTest {

    /** What a schema cannot say, as its description lists it. */
    private static final Pattern BEYOND = Pattern.compile(
            "Expected (a duration of|more than .* \\(the step before\\)|from before to|a time zone such as|a date such as|the strategy best-score|the strategy ordered|the strategy batch-optimum|one offer at a time|fifo with|a score with percentage|queue\\. and one of|a where of the policy|texts of at most).*"
                    + "|column \\d+: .*");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(golden(PolicyCodec.SCHEMA));

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    @Test
    void schemaAndCodecAgreeOnEverySmallChangeOfAWholeDocument() {
        List<JsonNode> documents = SmallChanges.of(golden("whole-policy.json"));
        documents.addAll(SmallChanges.of(golden("batch-policy.json")));
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
}

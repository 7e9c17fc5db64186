package io.cordboard.routing.classification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cordboard.routing.policy.SmallChanges;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published schema and the codec, held against each other on every small change of a whole document. */
class ClassificationSchemaTest {

    /** What a schema cannot say, as its description lists it. */
    private static final Pattern BEYOND =
            Pattern.compile("Expected percentages that add up to 100, but got .*|column \\d+: .*");

    @Test
    void schemaAndCodecAgreeOnEverySmallChangeOfAWholeDocument() throws IOException {
        JsonSchema schema;
        try (var in = ClassificationCodec.class.getResourceAsStream(ClassificationCodec.SCHEMA)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(in));
        }
        JsonNode whole;
        try (var in = ClassificationCodec.class.getResourceAsStream("/golden/tenant/classification-published.json")) {
            whole = new ObjectMapper().readTree(in).get("document");
        }
        assertThat(schema.validate(whole)).isEmpty();
        List<JsonNode> documents = SmallChanges.of(whole);
        assertThat(documents).hasSizeGreaterThan(400);
        for (JsonNode document : documents) {
            boolean schemaAccepts = schema.validate(document).isEmpty();
            switch (ClassificationCodec.read(document)) {
                case ClassificationCodec.Reading.Accepted _ ->
                    assertThat(schemaAccepts).as(document.toString()).isTrue();
                case ClassificationCodec.Reading.Refused(var problems) -> {
                    if (!problems.stream()
                            .allMatch(
                                    problem -> BEYOND.matcher(problem.message()).matches())) {
                        assertThat(schemaAccepts)
                                .as(problems + " in " + document)
                                .isFalse();
                    }
                }
            }
        }
    }
}

package io.cordboard.routing.flow;

import static io.cordboard.routing.flow.FlowDocuments.golden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cordboard.routing.policy.SmallChanges;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published schema and the codec, held against each other on every small change of a whole document. */
class FlowSchemaTest {

    /** What a schema cannot say, as its description lists it. */
    private static final Pattern BEYOND = Pattern.compile(
            "Expected (a duration of|from before to|a time zone such as|a date such as|a step of this flow|something that leads"
                    + "|a way (out|from)|another key|words of its own|at least 2 digits|at most \\d+ \\(most\\)|a masked ask"
                    + "|a value such as|a URL such as|a text in|queue\\.QUEUE|texts of at most|1 to 12 choices, but got 0 ).*"
                    + "|column \\d+: .*");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(golden(FlowCodec.SCHEMA));

    @Test
    void schemaAndCodecAgreeOnEverySmallChangeOfAWholeDocument() {
        List<JsonNode> documents = SmallChanges.of(golden("whole-flow.json"));
        assertThat(documents).hasSizeGreaterThan(5_000);
        for (JsonNode document : documents) {
            boolean schemaAccepts = SCHEMA.validate(document).isEmpty();
            switch (FlowCodec.read(document)) {
                case FlowReading.Accepted _ ->
                    assertThat(schemaAccepts).as(document.toString()).isTrue();
                case FlowReading.Refused(var problems) -> {
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
        Flow whole = FlowCodec.read(golden("whole-flow.json")).orThrow();
        JsonNode written = FlowCodec.write(whole);
        assertThat(SCHEMA.validate(written)).isEmpty();
        assertThat(FlowCodec.read(written).orThrow()).isEqualTo(whole);
    }
}

package io.cordboard.routing.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.Texts;
import java.io.UncheckedIOException;
import java.util.List;

/** A tenant's configuration as one YAML file that people write and read: {@link TenantDocument} and back, exactly. */
public final class TenantYaml {

    public static final int MAX_CHARS = StrictYaml.MAX_CHARS;

    private static final YAMLMapper WRITER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .build();

    private TenantYaml() {}

    public static TenantDocumentCodec.Reading read(String yaml) {
        JsonNode document;
        try {
            document = StrictYaml.read(yaml);
        } catch (IllegalArgumentException refused) {
            return new TenantDocumentCodec.Reading.Refused(
                    List.of(new PolicyProblem("", String.valueOf(refused.getMessage()))));
        }
        List<PolicyProblem> unstorable = Texts.problems(document);
        return unstorable.isEmpty()
                ? TenantDocumentCodec.read(document)
                : new TenantDocumentCodec.Reading.Refused(unstorable);
    }

    public static String write(TenantDocument document) {
        try {
            return WRITER.writeValueAsString(TenantDocumentCodec.write(document));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

package io.cordboard.routing.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Between a {@link Policy} and its JSON document. Reading is strict and complete: a field that no policy has is refused like a
 * wrong value, and every problem is found at once. The document's shape is published as the resource {@link #SCHEMA}; the
 * codec refuses everything the schema refuses, and beside it what a schema cannot say (limits of durations, steps in order,
 * real dates and time zones, the language of expressions).
 */
public final class PolicyCodec {

    /** The JSON Schema (2020-12) of policy documents, a resource of this package. */
    public static final String SCHEMA = "policy.schema.json";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(Limits.DOCUMENT_CHARS)
                            .maxNestingDepth(Limits.NESTING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyCodec() {}

    public static PolicyReading read(String document) {
        if (document.length() > Limits.DOCUMENT_CHARS) {
            return refused("Expected at most " + Limits.DOCUMENT_CHARS + " characters, but got " + document.length());
        }
        try {
            return read(MAPPER.readTree(document));
        } catch (JsonProcessingException malformed) {
            return refused("Expected one JSON document, but " + malformed.getOriginalMessage()
                    + (malformed.getLocation() == null
                            ? ""
                            : " at line " + malformed.getLocation().getLineNr() + ", column "
                                    + malformed.getLocation().getColumnNr()));
        }
    }

    /** Reads a document that something else has parsed, for example from YAML. */
    public static PolicyReading read(JsonNode document) {
        if (document.isMissingNode()) {
            return refused("Expected an object, but got nothing");
        }
        return new PolicyReader().read(document);
    }

    /** The whole document, every part written out. */
    public static ObjectNode write(Policy policy) {
        return PolicyWriter.write(policy);
    }

    private static PolicyReading refused(String message) {
        return new PolicyReading.Refused(List.of(new PolicyProblem("", message)));
    }
}

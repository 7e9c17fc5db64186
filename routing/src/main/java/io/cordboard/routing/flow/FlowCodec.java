package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.List;

/**
 * Between a {@link Flow} and its JSON document. Reading is strict and finds every problem at once. The document's shape is published as
 * the resource {@link #SCHEMA}; beside it the codec refuses what a schema cannot say: places and conditions that are none, steps that
 * are not there or that nothing leads to, circles in which nobody is asked, and keys and words with two meanings.
 */
public final class FlowCodec {

    /** The JSON Schema (2020-12) of the document, a resource of this package. */
    public static final String SCHEMA = "flow.schema.json";

    private FlowCodec() {}

    public static FlowReading read(JsonNode document) {
        if (document.isMissingNode()) {
            return refused("Expected an object, but got nothing");
        }
        // As it is kept: who wrote it may have spaced it as they like.
        int length = document.toString().length();
        if (length > Limits.DOCUMENT_CHARS) {
            return refused("Expected at most " + Limits.DOCUMENT_CHARS + " characters, but got " + length);
        }
        return new FlowReader(document).read();
    }

    /** The whole document. */
    public static ObjectNode write(Flow flow) {
        return new FlowWriter(flow).write();
    }

    private static FlowReading refused(String message) {
        return new FlowReading.Refused(List.of(new PolicyProblem("", message)));
    }
}

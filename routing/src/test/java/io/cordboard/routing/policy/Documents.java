package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The policy documents that lie beside the tests. */
final class Documents {

    static final JsonMapper JSON = new JsonMapper();

    private Documents() {}

    static JsonNode golden(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

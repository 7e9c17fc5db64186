package io.cordboard.routing.flow;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.expression.Attributes;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a lookup asks, and what it takes from an answer. */
final class Requests {

    private Requests() {}

    /** None, if the values make it something that cannot be asked. */
    static Optional<LookUpRequest> of(FlowStep.LookUp lookUp, Known known) {
        try {
            SortedMap<String, String> headers = new TreeMap<>();
            lookUp.headers().forEach((name, value) -> headers.put(name, oneLine(value.written(known))));
            return Optional.of(new LookUpRequest(
                    lookUp.method(),
                    new URI(lookUp.url().coded(known, Requests::encoded)),
                    headers,
                    lookUp.body().map(body -> body(body, known)),
                    lookUp.timeout(),
                    lookUp.retries()));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** RFC 3986 §2.3: all but the unreserved. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** RFC 9110 §5.5: a value has no line ends. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static String body(Assignments body, Known known) {
        Map<String, @Nullable Object> values = body.values(known);
        return Attributes.of(values).json().toString();
    }

    /** A text, number or boolean at the pointer, or a list of these. */
    static Optional<Object> value(JsonNode body, String pointer) {
        JsonNode found = body.at(JsonPointer.compile(pointer));
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        try {
            var read = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("value", found);
            return Optional.ofNullable(Attributes.of((JsonNode) read).members().get("value"));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

package io.cordboard.channels.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.channels.chat.ChatProblem.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a customer says on opening a chat; clean, and within limits. */
record OpenRequest(
        Optional<String> queue,
        Optional<String> name,
        Optional<String> customer,
        Optional<String> proof,
        Optional<String> subject,
        Map<String, String> attributes,
        Optional<String> firstMessage) {

    private static final Set<String> MEMBERS =
            Set.of("queue", "name", "customer", "proof", "subject", "attributes", "firstMessage");
    private static final int MAX_ATTRIBUTES = 20;
    private static final int MAX_VALUE = 500;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** What is set by us alone. */
    private static final Pattern RESERVED = Pattern.compile("(?i)(customer|chat|cordboard|link)\\..*");

    /** Reads it, or ends with every flaw at once. */
    static OpenRequest of(JsonNode body, int maxText) {
        return new Reader(body, maxText).read();
    }

    private static final class Reader {

        private final JsonNode body;
        private final int maxText;
        private final List<Flaw> flaws = new ArrayList<>();

        Reader(JsonNode body, int maxText) {
            this.body = body;
            this.maxText = maxText;
        }

        OpenRequest read() {
            if (!body.isObject()) {
                throw ChatProblem.invalid("", "Expected a JSON object");
            }
            body.fieldNames().forEachRemaining(member -> {
                if (!MEMBERS.contains(member)) {
                    flaw("/" + pointer(member), "Expected only members that are known, but this is not");
                }
            });
            var request = new OpenRequest(
                    line("queue", 64),
                    line("name", 100),
                    line("customer", 128),
                    line("proof", 80),
                    line("subject", 200),
                    attributes(),
                    shown("firstMessage", maxText, text("firstMessage", maxText).map(PlainText::lines)));
            if (request.proof().isPresent() && request.customer().isEmpty()) {
                flaw("/customer", "Expected a customer with the proof");
            }
            if (!flaws.isEmpty()) {
                throw ChatProblem.invalid(flaws);
            }
            return request;
        }

        private Optional<String> line(String member, int most) {
            return shown(member, most, text(member, most).map(PlainText::line));
        }

        private Optional<String> shown(String member, int most, Optional<String> clean) {
            // Normalising may have made it longer.
            if (clean.filter(value -> value.isEmpty() || value.length() > most).isPresent()) {
                flaw("/" + member, "Expected " + member + " of 1 to " + most + " characters that can be shown");
                return Optional.empty();
            }
            return clean;
        }

        private Optional<String> text(String member, int most) {
            JsonNode value = body.path(member);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.empty();
            }
            if (!value.isTextual() || value.textValue().length() > most) {
                flaw("/" + member, "Expected " + member + " as a text of at most " + most + " characters");
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        }

        private Map<String, String> attributes() {
            JsonNode given = body.path("attributes");
            if (given.isMissingNode() || given.isNull()) {
                return Map.of();
            }
            if (!given.isObject() || given.size() > MAX_ATTRIBUTES) {
                flaw("/attributes", "Expected an object of at most " + MAX_ATTRIBUTES + " attributes");
                return Map.of();
            }
            var attributes = new TreeMap<String, String>();
            for (Map.Entry<String, JsonNode> entry : given.properties()) {
                String at = "/attributes/" + pointer(entry.getKey());
                JsonNode value = entry.getValue();
                if (!ATTRIBUTE.matcher(entry.getKey()).matches()
                        || RESERVED.matcher(entry.getKey()).matches()) {
                    flaw(at, "Expected a name of 1 to 64 letters, digits and . _ -, not reserved");
                } else if (!value.isTextual() || value.textValue().length() > MAX_VALUE) {
                    flaw(at, "Expected a text of at most " + MAX_VALUE + " characters");
                } else {
                    attributes.put(entry.getKey(), PlainText.line(value.textValue()));
                }
            }
            return attributes;
        }

        private void flaw(String pointer, String detail) {
            if (flaws.size() < MAX_ATTRIBUTES) {
                flaws.add(new Flaw(pointer, detail));
            }
        }

        /** RFC 6901 §3; shortened, because it is the caller's own. */
        private static String pointer(String name) {
            String shown = PlainText.line(name.substring(0, Math.min(64, name.length())));
            return shown.replace("~", "~0").replace("/", "~1");
        }
    }
}

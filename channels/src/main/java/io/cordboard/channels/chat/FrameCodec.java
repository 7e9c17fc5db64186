package io.cordboard.channels.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import java.util.regex.Pattern;

/** Frames to and from JSON. What a customer sends is read with suspicion: shallow, small, and cleaned. */
final class FrameCodec {

    /** As {@code a-zA-Z0-9._-}, so that an id needs no care wherever it goes. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /** Ids of the other side's messages are theirs to choose. */
    private static final int MAX_FOREIGN_ID = 128;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .maxNameLength(128)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names come from outside: a table of all of them would be the customers' to fill.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final int maxText;

    FrameCodec(int maxText) {
        this.maxText = maxText;
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a frame that JSON can hold, but got " + value.getClass(), e);
        }
    }

    /** Never throws: what cannot be read is {@link ClientFrame.Invalid}. */
    ClientFrame read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return invalid("Expected one JSON object, but could not read it");
        }
        if (json == null || !json.isObject()) {
            return invalid("Expected one JSON object");
        }
        return switch (json.path("type").asText()) {
            case "message" -> message(json);
            case "typing" -> typing(json);
            case "delivered" -> delivered(json);
            case "leave" -> new ClientFrame.Leave();
            case "ping" -> new ClientFrame.Ping();
            case "pong" -> new ClientFrame.Pong();
            default -> invalid("Expected a type of message, typing, delivered, leave, ping or pong");
        };
    }

    /** The members of a message, whatever else there is. */
    ClientFrame message(JsonNode json) {
        JsonNode id = json.path("id");
        if (!id.isTextual() || !ID.matcher(id.textValue()).matches()) {
            return invalid("Expected an id of 1 to 64 letters, digits and . _ -");
        }
        JsonNode text = json.path("text");
        if (!text.isTextual()) {
            return new ClientFrame.Invalid(ChatRefusal.INVALID_FRAME, "Expected a text", Optional.of(id.textValue()));
        }
        String raw = text.textValue();
        // Nothing is cleaned that is far too long anyway: cleaning costs time.
        String clean = raw.length() > 2 * maxText ? raw : PlainText.lines(raw);
        if (clean.length() > maxText) {
            return new ClientFrame.Invalid(
                    ChatRefusal.TEXT_TOO_LONG,
                    "Expected a text of at most " + maxText + " characters, but it has " + clean.length(),
                    Optional.of(id.textValue()));
        }
        if (clean.isEmpty()) {
            return new ClientFrame.Invalid(
                    ChatRefusal.INVALID_TEXT,
                    "Expected a text, but nothing of it can be shown",
                    Optional.of(id.textValue()));
        }
        return new ClientFrame.Message(id.textValue(), clean);
    }

    ClientFrame typing(JsonNode json) {
        JsonNode typing = json.path("typing");
        return typing.isBoolean()
                ? new ClientFrame.Typing(typing.booleanValue())
                : invalid("Expected typing to be true or false");
    }

    ClientFrame delivered(JsonNode json) {
        JsonNode id = json.path("id");
        return id.isTextual() && !id.textValue().isEmpty() && id.textValue().length() <= MAX_FOREIGN_ID
                ? new ClientFrame.Delivered(id.textValue())
                : invalid("Expected the id of a message");
    }

    private static ClientFrame invalid(String detail) {
        return new ClientFrame.Invalid(ChatRefusal.INVALID_FRAME, detail, Optional.empty());
    }
}

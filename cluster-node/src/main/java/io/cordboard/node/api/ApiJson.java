package io.cordboard.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.Texts;
import io.cordboard.routing.queue.QueueId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * How the API reads and writes JSON: what is read must be just what is asked for, and ids are written without the tenant,
 * which the token names already.
 */
public final class ApiJson {

    /** Deeper than any body of this API (attributes in a policy's rule), far from what a parser's stack can take. */
    static final int MAX_DEPTH = 24;

    /** The longest text is a message of 8,000 characters, or a document of 64 Ki. */
    static final int MAX_STRING = 65_536;

    /** A long has 20 digits. More would only make big-number arithmetic slow. */
    static final int MAX_NUMBER = 32;

    static final int MAX_NAME = 256;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .maxNameLength(MAX_NAME)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names come from outside: interning each of them would fill a table that is never emptied.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(localNames())
            // Between nodes a view is named by its class; outside nobody should see that name.
            .addMixIn(Reply.View.class, Nameless.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    private interface Nameless {}

    private ApiJson() {}

    /** For those who write JSON outside of an {@link Answer}, such as a WebSocket's messages. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static SimpleModule localNames() {
        var module = new SimpleModule("local names");
        module.addDeserializer(Instant.class, new Time());
        module.addDeserializer(Duration.class, new Span());
        module.addDeserializer(String.class, new Text());
        module.addKeyDeserializer(String.class, new Name());
        module.addSerializer(AgentId.class, new LocalName<>(AgentId::name));
        module.addSerializer(QueueId.class, new LocalName<>(QueueId::name));
        module.addKeySerializer(QueueId.class, new LocalKey());
        module.addSerializer(InteractionId.class, new LocalName<>(InteractionId::name));
        return module;
    }

    /** RFC 3339 §5.6: a text with an offset, of a year that has four digits; never a number. */
    private static final class Time extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            String text = parser.getText();
            try {
                if (Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0))) {
                    return OffsetDateTime.parse(text).toInstant();
                }
            } catch (DateTimeParseException e) {
                // Said below, as of every text that is no time.
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time");
        }
    }

    /** ISO 8601's durations of days and less; never a number, whose unit nobody would know. */
    private static final class Span extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Duration) context.handleUnexpectedToken(Duration.class, parser);
            }
            String text = parser.getText();
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                return (Duration) context.handleWeirdStringValue(Duration.class, text, "not a duration");
            }
        }
    }

    private static final class Text extends JsonDeserializer<String> {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return text == null || Texts.isStorable(text)
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, "", "not storable");
        }
    }

    private static final class Name extends KeyDeserializer {
        @Override
        public Object deserializeKey(String name, DeserializationContext context) throws IOException {
            return Texts.isStorable(name) ? name : context.handleWeirdKey(String.class, "", "not storable");
        }
    }

    private static final class LocalName<T> extends JsonSerializer<T> {
        private final Function<T, String> name;

        LocalName(Function<T, String> name) {
            this.name = name;
        }

        @Override
        public void serialize(T value, JsonGenerator to, SerializerProvider serializers) throws IOException {
            to.writeString(name.apply(value));
        }
    }

    private static final class LocalKey extends JsonSerializer<QueueId> {
        @Override
        public void serialize(QueueId value, JsonGenerator to, SerializerProvider serializers) throws IOException {
            to.writeFieldName(value.name());
        }
    }

    /** How a constant is written. */
    public static String word(Enum<?> constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    /** The constant that {@code word} names; fails with an IllegalArgumentException that says which there are. */
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("Expected " + nameOf(type));
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("Expected a value that JSON can hold, but got a " + value.getClass(), e);
        }
    }

    static <T> T read(HttpRequest request, byte[] body, Class<T> type) {
        var mediaType = request.entity().getContentType().mediaType();
        if (!mediaType.equals(MediaTypes.APPLICATION_JSON)) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            body.length == 0
                                    ? "Expected a body of type application/json, but there is none"
                                    : "Expected a body of type application/json, but got " + mediaType)
                    .exception();
        }
        if (request.getHeader("Content-Encoding")
                .filter(how -> !how.value().equalsIgnoreCase("identity"))
                .isPresent()) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Expected a body that is not compressed")
                    .exception();
        }
        try {
            T value = whole(body, type);
            if (value == null) {
                throw Problem.invalid("", "Expected an object, but got null").exception();
            }
            if (value instanceof JsonNode document) {
                requireStorable(document);
            }
            return value;
        } catch (JsonMappingException e) {
            throw flaw(e).exception();
        } catch (JacksonException e) {
            // Neither the source nor the parser's words for its limits belong into an answer.
            var at = e.getLocation();
            throw Problem.of(
                            ProblemCode.MALFORMED_JSON,
                            "Expected JSON within the limits of this API, but could not read on at line "
                                    + (at == null ? 1 : at.getLineNr()) + ", column "
                                    + (at == null ? 1 : at.getColumnNr()))
                    .exception();
        } catch (IOException e) {
            throw new IllegalStateException("Expected to read from memory", e);
        }
    }

    /** A tree is read without the deserializers that look at each text. */
    private static void requireStorable(JsonNode document) {
        List<PolicyProblem> problems = Texts.problems(document);
        if (!problems.isEmpty()) {
            throw Problem.of(ProblemCode.INVALID, "Expected texts that can be kept")
                    .with(problems.stream()
                            .map(each -> new Problem.Flaw(each.path(), each.message()))
                            .toList())
                    .exception();
        }
    }

    private static <T> @Nullable T whole(byte[] body, Class<T> type) throws IOException {
        try (JsonParser parser = MAPPER.createParser(body)) {
            T value = MAPPER.readValue(parser, type);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Expected one value");
            }
            return value;
        }
    }

    private static Problem flaw(JsonMappingException e) {
        if (e.getCause() instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException
                || e.getCause() instanceof JsonParseException) {
            return Problem.of(
                    ProblemCode.MALFORMED_JSON, "Expected JSON within the limits of this API, but could not read on");
        }
        String detail = switch (e) {
            case UnrecognizedPropertyException u -> "Expected no member '" + shown(u.getPropertyName()) + "'";
            case InvalidNullException n ->
                "Expected a value for '" + n.getPropertyName().getSimpleName() + "', but there is none";
            case ValueInstantiationException v
            when v.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null ->
                cause.getMessage();
            case com.fasterxml.jackson.databind.exc.InvalidFormatException f
            when f.getTargetType() == String.class -> "Expected a text without NUL and halves of characters";
            case com.fasterxml.jackson.databind.exc.InvalidFormatException f ->
                "Expected " + nameOf(f.getTargetType()) + ", but got '" + shown(String.valueOf(f.getValue())) + "'";
            case com.fasterxml.jackson.databind.exc.MismatchedInputException m ->
                m.getTargetType() == null ? "Expected another kind of value" : "Expected " + nameOf(m.getTargetType());
            default -> "Expected another value";
        };
        return Problem.invalid(pointer(e.getPath()), detail);
    }

    private static String nameOf(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(constant -> word((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text";
            case "Instant" -> "a time such as 2026-11-21T09:30:00Z";
            case "Duration" -> "a duration such as PT20S";
            default -> "an object";
        };
    }

    /** RFC 6901 §3. */
    private static String pointer(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(step -> '/' + shown(step).replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String shown(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}

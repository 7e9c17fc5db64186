package io.cordboard.node.api;

import io.cordboard.routing.policy.Texts;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** A request that was admitted: read as far as its body, its caller known and allowed. */
public final class Call {

    private static final Pattern ETAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final HttpRequest request;
    private final Map<String, String> path;
    private final Optional<Caller> caller;
    private final byte[] body;

    Call(HttpRequest request, Map<String, String> path, Optional<Caller> caller, byte[] body) {
        this.request = request;
        this.path = path;
        this.caller = caller;
        this.body = body;
    }

    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException(
                "Expected an operation with roles, but " + request.getUri().path() + " is open"));
    }

    /** The caller's own tenant: the only one that a tenant's caller can reach. */
    public TenantId tenant() {
        return caller().tenant().orElseThrow(() -> new IllegalStateException("Expected an operation within a tenant"));
    }

    /** A segment of the path. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected a path with {" + name + "}");
        }
        return value;
    }

    /** The thing of the caller's tenant that the path names. What cannot be an id is as absent as what is not there. */
    public <T> T id(String name, BiFunction<TenantId, String, T> type) {
        try {
            return type.apply(tenant(), path(name));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound().exception();
        }
    }

    public Optional<String> query(String name) {
        return request.getUri().query().get(name).map(value -> {
            if (!Texts.isStorable(value)) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected a parameter '" + name + "' that can be read")
                        .exception();
            }
            return value;
        });
    }

    /** A query parameter read by {@code type}, whose IllegalArgumentException becomes a flaw of this parameter. */
    public <T> Optional<T> query(String name, Function<String, T> type) {
        return query(name).map(text -> {
            try {
                return type.apply(text);
            } catch (IllegalArgumentException e) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected a parameter '" + name + "' that can be read")
                        .with(java.util.List.of(new Problem.Flaw(name, text(e))))
                        .exception();
            }
        });
    }

    /** A whole number from the query, {@code otherwise} if it is absent. */
    public int number(String name, int otherwise, int min, int max) {
        return query(name, text -> {
                    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                        throw new IllegalArgumentException("Expected a whole number from " + min + " to " + max);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(otherwise);
    }

    /** A time from the query that is not after {@code now}. */
    public Optional<Instant> pastTime(String name, Instant now) {
        return query(name, text -> {
            Instant time;
            try {
                time = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("Expected a time such as 2026-11-23T09:00:00Z", e);
            }
            if (time.isAfter(now) || time.isBefore(Instant.EPOCH)) {
                throw new IllegalArgumentException("Expected a time in the past");
            }
            return time;
        });
    }

    /** The body as {@code type}: unknown, missing and ill-typed members are refused with their place. */
    public <T> T read(Class<T> type) {
        return ApiJson.read(request, body, type);
    }

    /** The same, where no body at all stands for {@code absent}. */
    public <T> T read(Class<T> type, T absent) {
        return body.length == 0 ? absent : read(type);
    }

    public byte[] body() {
        return body;
    }

    public HttpRequest request() {
        return request;
    }

    public Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    /** The revision that the caller acts upon ({@code If-Match}), if it cares. */
    public OptionalLong expectedRevision() {
        Optional<String> match = header("If-Match").filter(value -> !value.equals("*"));
        if (match.isEmpty()) {
            return OptionalLong.empty();
        }
        var etag = ETAG.matcher(match.get().strip());
        if (!etag.matches()) {
            throw malformed("If-Match", "Expected one ETag as this API gives them, such as \"12\"");
        }
        return OptionalLong.of(Long.parseLong(etag.group(1)));
    }

    /** What the caller knows this attempt and its repetitions by. */
    public Optional<String> idempotencyKey() {
        return header("Idempotency-Key").map(key -> {
            if (!IDEMPOTENCY_KEY.matcher(key).matches()) {
                throw malformed("Idempotency-Key", "Expected 1 to 128 visible ASCII characters");
            }
            return key;
        });
    }

    private static ProblemException malformed(String header, String detail) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected a header " + header + " that can be read")
                .with(java.util.List.of(new Problem.Flaw(header, detail)))
                .exception();
    }

    private static String text(IllegalArgumentException e) {
        String message = e.getMessage();
        return message == null ? "Expected another value" : message;
    }
}

package io.cordboard.node.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** What an operation answers when it succeeds. */
public record Answer(int status, Optional<Body> body, List<HttpHeader> headers) {

    /** What an answer carries. */
    public sealed interface Body {

        /** To be written as JSON. */
        record Json(Object value) implements Body {}

        /** Written already. */
        record Raw(ContentType type, ByteString bytes) implements Body {}

        /** Of a length that is known, written as it comes. */
        record Stream(ContentType type, long length, Source<ByteString, Object> bytes) implements Body {}
    }

    public Answer {
        headers = List.copyOf(headers);
    }

    public static Answer ok(Object body) {
        return new Answer(200, Optional.of(new Body.Json(body)), List.of());
    }

    public static Answer created(String location, Object body) {
        return new Answer(201, Optional.of(new Body.Json(body)), List.of(RawHeader.create("Location", location)));
    }

    public static Answer noContent() {
        return new Answer(204, Optional.empty(), List.of());
    }

    public static Answer raw(ContentType type, byte[] bytes) {
        return new Answer(200, Optional.of(new Body.Raw(type, ByteString.fromArray(bytes))), List.of());
    }

    public static Answer stream(ContentType type, long length, Source<ByteString, Object> bytes) {
        return new Answer(200, Optional.of(new Body.Stream(type, length, bytes)), List.of());
    }

    public Answer withStatus(int other) {
        return new Answer(other, body, headers);
    }

    public Answer with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(RawHeader.create(header, value));
        return new Answer(status, body, more);
    }

    /** {@code revision} is what the caller sends back in {@code If-Match} to act on just this state. */
    public Answer withEtag(long revision) {
        return with("ETag", "\"" + revision + '"');
    }
}

package io.cordboard.node.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** How answers and problems look on the wire. */
public final class Responses {

    static final String PROBLEM_TYPE = "application/problem+json";

    private static final org.apache.pekko.http.javadsl.model.ContentType PROBLEM =
            MediaTypes.applicationWithFixedCharset(
                            "problem+json", org.apache.pekko.http.javadsl.model.HttpCharsets.UTF_8)
                    .toContentType();

    /** What is answered is one caller's and of this moment, and is what it says it is. */
    private static final List<HttpHeader> ALWAYS = List.of(
            RawHeader.create("Cache-Control", "no-store"), RawHeader.create("X-Content-Type-Options", "nosniff"));

    private Responses() {}

    /** What the logs and a problem's {@code instance} know a request by. */
    static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    static HttpResponse of(Answer answer) {
        ResponseEntity entity = answer.body()
                .<ResponseEntity>map(body -> switch (body) {
                    case Answer.Body.Json(var value) ->
                        HttpEntities.create(ContentTypes.APPLICATION_JSON, ApiJson.write(value));
                    case Answer.Body.Raw(var type, var bytes) -> HttpEntities.create(type, bytes);
                    case Answer.Body.Stream(var type, var length, var bytes) ->
                        HttpEntities.create(type, length, bytes);
                })
                .orElse(HttpEntities.EMPTY);
        var headers = new ArrayList<>(ALWAYS);
        headers.addAll(answer.headers());
        return HttpResponse.create()
                .withStatus(answer.status())
                .withEntity(entity)
                .withHeaders(headers);
    }

    /** For those who do their own answering, such as a handshake. */
    public static HttpResponse of(Problem problem) {
        return of(problem, newRequestId());
    }

    static HttpResponse of(Problem problem, String requestId) {
        var headers = new ArrayList<>(ALWAYS);
        problem.retryAfter()
                .ifPresent(wait -> headers.add(RawHeader.create("Retry-After", String.valueOf(seconds(wait)))));
        if (problem.kind() == ProblemCode.UNAUTHENTICATED) {
            headers.add(RawHeader.create("WWW-Authenticate", "Bearer realm=\"cordboard\""));
        }
        return HttpResponse.create()
                .withStatus(problem.status())
                .withEntity(HttpEntities.create(PROBLEM, ApiJson.write(Written.of(problem, requestId))))
                .withHeaders(headers);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** A problem with the occurrence it is about. */
    private record Written(
            String type,
            String title,
            int status,
            String code,
            String detail,
            String instance,

            @com.fasterxml.jackson.annotation.JsonInclude(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY)
            List<Problem.Flaw> errors,

            java.util.Optional<Object> current) {

        static Written of(Problem problem, String requestId) {
            return new Written(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    problem.code(),
                    problem.detail(),
                    "urn:uuid:" + requestId,
                    problem.errors(),
                    problem.current());
        }
    }
}

package io.cordboard.channels.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Answers to customers over HTTP. */
final class Answers {

    private static final ContentType.WithFixedCharset PROBLEM =
            ContentTypes.create(MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

    /** What one customer was told is no other's, and is JSON whatever a browser may think. */
    private static final List<HttpHeader> ALWAYS = List.of(
            RawHeader.create("Cache-Control", "no-store"), RawHeader.create("X-Content-Type-Options", "nosniff"));

    private record Problem(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChatProblem.Flaw> errors) {}

    private Answers() {}

    static HttpResponse json(int status, Object body) {
        return HttpResponse.create()
                .withStatus(status)
                .addHeaders(ALWAYS)
                .withEntity(ContentTypes.APPLICATION_JSON, FrameCodec.write(body));
    }

    static HttpResponse nothing() {
        return HttpResponse.create().withStatus(204).addHeaders(ALWAYS);
    }

    static HttpResponse problem(ChatProblem problem) {
        ChatRefusal refusal = problem.refusal();
        HttpResponse response = HttpResponse.create()
                .withStatus(refusal.status())
                .addHeaders(ALWAYS)
                .withEntity(
                        PROBLEM,
                        FrameCodec.write(new Problem(
                                "urn:cordboard:problem:" + refusal.word(),
                                refusal.title(),
                                refusal.status(),
                                problem.detail(),
                                refusal.word(),
                                problem.flaws())));
        HttpResponse challenged = refusal == ChatRefusal.UNAUTHENTICATED
                ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
                : response;
        return problem.retryAfter()
                .map(wait -> challenged.addHeader(
                        RawHeader.create("Retry-After", Long.toString(Math.max(1, wait.toSeconds())))))
                .orElse(challenged);
    }
}

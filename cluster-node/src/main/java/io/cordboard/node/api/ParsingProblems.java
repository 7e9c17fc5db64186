package io.cordboard.node.api;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers requests that cannot be read as HTTP, and says no more of them than that. Named in server.conf. */
public final class ParsingProblems extends ParsingErrorHandler {

    /** By this name Pekko finds the one instance of a handler. */
    @SuppressWarnings({"MemberName", "unused"})
    public static final ParsingProblems MODULE$ = new ParsingProblems();

    private ParsingProblems() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        ProblemCode code = switch (status.intValue()) {
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 431 -> ProblemCode.HEADER_TOO_LARGE;
            default -> ProblemCode.MALFORMED_REQUEST;
        };
        return Responses.of(
                Problem.of(code, "Expected a request that HTTP allows, within the limits of this API"),
                Responses.newRequestId());
    }
}

package io.cordboard.node.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of a failure: never more than a problem says. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** A failure of what an operation does; the log knows it by the request's id. */
    static Problem problem(Throwable failure, HttpRequest request, String requestId) {
        if (cause(failure) instanceof ProblemException expected) {
            return expected.problem();
        }
        LOG.error(
                "Request {} failed: {} {}",
                requestId,
                request.method().value(),
                request.getUri().path(),
                cause(failure));
        return internal();
    }

    static Problem internal() {
        return Problem.of(
                ProblemCode.INTERNAL, "Expected to answer, but failed; the log knows this request by its instance");
    }

    /** A failure to read a body; anything else as it is. */
    static Throwable ofBody(Throwable failure) {
        return switch (cause(failure)) {
            case EntityStreamSizeException _ ->
                Problem.of(
                                ProblemCode.BODY_TOO_LARGE,
                                "Expected a smaller body; the operation's description says of what size")
                        .exception();
            case TimeoutException _ ->
                Problem.of(ProblemCode.TOO_SLOW, "Expected the whole body in time, but it did not arrive")
                        .exception();
            case EntityStreamException _ ->
                Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected the whole body, but it broke off")
                        .exception();
            case Throwable other -> other;
        };
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }
}

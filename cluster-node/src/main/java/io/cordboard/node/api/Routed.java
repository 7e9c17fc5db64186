package io.cordboard.node.api;

import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a Pekko route speak of problems as all other operations do. */
final class Routed {

    private static final Logger LOG = LoggerFactory.getLogger(Routed.class);

    private static final ExceptionHandler FAILURES = ExceptionHandler.newBuilder()
            .match(ProblemException.class, failure -> complete(failure.problem(), Responses.newRequestId()))
            .matchAny(failure -> {
                String requestId = Responses.newRequestId();
                LOG.error("Request {} failed", requestId, failure);
                return complete(Failures.internal(), requestId);
            })
            .build();

    private static final RejectionHandler REJECTIONS = RejectionHandler.defaultHandler()
            .mapRejectionResponse(Routed::problem)
            .withFallback(RejectionHandler.newBuilder()
                    .handleNotFound(complete(Problem.notFound(), Responses.newRequestId()))
                    .build());

    private Routed() {}

    static Route sealed(Route route) {
        return route.seal(REJECTIONS, FAILURES);
    }

    private static Route complete(Problem problem, String requestId) {
        return Directives.complete(Responses.of(problem, requestId));
    }

    private static HttpResponse problem(HttpResponse rejection) {
        ProblemCode code = switch (rejection.status().intValue()) {
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemCode.MALFORMED_REQUEST;
        };
        Problem problem = code == ProblemCode.NOT_FOUND
                ? Problem.notFound()
                : Problem.of(code, "Expected a request that this operation takes");
        return Responses.of(problem, Responses.newRequestId());
    }
}

package io.cordboard.node.api;

import io.cordboard.node.api.Endpoint.Action;
import io.cordboard.node.api.Endpoints.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.japi.function.Function;

/**
 * The one way of every request: which operation, who calls, how often, whether they may, the body, whether this node has
 * room, the operation, the answer. Whoever is refused has cost as little as can be told so far.
 */
final class Dispatch {

    /** Where a routed operation finds its caller. */
    static final AttributeKey<Caller> CALLER = AttributeKey.create("cordboard-caller", Caller.class);

    private static final HttpHeader CLOSE = Connection.create("close");

    /** An unwanted body up to this size is read and forgotten; of a larger one the connection is rid of by ending. */
    private static final long DRAINED = 64 * 1024;

    /** Bodies beyond the usual limit that one node holds at once: each is kept whole until it is answered. */
    private static final int LARGE_AT_ONCE = 4;

    private final Endpoints endpoints;
    private final Gate gate;
    private final ApiSettings settings;
    private final ActorSystem system;
    private final HttpObserver observer;
    private final InFlight inFlight;
    private final InFlight waiting;
    private final InFlight large = new InFlight(LARGE_AT_ONCE);
    private final Map<Endpoint, Function<HttpRequest, CompletionStage<HttpResponse>>> routes = new HashMap<>();

    Dispatch(
            Endpoints endpoints,
            Authenticator authenticator,
            ApiSettings settings,
            ActorSystem system,
            HttpObserver observer) {
        this.observer = observer;
        this.endpoints = endpoints;
        this.gate = new Gate(authenticator, settings);
        this.settings = settings;
        this.system = system;
        this.inFlight = new InFlight(settings.maxInFlight());
        this.waiting = new InFlight(settings.maxWaiting());
        for (Endpoint endpoint : endpoints.all()) {
            if (endpoint.action() instanceof Action.Routed(var route)) {
                routes.put(endpoint, Routed.sealed(route).handler(system));
            }
        }
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        String requestId = Responses.newRequestId();
        long started = System.nanoTime();
        String[] route = {HttpObserver.NO_ROUTE};
        request.getHeader(TimeoutAccess.class)
                .ifPresent(access -> access.timeoutAccess()
                        .updateHandler(_ -> Responses.of(
                                Problem.of(ProblemCode.UNAVAILABLE, "Expected an answer in time, but there was none"),
                                requestId)));
        return caught(() -> route(request, route, requestId))
                .exceptionally(failure -> unread(request, Failures.problem(failure, request, requestId), requestId))
                .thenApply(response -> {
                    observer.answered(
                            request.method().value(),
                            route[0],
                            response.status().intValue(),
                            System.nanoTime() - started);
                    return response.addHeader(RawHeader.create("X-Request-Id", requestId));
                });
    }

    /** The answer on a connection beyond the bound, which it ends. */
    CompletionStage<HttpResponse> oneTooMany(HttpRequest request) {
        Problem problem = Problem.of(
                        ProblemCode.OVERLOADED,
                        "Expected at most " + settings.maxConnections() + " connections to this node")
                .withRetryAfter(Duration.ofSeconds(5));
        var _ = request.discardEntityBytes(system);
        return CompletableFuture.completedFuture(
                Responses.of(problem, Responses.newRequestId()).addHeader(CLOSE));
    }

    private CompletionStage<HttpResponse> route(HttpRequest request, String[] route, String requestId) {
        return switch (endpoints.match(request.method().value(), segments(request))) {
            case Match.Nothing _ -> throw Problem.notFound().exception();
            case Match.OtherMethods(var allowed) -> {
                String methods = String.join(", ", allowed);
                Problem problem = Problem.of(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        "Expected one of " + methods + ", but got "
                                + request.method().value());
                yield CompletableFuture.completedFuture(
                        unread(request, problem, requestId).addHeader(RawHeader.create("Allow", methods)));
            }
            case Match.Found(var endpoint, var path) -> {
                route[0] = endpoint.path();
                yield gate.pass(request, endpoint)
                        .thenCompose(caller -> carryOut(request, endpoint, path, caller, requestId));
            }
        };
    }

    private static List<String> segments(HttpRequest request) {
        var segments = new ArrayList<String>();
        request.getUri().pathSegments().forEach(segments::add);
        return segments.equals(List.of("")) ? List.of() : segments;
    }

    private CompletionStage<HttpResponse> carryOut(
            HttpRequest request,
            Endpoint endpoint,
            Map<String, String> path,
            Optional<Caller> caller,
            String requestId) {
        return switch (endpoint.action()) {
            case Action.Routed _ ->
                request.method().equals(HttpMethods.POST)
                        ? caught(() -> admitted(endpoint, () -> routed(request, endpoint, caller)))
                        : caught(() -> routed(request, endpoint, caller));
            case Action.Answers(var handler) ->
                holding(
                        endpoint,
                        () -> body(request, endpoint.maxBody().orElse(settings.maxBody()))
                                .thenCompose(body -> caught(() -> admitted(
                                                endpoint, () -> handler.apply(new Call(request, path, caller, body))))
                                        .thenApply(Responses::of)
                                        .exceptionally(failure -> Responses.of(
                                                Failures.problem(failure, request, requestId), requestId))));
        };
    }

    private CompletionStage<HttpResponse> routed(HttpRequest request, Endpoint endpoint, Optional<Caller> caller) {
        try {
            return handler(endpoint)
                    .apply(caller.map(c -> request.addAttribute(CALLER, c)).orElse(request));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** What a customer posts is a command to be recorded, like what anybody posts. */
    private static boolean waits(Endpoint endpoint) {
        return endpoint.waits() && !endpoint.method().equals(HttpMethods.POST);
    }

    private <T> CompletionStage<T> admitted(Endpoint endpoint, Supplier<CompletionStage<T>> operation) {
        return within(waits(endpoint) ? waiting : inFlight, operation);
    }

    /** An operation that takes more than others has a place before its body is read. */
    private <T> CompletionStage<T> holding(Endpoint endpoint, Supplier<CompletionStage<T>> operation) {
        boolean more = endpoint.maxBody().orElse(0L) > settings.maxBody();
        return more ? within(large, operation) : operation.get();
    }

    private static <T> CompletionStage<T> within(InFlight bound, Supplier<CompletionStage<T>> operation) {
        if (!bound.enter()) {
            throw Problem.of(
                            ProblemCode.OVERLOADED,
                            "Expected fewer than " + bound.max() + " requests under way in this node")
                    .exception();
        }
        return caught(operation).whenComplete((_, _) -> bound.leave());
    }

    private CompletionStage<byte[]> body(HttpRequest request, long maxBytes) {
        if (request.entity().isKnownEmpty()) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        return request.entity()
                .withSizeLimit(maxBytes)
                // Has a limit of its own, of which a client would not hear what it is; the one above answers first.
                .toStrict(settings.bodyTimeout().toMillis(), Integer.MAX_VALUE, system)
                .thenApply(strict -> strict.getData().toArray())
                .exceptionally(failure -> {
                    throw new CompletionException(Failures.ofBody(failure));
                });
    }

    /** The answer to a request of which the body may still be on its way. */
    private HttpResponse unread(HttpRequest request, Problem problem, String requestId) {
        HttpResponse response = Responses.of(problem, requestId);
        if (request.entity().isKnownEmpty() || request.entity().isStrict()) {
            return response;
        }
        var _ = request.discardEntityBytes(system);
        OptionalLong length = request.entity().getContentLengthOption();
        boolean small = length.isPresent() && length.getAsLong() <= DRAINED && problem.kind() != ProblemCode.TOO_SLOW;
        return small ? response : response.addHeader(CLOSE);
    }

    private static <T> CompletionStage<T> caught(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Function<HttpRequest, CompletionStage<HttpResponse>> handler(Endpoint endpoint) {
        var handler = routes.get(endpoint);
        if (handler == null) {
            throw new IllegalStateException("Expected a handler of " + endpoint);
        }
        return handler;
    }

    /** How many requests are under way; for metrics. */
    int underWay() {
        return inFlight.now();
    }
}

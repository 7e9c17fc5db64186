package io.cordboard.node.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * One operation of the API: a method on a path, who may call it, and what it does.
 *
 * <pre>{@code
 * Endpoint.get("/api/v1/queues/{queue}", Access.tenant(SUPERVISOR, ADMIN), call -> ...)
 * }</pre>
 *
 * @param path segments between slashes; {@code {name}} stands for one segment, which {@link Call#path} gives
 * @param maxBody the most bytes that a body may have; the node's default if empty
 * @param waits it may wait for something to happen, so it does not count among the requests under way
 */
public record Endpoint(
        HttpMethod method, String path, Access access, Optional<Long> maxBody, boolean waits, Action action) {

    /** What an operation does. */
    public sealed interface Action {

        /** Answers from what the request says; may throw a {@link ProblemException}. */
        record Answers(Function<Call, CompletionStage<Answer>> handler) implements Action {}

        /** Pekko's own kind of handler, for WebSockets and files. It does its own reading, limits and answers. */
        record Routed(Route route) implements Action {}
    }

    public static Endpoint get(String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return of(HttpMethods.GET, path, access, handler);
    }

    public static Endpoint post(String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return of(HttpMethods.POST, path, access, handler);
    }

    public static Endpoint put(String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return of(HttpMethods.PUT, path, access, handler);
    }

    public static Endpoint patch(String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return of(HttpMethods.PATCH, path, access, handler);
    }

    public static Endpoint delete(String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return of(HttpMethods.DELETE, path, access, handler);
    }

    /** An operation served by a Pekko route, which sees the whole path. */
    public static Endpoint routed(HttpMethod method, String path, Access access, Route route) {
        return new Endpoint(method, path, access, Optional.empty(), true, new Action.Routed(route));
    }

    private static Endpoint of(
            HttpMethod method, String path, Access access, Function<Call, CompletionStage<Answer>> handler) {
        return new Endpoint(method, path, access, Optional.empty(), false, new Action.Answers(handler));
    }

    public Endpoint withMaxBody(long bytes) {
        return new Endpoint(method, path, access, Optional.of(bytes), waits, action);
    }

    public Endpoint thatWaits() {
        return new Endpoint(method, path, access, maxBody, true, action);
    }

    @Override
    public String toString() {
        return method.value() + ' ' + path;
    }
}

package io.cordboard.node.api;

import io.cordboard.node.api.Endpoint.Action;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/** Lets those pass who may call an operation, as often as they may. */
final class Gate {

    private final Authenticator authenticator;
    private final RateLimits callers;
    private final RateLimits strangers;

    Gate(Authenticator authenticator, ApiSettings settings) {
        this.authenticator = authenticator;
        this.callers = new RateLimits(settings.callers());
        this.strangers = new RateLimits(settings.strangers());
    }

    /** The caller, where the operation asks for one; fails with the problem of who may not pass. */
    CompletionStage<Optional<Caller>> pass(HttpRequest request, Endpoint endpoint) {
        return switch (endpoint.access()) {
            case Access.Own _ -> nobody();
            case Access.Open _ -> {
                // Files are many to a page, and cheap.
                if (endpoint.action() instanceof Action.Answers) {
                    limit(strangers, address(request));
                }
                yield nobody();
            }
            case Access.Roles roles ->
                authenticator.authenticate(request).handle((caller, failure) -> {
                    if (failure != null) {
                        refuse(request, failure);
                    }
                    limit(callers, caller.key());
                    require(roles, caller);
                    return Optional.of(caller);
                });
        };
    }

    private static CompletionStage<Optional<Caller>> nobody() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Whoever guesses at tokens is slowed down like any stranger. */
    private void refuse(HttpRequest request, Throwable failure) {
        if (Failures.cause(failure) instanceof ProblemException e
                && e.problem().kind() == ProblemCode.UNAUTHENTICATED) {
            limit(strangers, address(request));
        }
        throw new CompletionException(Failures.cause(failure));
    }

    private static void require(Access.Roles roles, Caller caller) {
        boolean holds = caller.roles().stream().anyMatch(roles.roles()::contains);
        boolean fits = switch (roles.scope()) {
            case TENANT -> caller.tenant().isPresent();
            case CLUSTER -> caller.tenant().isEmpty();
            case CALLER -> true;
        };
        if (!holds || !fits) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Expected a caller with a role that may do this")
                    .exception();
        }
    }

    private static void limit(RateLimits limits, String who) {
        limits.take(who).ifPresent(wait -> {
            throw Problem.of(ProblemCode.RATE_LIMITED, "Expected fewer requests of one caller")
                    .withRetryAfter(wait)
                    .exception();
        });
    }

    private static String address(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(Gate::household)
                .orElse("unknown");
    }

    /** Whom a limit is for: one IPv4 address, or a /64 of IPv6, of which one customer has 2^64 (RFC 6177). */
    static String household(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? HexFormat.of().formatHex(bytes, 0, 8) : address.getHostAddress();
    }
}

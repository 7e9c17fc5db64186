package io.cordboard.node.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cordboard.node.api.Authenticator;
import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the caller in {@code Authorization: Bearer} (a token or a key) or {@code X-API-Key}. What was just verified is
 * remembered for a moment, by its hash: that is also how long a revoked key may still be taken.
 */
public final class Credentials implements Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final String BEARER = "Bearer ";

    /** A token with many groups; pekko.http.server.parsing.max-header-value-length is the same. */
    private static final int MAX_LENGTH = 8_192;

    private static final long MAX_REMEMBERED = 50_000;

    private record Known(Caller caller, Instant until) {}

    private final Tokens tokens;
    private final ApiKeys keys;
    private final Subjects subjects;
    private final Clock clock;
    private final Duration remember;
    private final Executor blocking;
    private final Cache<String, Known> known;

    /**
     * @param signingKeys of the built-in users' tokens; used if the settings have such users
     * @param blocking where an issuer's keys may be waited for
     */
    public Credentials(
            SecuritySettings settings,
            SigningKeys signingKeys,
            ApiKeys keys,
            Subjects subjects,
            Clock clock,
            Executor blocking) {
        var issuers = new ArrayList<Issuer>();
        settings.issuers().forEach(trusted -> issuers.add(Issuer.remote(trusted, settings.clockSkew())));
        if (settings.demo().isPresent()) {
            issuers.add(Issuer.local(DemoUsers.ISSUER, DemoUsers.AUDIENCE, signingKeys, settings.clockSkew()));
        }
        this.tokens = new Tokens(issuers);
        this.keys = keys;
        this.subjects = subjects;
        this.clock = clock;
        this.remember = settings.remember();
        this.blocking = blocking;
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.remember())
                .build();
    }

    @Override
    public CompletionStage<Caller> authenticate(HttpRequest request) {
        Optional<String> secret = presented(request);
        if (secret.isEmpty() || secret.get().length() > MAX_LENGTH) {
            return CompletableFuture.failedFuture(unauthenticated());
        }
        return authenticate(secret.get());
    }

    /** The same for those who get a token or key in another way, such as a WebSocket's first message. */
    public CompletionStage<Caller> authenticate(String secret) {
        String hash = HexFormat.of().formatHex(PresentedKey.sha256(secret));
        Known remembered = known.getIfPresent(hash);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return CompletableFuture.completedFuture(remembered.caller());
        }
        CompletionStage<Optional<Known>> found = secret.startsWith(PresentedKey.PREFIX)
                ? PresentedKey.parse(secret)
                        .map(key -> keys.find(key).thenApply(caller -> caller.map(this::rememberedKey)))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                : CompletableFuture.supplyAsync(() -> token(secret), blocking).thenCompose(this::identified);
        return found.thenApply(now -> {
            Known proven = now.orElseThrow(Credentials::unauthenticated);
            known.put(hash, proven);
            return proven.caller();
        });
    }

    private Known rememberedKey(Caller caller) {
        return new Known(caller, clock.instant().plus(remember));
    }

    /** Who of the tenant's agents it is, where the token does not say. */
    private CompletionStage<Optional<Known>> identified(Optional<Tokens.Verified> verified) {
        if (verified.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Tokens.Verified token = verified.get();
        Caller caller = token.caller();
        CompletionStage<Caller> whole = token.unnamed()
                ? subjects.agent(caller.tenant().orElseThrow(), caller.subject())
                        .thenApply(caller::withAgent)
                : CompletableFuture.completedFuture(caller);
        return whole.thenApply(known -> Optional.of(new Known(known, token.expires())));
    }

    private Optional<Tokens.Verified> token(String token) {
        try {
            return tokens.verify(token);
        } catch (IllegalStateException e) {
            LOG.warn("A token could not be verified: {}", String.valueOf(e.getCause()));
            throw Problem.of(
                            ProblemCode.UNAVAILABLE,
                            "Expected the keys of the token's issuer, but they are not to be had")
                    .exception();
        }
    }

    /** The token or key as it was sent. */
    static Optional<String> presented(HttpRequest request) {
        Optional<String> authorization = request.getHeader("Authorization").map(HttpHeader::value);
        if (authorization.isPresent()) {
            return authorization
                    .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(value -> value.substring(BEARER.length()).strip());
        }
        return request.getHeader("X-API-Key").map(HttpHeader::value).map(String::strip);
    }

    private static ProblemException unauthenticated() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a valid token or key")
                .exception();
    }
}

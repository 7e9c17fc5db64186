package io.cordboard.node.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.Role;
import io.cordboard.routing.tenant.TenantId;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The built-in users of a node that is tried out without an identity provider: a password gets a short-lived token, which is
 * then verified like anybody's. Where the settings have no such users, the operations say that there is nothing.
 */
public final class DemoUsers {

    static final String ISSUER = "urn:cordboard:demo";
    static final String AUDIENCE = "cordboard";

    private static final int MAX_LOGIN = 4_096;

    /** What a built-in user gives for a token; without a tenant, somebody who runs the cluster. */
    record Login(Optional<String> tenant, String user, String password) {}

    /**
     * RFC 6749 §5.1, in this API's spelling.
     *
     * @param renewableUntil when the session ends that began with the password: no token of it is good for longer
     */
    record Token(String accessToken, String tokenType, long expiresIn, Instant expiresAt, Instant renewableUntil) {}

    /** OpenID Connect Core 1.0 §2: when the user has shown who they are, in seconds. */
    private static final String AUTH_TIME = "auth_time";

    private final Optional<SecuritySettings.Demo> demo;
    private final SigningKeys keys;
    private final Clock clock;

    public DemoUsers(SecuritySettings settings, SigningKeys keys, Clock clock) {
        this.demo = settings.demo();
        this.keys = keys;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                // Anybody may send it, so nobody may make a node hold much for it.
                Endpoint.post("/api/v1/auth/token", Access.open(), this::token).withMaxBody(MAX_LOGIN),
                Endpoint.post("/api/v1/auth/renewal", Access.anybody(), this::renewal),
                Endpoint.get("/.well-known/jwks.json", Access.open(), _ -> published()));
    }

    private CompletionStage<Answer> token(Call call) {
        SecuritySettings.Demo users = users();
        Login login = call.read(Login.class);
        SecuritySettings.User user = users.users().stream()
                .filter(each -> each.name().equals(login.user())
                        && each.tenant().map(TenantId::value).equals(login.tenant()))
                .filter(each -> MessageDigest.isEqual(
                        PresentedKey.sha256(each.password()), PresentedKey.sha256(login.password())))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a known user and the right password")
                                .exception());
        return CompletableFuture.completedFuture(Answer.ok(issue(user, clock.instant())));
    }

    private SecuritySettings.Demo users() {
        return demo.orElseThrow(() -> Problem.notFound().exception());
    }

    /** A page that was loaded again does not know the password any more, and must not keep it. */
    private CompletionStage<Answer> renewal(Call call) {
        SecuritySettings.Demo users = users();
        JWTClaimsSet claims = Credentials.presented(call.request())
                .flatMap(DemoUsers::claims)
                .filter(each -> ISSUER.equals(each.getIssuer()))
                .orElseThrow(() -> Problem.notFound().exception());
        Instant signedIn = signedIn(claims);
        Optional<SecuritySettings.User> user = users.users().stream()
                .filter(each -> each.name().equals(call.caller().subject())
                        && each.tenant().equals(call.caller().tenant()))
                .findFirst();
        if (user.isEmpty() || !clock.instant().isBefore(signedIn.plus(users.sessionLife()))) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a session that is not over; sign in again")
                    .exception();
        }
        return CompletableFuture.completedFuture(Answer.ok(issue(user.get(), signedIn)));
    }

    /** Those of a token that was verified already. */
    private static Optional<JWTClaimsSet> claims(String token) {
        try {
            return Optional.of(SignedJWT.parse(token).getJWTClaimsSet());
        } catch (ParseException e) {
            // A key.
            return Optional.empty();
        }
    }

    private static Instant signedIn(JWTClaimsSet claims) {
        return claims.getClaim(AUTH_TIME) instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : claims.getIssueTime().toInstant();
    }

    private Token issue(SecuritySettings.User user, Instant signedIn) {
        SecuritySettings.Demo users = users();
        Instant now = clock.instant();
        Instant end = signedIn.plus(users.sessionLife());
        Instant full = now.plus(users.tokenLife());
        Instant expires = full.isBefore(end) ? full : end;
        long seconds = Math.max(1, Duration.between(now, expires).toSeconds());
        return new Token(sign(user, signedIn, now, expires), "Bearer", seconds, expires, end);
    }

    private String sign(SecuritySettings.User user, Instant signedIn, Instant now, Instant expires) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user.name())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .claim(AUTH_TIME, signedIn.getEpochSecond())
                .claim(
                        "roles",
                        new ArrayList<>(
                                user.roles().stream().map(Role::word).sorted().toList()));
        user.tenant().ifPresent(tenant -> claims.claim("tenant", tenant.value()));
        user.agent().ifPresent(agent -> claims.claim("agent", agent));
        ECKey key = keys.current();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Expected a key that signs", e);
        }
        return token.serialize();
    }

    private CompletionStage<Answer> published() {
        if (demo.isEmpty()) {
            throw Problem.notFound().exception();
        }
        return CompletableFuture.completedFuture(Answer.ok(keys.published().toJSONObject()));
    }
}

package io.cordboard.node.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.cordboard.node.api.security.SecuritySettings.TrustedIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An issuer of tokens that publishes its keys over HTTP, as a company's identity provider does. */
final class IdentityProvider implements AutoCloseable {

    static final String AUDIENCE = "cordboard";

    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile RSAKey key;

    IdentityProvider() {
        try {
            key = newKey();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/jwks", exchange -> {
                asked.incrementAndGet();
                byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    TrustedIssuer trusted(String... tenants) {
        return new TrustedIssuer(issuer(), AUDIENCE, URI.create(issuer() + "/jwks"), Set.of(tenants), true);
    }

    void changeKey() {
        key = newKey();
    }

    /** From now on nobody gets the keys. */
    void goAway() {
        server.stop(0);
    }

    RSAKey key() {
        return key;
    }

    /** A valid token of this tenant's person. */
    String token(String tenant, String subject, Role... roles) {
        return token(claims(tenant, subject, roles));
    }

    /** A valid token of somebody who runs the cluster. */
    String ops() {
        return token(claims(null, "olivia", Role.OPS));
    }

    /** A token that differs from a valid one by {@code change}. */
    String token(String tenant, String subject, UnaryOperator<JWTClaimsSet.Builder> change, Role... roles) {
        return token(change.apply(claims(tenant, subject, roles)));
    }

    JWTClaimsSet.Builder claims(String tenant, String subject, Role... roles) {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("roles", Arrays.stream(roles).map(Role::word).toList());
        return tenant == null ? claims : claims.claim("tenant", tenant);
    }

    String token(JWTClaimsSet.Builder claims) {
        return sign(claims.build(), key);
    }

    static String sign(JWTClaimsSet claims, RSAKey key) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

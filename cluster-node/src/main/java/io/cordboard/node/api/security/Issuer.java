package io.cordboard.node.api.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;

/**
 * Somebody whose tokens are believed: where its keys are, for whom its tokens must be meant, and for which tenants it may
 * speak.
 *
 * @param tenants the tenants it may name; empty for all
 * @param cluster whether it may make somebody an operator of the whole cluster
 */
record Issuer(String name, Set<String> tenants, boolean cluster, DefaultJWTProcessor<SecurityContext> processor) {

    /** RFC 7518 §3.1: signatures with a public key only. With HMAC, who can verify can also issue. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int TIMEOUT_MS = 2_000;
    private static final int MAX_KEY_SET_BYTES = 256 * 1024;

    Issuer {
        tenants = Set.copyOf(tenants);
    }

    /** One that publishes its keys. */
    static Issuer remote(SecuritySettings.TrustedIssuer trusted, Duration skew) {
        return new Issuer(
                trusted.issuer(),
                trusted.tenants(),
                trusted.cluster(),
                processor(trusted.issuer(), trusted.audience(), keys(trusted.jwksUrl()), skew));
    }

    /** One whose keys are known. */
    static Issuer local(String name, String audience, SigningKeys keys, Duration skew) {
        JWKSource<SecurityContext> source = (selector, context) ->
                new ImmutableJWKSet<>(new JWKSet(java.util.List.copyOf(keys.accepted()))).get(selector, context);
        return new Issuer(name, Set.of(), true, processor(name, audience, source, skew));
    }

    private static JWKSource<SecurityContext> keys(URI url) {
        boolean secure = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && isLoopback(url);
        if (!secure) {
            throw new IllegalArgumentException(
                    "Expected an https URL of a key set (http on this host only), but got " + url);
        }
        try {
            return JWKSourceBuilder.create(
                            url.toURL(), new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_KEY_SET_BYTES))
                    // Long enough to be cheap, short enough that a withdrawn key is soon refused.
                    .cache(Duration.ofMinutes(10).toMillis(), 2L * TIMEOUT_MS)
                    // A token with an unknown key id asks for the set again, and anybody can write such a token.
                    .rateLimited(Duration.ofSeconds(20).toMillis())
                    .refreshAheadCache(Duration.ofMinutes(1).toMillis(), false)
                    // The provider's outage must not lock out everybody who has a valid token.
                    .outageTolerant(Duration.ofHours(1).toMillis())
                    .build();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException("Expected the URL of a key set, but got " + url, e);
        }
    }

    private static boolean isLoopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static DefaultJWTProcessor<SecurityContext> processor(
            String issuer, String audience, JWKSource<SecurityContext> keys, Duration skew) {
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp"));
        claims.setMaxClockSkew((int) skew.toSeconds());
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        // RFC 9068 §2.1: access tokens may say so; an ID token's "JWT" and none are common.
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                com.nimbusds.jose.JOSEObjectType.JWT, new com.nimbusds.jose.JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }
}

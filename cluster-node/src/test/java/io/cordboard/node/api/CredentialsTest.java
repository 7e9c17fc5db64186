package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cordboard.node.api.security.ApiKeys;
import io.cordboard.node.api.security.Credentials;
import io.cordboard.node.api.security.PresentedKey;
import io.cordboard.node.api.security.SecuritySettings;
import io.cordboard.node.api.security.SigningKeys;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is believed, against an issuer that publishes its keys over HTTP. */
class CredentialsTest {

    private final IdentityProvider company = new IdentityProvider();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile Optional<String> keyHash = Optional.empty();
    private Credentials credentials;

    @BeforeEach
    void believeTheCompany() {
        credentials = believing(company.trusted());
    }

    @AfterEach
    void stop() {
        company.close();
    }

    private Credentials believing(SecuritySettings.TrustedIssuer issuer) {
        ApiKeys keys = key -> {
            keysAsked.incrementAndGet();
            return CompletableFuture.completedFuture(keyHash.filter(key::matches)
                    .map(_ -> new Caller(
                            Optional.of(key.tenant()), key.id(), Set.of(Role.INTEGRATOR), Optional.empty())));
        };
        return new Credentials(
                new SecuritySettings(Duration.ofSeconds(30), Duration.ofSeconds(10), List.of(issuer), Optional.empty()),
                SigningKeys.ephemeral(),
                keys,
                (tenant, subject) -> CompletableFuture.completedFuture(
                        subject.contains("|") ? Optional.empty() : Optional.of(new AgentId(tenant, subject))),
                Clock.systemUTC(),
                Runnable::run);
    }

    @Test
    void validTokenSaysWhoCalls() {
        Caller caller = caller(company.token("acme", "alice", Role.AGENT, Role.SUPERVISOR));

        assertThat(caller.tenant()).contains(new TenantId("acme"));
        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.AGENT, Role.SUPERVISOR);
        assertThat(caller.agent().orElseThrow().toString()).isEqualTo("acme/alice");
    }

    /** As identity providers write them; the tenant knows whose each is. */
    @Test
    void subjectNeedNotBeAName() {
        Caller caller = caller(company.token("acme", "auth0|5f7c8ec7", Role.AGENT, Role.SUPERVISOR));

        assertThat(caller.subject()).isEqualTo("auth0|5f7c8ec7");
        assertThat(caller.agent()).isEmpty();
        for (String odd : List.of("x".repeat(256), " ", "a\nb")) {
            assertThat(status(company.token("acme", odd, Role.ADMIN))).as(odd).isEqualTo(401);
        }
        assertThat(status(company.token("acme", "x".repeat(255), Role.ADMIN))).isEqualTo(200);
    }

    @Test
    void tokenIsNoWayToAnotherTenantsAgent() {
        assertThat(status(company.token("acme", "a", c -> c.claim("agent", "other/alice"), Role.AGENT)))
                .isEqualTo(401);
        // Of no tenant, so nobody's agent whatever it says.
        assertThat(caller(company.token(null, "a", c -> c.claim("agent", "alice"), Role.AGENT))
                        .agent())
                .isEmpty();
    }

    /** Deep enough for the stack of a parser that trusts its input. */
    @Test
    void tokenThatNestsDeeplyIsRefused() {
        String deep = "{\"iss\":" + "[".repeat(2_800) + "]".repeat(2_800) + "}";
        String token = encoded("{\"alg\":\"RS256\"}") + '.' + encoded(deep) + ".AAAA";
        assertThat(token.length()).isLessThan(8_192);

        assertThat(status(token)).isEqualTo(401);
        assertThat(status(encoded(deep) + '.' + encoded("{}") + ".AAAA")).isEqualTo(401);
    }

    private static String encoded(String text) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void rolesOfOtherProgramsAreNotOurs() {
        String token = company.token("acme", "sue", claims -> claims.claim("roles", List.of("admin", "root")));

        assertThat(caller(token).roles()).containsExactly(Role.ADMIN);
    }

    @Test
    void tokenThatIsTamperedWithIsRefused() {
        String[] parts = company.token("acme", "alice", Role.AGENT).split("\\.");
        String[] admin = company.token("acme", "alice", Role.ADMIN).split("\\.");

        assertThat(status(parts[0] + '.' + admin[1] + '.' + parts[2])).isEqualTo(401);
    }

    @Test
    void tokenOfSomebodyElsesKeyIsRefused() {
        JWTClaimsSet claims = company.claims("acme", "alice", Role.ADMIN).build();
        RSAKey stranger = new RSAKey.Builder(IdentityProvider.newKey())
                .keyID(company.key().getKeyID())
                .build();

        assertThat(status(IdentityProvider.sign(claims, stranger))).isEqualTo(401);
    }

    @Test
    void tokenThatBringsItsOwnKeyIsRefused() throws JOSEException {
        RSAKey stranger = IdentityProvider.newKey();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(stranger.getKeyID())
                        .jwk(stranger.toPublicJWK())
                        .build(),
                company.claims("acme", "alice", Role.ADMIN).build());
        token.sign(new RSASSASigner(stranger));

        assertThat(status(token.serialize())).isEqualTo(401);
    }

    @Test
    void unsignedTokenIsRefused() {
        assertThat(status(
                        new PlainJWT(company.claims("acme", "alice", Role.ADMIN).build()).serialize()))
                .isEqualTo(401);
    }

    /** The public key is no secret: whoever takes it for one can sign. */
    @Test
    void tokenSignedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(company.key().getKeyID())
                        .build(),
                company.claims("acme", "alice", Role.ADMIN).build());
        token.sign(new MACSigner(company.key().toRSAPublicKey().getEncoded()));

        assertThat(status(token.serialize())).isEqualTo(401);
    }

    @Test
    void wrongIssuerAudienceOrTimeIsRefused() {
        Instant now = Instant.now();
        assertThat(status(company.token("acme", "a", c -> c.issuer("https://elsewhere.test"), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.audience("payroll"), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.audience((String) null), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.expirationTime(null), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.expirationTime(at(now.minusSeconds(31))), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.notBeforeTime(at(now.plusSeconds(60))), Role.ADMIN)))
                .isEqualTo(401);
        assertThat(status(company.token("acme", null, Role.ADMIN))).isEqualTo(401);
        assertThat(status(company.token("Not A Tenant", "a", Role.ADMIN))).isEqualTo(401);
        assertThat(status(company.token("acme", "a", c -> c.claim("roles", "admin"), Role.ADMIN)))
                .isEqualTo(401);
        // Clocks differ a little.
        assertThat(status(company.token("acme", "a", c -> c.expirationTime(at(now.minusSeconds(5))), Role.ADMIN)))
                .isEqualTo(200);
    }

    @Test
    void rememberedTokenEndsWhenItEnds() {
        // A second before the end that the difference of clocks allows; remembered would be for 10 s.
        String token = company.token(
                "acme", "alice", c -> c.expirationTime(at(Instant.now().minusSeconds(28))), Role.AGENT);
        assertThat(status(token)).isEqualTo(200);

        await().atMost(Duration.ofSeconds(8)).until(() -> status(token) == 401);
    }

    @Test
    void issuerSpeaksForItsTenantsOnly() {
        credentials = believing(company.trusted("acme"));

        assertThat(status(company.token("acme", "sue", Role.ADMIN))).isEqualTo(200);
        assertThat(status(company.token("other", "sue", Role.ADMIN))).isEqualTo(401);
    }

    @Test
    void issuerOfTenantsMakesNobodyAnOperator() {
        SecuritySettings.TrustedIssuer all = company.trusted();
        credentials = believing(
                new SecuritySettings.TrustedIssuer(all.issuer(), all.audience(), all.jwksUrl(), all.tenants(), false));

        assertThat(status(company.ops())).isEqualTo(401);
    }

    @Test
    void issuersNewKeyIsFoundAndUnknownKeysDoNotAskForEver() {
        assertThat(status(company.token("acme", "a", Role.ADMIN))).isEqualTo(200);
        company.changeKey();
        assertThat(status(company.token("acme", "b", Role.ADMIN))).isEqualTo(200);
        int asked = company.asked.get();
        RSAKey stranger = IdentityProvider.newKey();

        for (int i = 0; i < 50; i++) {
            RSAKey unknown = new RSAKey.Builder(stranger).keyID("k" + i).build();
            int status = status(IdentityProvider.sign(
                    company.claims("acme", "eve", Role.ADMIN).build(), unknown));
            assertThat(status).isEqualTo(401);
        }

        assertThat(company.asked.get() - asked).isLessThanOrEqualTo(2);
        assertThat(status(company.token("acme", "c", Role.ADMIN))).isEqualTo(200);
    }

    @Test
    void tokensStayValidWhileTheIssuerIsAway() {
        assertThat(status(company.token("acme", "a", Role.ADMIN))).isEqualTo(200);

        company.goAway();

        assertThat(status(company.token("acme", "b", Role.ADMIN))).isEqualTo(200);
    }

    @Test
    void issuerThatWasNeverReachedIsUnavailableAndNotALie() {
        company.goAway();

        assertThat(status(company.token("acme", "a", Role.ADMIN))).isEqualTo(503);
    }

    @Test
    void keyIsAskedForOnceAndWithItsSecret() {
        var key = PresentedKey.generate(new TenantId("acme"), "crm");
        keyHash = Optional.of(key.hash());

        assertThat(status(key.text())).isEqualTo(200);
        assertThat(status(key.text())).isEqualTo(200);
        assertThat(keysAsked).hasValue(1);
        assertThat(status(PresentedKey.generate(new TenantId("acme"), "crm").text()))
                .isEqualTo(401);
        assertThat(key.toString())
                .doesNotContain(key.text().substring(key.text().length() - 43));
    }

    @Test
    void noiseIsRefused() {
        for (String noise : new String[] {"", "x", "a.b.c", "cbk_", "cbk_acme~crm~short", "..", "e30.e30."}) {
            assertThat(status(noise)).as(noise).isEqualTo(401);
        }
    }

    private static Date at(Instant instant) {
        return Date.from(instant);
    }

    private Caller caller(String secret) {
        return credentials.authenticate(secret).toCompletableFuture().join();
    }

    private int status(String secret) {
        try {
            caller(secret);
            return 200;
        } catch (CompletionException e) {
            return ((ProblemException) e.getCause()).problem().status();
        }
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.tenant.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tokens, keys and built-in users. */
class IdentityApiTest {

    private static final String ME = "/api/v1/me";

    private final ApiNode node = ApiNode.shared();

    @Test
    void builtInUserGetsATokenThatIsVerifiedLikeAnys() {
        Answered token = node.client()
                .post(
                        "/api/v1/auth/token",
                        "{\"tenant\": \"acme\", \"user\": \"dora\", \"password\": \"dora\\u0027s secret\"}")
                .expect(200);

        Answered me = node.client().as(token.text("/accessToken")).get(ME).expect(200);

        assertThat(me.text("/tenant")).isEqualTo("acme");
        assertThat(me.text("/agent")).isEqualTo("dora");
        assertThat(node.client().get("/.well-known/jwks.json").expect(200).text())
                .contains("\"P-256\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void builtInOperatorHasNoTenant() {
        Answered token = node.client()
                .post("/api/v1/auth/token", "{\"user\": \"otto\", \"password\": \"otto\\u0027s secret\"}")
                .expect(200);

        node.client().as(token.text("/accessToken")).get("/api/v1/cluster").expect(200);
    }

    @Test
    void builtInUsersTokenIsRenewedUntilTheSessionEnds() {
        try (ApiNode brief = new ApiNode("""
            cordboard.node.api.security.clock-skew = 0s
            cordboard.node.api.security.demo {
              enabled = on
              token-life = 4s
              session-life = 6s
              users = [{ tenant = acme, user = dora, password = dora, roles = [agent], agent = dora }]
            }
            """)) {
            Answered first = brief.client()
                    .post("/api/v1/auth/token", "{'tenant': 'acme', 'user': 'dora', 'password': 'dora'}")
                    .expect(200);
            ApiClient dora = brief.client().as(first.text("/accessToken"));
            Instant end = Instant.parse(first.text("/renewableUntil"));

            AtomicReference<Answered> last = new AtomicReference<>(first);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                last.set(dora.post("/api/v1/auth/renewal").expect(200));
                return last.get().text("/expiresAt").equals(last.get().text("/renewableUntil"));
            });

            // Counted in seconds by the token, so a part of one may be lost.
            assertThat(Instant.parse(last.get().text("/renewableUntil"))).isBetween(end.minusSeconds(1), end);
            ApiClient renewed = brief.client().as(last.get().text("/accessToken"));
            assertThat(renewed.get(ME).expect(200).text("/agent")).isEqualTo("dora");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> renewed.post("/api/v1/auth/renewal").expect(401, "unauthenticated"));
            assertThat(Instant.now()).isBetween(end.minusSeconds(1), end.plusSeconds(3));
        }
    }

    @Test
    void nobodyElsesTokenIsRenewed() {
        node.client("acme", "alice", Role.AGENT).post("/api/v1/auth/renewal").expect(404, "not-found");
        node.client()
                .as(node.issueKey("acme", "crm-2", ApiKey.Role.INTEGRATOR))
                .post("/api/v1/auth/renewal")
                .expect(404, "not-found");
    }

    @Test
    void wrongPasswordUserOrTenantGetsNothing() {
        for (String login : new String[] {
            "{'tenant': 'acme', 'user': 'dora', 'password': 'x'}",
            "{'tenant': 'acme', 'user': 'nobody', 'password': 'x'}",
            "{'tenant': 'other', 'user': 'dora', 'password': 'x'}",
            "{'user': 'dora', 'password': 'x'}"
        }) {
            node.client().post("/api/v1/auth/token", login).expect(401, "unauthenticated");
        }
    }

    @Test
    void keySpeaksForItsTenantUntilItIsRevoked() {
        String key = node.issueKey("acme", "crm-1", ApiKey.Role.INTEGRATOR);

        assertThat(node.client().as(key).get(ME).expect(200).text("/tenant")).isEqualTo("acme");
        assertThat(node.client().with("X-API-Key", key).get(ME).expect(200).text("/subject"))
                .isEqualTo("crm-1");
        node.client().as(key.substring(0, key.length() - 2) + "AA").get(ME).expect(401, "unauthenticated");
        node.client().as(key.replace("cbk_acme", "cbk_other")).get(ME).expect(401, "unauthenticated");
        node.client().as("cbk_").get(ME).expect(401, "unauthenticated");
        node.revokeKey("acme", "crm-1");
        // What was just verified is remembered for 10 s.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> node.client().as(key).get(ME).expect(401, "unauthenticated"));
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of a tenant's programs, from their issue to their end. */
class KeyApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String KEYS = "/api/v1/keys";

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "kt" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
    }

    @Test
    void secretIsShownOnceAndNowhereElse() {
        Answered issued = ada.post(KEYS, "{'id': 'crm', 'role': 'integrator', 'label': 'CRM'}")
                .expect(201);
        String key = issued.text("/secret");
        String secret = key.substring(key.lastIndexOf('~') + 1);

        assertThat(secret).hasSize(43);
        assertThat(issued.header("Location")).isEqualTo(KEYS + "/crm");
        assertThat(ada.get(KEYS + "/crm").expect(200).text())
                .doesNotContain(secret)
                .doesNotContain("hash");
        assertThat(ada.get(KEYS).expect(200).text()).doesNotContain(secret).doesNotContain("hash");
        assertThat(node.client(tenant, "crm", Role.INTEGRATOR)
                        .get("/api/v1/events?after=start")
                        .text())
                .doesNotContain(secret);
        assertThat(node.client().as(key).get("/api/v1/me").expect(200).text("/roles/0"))
                .isEqualTo("integrator");
    }

    @Test
    void keyThatIsRevokedEndsWithinTheTimeItIsRemembered() {
        String key = ada.post(KEYS, "{'id': 'crm', 'role': 'integrator', 'label': 'CRM'}")
                .text("/secret");
        node.client().as(key).get("/api/v1/me").expect(200);

        ada.delete(KEYS + "/crm").expect(204);
        ada.delete(KEYS + "/crm").expect(204);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> node.client().as(key).get("/api/v1/me").expect(401, "unauthenticated"));
        assertThat(ada.get(KEYS + "/crm").body().has("revoked")).isTrue();
        ada.get(KEYS + "/nothing").expect(404, "not-found");
    }

    @Test
    void repetitionFindsTheKeyWithoutItsSecret() {
        ApiClient once = ada.with("Idempotency-Key", "attempt-1");
        String first = once.post(KEYS, "{'role': 'integrator', 'label': 'CRM'}")
                .expect(201)
                .text("/id");

        Answered again =
                once.post(KEYS, "{'role': 'integrator', 'label': 'CRM'}").expect(200);

        assertThat(again.text("/id")).isEqualTo(first);
        assertThat(again.body().has("secret")).isFalse();
        once.post(KEYS, "{'role': 'admin', 'label': 'CRM'}").expect(422, "idempotency-key-reused");
        assertThat(ada.post(KEYS, "{'id': '" + first + "', 'role': 'admin', 'label': 'Other'}")
                        .expect(409, "already-exists")
                        .text("/current/role"))
                .isEqualTo("integrator");
        assertThat(ada.get(KEYS).body().get("items")).hasSize(1);
    }

    @Test
    void keyOfAnAgentSpeaksForThatAgent() {
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'unattended': true}")
                .expect(201);
        String key = ada.post(KEYS, "{'role': 'agent', 'label': 'Bot', 'agent': 'alice'}")
                .expect(201)
                .text("/secret");

        assertThat(node.client().as(key).get("/api/v1/me").expect(200).text("/agent"))
                .isEqualTo("alice");
        for (String wrong : new String[] {
            "{'role': 'agent', 'label': 'Bot', 'agent': 'nobody'}",
            "{'role': 'agent', 'label': 'Bot'}",
            "{'role': 'admin', 'label': 'Bot', 'agent': 'alice'}"
        }) {
            assertThat(ada.post(KEYS, wrong).expect(422, "invalid").text("/errors/0/pointer"))
                    .as(wrong)
                    .isEqualTo("/agent");
        }
        assertThat(ada.post(KEYS, "{'role': 'admin', 'label': ' '}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/label");
        assertThat(ada.post(KEYS, "{'role': 'ops', 'label': 'x'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/role");
        // It goes with the agent.
        ada.delete("/api/v1/agents/alice").expect(204);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> node.client().as(key).get("/api/v1/me").expect(401, "unauthenticated"));
    }

    /** Anybody can make up such keys, as many as they like. */
    @Test
    void keyOfATenantThatDoesNotExistBringsNoneToMemory() {
        ada.get(KEYS).expect(200);
        String before = tenantsInMemory();

        for (int i = 0; i < 3; i++) {
            String madeUp = "cbk_kt-made-up-" + i + "~crm~" + "A".repeat(43);
            node.client().as(madeUp).get("/api/v1/me").expect(401, "unauthenticated");
        }

        assertThat(tenantsInMemory()).isEqualTo(before);
    }

    private String tenantsInMemory() {
        return node.client()
                .as(node.people.ops())
                .get("/api/v1/cluster")
                .body()
                .at("/entities/tenant")
                .toString();
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the customer of an interaction that waits can be told. */
class WaitApiTest {

    private static final String INTERACTIONS = "/api/v1/interactions";
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient crm;

    @BeforeEach
    void queueWithoutAgents() {
        tenant = node.found("wait" + TENANTS.incrementAndGet()).value();
        crm = node.client(tenant, "crm", Role.INTEGRATOR);
        ApiClient ada = node.client(tenant, "ada", Role.ADMIN);
        ada.put("/api/v1/policies/plain", "{}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'plain'}")
                .expect(201);
    }

    @Test
    void positionIsToldAndDoesNotGrow() {
        create(0);
        String second = create(0);
        eventually(() -> assertThat(position(second)).isEqualTo(2));

        String urgent = create(9);

        eventually(() -> assertThat(position(urgent)).isEqualTo(1));
        assertThat(position(second)).isEqualTo(2);
    }

    @Test
    void whatDoesNotWaitIsNotFoundAndWhatIsAnothersNeither() {
        crm.get(INTERACTIONS + "/nothing/wait").expect(404, "not-found");
        String id = create(0);
        eventually(() -> assertThat(position(id)).isEqualTo(1));

        String other = node.found("wait" + TENANTS.incrementAndGet()).value();
        node.client(other, "crm", Role.INTEGRATOR)
                .get(INTERACTIONS + '/' + id + "/wait")
                .expect(404, "not-found");
        crm.post(INTERACTIONS + '/' + id + "/cancel").expect(200);

        eventually(() -> crm.get(INTERACTIONS + '/' + id + "/wait").expect(404, "not-found"));
    }

    @Test
    void supervisorPutsSomebodyElsewhereInLine() {
        String first = create(0);
        String second = create(0);
        eventually(() -> assertThat(position(second)).isEqualTo(2));
        assertThat(position(first)).isEqualTo(1);
        ApiClient sue = node.client(tenant, "sue", Role.SUPERVISOR);

        eventually(() -> sue.post(INTERACTIONS + '/' + second + "/position", "{'position': 1}")
                .expect(200));

        eventually(() -> assertThat(position(second)).isEqualTo(1));
        assertThat(position(first))
                .as("what its customer was told does not grow")
                .isEqualTo(1);
        assertThat(crm.get(INTERACTIONS + '/' + second + "/events")
                        .expect(200)
                        .body()
                        .toString())
                .contains("place-changed", "stand");
        sue.post(INTERACTIONS + '/' + second + "/position", "{'position': 0}").expect(422, "invalid");
        sue.post(INTERACTIONS + '/' + second + "/position", "{'position': 1001}")
                .expect(422, "invalid");
        node.client(tenant, "alice", Role.AGENT)
                .post(INTERACTIONS + '/' + second + "/position", "{'position': 1}")
                .expect(403, "forbidden");
        crm.post(INTERACTIONS + '/' + second + "/cancel").expect(200);
        sue.post(INTERACTIONS + '/' + second + "/position", "{'position': 1}").expect(409, "wrong-phase");
    }

    private int position(String id) {
        return crm.get(INTERACTIONS + '/' + id + "/wait")
                .expect(200)
                .body()
                .at("/position")
                .intValue();
    }

    private String create(int priority) {
        var id = new java.util.concurrent.atomic.AtomicReference<String>();
        eventually(() ->
                id.set(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support', 'priority': " + priority + "}")
                        .expect(201)
                        .text("/id")));
        return id.get();
    }

    private static void eventually(Runnable holds) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(holds::run);
    }
}

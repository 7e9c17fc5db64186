package io.cordboard.node.api;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant of its own on the shared node for each test, and who asks in its name. */
abstract class TenantOfItsOwn {

    static final String INTERACTIONS = "/api/v1/interactions";

    private static final AtomicInteger TENANTS = new AtomicInteger();

    final ApiNode node = ApiNode.shared();
    final String tenant;
    final ApiClient ada;
    final ApiClient crm;
    final ApiClient sue;
    final ApiClient alice;

    TenantOfItsOwn(String name) {
        tenant = node.found(name + TENANTS.incrementAndGet()).value();
        ada = node.client(tenant, "ada", Role.ADMIN);
        crm = node.client(tenant, "crm", Role.INTEGRATOR);
        sue = node.client(tenant, "sue", Role.SUPERVISOR);
        alice = node.client(tenant, "alice", Role.AGENT);
    }

    /** An agent without a desktop signs in. {@code more}: further settings, each after a comma. */
    final ApiClient signedIn(String agent, String more) {
        ada.put("/api/v1/agents/" + agent, "{'displayName': '" + agent + "', 'unattended': true" + more + "}")
                .expect(201);
        ApiClient self = node.client(tenant, agent, Role.AGENT);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> self.post("/api/v1/me/sign-in").expect(200));
        return self;
    }

    /** The same, and is ready. */
    final void ready(String agent, String more) {
        signedIn(agent, more).post("/api/v1/me/ready").expect(200);
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Priority and delay of an agent's queues, from the agent's configuration to the offer. */
class PreferenceApiTest extends TenantOfItsOwn {

    PreferenceApiTest() {
        super("preference");
    }

    @BeforeEach
    void shopWithTwoQueues() {
        ada.put("/api/v1/policies/plain", "{}").expect(201);
        ada.put("/api/v1/queues/billing", "{'displayName': 'Billing', 'policy': 'plain'}")
                .expect(201);
        ada.put("/api/v1/queues/sales", "{'displayName': 'Sales', 'policy': 'plain'}")
                .expect(201);
    }

    @Test
    void agentGetsTheYoungerTaskOfTheQueueThatComesFirst() {
        agent("alice", "['billing', {'queue': 'sales', 'priority': 2}]");
        String sales = waiting("sales");
        String billing = waiting("billing");

        ready("alice");

        eventually(() -> assertThat(offered(billing)).isEqualTo("alice"));
        Answered told = sue.get("/api/v1/agents/alice/explain").expect(200);
        assertThat(told.text("/waiting/next/0/interaction")).isEqualTo(sales);
        assertThat(told.body().at("/waiting/next/0/priority").intValue()).isEqualTo(2);
        assertThat(told.body().at("/waiting/next/0/room").booleanValue()).isFalse();
    }

    @Test
    void agentGetsATaskOnceItHasStoodForTheDelay() {
        agent("bob", "[{'queue': 'billing', 'delay': 'PT4S'}]");
        ready("bob");
        Instant before = Instant.now();
        String id = create("billing");

        eventually(() -> assertThat(explain(id).text("/waiting/waitsFor/what")).isEqualTo("delay"));
        assertThat(explain(id).text("/waiting/ineligible/0/obstacle/reason")).isEqualTo("too-early");
        assertThat(explain(id).text("/waiting/ineligible/0/obstacle/delay")).isEqualTo("PT4S");

        eventually(() -> assertThat(offered(id)).isEqualTo("bob"));
        assertThat(Instant.parse(explain(id).text("/offers/0/at"))).isAfterOrEqualTo(before.plusSeconds(4));
    }

    @Test
    void queuesAreReadBackAsTheyWereSaid() {
        agent("cid", "[{'queue': 'sales', 'priority': 3, 'delay': 'PT1M'}, {'queue': 'billing', 'priority': 1}]");

        Answered read = ada.get("/api/v1/agents/cid").expect(200);

        assertThat(read.text("/queues/0")).isEqualTo("billing");
        assertThat(read.text("/queues/1/queue")).isEqualTo("sales");
        assertThat(read.body().at("/queues/1/priority").intValue()).isEqualTo(3);
        assertThat(read.text("/queues/1/delay")).isEqualTo("PT1M");
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        Answered refused = ada.put(
                        "/api/v1/agents/dan",
                        "{'displayName': 'Dan', 'queues': ['billing', {'queue': 'sales', 'priority': 101}]}")
                .expect(422, "invalid");

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/queues/1/priority");
        ada.put("/api/v1/agents/dan", "{'displayName': 'Dan', 'queues': [{'queue': 'nowhere', 'priority': 2}]}")
                .expect(422);
    }

    /** One task at a time. */
    private void agent(String name, String queues) {
        signedIn(
                name, ", 'queues': " + queues + ", 'capacity': {'units': 1, 'media': {'task': {'cost': 1, 'max': 1}}}");
    }

    private void ready(String agent) {
        node.client(tenant, agent, Role.AGENT).post("/api/v1/me/ready").expect(200);
    }

    private String waiting(String queue) {
        String id = create(queue);
        eventually(() -> assertThat(explain(id).text("/waiting/waitsFor/what")).isEqualTo("agent"));
        return id;
    }

    private String create(String queue) {
        var id = new java.util.concurrent.atomic.AtomicReference<String>();
        eventually(() -> id.set(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': '" + queue + "'}")
                .expect(201)
                .text("/id")));
        return id.get();
    }

    private String offered(String id) {
        return crm.get(INTERACTIONS + '/' + id).expect(200).text("/offers/0/agent");
    }

    private Answered explain(String id) {
        return sue.get(INTERACTIONS + '/' + id + "/explain").expect(200);
    }

    private static void eventually(Runnable holds) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(holds::run);
    }
}

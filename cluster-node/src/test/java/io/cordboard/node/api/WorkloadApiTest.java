package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What agents are offered, given what they carry and how they took the last offer, from the outside to the offer. */
class WorkloadApiTest extends TenantOfItsOwn {

    private static final String ALICE = "/api/v1/agents/alice";

    WorkloadApiTest() {
        super("workload");
    }

    @Test
    void agentWhoDeclinesRestsAsThePolicySays() {
        queue("{'offer': {'restAfter': {'rejected': 'PT3S'}}}");
        agentIsReady("{'units': 100, 'media': {'task': {'cost': 100, 'max': 1}}}");
        String first = task();
        String offer = offeredTo(first);

        Instant before = Instant.now();
        alice.post("/api/v1/offers/" + offer + "/reject").expect(200);
        task();
        eventually(() -> assertThat(sue.get(ALICE + "/state").expect(200).text("/restsUntil"))
                .isNotEmpty());
        assertThat(alice.get("/api/v1/me/state").expect(200).text("/status")).isEqualTo("ready");
        eventually(() ->
                assertThat(alice.get("/api/v1/me/state").body().get("work")).hasSize(1));

        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(2_990));
        assertThat(alice.get("/api/v1/me/state").body().has("restsUntil")).isFalse();
    }

    @Test
    void agentWhoBecomesReadyRestsNoLonger() {
        queue("{'offer': {'restAfter': {'rejected': 'PT1H'}}}");
        agentIsReady("{'units': 100, 'media': {'task': {'cost': 100, 'max': 1}}}");
        String first = task();
        alice.post("/api/v1/offers/" + offeredTo(first) + "/reject").expect(200);
        eventually(() ->
                assertThat(alice.get("/api/v1/me/state").text("/restsUntil")).isNotEmpty());
        String second = task();

        assertThat(alice.post("/api/v1/me/ready").expect(200).body().has("restsUntil"))
                .isFalse();

        assertThat(offeredTo(second)).isNotEmpty();
    }

    @Test
    void agentWhoWorksOutsideIsOfferedNothingForWhichThereIsNoRoom() {
        queue("{}");
        agentIsReady("{'units': 100, 'media': {'task': {'cost': 50, 'max': 2}, 'voice': {'cost': 100, 'max': 1}}}");
        Answered counted = crm.put(ALICE + "/outside-work/pbx-17", "{'medium': 'voice', 'for': 'PT30M'}")
                .expect(200);
        assertThat(counted.text("/medium")).isEqualTo("voice");
        assertThat(Duration.between(Instant.parse(counted.text("/since")), Instant.parse(counted.text("/until"))))
                .isEqualTo(Duration.ofMinutes(30));
        String id = task();
        eventually(() -> assertThat(
                        sue.get(INTERACTIONS + '/' + id + "/explain").text("/waiting/ineligible/0/obstacle/reason"))
                .isEqualTo("no-capacity"));
        Answered state = sue.get(ALICE + "/state").expect(200);
        assertThat(state.text("/outsideWork/0/ref")).isEqualTo("pbx-17");
        assertThat(state.text("/unitsUsed")).isEqualTo("100");

        crm.delete(ALICE + "/outside-work/pbx-17").expect(204);

        assertThat(offeredTo(id)).isNotEmpty();
        crm.delete(ALICE + "/outside-work/pbx-17").expect(204);
    }

    @Test
    void workOutsideEndsByItselfUnlessItIsCountedAgain() {
        queue("{}");
        agentIsReady("{'units': 100, 'media': {'task': {'cost': 100, 'max': 1}}}");
        String mine = "/api/v1/me/outside-work/visitor";
        Answered first = alice.put(mine, "{'medium': 'task', 'for': 'PT1H'}").expect(200);
        Answered again = alice.put(mine, "{'medium': 'task', 'for': 'PT2S'}").expect(200);
        assertThat(again.text("/since")).isEqualTo(first.text("/since"));
        Instant until = Instant.parse(again.text("/until"));

        String id = task();
        offeredTo(id);

        assertThat(Instant.now()).isAfterOrEqualTo(until);
        assertThat(alice.get("/api/v1/me/state").body().get("outsideWork")).isEmpty();
    }

    @Test
    void workOutsideThatCannotBeCountedIsRefused() {
        queue("{}");
        agentIsReady("{'units': 100, 'media': {'task': {'cost': 100, 'max': 1}}}");
        String one = ALICE + "/outside-work/one";

        crm.put(one, "{'medium': 'voice', 'for': 'PT25H'}").expect(422, "invalid");
        crm.put(one, "{'medium': 'voice', 'for': 1800}").expect(422, "invalid");
        crm.put(one, "{'medium': 'voice', 'for': 'soon'}").expect(422, "invalid");
        crm.put(one, "{'medium': 'voice'}").expect(422, "invalid");
        crm.put("/api/v1/agents/nobody/outside-work/one", "{'medium': 'voice', 'for': 'PT1M'}")
                .expect(404, "not-found");
        alice.put(one, "{'medium': 'voice', 'for': 'PT1M'}").expect(403, "forbidden");
        for (int i = 0; i < 20; i++) {
            crm.put(ALICE + "/outside-work/w" + i, "{'medium': 'voice', 'for': 'PT1M'}")
                    .expect(200);
        }
        crm.put(one, "{'medium': 'voice', 'for': 'PT1M'}").expect(422, "limit");
    }

    @Test
    void callIsOfferedBesideATaskThatStepsAsideAndNothingBesideTheCall() {
        queue("{}");
        agentIsReady("{'units': 100, 'media': {'voice': {'cost': 100, 'max': 1, 'exclusive': true},"
                + " 'task': {'cost': 50, 'max': 2, 'interruptedBy': ['voice']}}}");
        assertThat(ada.get(ALICE)
                        .body()
                        .at("/capacity/media/task/interruptedBy/0")
                        .asText())
                .isEqualTo("voice");
        String working = offeredTo(task());
        alice.post("/api/v1/offers/" + working + "/accept").expect(200);

        String call = offeredTo(arrives("voice"));
        String waits = task();
        eventually(() -> assertThat(
                        sue.get(INTERACTIONS + '/' + waits + "/explain").text("/waiting/ineligible/0/obstacle/reason"))
                .isEqualTo("no-capacity"));
        assertThat(alice.get("/api/v1/me/state").text("/unitsUsed")).isEqualTo("150");
        alice.post("/api/v1/offers/" + call + "/reject").expect(200);

        assertThat(offeredTo(waits)).isNotEmpty();
    }

    @Test
    void mediaThatInterruptEachOtherAreRefused() {
        Answered refused = ada.put(
                        ALICE,
                        "{'displayName': 'Alice', 'capacity': {'units': 9, 'media': {"
                                + "'chat': {'cost': 1, 'max': 1, 'interruptedBy': ['voice']},"
                                + "'voice': {'cost': 1, 'max': 1, 'interruptedBy': ['chat']}}}}")
                .expect(422, "invalid");

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/capacity/media");
    }

    private void queue(String policy) {
        ada.put("/api/v1/policies/standard", policy).expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
    }

    private void agentIsReady(String capacity) {
        ready("alice", ", 'capacity': " + capacity);
    }

    private String task() {
        return arrives("task");
    }

    private String arrives(String medium) {
        return within(() -> crm.post(INTERACTIONS, "{'medium': '" + medium + "', 'queue': 'support'}")
                        .expect(201))
                .text("/id");
    }

    /** The offer of it to Alice. */
    private String offeredTo(String interaction) {
        var offer = new AtomicReference<String>();
        eventually(() -> {
            Answered found = crm.get(INTERACTIONS + '/' + interaction).expect(200);
            assertThat(found.text("/offers/0/agent")).isEqualTo("alice");
            offer.set(found.text("/offers/0/id"));
        });
        return offer.get();
    }

    private static void eventually(Runnable holds) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(holds::run);
    }

    private static Answered within(Supplier<Answered> asked) {
        var result = new AtomicReference<Answered>();
        eventually(() -> result.set(asked.get()));
        return result.get();
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents, queues, the feed, and what operators and probes see. */
class WorkplaceApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient crm;
    private ApiClient sue;

    @BeforeEach
    void freshTenant() {
        tenant = "wt" + TENANTS.incrementAndGet();
        node.queue(tenant, "support");
        crm = node.client(tenant, "crm", Role.INTEGRATOR);
        sue = node.client(tenant, "sue", Role.SUPERVISOR);
    }

    @Test
    void agentSignsInBecomesReadyAndSignsOut() {
        node.agent(tenant, "alice");
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);

        assertThat(alice.get("/api/v1/me/state").expect(200).text("/status")).isEqualTo("signed-out");
        alice.post("/api/v1/me/ready").expect(409, "not-ready");
        assertThat(alice.post("/api/v1/me/sign-in").expect(200).text("/status")).isEqualTo("not-ready");
        assertThat(alice.post("/api/v1/me/ready").expect(200).text("/status")).isEqualTo("ready");
        Answered away =
                alice.post("/api/v1/me/not-ready", "{'reason': 'lunch'}").expect(200);
        assertThat(away.text("/reason")).isEqualTo("lunch");
        alice.post("/api/v1/me/not-ready", "{'reason': 'a b'}").expect(422, "invalid");
        alice.post("/api/v1/me/not-ready").expect(415);
        assertThat(alice.post("/api/v1/me/sign-out").expect(200).text("/status"))
                .isEqualTo("signed-out");
    }

    @Test
    void supervisorActsForAnAgent() {
        node.agent(tenant, "alice");

        sue.post("/api/v1/agents/alice/sign-in").expect(200);
        sue.post("/api/v1/agents/alice/ready").expect(200);
        sue.post("/api/v1/agents/alice/not-ready", "{'reason': 'training'}").expect(200);
        sue.post("/api/v1/agents/alice/sign-out", "{'reason': 'fire-drill'}").expect(200);

        assertThat(sue.get("/api/v1/agents/alice/state").expect(200).text("/status"))
                .isEqualTo("signed-out");
    }

    @Test
    void agentIsToldWhatComesNextAndASupervisorToo() {
        node.ready(tenant, "alice");
        String task = "{'medium': 'task', 'queue': 'support', 'priority': %d, 'skills': {'german': %d}}";
        String held = crm.post("/api/v1/interactions", task.formatted(9, 0)).text("/id");
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);
        ApiClient.within(() -> alice.get("/api/v1/me/state"), "/work/0/interaction", held);
        crm.post("/api/v1/interactions", task.formatted(2, 3)).expect(201);
        String second = crm.post("/api/v1/interactions", task.formatted(1, 0)).text("/id");
        ApiClient.within(() -> alice.get("/api/v1/me/state"), "/work/1/interaction", second);
        String third = crm.post("/api/v1/interactions", task.formatted(0, 0)).text("/id");

        Answered explained = ApiClient.within(
                () -> alice.get("/api/v1/me/explain").expect(200), "/waiting/next/0/interaction", third);

        assertThat(explained.body().at("/waiting/next/0/room").booleanValue()).isFalse();
        assertThat(explained.body().at("/waiting/barred").findValuesAsText("reason"))
                .contains("skill-missing");
        assertThat(explained.text("/state/unitsUsed")).isEqualTo("100");
        assertThat(sue.get("/api/v1/agents/alice/explain").expect(200).text("/waiting/next/0/interaction"))
                .isEqualTo(third);
        alice.get("/api/v1/agents/alice/explain").expect(403, "forbidden");
        sue.get("/api/v1/agents/nobody/explain").expect(404, "not-found");
    }

    @Test
    void agentWhoIsNotReadyIsToldSo() {
        node.ready(tenant, "alice");
        sue.post("/api/v1/agents/alice/not-ready", "{'reason': 'lunch'}").expect(200);

        Answered explained =
                ApiClient.within(() -> sue.get("/api/v1/agents/alice/explain").expect(200), "/aside", "not-ready");

        assertThat(explained.text("/state/reason")).isEqualTo("lunch");
        assertThat(explained.body().has("waiting")).isFalse();
    }

    @Test
    void personWithoutAProfileIsNoAgentYet() {
        node.client(tenant, "nobody", Role.AGENT).get("/api/v1/me/state").expect(404, "not-found");
    }

    @Test
    void agentWhoseNameIsNotTheSubjectIsNamedByTheToken() {
        node.agent(tenant, "alice");
        String token = node.people.token(tenant, "0b5c-77", claims -> claims.claim("agent", "alice"), Role.AGENT);

        Answered me = node.client().as(token).get("/api/v1/me").expect(200);

        assertThat(me.text("/agent")).isEqualTo("alice");
        assertThat(me.text("/subject")).isEqualTo("0b5c-77");
        assertThat(node.client().as(token).get("/api/v1/me/state").text("/id")).isEqualTo("alice");
    }

    @Test
    void agentSeesOfColleaguesWhatATransferNeeds() {
        node.found(tenant, """
            format: cordboard-tenant/1
            agents:
              alice: {displayName: Alice A, subject: 'auth0|1'}
              bob: {displayName: Bob B}
              carol: {displayName: Carol C}
            """);
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> sue.post("/api/v1/agents/bob/sign-in").expect(200));

        Answered first = alice.get("/api/v1/colleagues?limit=2").expect(200);
        Answered rest = alice.get("/api/v1/colleagues?after=" + first.text("/next"));

        assertThat(first.body().get("items").toString())
                .isEqualTo("[{\"id\":\"alice\",\"displayName\":\"Alice A\",\"status\":\"signed-out\"},"
                        + "{\"id\":\"bob\",\"displayName\":\"Bob B\",\"status\":\"not-ready\"}]");
        assertThat(rest.expect(200).text("/items/0/id")).isEqualTo("carol");
        assertThat(rest.body().has("next")).isFalse();
        alice.get("/api/v1/colleagues?limit=51").expect(400, "malformed-request");
        alice.get("/api/v1/agents").expect(403, "forbidden");
        crm.get("/api/v1/colleagues").expect(403, "forbidden");
    }

    @Test
    void queueShowsWhoWaits() {
        for (int i = 0; i < 3; i++) {
            crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': 'support'}")
                    .expect(201);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(sue.get("/api/v1/queues/support/live").text("/waiting"))
                                .isEqualTo("3"));
        Answered first = sue.get("/api/v1/queues/support/waiting?limit=2").expect(200);
        Answered rest = sue.get("/api/v1/queues/support/waiting?limit=2&after=" + first.text("/next"));
        assertThat(first.body().get("items")).hasSize(2);
        assertThat(rest.body().get("items")).hasSize(1);
        assertThat(rest.body().has("next")).isFalse();
        sue.get("/api/v1/queues/support/waiting?after=nonsense").expect(400, "malformed-request");
        sue.get("/api/v1/queues/support/waiting?limit=201").expect(400, "malformed-request");
    }

    @Test
    void feedTellsEverythingOnceInOrder() {
        String id = crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': 'support'}")
                .text("/id");
        crm.post("/api/v1/interactions/" + id + "/cancel").expect(200);

        var types = new java.util.ArrayList<String>();
        var cursor = new java.util.concurrent.atomic.AtomicReference<>("start");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Answered page = crm.get("/api/v1/events?limit=1&wait=1&after=" + cursor.get())
                    .expect(200);
            cursor.set(page.text("/next"));
            for (var event : page.body().get("items")) {
                assertThat(event.get("entity").asText()).isEqualTo(id);
                types.add(event.get("type").asText());
            }
            return types.contains("interaction-closed");
        });

        assertThat(types).containsExactly("interaction-opened", "interaction-closed");
    }

    @Test
    void feedWaitsForWhatHappensNext() {
        String now = crm.get("/api/v1/events").expect(200).text("/next");
        var page = CompletableFuture.supplyAsync(() -> crm.get("/api/v1/events?wait=30&after=" + now));

        crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': 'support'}")
                .expect(201);

        assertThat(ApiNode.get(page).expect(200).text("/items/0/type")).isEqualTo("interaction-opened");
    }

    @Test
    void feedThatHasNothingAnswersInTime() {
        Instant begun = Instant.now();

        Answered page = crm.get(
                "/api/v1/events?wait=1&after=" + crm.get("/api/v1/events").text("/next"));

        assertThat(page.expect(200).body().get("items")).isEmpty();
        assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        crm.get("/api/v1/events?wait=31").expect(400, "malformed-request");
    }

    @Test
    void operatorSeesTheClusterAndWhatIsWrong() {
        sue.get("/api/v1/queues/support/live").expect(200);
        ApiClient olivia = node.client().as(node.people.ops());

        Answered status = olivia.get("/api/v1/cluster").expect(200);

        assertThat(status.text("/members/0/status")).isEqualTo("up");
        assertThat(status.text("/members/0/reachable")).isEqualTo("true");
        assertThat(status.body().get("entities").has("interaction")).isTrue();
        assertThat(status.text("/checks/0/ok")).isEqualTo("true");
    }

    @Test
    void nodeThatIsNotWellIsNotReadyButLives() {
        assertThat(node.client().get("/ready").expect(200).text("/status")).isEqualTo("ready");
        node.sickness = Optional.of("the journal is away");
        try {
            Answered ready = node.client().get("/ready").expect(503);
            assertThat(ready.text("/status")).isEqualTo("not-ready");
            assertThat(ready.text()).doesNotContain("the journal is away");
            Answered status = node.client().as(node.people.ops()).get("/api/v1/cluster");
            assertThat(status.text("/checks/1/problem")).isEqualTo("the journal is away");
        } finally {
            node.sickness = Optional.empty();
        }
        node.client().get("/health").expect(200);
    }

    @Test
    void documentIsServedAsItIs() {
        Answered document = node.client().get("/openapi.yaml").expect(200);

        assertThat(document.text()).startsWith("# The API of Cordboard").contains("openapi: 3.1.0");
        assertThat(document.header("Content-Type")).startsWith("application/yaml");
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        crm.get("/api/v1/nothing").expect(404, "not-found");
        Answered wrong = crm.send("PUT", "/api/v1/interactions/x", Optional.of("{}"));
        assertThat(wrong.expect(405, "method-not-allowed").header("Allow")).isEqualTo("GET, PATCH");
    }
}

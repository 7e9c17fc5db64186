package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant defines by name: made, changed, listed, removed, and heard of by whoever works with it. */
class ConfigurationApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "ct" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
    }

    @Test
    void thingIsMadeChangedAndRemoved() {
        Answered made = ada.put("/api/v1/skills/german", "{'description': 'Speaks German'}")
                .expect(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/skills/german");
        Answered seen = ada.get("/api/v1/skills/german").expect(200);
        assertThat(seen.text()).isEqualTo(made.text());
        assertThat(seen.header("ETag")).isEqualTo(made.header("ETag")).isEqualTo('"' + seen.text("/revision") + '"');

        Answered changed = ada.put("/api/v1/skills/german", "{'description': 'Writes German'}")
                .expect(200);
        assertThat(changed.text("/description")).isEqualTo("Writes German");
        // Said again, it is so already.
        assertThat(ada.put("/api/v1/skills/german", "{'description': 'Writes German'}")
                        .expect(200)
                        .text())
                .isEqualTo(changed.text());

        ada.delete("/api/v1/skills/german").expect(204);
        ada.delete("/api/v1/skills/german").expect(204);
        ada.get("/api/v1/skills/german").expect(404, "not-found");
    }

    @Test
    void queueInWhichSomebodyWaitsIsNotRemoved() {
        ada.put("/api/v1/policies/standard", "{}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
        ApiClient crm = node.client(tenant, "crm", Role.INTEGRATOR);
        await().untilAsserted(() -> crm.post(
                        "/api/v1/interactions", "{'medium': 'task', 'queue': 'support', 'subject': 'Call back'}")
                .expect(201));
        await().untilAsserted(() -> ada.delete("/api/v1/queues/support").expect(409, "in-use"));
        String id = ada.get("/api/v1/queues/support").expect(200).text("/id");
        assertThat(id).isEqualTo("support");
    }

    @Test
    void everyKindIsConfiguredInTheSameManner() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put("/api/v1/teams/first", "{'displayName': 'First line'}").expect(201);
        ada.put("/api/v1/dispositions/solved", "{'label': 'Solved'}").expect(201);
        ada.put("/api/v1/reasons/lunch", "{'label': 'Lunch'}").expect(201);
        ada.put("/api/v1/policies/standard", "{}").expect(201);
        ada.put(
                        "/api/v1/queues/support",
                        "{'displayName': 'Support', 'policy': 'standard', 'dispositions': ['solved']}")
                .expect(201);
        Answered alice = ada.put(
                        "/api/v1/agents/alice",
                        "{'displayName': 'Alice', 'team': 'first', 'queues': ['support'], 'skills': {'german': 6}}")
                .expect(201);
        assertThat(alice.text("/skills/german")).isEqualTo("6");
        assertThat(alice.text("/grace")).isEqualTo("PT15S");

        for (String kind : List.of("skills", "teams", "dispositions", "reasons", "policies", "queues", "agents")) {
            assertThat(ada.get("/api/v1/" + kind).expect(200).body().get("items"))
                    .as(kind)
                    .hasSize(1);
        }
        assertThat(ada.get("/api/v1/tenant").expect(200).text("/counts/agents")).isEqualTo("1");
    }

    @Test
    void deskOfAnAgentSeesQueuesReasonsAndDispositions() {
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);
        ada.put("/api/v1/reasons/lunch", "{'label': 'Lunch'}").expect(201);

        assertThat(alice.get("/api/v1/reasons").expect(200).text("/items/0/label"))
                .isEqualTo("Lunch");
        alice.get("/api/v1/queues").expect(200);
        alice.get("/api/v1/dispositions").expect(200);
        alice.get("/api/v1/agents").expect(403, "forbidden");
        alice.put("/api/v1/reasons/lunch", "{'label': 'Tea'}").expect(403, "forbidden");
    }

    @Test
    void changeMergesIntoWhatIsThere() {
        for (String skill : List.of("german", "english")) {
            ada.put("/api/v1/skills/" + skill, "{}").expect(201);
        }
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'skills': {'german': 6}, 'subject': 'a-1'}")
                .expect(201);

        Answered changed = ada.patch("/api/v1/agents/alice", "{'skills': {'english': 9}, 'subject': null}")
                .expect(200);

        assertThat(changed.text("/skills/german")).isEqualTo("6");
        assertThat(changed.text("/skills/english")).isEqualTo("9");
        assertThat(changed.body().has("subject")).isFalse();
        assertThat(ada.patch("/api/v1/agents/alice", "{'skills': {'german': null}}")
                        .expect(200)
                        .body()
                        .get("skills")
                        .has("german"))
                .isFalse();
        ada.patch("/api/v1/agents/nobody", "{'displayName': 'Nobody'}").expect(404, "not-found");
        ada.patch("/api/v1/agents/alice", "[]").expect(422, "invalid");
    }

    @Test
    void listIsReadInPages() {
        for (int i = 0; i < 5; i++) {
            ada.put("/api/v1/skills/s" + i, "{}").expect(201);
        }

        var names = new ArrayList<String>();
        String after = "";
        do {
            Answered page = ada.get("/api/v1/skills?limit=2" + after).expect(200);
            page.body().get("items").forEach(item -> names.add(item.get("id").asText()));
            after = page.body().has("next") ? "&after=" + page.text("/next") : "";
        } while (!after.isEmpty());

        assertThat(names).containsExactly("s0", "s1", "s2", "s3", "s4");
        ada.get("/api/v1/skills?after=nonsense").expect(400, "malformed-request");
    }

    @Test
    void listThatGrowsWhileItIsReadShowsAllThatWasThereOnce() {
        var there = new ArrayList<String>();
        for (int i = 10; i < 40; i++) {
            there.add("s-" + i);
            ada.put("/api/v1/skills/s-" + i, "{}").expect(201);
        }
        var reading = new AtomicBoolean(true);
        // Before, between and after what is read.
        var growing = CompletableFuture.runAsync(() -> {
            for (int i = 0; reading.get() && i < 300; i++) {
                ada.put(
                                "/api/v1/skills/"
                                        + List.of("a", "s-" + (10 + i % 30) + "-x", "z")
                                                .get(i % 3) + i,
                                "{}")
                        .expect(201);
            }
        });
        var seen = new ArrayList<String>();
        String after = "";
        for (boolean more = true; more; ) {
            Answered page = ada.get("/api/v1/skills?limit=2" + after).expect(200);
            page.body().get("items").forEach(item -> seen.add(item.get("id").asText()));
            more = page.body().has("next") && seen.size() < 1_000;
            after = more ? "&after=" + page.text("/next") : "";
        }
        reading.set(false);
        ApiNode.get(growing);

        assertThat(seen).doesNotHaveDuplicates().containsAll(there).isSorted();
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        Answered several = ada.put(
                        "/api/v1/agents/alice",
                        "{'displayName': 7, 'skills': {'german': 11}, 'grace': 'soon', 'color': 'red'}")
                .expect(422, "invalid");
        assertThat(several.body().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/displayName", "/skills/german", "/grace", "/color");

        ada.put("/api/v1/skills/german", "{}").expect(201);
        Answered unknown = ada.put(
                        "/api/v1/agents/alice",
                        "{'displayName': 'Alice', 'team': 'none', 'skills': {'german': 1, 'greek': 1}}")
                .expect(422, "invalid");
        assertThat(unknown.body().findValuesAsText("pointer")).containsExactlyInAnyOrder("/team", "/skills/greek");
        ada.put("/api/v1/policies/standard", "{}").expect(201);
        assertThat(ada.put("/api/v1/queues/q", "{'displayName': 'Q', 'policy': 'standard', 'pinned': 9}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/pinned");
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'subject': 's'}")
                .expect(201);
        assertThat(ada.put("/api/v1/agents/bob", "{'displayName': 'Bob', 'subject': 's'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/subject");
        ada.put("/api/v1/skills/a%20b", "{}").expect(404, "not-found");
        ada.put("/api/v1/skills/german", "null").expect(422, "invalid");
        ada.put("/api/v1/skills/german", "[]").expect(422, "invalid");
    }

    /** PostgreSQL and UTF-8 have no place for them. */
    @Test
    void textThatCannotBeKeptIsRefusedWithItsPlace() {
        ada.put("/api/v1/skills/german", "{'description': 'x'}").expect(201);
        for (String bad : new String[] {"a\\u0000b", "a\\ud800b", "\\udc00"}) {
            String json = "{'description': '" + bad + "'}";
            assertThat(ada.put("/api/v1/skills/german", json)
                            .expect(422, "invalid")
                            .text("/errors/0/pointer"))
                    .as(json)
                    .isEqualTo("/description");
            assertThat(ada.patch("/api/v1/skills/german", json)
                            .expect(422, "invalid")
                            .text("/errors/0/pointer"))
                    .isEqualTo("/description");
            assertThat(ada.put("/api/v1/policies/standard", "{'steps': [{'after': '" + bad + "'}]}")
                            .expect(422, "invalid")
                            .text("/errors/0/pointer"))
                    .isEqualTo("/steps/0/after");
            assertThat(ada.putYaml(
                                    "/api/v1/configuration",
                                    "format: cordboard-tenant/1\nskills: {german: {description: \"" + bad + "\"}}")
                            .expect(422, "invalid")
                            .text("/errors/0/pointer"))
                    .isEqualTo("/skills/german/description");
        }
        assertThat(ada.put("/api/v1/skills/german", "{'a\\u0000': 'x'}")
                        .expect(422, "invalid")
                        .text("/errors/0/detail"))
                .contains("names without NUL");
        assertThat(ada.get("/api/v1/skills/german").text("/description")).isEqualTo("x");
    }

    @Test
    void changeOfWhatIsNotAsSeenIsRefusedWithHowItIs() {
        String first = ada.put("/api/v1/teams/t", "{'displayName': 'One'}").header("ETag");
        String second = ada.with("If-Match", first)
                .put("/api/v1/teams/t", "{'displayName': 'Two'}")
                .expect(200)
                .header("ETag");

        for (ApiClient late :
                List.of(ada.with("If-Match", first), ada.with("If-Match", "\"0\""), ada.with("If-None-Match", "*"))) {
            Answered stale =
                    late.put("/api/v1/teams/t", "{'displayName': 'Three'}").expect(412, "stale");
            assertThat(stale.text("/current/displayName")).isEqualTo("Two");
            assertThat('"' + stale.text("/current/revision") + '"').isEqualTo(second);
        }
        ada.with("If-Match", first)
                .patch("/api/v1/teams/t", "{'displayName': 'Three'}")
                .expect(412, "stale");
        ada.with("If-Match", first).delete("/api/v1/teams/t").expect(412, "stale");
        ada.with("If-Match", "*")
                .put("/api/v1/teams/new", "{'displayName': 'New'}")
                .expect(412, "stale");
        ada.with("If-Match", second)
                .put("/api/v1/teams/new", "{'displayName': 'New'}")
                .expect(412, "stale");
        ada.with("If-None-Match", "*")
                .put("/api/v1/teams/new", "{'displayName': 'New'}")
                .expect(201);
        ada.with("If-Match", "*")
                .put("/api/v1/teams/t", "{'displayName': 'Three'}")
                .expect(200);
        ada.with("If-Match", "W/\"1\"")
                .put("/api/v1/teams/t", "{'displayName': 'x'}")
                .expect(400, "malformed-request");
        ada.with("If-None-Match", "\"1\"")
                .put("/api/v1/teams/t", "{'displayName': 'x'}")
                .expect(400, "malformed-request");
        ada.with("If-Match", second).delete("/api/v1/teams/t").expect(412, "stale");
        ada.delete("/api/v1/teams/t").expect(204);
    }

    /** Checked together with the change, so that of those who saw the same only one passes. */
    @Test
    void ofManyWhoSawTheSameOneChangesIt() {
        String seen = ada.put("/api/v1/teams/t", "{'displayName': 'Seen'}").header("ETag");

        List<CompletableFuture<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String name = "Mine " + i;
            changes.add(CompletableFuture.supplyAsync(() -> ada.with("If-Match", seen)
                    .put("/api/v1/teams/t", "{'displayName': '" + name + "'}")
                    .status()));
        }

        List<Integer> statuses = changes.stream().map(ApiNode::get).toList();
        assertThat(statuses).containsOnlyOnce(200).contains(412).doesNotContain(500, 503);
    }

    /** Nobody insisted on a state, so nobody is refused, and no merge is lost. */
    @Test
    void mergesOfManyAreAllThereInTheEnd() {
        for (int i = 0; i < 4; i++) {
            ada.put("/api/v1/skills/s" + i, "{}").expect(201);
        }
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice'}").expect(201);

        List<CompletableFuture<Answered>> changes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String skill = "s" + i;
            changes.add(CompletableFuture.supplyAsync(
                    () -> ada.patch("/api/v1/agents/alice", "{'skills': {'" + skill + "': 5}}")));
        }
        changes.forEach(each -> ApiNode.get(each).expect(200));

        assertThat(ada.get("/api/v1/agents/alice").body().get("skills")).hasSize(4);
    }

    @Test
    void whatSomethingNamesIsNotRemoved() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'skills': {'german': 1}}")
                .expect(201);

        Answered used = ada.delete("/api/v1/skills/german").expect(409, "in-use");

        assertThat(used.text("/detail")).contains("agent 'alice'");
        assertThat(used.text("/current/id")).isEqualTo("german");
        ada.delete("/api/v1/agents/alice").expect(204);
        ada.delete("/api/v1/skills/german").expect(204);
    }

    @Test
    void skillThatAnAgentGetsBringsTheWorkThatWaitsForIt() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put("/api/v1/policies/standard", "{'requirements': {'german': 5}}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'unattended': true}")
                .expect(201);
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);
        within(() -> alice.post("/api/v1/me/sign-in").expect(200));
        alice.post("/api/v1/me/ready").expect(200);
        ApiClient crm = node.client(tenant, "crm", Role.INTEGRATOR);
        String waiting = within(() -> crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': 'support'}")
                        .expect(201))
                .text("/id");
        ApiClient sue = node.client(tenant, "sue", Role.SUPERVISOR);
        eventually(() -> assertThat(sue.get("/api/v1/interactions/" + waiting + "/explain")
                        .expect(200)
                        .text("/waiting/ineligible/0/obstacle/reason"))
                .isEqualTo("skill-missing"));

        ada.patch("/api/v1/agents/alice", "{'skills': {'german': 7}}").expect(200);

        eventually(() -> assertThat(alice.get("/api/v1/interactions/" + waiting).text("/offers/0/agent"))
                .isEqualTo("alice"));
    }

    @Test
    void wordsThatTheTenantHasNotAgreedOnAreRefused() {
        ada.put("/api/v1/reasons/lunch", "{'label': 'Lunch'}").expect(201);
        for (String word : List.of("solved", "sold")) {
            ada.put("/api/v1/dispositions/" + word, "{'label': 'x'}").expect(201);
        }
        ada.put("/api/v1/policies/standard", "{'wrapUp': {'mode': 'optional'}}").expect(201);
        ada.put("/api/v1/queues/any", "{'displayName': 'Any', 'policy': 'standard'}")
                .expect(201);
        ada.put("/api/v1/queues/sales", "{'displayName': 'Sales', 'policy': 'standard', 'dispositions': ['sold']}")
                .expect(201);
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice', 'unattended': true}")
                .expect(201);
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);
        within(() -> alice.post("/api/v1/me/sign-in").expect(200));

        Answered unknown =
                alice.post("/api/v1/me/not-ready", "{'reason': 'nap'}").expect(422, "invalid");
        assertThat(unknown.text("/errors/0/pointer")).isEqualTo("/reason");
        alice.post("/api/v1/me/not-ready", "{'reason': 'lunch'}").expect(200);

        for (String queue : List.of("any", "sales")) {
            String mine = handled(queue, alice);
            alice.post("/api/v1/interactions/" + mine + "/end").expect(200);
            Answered wrong = alice.post("/api/v1/interactions/" + mine + "/wrap-up", "{'disposition': 'lost'}")
                    .expect(422, "invalid");
            assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/disposition");
            if (queue.equals("sales")) {
                alice.post("/api/v1/interactions/" + mine + "/wrap-up", "{'disposition': 'solved'}")
                        .expect(422, "invalid");
            }
            alice.post("/api/v1/interactions/" + mine + "/wrap-up", "{'disposition': 'sold'}")
                    .expect(200);
        }
    }

    private String handled(String queue, ApiClient agent) {
        String id = within(() -> node.client(tenant, "crm", Role.INTEGRATOR)
                        .post("/api/v1/interactions", "{'medium': 'task', 'queue': '" + queue + "'}")
                        .expect(201))
                .text("/id");
        agent.post("/api/v1/me/ready").expect(200);
        String offer = within(() -> agent.get("/api/v1/interactions/" + id).expect(200))
                .text("/offers/0/id");
        agent.post("/api/v1/offers/" + offer + "/accept").expect(200);
        return id;
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
    }

    private static <T> T within(java.util.function.Supplier<T> check) {
        var result = new java.util.concurrent.atomic.AtomicReference<T>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> result.set(check.get()));
        return result.get();
    }
}

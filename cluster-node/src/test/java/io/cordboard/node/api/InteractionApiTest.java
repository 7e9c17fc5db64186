package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.queue.QueueCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interactions and offers over HTTP, from a client's side. */
class InteractionApiTest {

    private static final String PATH = "/api/v1/interactions";
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient crm;
    private ApiClient sue;

    @BeforeEach
    void freshTenant() {
        tenant = "it" + TENANTS.incrementAndGet();
        node.queue(tenant, "support");
        crm = node.client(tenant, "crm", Role.INTEGRATOR);
        sue = node.client(tenant, "sue", Role.SUPERVISOR);
    }

    @Test
    void createdInteractionIsFoundAgain() {
        Answered created = crm.post(PATH, """
            {'medium': 'task', 'queue': 'support', 'customer': 'c1', 'subject': 'Call back',
             'attributes': {'order': '77'}, 'priority': 5, 'skills': {'german': 3}, 'lastAgent': 'bob'}\
            """).expect(201);

        Answered found = crm.get(created.header("Location")).expect(200);
        assertThat(found.body()).isEqualTo(created.body());
        assertThat(found.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(found.text("/attributes/order")).isEqualTo("77");
        assertThat(found.text("/phase")).isEqualTo("waiting");
    }

    @Test
    void sameIdempotencyKeyFindsWhatItMade() {
        ApiClient attempt = crm.with("Idempotency-Key", "order-77");
        Answered first =
                attempt.post(PATH, "{'medium': 'task', 'queue': 'support'}").expect(201);

        Answered second =
                attempt.post(PATH, "{'medium': 'task', 'queue': 'support'}").expect(201);

        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        attempt.post(PATH, "{'medium': 'task', 'queue': 'support', 'customer': 'other'}")
                .expect(422, "idempotency-key-reused");
    }

    @Test
    void sameIdempotencyKeyWithAnyOtherContentsIsRefused() {
        node.queue(tenant, "sales");
        ApiClient attempt = crm.with("Idempotency-Key", "order-78");
        String first = attempt.post(PATH, task()).expect(201).text("/id");

        for (String other : List.of(
                "{'medium': 'task', 'queue': 'sales'}",
                "{'medium': 'task', 'queue': 'support', 'priority': 1}",
                "{'medium': 'task', 'queue': 'support', 'skills': {'german': 1}}",
                "{'medium': 'task', 'queue': 'support', 'lastAgent': 'bob'}",
                "{'medium': 'task', 'queue': 'support', 'scheduledAt': '"
                        + Instant.now().plusSeconds(600) + "'}")) {
            attempt.post(PATH, other).expect(422, "idempotency-key-reused");
        }
        // Whatever has become of it since, the same request is answered with it.
        crm.patch(PATH + '/' + first, "{'attributes': {'a': 'b'}}").expect(200);
        assertThat(attempt.post(PATH, task()).expect(201).text("/id")).isEqualTo(first);
    }

    @Test
    void sameIdempotencyKeyAtTheSameTimeBeginsOne() {
        ApiClient attempt = crm.with("Idempotency-Key", "order-79");

        List<CompletableFuture<Answered>> attempts = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> attempt.post(PATH, task())))
                .limit(12)
                .toList();

        assertThat(attempts.stream().map(each -> ApiNode.get(each).expect(201).text("/id")))
                .hasSize(12)
                .containsOnly(ApiNode.get(attempts.getFirst()).text("/id"));
    }

    @Test
    void idempotencyKeyOfAnotherTenantIsAnotherKey() {
        node.queue(tenant + "x", "support");
        String mine = crm.with("Idempotency-Key", "k").post(PATH, task()).text("/id");

        String theirs = node.client(tenant + "x", "crm", Role.INTEGRATOR)
                .with("Idempotency-Key", "k")
                .post(PATH, task())
                .text("/id");

        assertThat(theirs).isNotEqualTo(mine);
    }

    @Test
    void scheduledInteractionWaitsForItsTime() {
        Answered created = crm.post(
                        PATH,
                        "{'medium': 'task', 'queue': 'support', 'scheduledAt': '"
                                + Instant.now().plusSeconds(3600) + "'}")
                .expect(201);

        assertThat(created.text("/phase")).isEqualTo("scheduled");
        crm.post(one(created) + "/cancel").expect(200);
        assertThat(crm.get(one(created)).text("/closeReason")).isEqualTo("cancelled");
    }

    @Test
    void timeOfATaskChangesUntilItStarts() {
        Instant due = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        Answered created = crm.post(PATH, "{'medium': 'task', 'queue': 'support', 'scheduledAt': '" + due + "'}");
        assertThat(Instant.parse(created.text("/scheduledAt"))).isEqualTo(due);

        Answered later = crm.with("If-Match", created.header("ETag"))
                .patch(one(created), "{'scheduledAt': '" + due.plusSeconds(60) + "', 'attributes': {'why': 'asked'}}")
                .expect(200);
        assertThat(Instant.parse(later.text("/scheduledAt"))).isEqualTo(due.plusSeconds(60));
        assertThat(later.text("/attributes/why")).isEqualTo("asked");
        crm.patch(one(created), "{'scheduledAt': '2999-01-01T00:00:00Z'}").expect(422, "invalid");
        crm.patch(one(created), "{}").expect(422, "invalid");

        Answered now = crm.patch(
                        one(created), "{'scheduledAt': '" + Instant.now().minusSeconds(1) + "'}")
                .expect(200);
        assertThat(now.text("/phase")).isEqualTo("waiting");
        assertThat(now.body().has("scheduledAt")).isFalse();
        crm.patch(one(created), "{'scheduledAt': '" + due + "'}").expect(200);
        assertThat(sue.get(one(created) + "/events").body().findValuesAsText("type"))
                .containsSubsequence("interaction-opened", "interaction-rescheduled", "interaction-queued");
    }

    @Test
    void taskThatAnAgentHasBegunIsFinishedByThatAgent() {
        ApiClient alice = owner("alice");
        String path = PATH + '/' + mine(alice);

        crm.patch(path, "{'scheduledAt': '" + Instant.now().plusSeconds(60) + "', 'attributes': {'a': 'b'}}")
                .expect(409, "wrong-phase");
        crm.post(path + "/cancel").expect(409, "wrong-phase");
        alice.patch(path, "{'attributes': {'result': 'paid', 'link.receipt': 'https://crm.example/r/1'}}")
                .expect(200);
        alice.patch(path, "{'attributes': {'link.receipt': 'javascript:alert(1)'}}")
                .expect(422, "invalid");
        alice.post(path + "/end").expect(200);
        alice.post(path + "/wrap-up", "{'disposition': 'solved'}").expect(200);

        Answered done = crm.get(path).expect(200);
        assertThat(done.text("/closeReason")).isEqualTo("handled");
        assertThat(done.text("/attributes/result")).isEqualTo("paid");
        assertThat(done.body().at("/attributes").has("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'medium': 'task'}                                                | 422 | invalid        | /queue",
                "{'medium': 'task', 'queue': 'nobody'}                             | 422 | invalid        | /queue",
                "{'medium': 'task', 'queue': 'a/b'}                                | 422 | invalid        | /queue",
                "{'medium': 'task', 'queue': 'support', 'colour': 1}               | 422 | invalid        | /colour",
                "{'medium': 'task', 'queue': 'support', 'priority': '1'}           | 422 | invalid        | /priority",
                "{'medium': 'task', 'queue': 'support', 'priority': 1001}          | 422 | invalid        | /priority",
                "{'medium': 'task', 'queue': 'support', 'priority': 1.5}           | 422 | invalid        | /priority",
                "{'medium': 7, 'queue': 'support'}                                 | 422 | invalid        | /medium",
                "{'medium': null, 'queue': 'support'}                              | 422 | invalid        | /medium",
                "{'medium': 'task', 'queue': 'support', 'scheduledAt': 'soon'}     | 422 | invalid        |"
                        + " /scheduledAt",
                "{'medium': 'task', 'queue': 'support', 'scheduledAt': 5}          | 422 | invalid        |"
                        + " /scheduledAt",
                "{'medium': 'task', 'queue': 'support', 'skills': {'x': 11}}       | 422 | invalid        | /skills/x",
                "{'medium': 'task', 'queue': 'support', 'attributes': {'a': null}} | 422 | invalid        |"
                        + " /attributes/a",
                "{'medium': 'task', 'queue': 'support', 'attributes': []}          | 422 | invalid        |"
                        + " /attributes",
                "{'medium': 'task', 'queue': 'support', 'subject': 'a\\u0000b'}     | 422 | invalid        | /subject",
                "{'medium': 'task', 'queue': 'support', 'subject': 'a\\ud800b'}     | 422 | invalid        | /subject",
                "{'medium': 'task', 'queue': 'support', 'subject': 'a\\u0007b'}     | 422 | invalid        | /subject",
                "{'medium': 'chat', 'queue': 'support', 'customer': '\\ude00'}      | 422 | invalid        | /customer",
                "{'medium': 'task', 'queue': 'support', 'attributes': {'a\\u0000': 'x'}} | 422 | invalid    | -",
                "{'medium': 'task', 'queue': 'support', 'attributes': {'link.a': 'javascript:alert(1)'}} | 422 | invalid |"
                        + " /attributes",
                "{'medium': 'chat', 'queue': 'support', 'attributes': {'link.a': 'javascript:alert(1)'}} | 422 | invalid |"
                        + " /attributes",
                "{'medium': 'task', 'queue': 'support', 'scheduledAt': '2999-01-01T00:00:00Z'} | 422 | invalid |"
                        + " /scheduledAt",
                "[]                                                                | 422 | invalid        | ''",
                "null                                                              | 422 | invalid        | ''",
                "{'medium': 'task', 'queue': 'support'                             | 400 | malformed-json | -",
                "{'medium': 'task', 'medium': 'chat', 'queue': 'support'}          | 400 | malformed-json | -",
                "{'medium': 'task', 'queue': 'support'} {}                         | 400 | malformed-json | -",
                "{'medium': 'task', 'queue': 'support', 'priority': 1e99999999}    | 422 | invalid        | /priority",
            })
    void wrongBodyIsRefusedWithItsPlace(String body, int status, String code, String pointer) {
        Answered refused = crm.post(PATH, body).expect(status, code);

        if (!pointer.equals("-")) {
            assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
        }
        assertThat(refused.text()).doesNotContain("io.cordboard", "jackson", "Exception");
    }

    @Test
    void bodyThatIsNotJsonIsRefused() {
        crm.with("Content-Type", "text/plain").post(PATH, task()).expect(415, "unsupported-media-type");
        crm.post(PATH).expect(415, "unsupported-media-type");
    }

    @Test
    void acceptedOfferMakesItsAgentTheOwner() {
        node.ready(tenant, "alice");
        ApiClient alice = agent("alice");
        String id = crm.post(PATH, task()).text("/id");
        String offer = offerTo(alice);

        assertThat(alice.get("/api/v1/offers/" + offer).expect(200).text("/interaction"))
                .isEqualTo(id);
        Answered accepted = alice.post("/api/v1/offers/" + offer + "/accept").expect(200);

        assertThat(accepted.text("/phase")).isEqualTo("assigned");
        assertThat(accepted.text("/agent")).isEqualTo("alice");
        // Again is as good as once.
        alice.post("/api/v1/offers/" + offer + "/accept").expect(200);
    }

    @Test
    void lostRaceSaysHowItIsNow() {
        node.ready(tenant, "alice");
        ApiClient alice = agent("alice");
        String id = crm.post(PATH, task()).text("/id");
        String offer = offerTo(alice);
        crm.post(PATH + '/' + id + "/cancel").expect(200);

        Answered late = alice.post("/api/v1/offers/" + offer + "/accept").expect(409, "offer-over");

        assertThat(late.text("/current/phase")).isEqualTo("closed");
        alice.get("/api/v1/offers/" + offer).expect(404, "not-found");
    }

    @Test
    void offerOfAnotherAgentCannotBeTaken() {
        node.ready(tenant, "alice");
        node.agent(tenant, "bob");
        crm.post(PATH, task());
        String offer = offerTo(agent("alice"));

        agent("bob").post("/api/v1/offers/" + offer + "/accept").expect(409, "offer-over");
        agent("bob").get("/api/v1/offers/" + offer).expect(403, "not-held");
    }

    @Test
    void rejectedOfferGoesToTheNext() {
        node.ready(tenant, "alice");
        crm.post(PATH, task());
        String offer = offerTo(agent("alice"));
        node.ready(tenant, "bob");

        agent("alice")
                .post("/api/v1/offers/" + offer + "/reject", "{'reason': 'on the phone'}")
                .expect(200);

        agent("bob").post("/api/v1/offers/" + offerTo(agent("bob")) + "/accept").expect(200);
    }

    @Test
    void conversationEndsInWrapUpAndIsClosed() {
        ApiClient alice = owner("alice");
        String id = mine(alice);
        alice.post(PATH + '/' + id + "/messages", "{'text': 'Hello'}").expect(201);
        crm.post(PATH + '/' + id + "/messages", "{'text': 'From the CRM'}").expect(201);

        alice.post(PATH + '/' + id + "/end").expect(200);
        Answered closed = alice.post(PATH + '/' + id + "/wrap-up", "{'disposition': 'solved', 'notes': 'All well'}")
                .expect(200);

        assertThat(closed.text("/phase")).isEqualTo("closed");
        assertThat(closed.text("/disposition")).isEqualTo("solved");
        Answered events = sue.get(PATH + '/' + id + "/events").expect(200);
        assertThat(events.body().findValuesAsText("type"))
                .containsSubsequence(
                        "interaction-opened",
                        "offer-made",
                        "interaction-assigned",
                        "message-added",
                        "wrap-up-started",
                        "interaction-closed");
        Answered said = sue.get(PATH + '/' + id + "/messages").expect(200);
        assertThat(said.body().get("items").findValuesAsText("text")).containsExactly("Hello", "From the CRM");
        assertThat(said.text("/items/0/from/role")).isEqualTo("agent");
        assertThat(said.text("/items/1/from/role")).isEqualTo("supervisor");
    }

    @Test
    void messagesComeInPages() {
        ApiClient alice = owner("alice");
        String path = PATH + '/' + mine(alice) + "/messages";
        for (int i = 0; i < 5; i++) {
            alice.post(path, "{'text': 'm" + i + "'}").expect(201);
        }

        Answered first = sue.get(path + "?limit=2").expect(200);
        Answered second =
                sue.get(path + "?limit=2&after=" + first.text("/next")).expect(200);
        Answered third =
                sue.get(path + "?limit=2&after=" + second.text("/next")).expect(200);

        assertThat(second.body().get("items").findValuesAsText("text")).containsExactly("m2", "m3");
        assertThat(third.body().get("items").findValuesAsText("text")).containsExactly("m4");
        assertThat(third.body().has("next")).isFalse();
    }

    @Test
    void messageWithTheSameKeyIsSaidOnce() {
        ApiClient alice = owner("alice");
        String path = PATH + '/' + mine(alice) + "/messages";
        String first = alice.with("Idempotency-Key", "m1")
                .post(path, "{'text': 'Hello'}")
                .text("/id");

        String second = alice.with("Idempotency-Key", "m1")
                .post(path, "{'text': 'Hello'}")
                .text("/id");

        assertThat(second).isEqualTo(first);
        alice.with("Idempotency-Key", "m1").post(path, "{'text': 'Good bye'}").expect(422, "idempotency-key-reused");
        assertThat(sue.get(path).body().get("items")).hasSize(1);
    }

    @Test
    void agentActsOnTheirOwnInteractionsOnly() {
        ApiClient alice = owner("alice");
        String path = PATH + '/' + mine(alice);
        node.agent(tenant, "bob");
        ApiClient bob = agent("bob");

        bob.get(path).expect(403, "not-held");
        bob.get(path + "/events").expect(403, "not-held");
        bob.get(path + "/messages").expect(403, "not-held");
        bob.post(path + "/messages", "{'text': 'Hi'}").expect(403, "not-held");
        bob.post(path + "/end").expect(403, "not-held");
        bob.post(path + "/requeue").expect(403, "not-held");
        bob.post(path + "/transfer", "{'agent': 'bob'}").expect(403, "not-held");
        bob.post(path + "/wrap-up").expect(403, "not-held");
        bob.patch(path, "{'attributes': {'a': 'b'}}").expect(403, "not-held");
        assertThat(alice.get(path).text("/phase")).isEqualTo("assigned");
    }

    @Test
    void transferGoesToTheNamedAgent() {
        ApiClient alice = owner("alice");
        String id = mine(alice);
        node.ready(tenant, "bob");

        alice.post(PATH + '/' + id + "/transfer", "{'agent': 'nobody'}").expect(422, "invalid");
        alice.post(PATH + '/' + id + "/transfer", "{'queue': 'nowhere'}").expect(422, "invalid");
        alice.post(PATH + '/' + id + "/transfer", "{}").expect(422, "invalid");
        alice.post(PATH + '/' + id + "/transfer", "{'agent': 'bob'}").expect(200);

        agent("bob").post("/api/v1/offers/" + offerTo(agent("bob")) + "/accept").expect(200);
        assertThat(sue.get(PATH + '/' + id).text("/agent")).isEqualTo("bob");
    }

    @Test
    void nothingIsSentWhereSomebodyWasOnce() {
        var gone = node.queue(tenant, "gone");
        ApiClient attempt = crm.with("Idempotency-Key", "to-gone");
        String later = "{'medium': 'task', 'queue': 'gone', 'scheduledAt': '"
                + Instant.now().plusSeconds(600) + "'}";
        String before = attempt.post(PATH, later).expect(201).text("/id");
        ApiClient alice = owner("alice");
        String id = mine(alice);
        AgentId bob = node.ready(tenant, "bob");
        node.done(new QueueCommand.Remove(gone, 2));
        node.done(new AgentCommand.Remove(bob, 2));

        alice.post(PATH + '/' + id + "/transfer", "{'queue': 'gone'}").expect(422, "invalid");
        alice.post(PATH + '/' + id + "/transfer", "{'agent': 'bob'}").expect(422, "invalid");
        crm.post(PATH, "{'medium': 'task', 'queue': 'gone'}").expect(422, "invalid");
        // What was begun in time is not begun again, and is still the answer.
        assertThat(attempt.post(PATH, later).expect(201).text("/id")).isEqualTo(before);
    }

    @Test
    void requeuedInteractionKeepsItsAge() {
        ApiClient alice = owner("alice");
        String id = mine(alice);
        String since = sue.get(PATH + '/' + id).text("/since");

        assertThat(sue.post(PATH + '/' + id + "/requeue").expect(200).text("/since"))
                .isEqualTo(since);
    }

    @Test
    void staleRevisionChangesNothing() {
        Answered created = crm.post(PATH, task());
        String seen = created.header("ETag");
        crm.with("If-Match", seen)
                .patch(one(created), "{'attributes': {'a': '1'}}")
                .expect(200);

        Answered stale = crm.with("If-Match", seen)
                .patch(one(created), "{'attributes': {'a': '2'}}")
                .expect(412, "stale");

        assertThat(stale.text("/current/revision")).isNotEqualTo(created.text("/revision"));
        assertThat(crm.get(one(created)).text("/attributes/a")).isEqualTo("1");
        crm.with("If-Match", "W/\"1\"").post(one(created) + "/cancel").expect(400, "malformed-request");
        crm.with("If-Match", seen).post(one(created) + "/cancel").expect(412, "stale");
    }

    @Test
    void attributesStayWithinTheirLimits() {
        Answered created = crm.post(PATH, task());
        var many = new StringBuilder("{'attributes': {");
        for (int i = 0; i < 51; i++) {
            many.append(i == 0 ? "" : ",").append("'a").append(i).append("': 'x'");
        }

        crm.patch(one(created), many + "}}").expect(422, "invalid");
    }

    @Test
    void reprioritisedInteractionAsksForOtherThings() {
        Answered created = crm.post(PATH, task());

        Answered changed = sue.post(one(created) + "/reprioritise", "{'priority': 9, 'skills': {'german': 2}}")
                .expect(200);

        assertThat(changed.text("/priority")).isEqualTo("9");
        crm.post(one(created) + "/cancel").expect(200);
        sue.post(one(created) + "/reprioritise", "{'priority': 1, 'skills': {}}")
                .expect(409, "wrong-phase");
    }

    @Test
    void explanationSaysWhyItWaitsAndToWhomItWasOffered() {
        Answered created = crm.post(PATH, task());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                sue.get(one(created) + "/explain").expect(200).text("/waiting/waitsFor/what"))
                        .isEqualTo("agent"));
        node.ready(tenant, "alice");
        String offer = offerTo(agent("alice"));

        agent("alice").post("/api/v1/offers/" + offer + "/accept").expect(200);

        Answered explained = sue.get(one(created) + "/explain").expect(200);
        assertThat(explained.text("/offers/0/offer")).isEqualTo(offer);
        assertThat(explained.text("/offers/0/outcome")).isEqualTo("accepted");
        assertThat(explained.body().has("waiting")).isFalse();
    }

    private static String task() {
        return "{'medium': 'task', 'queue': 'support'}";
    }

    private static String one(Answered interaction) {
        return PATH + '/' + interaction.text("/id");
    }

    private ApiClient agent(String name) {
        return node.client(tenant, name, Role.AGENT);
    }

    /** An agent who has just accepted an interaction. */
    private ApiClient owner(String name) {
        AgentId id = node.ready(tenant, name);
        ApiClient agent = agent(id.name());
        crm.post(PATH, task()).expect(201);
        agent.post("/api/v1/offers/" + offerTo(agent) + "/accept").expect(200);
        return agent;
    }

    private static String mine(ApiClient agent) {
        return agent.get("/api/v1/me/state").text("/work/0/interaction");
    }

    /** The offer that this agent has, once it can be accepted. */
    private String offerTo(ApiClient agent) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            var work = agent.get("/api/v1/me/state").body().get("work");
                            String offer = work.isEmpty()
                                    ? ""
                                    : work.get(0).get("offer").asText();
                            return !offer.isEmpty()
                                            && sue.get("/api/v1/offers/" + offer)
                                                            .status()
                                                    == 200
                                    ? offer
                                    : "";
                        },
                        offer -> !offer.isEmpty());
    }
}

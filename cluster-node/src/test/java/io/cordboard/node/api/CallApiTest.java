package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents and supervisors do during a call, over HTTP; no phone is there. */
class CallApiTest {

    private static final String PATH = "/api/v1/interactions/";
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient alice;
    private ApiClient sue;

    @BeforeEach
    void freshTenant() {
        tenant = "calls" + TENANTS.incrementAndGet();
        node.queue(tenant, "support");
        node.ready(tenant, "alice");
        alice = node.client(tenant, "alice", Role.AGENT);
        sue = node.client(tenant, "sue", Role.SUPERVISOR);
    }

    /** A contact that alice has. */
    private String with(Medium medium) {
        var id = new InteractionId(new TenantId(tenant), "c" + TENANTS.incrementAndGet());
        var contact = new Contact(medium, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        var queue = new QueueId(new TenantId(tenant), "support");
        Instant now = Instant.now();
        node.done(new InteractionCommand.Open(
                id,
                contact,
                new Place(queue, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty()));
        String path = PATH + id.name();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sue.get(path).text("/phase").equals("offered"));
        alice.post("/api/v1/offers/" + sue.get(path).text("/offers/0/id") + "/accept")
                .expect(200);
        return path;
    }

    @Test
    void callIsHeldAndTakenBackByItsAgentOrASupervisor() {
        String call = with(Medium.VOICE);
        assertThat(alice.get(call).text("/talk/heldFor")).isEqualTo("PT0S");

        Answered held = alice.post(call + "/hold").expect(200);
        assertThat(held.text("/talk/held/by/name")).isEqualTo("alice");
        alice.post(call + "/hold").expect(200);
        Answered resumed = sue.post(call + "/resume").expect(200);
        assertThat(resumed.body().at("/talk").has("held")).isFalse();
        assertThat(Duration.parse(resumed.text("/talk/heldFor"))).isPositive();

        AgentId _ = node.agent(tenant, "bob");
        node.client(tenant, "bob", Role.AGENT).post(call + "/hold").expect(403, "not-held");
        assertThat(sue.get(call + "/events").expect(200).body().get("items").findValuesAsText("type"))
                .endsWith("held", "resumed");
        alice.post(call + "/end").expect(200);
        alice.post(call + "/hold").expect(409, "wrong-phase");
    }

    @Test
    void historySaysHowManyDigitsWereSentAndNotWhich() {
        String call = with(Medium.VOICE);

        alice.post(call + "/digits", "{'digits': '4711#'}").expect(200);
        alice.post(call + "/digits", "{'digits': '4711#'}").expect(200);
        alice.post(call + "/digits", "{'digits': 'secret'}").expect(422, "invalid");
        alice.post(call + "/digits", "{'digits': ''}").expect(422, "invalid");

        Answered events = sue.get(call + "/events").expect(200);
        assertThat(events.body().get("items").findValuesAsText("count")).containsExactly("5", "5");
        assertThat(events.body().toString()).doesNotContain("4711");
    }

    @Test
    void consultedAgentAnswersConfersAndTakesOver() {
        String call = with(Medium.VOICE);
        node.ready(tenant, "bob");
        ApiClient bob = node.client(tenant, "bob", Role.AGENT);

        alice.post(call + "/transfer", "{}").expect(422, "invalid");
        alice.post(call + "/consult", "{'agent': 'nobody'}").expect(422, "invalid");
        alice.post(call + "/consult", "{'agent': 'alice'}").expect(422, "invalid");
        Answered asked = alice.post(call + "/consult", "{'agent': 'bob'}").expect(200);
        assertThat(asked.text("/talk/consult/agent")).isEqualTo("bob");
        assertThat(asked.body().at("/talk").has("held")).isTrue();
        alice.post(call + "/conference").expect(409, "wrong-phase");

        await().until(() -> alice.get(call).text("/talk/consult/stage").equals("ringing"));
        String offer = bob.get("/api/v1/me/state").expect(200).text("/work/0/offer");
        bob.post("/api/v1/offers/" + offer + "/accept").expect(200);
        assertThat(alice.get(call).text("/talk/consult/stage")).isEqualTo("consulting");
        assertThat(alice.get(call).text("/agent")).isEqualTo("alice");
        bob.post(call + "/hold").expect(403, "not-held");
        assertThat(bob.get(call).expect(200).text("/agent")).isEqualTo("alice");

        assertThat(alice.post(call + "/conference").expect(200).text("/talk/consult/stage"))
                .isEqualTo("conference");
        assertThat(alice.post(call + "/transfer", "{}").expect(200).text("/agent"))
                .isEqualTo("bob");
        alice.post(call + "/hold").expect(403, "not-held");
        bob.post(call + "/end").expect(200);
        await().untilAsserted(() ->
                assertThat(sue.get("/api/v1/agents/alice").body().path("work")).isEmpty());
        assertThat(sue.get(call + "/events").expect(200).body().get("items").findValuesAsText("type"))
                .containsSubsequence(
                        "held",
                        "consult-asked",
                        "consult-offered",
                        "party-joined",
                        "conference-started",
                        "resumed",
                        "interaction-transferred",
                        "interaction-assigned",
                        "wrap-up-started");
    }

    @Test
    void callIsTransferredToANumberAndItsAgentIsFree() {
        String call = with(Medium.VOICE);
        alice.post(call + "/transfer", "{'number': '112', 'agent': 'bob'}").expect(422, "invalid");
        alice.post(call + "/transfer", "{'number': 'nobody'}").expect(422, "invalid");
        alice.post(call + "/transfer", "{'queue': 'support', 'callerId': '112'}")
                .expect(422, "invalid");

        assertThat(alice.post(call + "/transfer", "{'number': '+493012345', 'callerId': '+4930100'}")
                        .expect(200)
                        .text("/phase"))
                .isEqualTo("outside");

        await().untilAsserted(() ->
                assertThat(sue.get("/api/v1/agents/alice").body().path("work")).isEmpty());
        alice.post(call + "/end").expect(403, "not-held");
        assertThat(sue.post(call + "/end").expect(200).text("/closeReason")).isEqualTo("handled");
        assertThat(sue.get(call + "/events").expect(200).body().get("items").findValuesAsText("type"))
                .containsSubsequence("transferred-outside", "interaction-closed");
    }

    @Test
    void agentWhoIsNotReadyIsNotConsulted() {
        String call = with(Medium.VOICE);
        node.agent(tenant, "bob");

        alice.post(call + "/consult", "{'agent': 'bob'}").expect(200);

        await().untilAsserted(() ->
                assertThat(alice.get(call).body().at("/talk").has("consult")).isFalse());
        assertThat(alice.get(call).body().at("/talk").has("held")).isFalse();
        assertThat(sue.get(call + "/events").body().get("items").findValuesAsText("why"))
                .contains("not-ready");
    }

    @Test
    void supervisorListensAndTheOwnerSeesIt() {
        String call = with(Medium.VOICE);
        node.agent(tenant, "eva");
        ApiClient eva = node.client(tenant, "eva", Role.SUPERVISOR, Role.AGENT);
        eva.post(call + "/monitor/end").expect(200);
        alice.post(call + "/monitor", "{'mode': 'monitor'}").expect(403, "forbidden");

        eva.post(call + "/monitor", "{'mode': 'monitor'}").expect(200);
        assertThat(alice.get(call).text("/talk/monitored/by/name")).isEqualTo("eva");
        eva.post(call + "/monitor", "{'mode': 'whisper'}").expect(200);
        assertThat(alice.get(call).text("/talk/monitored/mode")).isEqualTo("whisper");
        sue.post(call + "/monitor/end").expect(200);
        assertThat(alice.get(call).body().at("/talk").has("monitored")).isFalse();
        assertThat(alice.get(call).text("/agent")).isEqualTo("alice");
        assertThat(sue.get(call + "/events").expect(200).body().get("items").findValuesAsText("type"))
                .endsWith("monitor-started", "monitor-changed", "monitor-ended");
    }

    @Test
    void supervisorWhoIsNoAgentHasNoPhoneToListenBy() {
        String call = with(Medium.VOICE);

        sue.post(call + "/monitor", "{'mode': 'monitor'}").expect(422, "invalid");
    }

    @Test
    void chatKnowsNeitherHoldNorDigits() {
        String chat = with(Medium.CHAT);

        alice.post(chat + "/hold").expect(422, "invalid");
        alice.post(chat + "/digits", "{'digits': '1'}").expect(422, "invalid");
        assertThat(alice.get(chat).body().has("talk")).isFalse();
    }
}

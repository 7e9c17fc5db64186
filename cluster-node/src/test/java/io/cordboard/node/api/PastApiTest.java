package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why something waited, and why somebody was given nothing, asked when everything has changed since. */
class PastApiTest extends TenantOfItsOwn {

    PastApiTest() {
        super("past");
    }

    @BeforeEach
    void shopWithTwoAgents() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put(
                        "/api/v1/policies/standard",
                        "{'requirements': {'german': 5}, 'wrapUp': {'mode': 'none'}, 'steps': [{'after': 'PT1H',"
                                + " 'requirements': {'german': 4}}]}")
                .expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
        ready("alice", 3);
        ready("bob", 0);
    }

    @Test
    void whyOneWaitedIsToldWhenItIsOverAndPolicyAndSkillsHaveChanged() {
        String id = create();
        JsonNode then = ApiClient.within(
                        () -> explain(id, ""), "/waiting/ineligible/1/obstacle/reason", "skill-missing")
                .body()
                .get("waiting");
        assertThat(then.at("/ineligible/0/obstacle/proficiency").intValue()).isEqualTo(3);
        changeEverythingAndServe(id);

        Answered told = explain(id, "?at=" + then.get("at").asText());

        assertThat(told.body().get("waiting")).isEqualTo(then);
        assertThat(told.text("/phase")).isEqualTo("waiting");
        assertThat(told.body().get("offers")).isEmpty();
    }

    @Test
    void whyAnAgentWasGivenNothingIsToldWhenItIsOver() {
        String id = create();
        JsonNode then = ApiClient.within(
                        () -> alice.get("/api/v1/me/explain").expect(200), "/waiting/barred/0/interaction", id)
                .body();
        changeEverythingAndServe(id);

        String at = then.at("/waiting/at").asText();
        Answered told = alice.get("/api/v1/me/explain?at=" + at).expect(200);

        assertThat(told.body().get("waiting")).isEqualTo(then.get("waiting"));
        assertThat(told.text("/state/status")).isEqualTo("ready");
        assertThat(sue.get("/api/v1/agents/alice/explain?at=" + at).expect(200).body())
                .isEqualTo(told.body());
        JsonNode now =
                alice.get("/api/v1/me/explain?at=" + Instant.now()).expect(200).body();
        assertThat(now.at("/waiting/contacts").intValue()).isEqualTo(1);
        assertThat(now.at("/waiting/barred")).isEmpty();
    }

    @Test
    void whoCouldHaveHadItIsToldAsOfItsOffer() {
        String id = create();
        String offer = changeEverythingAndServe(id);

        Answered told = explain(id, "?offer=" + offer);

        assertThat(told.text("/waiting/waitsFor/what")).isEqualTo("match");
        assertThat(told.text("/waiting/policyVersion")).isEqualTo("2");
        assertThat(told.text("/waiting/eligible/0/agent")).isEqualTo("alice");
        assertThat(told.body().get("offers")).isEmpty();
    }

    @Test
    void oneThatDidNotWaitThenIsSaidToBeWhereItWas() {
        Instant before = moment();
        String id = create();
        String offer = changeEverythingAndServe(id);
        JsonNode made = explain(id, "").body().at("/offers/0");
        assertThat(made.get("offer").asText()).isEqualTo(offer);

        Answered early = explain(id, "?at=" + before);
        assertThat(early.body().has("phase")).isFalse();
        assertThat(Instant.parse(early.text("/begins"))).isAfter(before);
        Answered offered = explain(id, "?at=" + made.get("at").asText());
        assertThat(offered.text("/phase")).isEqualTo("offered");
        assertThat(offered.text("/waiting/offered/0")).isEqualTo("alice");
        Answered assigned = explain(id, "?at=" + made.get("endedAt").asText());
        assertThat(assigned.text("/phase")).isEqualTo("assigned");
        assertThat(assigned.text("/agent")).isEqualTo("alice");
        assertThat(assigned.body().has("waiting")).isFalse();
        Answered over = explain(id, "?at=" + Instant.now());
        assertThat(over.text("/phase")).isEqualTo("closed");
        assertThat(over.text("/offers/0/outcome")).isEqualTo("accepted");
    }

    @Test
    void agentWhoWasAwayIsSaidToHaveBeenAway() {
        Instant before = moment();
        alice.post("/api/v1/me/sign-out").expect(200);
        String away = moment().toString();
        alice.post("/api/v1/me/sign-in").expect(200);

        assertThat(sue.get("/api/v1/agents/alice/explain?at=" + before).text("/state/status"))
                .isEqualTo("ready");
        Answered told = sue.get("/api/v1/agents/alice/explain?at=" + away).expect(200);
        assertThat(told.text("/state/status")).isEqualTo("signed-out");
        assertThat(told.text("/aside")).isEqualTo("not-ready");
        sue.get("/api/v1/agents/nobody/explain?at=" + away).expect(404, "not-found");
        sue.get("/api/v1/agents/alice/explain?at=2001-01-01T00:00:00Z").expect(404, "not-found");
    }

    @Test
    void pastOfAnotherTenantIsNotThere() {
        String id = create();
        ApiClient stranger = node.client(node.found(tenant + "x").value(), "sue", Role.SUPERVISOR);
        String now = moment().toString();

        stranger.get(INTERACTIONS + '/' + id + "/explain?at=" + now).expect(404, "not-found");
        stranger.get("/api/v1/agents/alice/explain?at=" + now).expect(404, "not-found");
        assertThat(explain(id, "?at=" + now).text("/interaction")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2999-01-01T00:00:00Z",
                "yesterday",
                "1960-01-01T00:00:00Z",
                "2026-01-01",
                "%2B999999999-01-01T00:00:00Z"
            })
    void timeThatIsNoneOrNotPastIsRefused(String at) {
        String id = create();

        Answered refused = sue.undocumented()
                .get(INTERACTIONS + '/' + id + "/explain?at=" + at)
                .expect(400, "malformed-request");

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("at");
        sue.undocumented().get("/api/v1/agents/alice/explain?at=" + at).expect(400, "malformed-request");
    }

    @Test
    void offerThatWasNeverMadeIsNotThere() {
        String id = create();

        sue.get(INTERACTIONS + '/' + id + "/explain?offer=no-such").expect(404, "not-found");
        sue.get(INTERACTIONS + '/' + id + "/explain?offer=no-such&at=" + Instant.now())
                .expect(400, "malformed-request");
        alice.get(INTERACTIONS + '/' + id + "/explain?at=" + Instant.now()).expect(403, "forbidden");
    }

    /** Returns the offer by which it went to alice. */
    private String changeEverythingAndServe(String id) {
        ada.put("/api/v1/policies/standard", "{'requirements': {'german': 6}, 'wrapUp': {'mode': 'none'}}")
                .expect(200);
        ada.patch("/api/v1/agents/alice", "{'skills': {'german': 7}}").expect(200);
        Answered offered = ApiClient.within(() -> alice.get("/api/v1/me/state"), "/work/0/interaction", id);
        String offer = offered.text("/work/0/offer");
        alice.post("/api/v1/offers/" + offer + "/accept").expect(200);
        alice.post(INTERACTIONS + '/' + id + "/end").expect(200);
        ApiClient.within(() -> crm.get(INTERACTIONS + '/' + id), "/phase", "closed");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(alice.get("/api/v1/me/state").body().get("work"))
                                .isEmpty());
        return offer;
    }

    private void ready(String agent, int german) {
        ready(agent, ", 'skills': {" + (german > 0 ? "'german': " + german : "") + "}");
    }

    private String create() {
        var id = new AtomicReference<String>();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> id.set(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'}")
                        .expect(201)
                        .text("/id")));
        return id.get();
    }

    private Answered explain(String id, String query) {
        return sue.get(INTERACTIONS + '/' + id + "/explain" + query).expect(200);
    }

    /** An instant with a millisecond of its own, for events are recorded by the millisecond: between what came before and what follows. */
    private static Instant moment() {
        long own = System.currentTimeMillis() + 1;
        await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() > own);
        return Instant.ofEpochMilli(own);
    }
}

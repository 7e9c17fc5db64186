package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a supervisor is told of who was given what. */
class FairnessApiTest extends TenantOfItsOwn {

    private static final String LEDGER = "/api/v1/reports/fairness";

    private final Instant began = Instant.now().minusSeconds(1);

    FairnessApiTest() {
        super("fair");
    }

    @BeforeEach
    void shopWithOneAgent() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put("/api/v1/teams/east", "{'displayName': 'East'}").expect(201);
        ada.put("/api/v1/policies/standard", "{'wrapUp': {'mode': 'none'}}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
        ready("alice", ", 'team': 'east', 'skills': {'german': 5}");
    }

    @Test
    void offersContactsAndTimesAreToldByAgentAndQueue() {
        String first = create(", 'skills': {'german': 3}");
        alice.post("/api/v1/offers/" + offered(first) + "/reject").expect(200);
        ready("bob", ", 'skills': {'german': 9}");
        ApiClient bob = node.client(tenant, "bob", Role.AGENT);
        String offer = ApiClient.within(() -> bob.get("/api/v1/me/state"), "/work/0/interaction", first)
                .text("/work/0/offer");
        bob.post("/api/v1/offers/" + offer + "/accept").expect(200);
        bob.post(INTERACTIONS + '/' + first + "/end").expect(200);
        ApiClient.within(() -> crm.get(INTERACTIONS + '/' + first), "/phase", "closed");

        JsonNode told = settled();

        assertThat(told.get("agents")).hasSize(2);
        JsonNode ofAlice = told.at("/agents/0");
        assertThat(ofAlice.get("agent").asText()).isEqualTo("alice");
        assertThat(ofAlice.get("team").asText()).isEqualTo("east");
        assertThat(ofAlice.at("/figures/offers").intValue()).isEqualTo(1);
        assertThat(ofAlice.at("/figures/rejected").intValue()).isEqualTo(1);
        assertThat(ofAlice.at("/figures/answered").intValue()).isZero();
        assertThat(ofAlice.get("occupancy").doubleValue()).isZero();
        assertThat(ofAlice.at("/queues/0/queue").asText()).isEqualTo("support");
        JsonNode ofBob = told.at("/agents/1");
        assertThat(ofBob.at("/figures/accepted").intValue()).isEqualTo(1);
        assertThat(ofBob.at("/figures/answered").intValue()).isEqualTo(1);
        assertThat(ofBob.at("/figures/skilled").intValue()).isEqualTo(1);
        assertThat(ofBob.at("/figures/skilledShare").doubleValue()).isEqualTo(1);
        assertThat(ofBob.get("signedInSeconds").doubleValue())
                .isPositive()
                .isLessThan(ofAlice.get("signedInSeconds").doubleValue());
        assertThat(ofBob.get("workSeconds").doubleValue())
                .isEqualTo(ofBob.at("/figures/handlingSeconds").doubleValue());
        JsonNode queue = told.at("/queues/0");
        assertThat(queue.at("/figures/offers").intValue()).isEqualTo(2);
        assertThat(queue.get("agents").intValue()).isEqualTo(2);
        assertThat(queue.get("longerThanSeconds").doubleValue())
                .isEqualTo(ofBob.at("/figures/handlingSeconds").doubleValue());
        double expected = ofAlice.at("/queues/0/expectedOffers").doubleValue()
                + ofBob.at("/queues/0/expectedOffers").doubleValue();
        assertThat(expected).isCloseTo(2, within(1e-9));
        assertThat(ofAlice.at("/queues/0/deviation").doubleValue())
                .isCloseTo(1 - ofAlice.at("/queues/0/expectedOffers").doubleValue(), within(1e-9));
        assertThat(told.at("/hard/long").asText()).contains("80 %");

        assertThat(ledger("&team=east").get("agents")).hasSize(1);
        assertThat(ledger("&queue=other").get("agents")).isEmpty();
        assertThat(ledger("&queue=support").at("/agents/1/figures")).isEqualTo(ofBob.get("figures"));
        List<String> lines = sue.with("Accept", "text/csv")
                .get(LEDGER + "?from=" + began + "&to=" + told.get("to").asText())
                .expect(200)
                .text()
                .lines()
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines).allMatch(line -> line.split(",", -1).length == 26);
        assertThat(lines.get(1)).startsWith("alice,east,,");
        assertThat(lines.get(2)).startsWith("alice,east,support,,").contains(",,,,,1,0,1,0,0,0,0,0,0,0,0.0,");
    }

    @Test
    void anotherTenantIsToldNothingOfIt() {
        create("");
        settled();
        ApiClient stranger = node.client(node.found(tenant + "x").value(), "sue", Role.SUPERVISOR);

        JsonNode told = stranger.get(LEDGER + "?from=" + began + "&to=" + Instant.now())
                .expect(200)
                .body();

        assertThat(told.get("agents")).isEmpty();
        assertThat(told.get("queues")).isEmpty();
        alice.get(LEDGER + "?from=" + began + "&to=" + Instant.now()).expect(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2026-01-01T00:00:00Z",
                "?to=2026-01-01T00:00:00Z",
                "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "?from=2026-01-01T00:00:00Z&to=2999-01-01T00:00:00Z",
                "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&queue=a%20b",
                "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&team=-"
            })
    void timeQueueOrTeamThatIsNoneIsRefused(String query) {
        Answered refused = sue.undocumented().get(LEDGER + query).expect(400, "malformed-request");

        assertThat(refused.text("/errors/0/pointer")).isIn("from", "to", "queue", "team");
    }

    @Test
    void timeThatIsTooLongIsRefused() {
        sue.get(LEDGER + "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z").expect(422, "limit");
    }

    /** Once all has been recorded. */
    private JsonNode settled() {
        var told = new AtomicReference<JsonNode>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            told.set(ledger(""));
            JsonNode figures = told.get().at("/queues/0/figures");
            assertThat(figures.path("offers").intValue()).isPositive();
            assertThat(figures.path("finished")).isEqualTo(figures.path("accepted"));
        });
        return told.get();
    }

    private JsonNode ledger(String more) {
        return sue.get(LEDGER + "?from=" + began + "&to=" + Instant.now() + more)
                .expect(200)
                .body();
    }

    private String offered(String id) {
        return ApiClient.within(() -> alice.get("/api/v1/me/state"), "/work/0/interaction", id)
                .text("/work/0/offer");
    }

    private String create(String more) {
        var id = new AtomicReference<String>();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> id.set(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'" + more + "}")
                        .expect(201)
                        .text("/id")));
        return id.get();
    }
}

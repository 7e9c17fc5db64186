package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy is published, tried in a queue, and reported on. */
class TrialApiTest extends TenantOfItsOwn {

    private static final String SUPPORT = "/api/v1/queues/support";

    TrialApiTest() {
        super("trial");
    }

    @BeforeEach
    void queueThatTriesAPolicy() {
        ada.put("/api/v1/skills/german", "{}").expect(201);
        ada.put("/api/v1/policies/standard", "{'requirements': {'german': 1}}").expect(201);
        ada.put("/api/v1/policies/better", "{'requirements': {'german': 1}, 'strategy': 'most-skilled'}")
                .expect(201);
        ada.put(SUPPORT, "{'displayName': 'Support', 'policy': 'standard', 'trial': {'policy': 'better'}}")
                .expect(201);
    }

    @Test
    void reportSaysWhatTheTriedPolicyMadeOfEachOffer() {
        ready("alice", 3);
        ready("bob", 9);
        assertThat(ada.get(SUPPORT).expect(200).text("/trial/policy")).isEqualTo("better");
        String first = create();
        JsonNode shadow = shadow(first);
        assertThat(shadow.at("/policy").asText()).isEqualTo("better");
        assertThat(shadow.at("/version").intValue()).isEqualTo(1);
        assertThat(shadow.at("/chosen/agent").asText()).isEqualTo("bob");
        assertThat(shadow.at("/chosen/reason").asText()).isEqualTo("most-skilled");

        ada.put("/api/v1/policies/better", "{'requirements': {'german': 10}}").expect(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(shadow(create()).at("/version").intValue()).isEqualTo(2));

        JsonNode trials = report("").at("/trials");
        assertThat(trials.at("/0/policy").asText()).isEqualTo("better");
        assertThat(trials.at("/0/version").intValue()).isEqualTo(1);
        assertThat(trials.at("/0/another").intValue()).isPositive();
        assertThat(trials.at("/0/waiting").intValue()).isZero();
        assertThat(trials.at("/0/sooner/offers").intValue()).isZero();
        assertThat(trials.at("/1/version").intValue()).isEqualTo(2);
        assertThat(trials.at("/1/offers").intValue()).isPositive();
        assertThat(trials.at("/1/waiting")).isEqualTo(trials.at("/1/offers"));
        assertThat(report("?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z").at("/trials"))
                .isEmpty();
    }

    @Test
    void policyThatIsNotThereOrKnownCannotBeTried() {
        Answered missing = ada.put(
                        SUPPORT, "{'displayName': 'Support', 'policy': 'standard', 'trial': {'policy': 'none'}}")
                .expect(422, "invalid");
        assertThat(missing.text("/errors/0/pointer")).isEqualTo("/trial/policy");
        Answered version = ada.put(
                        SUPPORT,
                        "{'displayName': 'Support', 'policy': 'standard', 'trial': {'policy': 'better', 'version': 7}}")
                .expect(422, "invalid");
        assertThat(version.text("/errors/0/pointer")).isEqualTo("/trial/version");
        Answered share = ada.undocumented()
                .put(
                        SUPPORT,
                        "{'displayName': 'Support', 'policy': 'standard', 'trial': {'policy': 'better', 'share': 101}}")
                .expect(422, "invalid");
        assertThat(share.text("/errors/0/pointer")).isEqualTo("/trial/share");
    }

    @Test
    void shareOfTheTrafficIsRuledByTheTriedPolicyAndReportedOn() {
        ada.put("/api/v1/policies/better", "{'requirements': {}, 'strategy': 'most-skilled'}")
                .expect(200);
        ada.put(
                        SUPPORT,
                        "{'displayName': 'Support', 'policy': 'standard', 'trial': {'policy': 'better', 'share': 100}}")
                .expect(200);
        assertThat(ada.get(SUPPORT).expect(200).body().at("/trial/share").intValue())
                .isEqualTo(100);
        String waits = onItsSide();
        JsonNode explained = sue.get(INTERACTIONS + '/' + waits + "/explain")
                .expect(200)
                .body()
                .at("/waiting");
        assertThat(explained.at("/arm/trial").asText()).isEqualTo("better");
        assertThat(explained.at("/policyVersion").intValue()).isEqualTo(2);
        assertThat(explained.at("/requirements")).isEmpty();

        ready("alice", 0);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                event(waits, "offer-made").at("/reason").asText())
                        .isEqualTo("most-skilled"));
        assertThat(event(waits, "offer-made").at("/shadow").isMissingNode()).isTrue();
        assertThat(event(waits, "arm-drawn").at("/arm/side").asText()).isEqualTo("trial");
        JsonNode shares = report("").at("/shares/0");
        assertThat(shares.at("/policy").asText()).isEqualTo("better");
        assertThat(shares.at("/version").intValue()).isEqualTo(2);
        assertThat(shares.at("/trial/entered").intValue()).isPositive();
        assertThat(shares.at("/ruling/entered").intValue()).isZero();
    }

    /** One that came once its queue knew of the share, and knows of it itself. */
    private String onItsSide() {
        var id = new AtomicReference<String>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String created = create();
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                JsonNode arm =
                        sue.get(INTERACTIONS + '/' + created).expect(200).body().at("/arm");
                assertThat(arm.at("/side").asText()).isEqualTo("trial");
                assertThat(arm.at("/version").intValue()).isEqualTo(2);
            });
            id.set(created);
        });
        return id.get();
    }

    private JsonNode event(String id, String type) {
        JsonNode found = null;
        for (JsonNode event :
                sue.get(INTERACTIONS + '/' + id + "/events").expect(200).body().at("/items")) {
            if (event.at("/type").asText().equals(type)) {
                found = event.at("/data");
            }
        }
        assertThat(found).as(type).isNotNull();
        return found;
    }

    @Test
    void reportIsForSupervisorsOfAQueueThatIsThere() {
        sue.get("/api/v1/queues/nothing/trial").expect(404, "not-found");
        crm.get(SUPPORT + "/trial").expect(403, "forbidden");
        assertThat(sue.undocumented()
                        .get(SUPPORT + "/trial?from=2002-01-01T00:00:00Z&to=2001-01-01T00:00:00Z")
                        .expect(400, "malformed-request")
                        .text("/errors/0/pointer"))
                .isEqualTo("from");
        assertThat(report("").at("/trials")).isEmpty();
    }

    private JsonNode report(String query) {
        return sue.get(SUPPORT + "/trial" + query).expect(200).body();
    }

    /** What was decided beside its first offer. */
    private JsonNode shadow(String id) {
        var shadow = new AtomicReference<JsonNode>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (JsonNode event : sue.get(INTERACTIONS + '/' + id + "/events")
                    .expect(200)
                    .body()
                    .at("/items")) {
                if (event.at("/type").asText().equals("offer-made")) {
                    shadow.set(event.at("/data/shadow"));
                }
            }
            assertThat(shadow.get()).isNotNull();
        });
        return shadow.get();
    }

    private String create() {
        return crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'}")
                .expect(201)
                .text("/id");
    }

    private void ready(String agent, int german) {
        ready(
                agent,
                ", 'skills': {'german': " + german
                        + "}, 'capacity': {'units': 100, 'media': {'task': {'cost': 1, 'max': 100}}}");
    }
}

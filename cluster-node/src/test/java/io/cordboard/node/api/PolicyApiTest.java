package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.policy.PolicyCodec;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies, of which no version ever changes. */
class PolicyApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String STANDARD = "/api/v1/policies/standard";

    private final ApiNode node = ApiNode.shared();
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        String tenant = "pt" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
    }

    @Test
    void eachChangeIsAVersionAndNoVersionChanges() {
        Answered first = ada.put(STANDARD, "{'simultaneousOffers': 1}").expect(201);
        Answered second = ada.put(STANDARD, "{'simultaneousOffers': 2}").expect(200);
        // Said again, it is so already.
        assertThat(ada.put(STANDARD, "{'simultaneousOffers': 2}").expect(200).text())
                .isEqualTo(second.text());

        assertThat(first.text("/version")).isEqualTo("1");
        assertThat(first.text("/publishedBy")).isEqualTo("ada");
        assertThat(second.text("/version")).isEqualTo("2");
        assertThat(ada.get(STANDARD + "/versions/1").expect(200).text("/document/simultaneousOffers"))
                .isEqualTo("1");
        assertThat(ada.get(STANDARD).expect(200).text()).isEqualTo(second.text());
        assertThat(ada.get("/api/v1/policies").text("/items/0/version")).isEqualTo("2");
        ada.get(STANDARD + "/versions/3").expect(404, "not-found");
        ada.get(STANDARD + "/versions/one").expect(404, "not-found");
        ada.send("PUT", STANDARD + "/versions/1", java.util.Optional.of("{}")).expect(405, "method-not-allowed");
    }

    @Test
    void versionsAreListedNewestFirst() {
        for (int i = 1; i <= 3; i++) {
            ada.put(STANDARD, "{'simultaneousOffers': " + i + "}");
        }

        Answered page = ada.get(STANDARD + "/versions?limit=2").expect(200);
        assertThat(page.body().findValuesAsText("version")).containsExactly("3", "2");
        Answered rest = ada.get(STANDARD + "/versions?limit=2&after=" + page.text("/next"));
        assertThat(rest.expect(200).body().findValuesAsText("version")).containsExactly("1");
        assertThat(rest.body().has("next")).isFalse();
    }

    @Test
    void whatIsWrongIsSaidWithItsPath() {
        Answered wrong = ada.put(
                        STANDARD,
                        "{'strategy': 'best', 'steps': [{'after': 'PT10S'}, {'after': 'PT5S', 'drop': [1]}], 'colour': 1}")
                .expect(422, "invalid");

        assertThat(wrong.body().findValuesAsText("pointer")).contains("/strategy", "/steps/1/drop/0", "/colour");
        Answered missing = ada.put(STANDARD, "{'requirements': {'greek': 3}}").expect(422, "invalid");
        assertThat(missing.text("/detail")).contains("skill 'greek'");
        assertThat(missing.text("/errors/0/pointer")).isEqualTo("/requirements/greek");
    }

    @Test
    void versionIsPublishedOnWhatWasSeenOnly() {
        String first = ada.put(STANDARD, "{'simultaneousOffers': 1}").header("ETag");
        ada.with("If-Match", first).put(STANDARD, "{'simultaneousOffers': 2}").expect(200);

        Answered stale = ada.with("If-Match", first)
                .put(STANDARD, "{'simultaneousOffers': 3}")
                .expect(412, "stale");

        assertThat(stale.text("/current/version")).isEqualTo("2");
        ada.with("If-None-Match", "*")
                .put(STANDARD, "{'simultaneousOffers': 3}")
                .expect(412, "stale");
    }

    @Test
    void pinnedQueueKeepsItsVersionAndItsPolicy() {
        ada.put(STANDARD, "{'simultaneousOffers': 1}").expect(201);
        ada.put("/api/v1/queues/q", "{'displayName': 'Q', 'policy': 'standard', 'pinned': 1}")
                .expect(201);
        ada.put(STANDARD, "{'simultaneousOffers': 2}").expect(200);

        assertThat(ada.get(STANDARD + "/versions/1").text("/pinnedBy/0")).isEqualTo("q");
        assertThat(ada.delete(STANDARD).expect(409, "in-use").text("/current/version"))
                .isEqualTo("2");
        ada.delete("/api/v1/queues/q").expect(204);
        ada.delete(STANDARD).expect(204);
        ada.get(STANDARD).expect(404, "not-found");
        // A number never comes to mean two documents.
        assertThat(ada.put(STANDARD, "{}").expect(201).text("/version")).isEqualTo("3");
    }

    @Test
    void documentOfTheApiSaysWhatThePolicySchemaSays() throws IOException {
        JsonNode schema;
        try (var in = PolicyCodec.class.getResourceAsStream(PolicyCodec.SCHEMA)) {
            schema = new ObjectMapper().readTree(in);
        }
        ObjectNode said =
                ApiClient.DOCUMENT.document().at("/components/schemas/Policy").deepCopy();
        said.remove("examples");
        ObjectNode expected = schema.deepCopy();
        expected.remove("$schema");
        expected.remove("$defs");

        assertThat(said.toString()).isEqualTo(named(expected));
        for (var each : schema.get("$defs").properties()) {
            String name = "Policy" + Character.toUpperCase(each.getKey().charAt(0))
                    + each.getKey().substring(1);
            assertThat(ApiClient.DOCUMENT
                            .document()
                            .at("/components/schemas/" + name)
                            .toString())
                    .as(name)
                    .isEqualTo(named(each.getValue()));
        }
    }

    /** References as the API's document writes them. */
    private static String named(JsonNode schema) {
        return java.util.regex.Pattern.compile("#/\\$defs/(.)")
                .matcher(schema.toString())
                .replaceAll(
                        found -> "#/components/schemas/Policy" + found.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}

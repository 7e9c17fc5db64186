package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.classification.ClassificationCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant's classification from the outside: published, tried, followed on arrival, on a change and on an exception. */
class ClassificationApiTest extends TenantOfItsOwn {

    private static final String CLASSIFICATION = "/api/v1/classification";
    private static final String RULES =
            "{'rules': [{'when': 'interaction.escalated', 'queue': 'second', 'priority': 9},"
                    + " {'when': 'customer.tier >= 3', 'queue': 'vip', 'priority': 5, 'requirements': {'gold': 1}}],"
                    + " 'otherwise': {'queue': 'support'}}";

    ClassificationApiTest() {
        super("classification");
    }

    @BeforeEach
    void shopWithThreeQueues() {
        ada.put("/api/v1/skills/gold", "{}").expect(201);
        ada.put("/api/v1/policies/plain", "{}").expect(201);
        for (String queue : List.of("support", "vip", "second")) {
            queue(queue, "plain");
        }
    }

    @Test
    void interactionWithoutAQueueGoesWhereTheRulesSay() {
        publish();

        Answered begun = create("'attributes': {'customer': {'tier': 3}}").expect(201);

        assertThat(begun.text("/queue")).isEqualTo("vip");
        assertThat(begun.text("/priority")).isEqualTo("5");
        assertThat(begun.text("/classified/version")).isEqualTo("1");
        assertThat(begun.text("/classified/rule")).isEqualTo("1");
        Answered explained =
                sue.get(INTERACTIONS + '/' + begun.text("/id") + "/explain").expect(200);
        assertThat(explained.text("/classified/rule")).isEqualTo("1");
        Answered other = create("'subject': 'x'").expect(201);
        assertThat(other.text("/queue")).isEqualTo("support");
        assertThat(other.body().at("/classified/rule").isMissingNode()).isTrue();
    }

    @Test
    void withoutAQueueAndWithoutRulesItIsRefusedAndToldWhatToDo() {
        assertThat(create("'subject': 'x'").expect(422, "invalid").text("/errors/0/detail"))
                .contains("name a queue, or publish a classification");
        ada.get(CLASSIFICATION).expect(404, "not-found");
        ada.post(CLASSIFICATION + "/try", "{'medium': 'chat'}").expect(404, "not-found");
    }

    @Test
    void sameRequestAgainIsAnsweredTheSameThoughTheRulesHaveChanged() {
        publish();
        String body = "{'medium': 'task', 'attributes': {'customer': {'tier': 3}}}";
        String key = "order-77";
        Answered first =
                crm.with("Idempotency-Key", key).post(INTERACTIONS, body).expect(201);
        ada.put(CLASSIFICATION, "{'otherwise': {'queue': 'second'}}").expect(200);

        Answered again =
                crm.with("Idempotency-Key", key).post(INTERACTIONS, body).expect(201);

        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(again.text("/queue")).isEqualTo("vip");
    }

    @Test
    void changeWhileItWaitsMovesItAndTheHistorySaysWhy() {
        publish();
        String id = create("'subject': 'x'").expect(201).text("/id");

        crm.patch(INTERACTIONS + '/' + id, "{'attributes': {'customer': {'tier': 4}}}")
                .expect(200);

        eventually(() -> assertThat(queueOf(id)).isEqualTo("vip"));
        assertThat(events(id).toString())
                .containsSubsequence(
                        "attributes-changed",
                        "interaction-classified",
                        "\"rule\":1",
                        "\"cause\":\"changed\"",
                        "interaction-queued",
                        "\"why\":\"classified\"");
    }

    @Test
    void whatSomebodyTransferredStaysThere() {
        publish();
        String id = create("'subject': 'x'").expect(201).text("/id");
        // The queue may not have heard yet that it is there.
        eventually(() -> sue.post(INTERACTIONS + '/' + id + "/transfer", "{'queue': 'second'}")
                .expect(200));

        Answered changed = crm.patch(INTERACTIONS + '/' + id, "{'attributes': {'customer': {'tier': 4}}}")
                .expect(200);

        assertThat(changed.body().has("classified")).isFalse();
        assertThat(events(id).toString()).doesNotContain("interaction-classified");
    }

    @Test
    void whoHasWaitedForTooLongIsClassifiedAgain() {
        publish();
        ada.put(
                        "/api/v1/policies/impatient",
                        "{'overflow': [{'waitOver': 'PT1S', 'to': {'classify': {'attributes': {'escalated': true}}}}]}")
                .expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Q', 'policy': 'impatient'}")
                .expect(200);
        String id = create("'subject': 'x'").expect(201).text("/id");

        eventually(() -> assertThat(queueOf(id)).isEqualTo("second"));

        Answered found = crm.get(INTERACTIONS + '/' + id).expect(200);
        assertThat(found.text("/priority")).isEqualTo("9");
        assertThat(found.body().at("/attributes/escalated").booleanValue()).isTrue();
        assertThat(events(id).toString())
                .containsSubsequence(
                        "reclassification-begun",
                        "interaction-classified",
                        "\"cause\":\"exception\"",
                        "interaction-queued");
    }

    @Test
    void trialSaysWhereItWouldGoAndRecordsNothing() {
        publish();

        Answered said = sue.post(CLASSIFICATION + "/try", "{'medium': 'chat', 'attributes': {'customer.tier': 3}}")
                .expect(200);

        assertThat(said.text("/queue")).isEqualTo("vip");
        assertThat(said.text("/rule")).isEqualTo("1");
        assertThat(said.text("/version")).isEqualTo("1");
        assertThat(said.text("/priority")).isEqualTo("5");
        assertThat(said.text("/requirements/gold")).isEqualTo("1");
        crm.post(CLASSIFICATION + "/try", "{'medium': 'chat'}").expect(403);
    }

    @Test
    void versionsAreNumberedAndPublishedAsTheyWereSeen() {
        Answered first = ada.put(CLASSIFICATION, RULES).expect(201);
        String seen = first.header("ETag");
        assertThat(first.text("/version")).isEqualTo("1");
        assertThat(ada.put(CLASSIFICATION, RULES).expect(200).text("/version")).isEqualTo("1");
        ada.with("If-Match", seen)
                .put(CLASSIFICATION, "{'otherwise': {'queue': 'vip'}}")
                .expect(200);

        ada.with("If-Match", seen)
                .put(CLASSIFICATION, "{'otherwise': {'queue': 'second'}}")
                .expect(412, "stale");

        assertThat(sue.get(CLASSIFICATION).expect(200).text("/version")).isEqualTo("2");
        assertThat(sue.get(CLASSIFICATION + "?version=1").expect(200).text("/document/otherwise/queue"))
                .isEqualTo("support");
        sue.get(CLASSIFICATION + "?version=3").expect(404, "not-found");
        sue.put(CLASSIFICATION, RULES).expect(403);
    }

    @Test
    void whatIsWrongIsSaidWithItsPlaceAndWhatIsNamedStays() {
        Answered refused = ada.put(
                        CLASSIFICATION,
                        "{'rules': [{'when': 'agent.tier > 1', 'queue': 'vip'}], 'otherwise': {'queue': 'vip'}}")
                .expect(422, "invalid");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/rules/0/when");
        assertThat(ada.put(CLASSIFICATION, "{'otherwise': {'queue': 'nowhere'}}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/otherwise/queue");
        publish();

        ada.delete("/api/v1/queues/vip").expect(409, "in-use");
    }

    @Test
    void documentOfTheApiSaysWhatTheSchemaSays() throws IOException {
        JsonNode schema;
        try (var in = ClassificationCodec.class.getResourceAsStream(ClassificationCodec.SCHEMA)) {
            schema = new ObjectMapper().readTree(in);
        }
        ObjectNode expected = schema.deepCopy();
        expected.remove(List.of("$schema", "$defs"));

        assertThat(component("Classification")).isEqualTo(named(expected));
        for (var each : schema.get("$defs").properties()) {
            String name = each.getKey();
            assertThat(component("Classification" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)))
                    .as(name)
                    .isEqualTo(named(each.getValue()));
        }
    }

    private static String component(String name) {
        return ApiClient.DOCUMENT.document().at("/components/schemas/" + name).toString();
    }

    /** References as the API's document writes them. */
    private static String named(JsonNode schema) {
        return Pattern.compile("#/\\$defs/(.)")
                .matcher(schema.toString())
                .replaceAll(found ->
                        "#/components/schemas/Classification" + found.group(1).toUpperCase(Locale.ROOT));
    }

    private void publish() {
        ada.put(CLASSIFICATION, RULES).expect(201);
    }

    private void queue(String name, String policy) {
        ada.put("/api/v1/queues/" + name, "{'displayName': 'Q', 'policy': '" + policy + "'}")
                .expect(201);
    }

    private Answered create(String more) {
        return crm.post(INTERACTIONS, "{'medium': 'task', " + more + "}");
    }

    private String queueOf(String id) {
        return crm.get(INTERACTIONS + '/' + id).expect(200).text("/queue");
    }

    private JsonNode events(String id) {
        return crm.get(INTERACTIONS + '/' + id + "/events").expect(200).body().at("/items");
    }

    private static void eventually(Runnable holds) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(holds::run);
    }
}

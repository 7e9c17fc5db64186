package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies that ask agents by what is known of them and of the interaction, from the outside to the offer. */
class ConditionApiTest extends TenantOfItsOwn {

    ConditionApiTest() {
        super("condition");
    }

    @BeforeEach
    void shopWithTwoAgents() {
        ada.put(
                        "/api/v1/policies/by-language",
                        "{'where': 'agent.languages has interaction.language and agent.tier >= customer.tier',"
                                + " 'steps': [{'after': 'PT1H', 'where': 'true'}]}")
                .expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'by-language'}")
                .expect(201);
        ready("alice", ", 'attributes': {'languages': ['de', 'en'], 'tier': 1}");
        ready("bob", ", 'attributes': {'languages': ['de'], 'tier': 2.5, 'desk': {'site': 'north'}}");
    }

    @Test
    void offerGoesToTheAgentWhoMeetsTheCondition() {
        String id = create("{'language': 'de', 'customer': {'tier': 2}}");

        eventually(() -> assertThat(offered(id)).isEqualTo("bob"));
    }

    @Test
    void changedAttributesAreAskedForAnewWhileItWaits() {
        String id = create("{'language': 'fr', 'customer': {'tier': 1}}");
        eventually(() -> assertThat(explain(id).text("/waiting/waitsFor/what")).isEqualTo("agent"));
        assertThat(explain(id).text("/waiting/ineligible/0/obstacle/reason")).isEqualTo("condition-unmet");
        assertThat(explain(id).text("/waiting/ineligible/0/obstacle/condition"))
                .isEqualTo("agent.languages has interaction.language");
        assertThat(explain(id).text("/waiting/condition")).isEqualTo("agent.languages has \"fr\" and agent.tier >= 1");

        crm.patch(INTERACTIONS + '/' + id, "{'attributes': {'language': 'en'}}").expect(200);

        eventually(() -> assertThat(offered(id)).isEqualTo("alice"));
    }

    @Test
    void agentWhomTheAdministratorChangesIsAskedAnew() {
        String id = create("{'language': 'fr', 'customer.tier': 1}");
        eventually(() -> assertThat(explain(id).text("/waiting/waitsFor/what")).isEqualTo("agent"));

        ada.patch("/api/v1/agents/alice", "{'attributes': {'languages': ['fr']}}")
                .expect(200);

        eventually(() -> assertThat(offered(id)).isEqualTo("alice"));
        assertThat(ada.get("/api/v1/agents/alice").body().at("/attributes/tier").intValue())
                .as("a change merges")
                .isEqualTo(1);
    }

    @Test
    void typedAttributesAreFoundAsTheyWereSaid() {
        String id =
                create("{'language': 'fr', 'amount': 12.5, 'urgent': true, 'tags': ['a', 1], 'order': {'lines': 3}}");

        Answered found = crm.get(INTERACTIONS + '/' + id).expect(200);

        assertThat(found.body().at("/attributes/amount").doubleValue()).isEqualTo(12.5);
        assertThat(found.body().at("/attributes/urgent").isBoolean()).isTrue();
        assertThat(found.body().at("/attributes/tags/1").intValue()).isEqualTo(1);
        assertThat(found.body().at("/attributes/order/lines").intValue()).isEqualTo(3);
    }

    @Test
    void wrongConditionIsRefusedWithThePlaceInTheTextAndNothingIsPublished() {
        Answered refused =
                ada.put("/api/v1/policies/wrong", "{'where': 'agent.tier >='}").expect(422, "invalid");

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/where");
        assertThat(refused.text("/errors/0/detail")).startsWith("column 14: Expected ");
        ada.get("/api/v1/policies/wrong").expect(404, "not-found");
    }

    @Test
    void attributesThatAreTooDeepOrOfNoKindAreRefused() {
        String deep = "{'a': {'b': {'c': {'d': {'e': 1}}}}}";
        crm.post(INTERACTIONS, task(deep)).expect(422, "invalid");
        ada.patch("/api/v1/agents/alice", "{'attributes': " + deep + "}").expect(422, "invalid");
        crm.post(INTERACTIONS, task("{'a': [[1]]}")).expect(422, "invalid");
        String unstorable = "{'a': {'b\\u0000': 1}}";
        crm.post(INTERACTIONS, task(unstorable)).expect(422, "invalid");
        ada.patch("/api/v1/agents/alice", "{'attributes': " + unstorable + "}").expect(422, "invalid");
    }

    @Test
    void stepFiresWhenNobodyIsThereAndItsHistorySaysSo() {
        ada.put("/api/v1/skills/rare", "{}").expect(201);
        publish(
                "rare",
                "{'requirements': {'rare': 5},"
                        + " 'steps': [{'after': 'P1D', 'when': 'queue.agents == 0', 'drop': ['rare']}]}");

        String id = within(() -> crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'rare'}")
                        .expect(201))
                .text("/id");

        eventually(() -> assertThat(offered(id)).isIn("alice", "bob"));
        eventually(() -> assertThat(crm.get(INTERACTIONS + '/' + id + "/events")
                        .expect(200)
                        .body()
                        .at("/items"))
                .anySatisfy(event -> {
                    assertThat(event.at("/type").textValue()).isEqualTo("step-fired");
                    assertThat(event.at("/data/step").intValue()).isEqualTo(1);
                    assertThat(event.at("/data/condition").textValue()).isEqualTo("queue.agents == 0");
                }));
    }

    @Test
    void overflowByAConditionSendsItToTheOtherQueue() {
        ada.put("/api/v1/skills/rare", "{}").expect(201);
        publish(
                "rare",
                "{'requirements': {'rare': 5},"
                        + " 'overflow': [{'when': 'queue.agents == 0 and queue.others.support.waiting < 9',"
                        + " 'to': {'queue': 'support'}}]}");

        String id = within(() -> crm.post(
                                INTERACTIONS, "{'medium': 'task', 'queue': 'rare', 'attributes': {'language': 'de'}}")
                        .expect(201))
                .text("/id");

        eventually(() -> assertThat(crm.get(INTERACTIONS + '/' + id).expect(200).text("/queue"))
                .isEqualTo("support"));
    }

    @Test
    void conditionOfAQueueThatIsNotThereIsRefused() {
        ada.put(
                        "/api/v1/policies/lost",
                        "{'overflow': [{'when': 'queue.others.nowhere.waiting > 1', 'to': {'close': 'x'}}]}")
                .expect(422);
    }

    private void publish(String queue, String policy) {
        ada.put("/api/v1/policies/" + queue, policy).expect(201);
        ada.put("/api/v1/queues/" + queue, "{'displayName': 'Q', 'policy': '" + queue + "'}")
                .expect(201);
    }

    private String create(String attributes) {
        return within(() -> crm.post(INTERACTIONS, task(attributes)).expect(201))
                .text("/id");
    }

    private static String task(String attributes) {
        return "{'medium': 'task', 'queue': 'support', 'attributes': " + attributes + "}";
    }

    private String offered(String id) {
        return crm.get(INTERACTIONS + '/' + id).expect(200).text("/offers/0/agent");
    }

    private Answered explain(String id) {
        return sue.get(INTERACTIONS + '/' + id + "/explain").expect(200);
    }

    private static void eventually(Runnable holds) {
        // A router looks at queues after 12 s.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(holds::run);
    }

    private static Answered within(Supplier<Answered> asked) {
        var result = new AtomicReference<Answered>();
        eventually(() -> result.set(asked.get()));
        return result.get();
    }
}

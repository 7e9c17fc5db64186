package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.flow.FlowCodec;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flows of a tenant, as its administrator publishes them. */
class FlowApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String IVR = "/api/v1/flows/ivr";

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "flows" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
        ada.put("/api/v1/policies/standard", "{}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
    }

    @Test
    void flowIsPublishedSeenAndRemoved() {
        Answered made = ada.put(IVR, flow("Hello.", "support")).expect(201);
        String first = made.text("/revision");
        String second =
                ada.put(IVR, flow("Hello again.", "support")).expect(200).text("/revision");

        assertThat(second).isNotEqualTo(first);
        assertThat(ada.get(IVR).expect(200).text("/steps/hello/say/0")).isEqualTo("Hello again.");
        Answered versions = ada.get(IVR + "/versions").expect(200);
        assertThat(versions.text("/items/0/version")).isEqualTo(second);
        assertThat(versions.text("/items/1/publishedBy")).isEqualTo("ada");
        Answered old = ada.get(IVR + "/versions/" + first).expect(200);
        assertThat(old.text("/document/steps/hello/say/0")).isEqualTo("Hello.");
        assertThat(old.text("/latest")).isEqualTo(second);
        ada.get(IVR + "/versions/999").expect(404, "not-found");
        ada.delete(IVR).expect(204);
        ada.get(IVR).expect(404, "not-found");
    }

    @Test
    void whatIsWrongIsSaidWhereItIs() {
        assertThat(ada.put(IVR, flow("{nobody}", "support"))
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/steps/hello/say/0");
        Answered missing = ada.put(IVR, flow("Hello.", "nowhere")).expect(422, "invalid");
        assertThat(missing.text("/errors/0/pointer")).isEqualTo("/steps/queue/queue");
    }

    @Test
    void flowThatANumberNamesStays() {
        ada.put(IVR, flow("Hello.", "support")).expect(201);
        ada.put("/api/v1/numbers/main", "{'number': '100', 'displayName': 'N', 'flow': 'ivr'}")
                .expect(201);

        ada.delete(IVR).expect(409, "in-use");
        ada.delete("/api/v1/queues/support").expect(409, "in-use");
        assertThat(ada.put("/api/v1/numbers/other", "{'number': '101', 'displayName': 'N', 'flow': 'none'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/flow");
    }

    @Test
    void onlyThoseWhoConfigureSeeFlows() {
        ada.put(IVR, flow("Hello.", "support")).expect(201);

        node.client(tenant, "sue", Role.SUPERVISOR).get(IVR).expect(200);
        node.client(tenant, "crm", Role.INTEGRATOR).get(IVR).expect(403, "forbidden");
        node.client(tenant, "sue", Role.SUPERVISOR)
                .put(IVR, flow("Hello.", "support"))
                .expect(403, "forbidden");
    }

    @Test
    void documentOfTheApiSaysWhatTheFlowSchemaSays() throws IOException {
        JsonNode schema;
        try (var in = FlowCodec.class.getResourceAsStream(FlowCodec.SCHEMA)) {
            schema = new ObjectMapper().readTree(in);
        }
        ObjectNode said =
                ApiClient.DOCUMENT.document().at("/components/schemas/Flow").deepCopy();
        said.remove("examples");
        ObjectNode expected = schema.deepCopy();
        expected.remove("$schema");
        expected.remove("$defs");

        assertThat(said.toString()).isEqualTo(named(expected));
        for (var each : schema.get("$defs").properties()) {
            String name = "Flow" + Character.toUpperCase(each.getKey().charAt(0))
                    + each.getKey().substring(1);
            assertThat(ApiClient.DOCUMENT
                            .document()
                            .at("/components/schemas/" + name)
                            .toString())
                    .as(name)
                    .isEqualTo(named(each.getValue()));
        }
    }

    private static String named(JsonNode schema) {
        return Pattern.compile("#/\\$defs/(.)")
                .matcher(schema.toString())
                .replaceAll(
                        found -> "#/components/schemas/Flow" + found.group(1).toUpperCase(Locale.ROOT));
    }

    /** Its queue's step has the name that leads there, too. */
    private static String flow(String text, String queue) {
        return "{'start': 'hello', 'help': {'queue': 'support'}, 'steps': {'hello': {'type': 'say', 'say': ['" + text
                + "'], 'then': 'queue'}, 'queue': {'type': 'queue', 'queue': '" + queue + "'}}}";
    }
}

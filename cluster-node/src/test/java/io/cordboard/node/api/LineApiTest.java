package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.node.api.ApiClient.Answered;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trunks and numbers of a tenant, as its administrator configures them. */
class LineApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String CARRIER = """
            {'displayName': 'Carrier', 'peers': [{'host': 'sip.carrier.example'}],
             'authentication': {'sources': ['192.0.2.0/28']}, 'rewriting': {'inbound': [{'strip': '00', 'add': '+'}]}}""";

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "lt" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
        ada.put("/api/v1/policies/standard", "{}").expect(201);
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
    }

    @Test
    void trunkIsConfiguredAndCallsNobodyUnlessOpened() {
        Answered made = ada.put("/api/v1/trunks/carrier", CARRIER).expect(201);

        assertThat(made.text("/peers/0/port")).isEqualTo("5060");
        assertThat(made.text("/outbound/callsPerMinute")).isEqualTo("0");
        Answered opened = ada.patch(
                        "/api/v1/trunks/carrier",
                        "{'channels': 60, 'outbound': {'prefixes': ['+49'], 'callsPerMinute': 30}}")
                .expect(200);
        assertThat(opened.text("/channels")).isEqualTo("60");
        assertThat(opened.text("/outbound/callerId/use")).isEqualTo("withheld");
        assertThat(opened.text("/authentication/sources/0")).isEqualTo("192.0.2.0/28");
        ada.delete("/api/v1/trunks/carrier").expect(204);
        ada.get("/api/v1/trunks/carrier").expect(404, "not-found");
    }

    @Test
    void trunkThatCouldBeMistakenForAnotherIsRefusedWhereItCould() {
        ada.put("/api/v1/trunks/carrier", CARRIER).expect(201);

        assertThat(ada.put("/api/v1/trunks/second", CARRIER)
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/authentication/sources");
        ada.put("/api/v1/trunks/second", "{'displayName': 'B', 'authentication': {'user': 'b'}}")
                .expect(201);
        assertThat(ada.put("/api/v1/trunks/third", "{'displayName': 'C', 'authentication': {'user': 'b'}}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/authentication/user");
    }

    @Test
    void sameSourceOfAnotherTenantIsNoSecretGivenAway() {
        ada.put("/api/v1/trunks/carrier", CARRIER).expect(201);
        String other = tenant + "o";
        node.found(other);

        node.client(other, "eve", Role.ADMIN)
                .put("/api/v1/trunks/carrier", CARRIER)
                .expect(201);
    }

    @Test
    void queueThatANumberNamesIsInUse() {
        ada.put("/api/v1/numbers/main", "{'number': '+4930123*', 'displayName': 'Northwind', 'queue': 'support'}")
                .expect(201);

        assertThat(ada.delete("/api/v1/queues/support").expect(409, "in-use").text("/detail"))
                .contains("number 'main'");
        assertThat(ada.put("/api/v1/numbers/other", "{'number': '+4930123*', 'displayName': 'N', 'queue': 'support'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/number");
        assertThat(ada.put("/api/v1/numbers/other", "{'number': '100', 'displayName': 'N', 'queue': 'nowhere'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/queue");
        assertThat(ada.put("/api/v1/numbers/other", "{'number': '100', 'displayName': 'N'}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/queue");
    }

    @Test
    void linesAreForThoseWhoRunThem() {
        ada.put("/api/v1/trunks/carrier", CARRIER).expect(201);

        node.client(tenant, "sue", Role.SUPERVISOR).get("/api/v1/trunks").expect(200);
        node.client(tenant, "sue", Role.SUPERVISOR)
                .put("/api/v1/trunks/carrier", CARRIER)
                .expect(403, "forbidden");
        node.client(tenant, "crm", Role.INTEGRATOR).get("/api/v1/trunks").expect(403, "forbidden");
        node.client(tenant, "crm", Role.INTEGRATOR).get("/api/v1/numbers").expect(200);
        node.client(tenant, "alice", Role.AGENT).get("/api/v1/numbers").expect(403, "forbidden");
    }

    @Test
    void linesAreInTheTenantsDocument() {
        ada.put("/api/v1/trunks/carrier", CARRIER).expect(201);
        ada.put("/api/v1/numbers/main", "{'number': '100', 'displayName': 'Northwind', 'queue': 'support'}")
                .expect(201);

        String yaml = ada.get("/api/v1/configuration").expect(200).text();

        assertThat(yaml).contains("carrier", "192.0.2.0/28", "Northwind");
        assertThat(ada.get("/api/v1/tenant").expect(200).text("/counts/trunks")).isEqualTo("1");
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.telephony.line.PhoneToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The secrets of phones and trunks: shown once, good until the next, gone when they are removed. */
class LineSecretApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String ALICE = "/api/v1/agents/alice/phone";

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "st" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
        ada.put("/api/v1/agents/alice", "{'displayName': 'Alice'}").expect(201);
    }

    @Test
    void secretOfAPhoneIsShownOnceAndKeptAsDigests() {
        ada.get(ALICE).expect(404, "not-found");

        Answered made = ada.post(ALICE).expect(201);

        String secret = made.text("/secret");
        assertThat(secret).hasSize(24);
        assertThat(made.text("/user")).isEqualTo("alice");
        assertThat(made.text("/domain")).isEqualTo(tenant + ".sip.localhost");
        assertThat(made.text("/by")).isEqualTo("ada");
        assertThat(made.header("Location")).isEqualTo(ALICE);
        SipCredentials kept = kept(Kind.AGENT, "alice").orElseThrow();
        assertThat(kept).isEqualTo(SipCredentials.of("alice", tenant + ".sip.localhost", secret));
        for (String path : new String[] {ALICE, "/api/v1/agents/alice", "/api/v1/configuration"}) {
            assertThat(ada.get(path).expect(200).text())
                    .as(path)
                    .doesNotContain(secret)
                    .doesNotContain(kept.md5())
                    .doesNotContain(kept.sha256());
        }
        assertThat(node.client(tenant, "crm", Role.INTEGRATOR)
                        .get("/api/v1/events?after=start")
                        .text())
                .doesNotContain(kept.md5());
    }

    @Test
    void newSecretReplacesTheOldOneAndARemovedOneIsGone() {
        ada.post(ALICE).expect(201);
        SipCredentials first = kept(Kind.AGENT, "alice").orElseThrow();

        ada.post(ALICE).expect(201);

        assertThat(kept(Kind.AGENT, "alice")).isPresent().isNotEqualTo(Optional.of(first));
        ada.delete(ALICE).expect(204);
        ada.delete(ALICE).expect(204);
        assertThat(kept(Kind.AGENT, "alice")).isEmpty();
        ada.post("/api/v1/agents/nobody/phone").expect(404, "not-found");
    }

    @Test
    void agentMakesTheirOwnAndNobodyElses() {
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);

        assertThat(alice.post("/api/v1/me/phone").expect(201).text("/user")).isEqualTo("alice");
        alice.get("/api/v1/me/phone").expect(200);
        alice.post(ALICE).expect(403, "forbidden");
        node.client(tenant, "sue", Role.SUPERVISOR).post(ALICE).expect(201);
        node.client(tenant, "crm", Role.INTEGRATOR).post(ALICE).expect(403, "forbidden");
        String other = tenant + "o";
        node.found(other);
        node.client(other, "eve", Role.ADMIN).post(ALICE).expect(404, "not-found");
    }

    @Test
    void pageOfAnAgentRegistersByATokenOfTheSecretThatIsKept() {
        ApiClient alice = node.client(tenant, "alice", Role.AGENT);

        Answered first = alice.post("/api/v1/me/phone/token").expect(200);

        SipCredentials kept = kept(Kind.AGENT, "alice").orElseThrow();
        Instant expires = Instant.parse(first.text("/expiresAt"));
        assertThat(expires)
                .isBetween(Instant.now().plusSeconds(540), Instant.now().plusSeconds(600));
        assertThat(first.text("/address")).isEqualTo("sip:alice@" + tenant + ".sip.localhost");
        assertThat(new PhoneToken(first.text("/user"), first.text("/secret"), expires))
                .isEqualTo(PhoneToken.of(kept, expires));
        alice.post("/api/v1/me/phone/token").expect(200);
        assertThat(kept(Kind.AGENT, "alice")).as("a token is not kept").contains(kept);
        node.client(tenant, "sue", Role.SUPERVISOR)
                .post("/api/v1/me/phone/token")
                .expect(403, "forbidden");
        node.client(tenant, "nobody", Role.AGENT).post("/api/v1/me/phone/token").expect(404, "not-found");
    }

    @Test
    void trunkWithAUserHasASecret() {
        ada.put("/api/v1/trunks/carrier", "{'displayName': 'C', 'authentication': {'user': 'northwind'}}")
                .expect(201);
        ada.put("/api/v1/trunks/open", "{'displayName': 'O', 'authentication': {'sources': ['192.0.2.1']}}")
                .expect(201);

        assertThat(ada.post("/api/v1/trunks/carrier/secret").expect(201).text("/user"))
                .isEqualTo("northwind");
        ada.post("/api/v1/trunks/open/secret").expect(422, "invalid");
        node.client(tenant, "sue", Role.SUPERVISOR)
                .post("/api/v1/trunks/carrier/secret")
                .expect(403, "forbidden");
        ada.delete("/api/v1/trunks/carrier").expect(204);
        ada.get("/api/v1/trunks/carrier/secret").expect(404, "not-found");
    }

    @Test
    void secretThatACarrierHasGivenIsKeptForItsRealmAndNeverShown() {
        ada.put(
                        "/api/v1/trunks/carrier",
                        "{'displayName': 'C', 'authentication': {'user': 'account', 'sources': ['192.0.2.1']}}")
                .expect(201);
        String path = "/api/v1/trunks/carrier/secret";

        Answered made = ada.post(path, "{'secret': 'of-the-carrier', 'realm': 'carrier.example'}")
                .expect(201);

        assertThat(made.text("/domain")).isEqualTo("carrier.example");
        assertThat(made.text()).doesNotContain("of-the-carrier");
        assertThat(kept(Kind.TRUNK, "carrier"))
                .contains(SipCredentials.of("account", "carrier.example", "of-the-carrier"));
        ada.post(path, "{'secret': 'of-the-carrier'}").expect(422, "invalid");
        ada.post(path, "{'realm': 'carrier.example'}").expect(422, "invalid");
        ada.post(path, "{'secret': 's', 'realm': '" + tenant + ".sip.localhost'}")
                .expect(422, "invalid");
        ada.post(path, "{'secret': 's', 'realm': 'a b'}").expect(422, "invalid");
    }

    private Optional<SipCredentials> kept(Kind kind, String name) {
        Reply reply = node.switchboard
                .ask(new TenantCommand.LookSipSecret(new TenantId(tenant), new Ref(kind, name)), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();
        return ((TenantView.SipSecret) ((Reply.Found) reply).view()).kept().map(kept -> kept.credentials());
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant's whole configuration as one file. */
class ConfigurationFileApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String FILE = "/api/v1/configuration";
    private static final String SHOP = """
        format: cordboard-tenant/1
        skills:
          german: {description: Speaks German}
        policies:
          standard:
            requirements: {german: 1}
        queues:
          support: {displayName: Support, policy: standard}
        agents:
          alice: {displayName: Alice, skills: {german: 6}, unattended: true}
        """;

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "ft" + TENANTS.incrementAndGet();
        node.found(tenant);
        ada = node.client(tenant, "ada", Role.ADMIN);
    }

    @Test
    void whatGoesInComesOut() {
        assertThat(ada.putYaml(FILE, SHOP).expect(200).text("/counts/agents")).isEqualTo("1");

        Answered file = ada.get(FILE).expect(200);

        assertThat(file.header("Content-Type")).startsWith("application/yaml");
        assertThat(file.text()).contains("german: 6", "tenant: " + tenant);
        node.found("ft-copy-" + tenant);
        ApiClient other = node.client("ft-copy-" + tenant, "ada", Role.ADMIN);
        other.putYaml(FILE, file.text().replace(tenant, "ft-copy-" + tenant)).expect(200);
        assertThat(other.get(FILE).text().replace("ft-copy-", "")).isEqualTo(file.text());
        // Another tenant's file is not taken for one's own.
        assertThat(other.putYaml(FILE, file.text()).expect(422, "invalid").text("/errors/0/pointer"))
                .isEqualTo("/tenant");
    }

    @Test
    void sameFileAgainChangesNothing() {
        String first = ada.putYaml(FILE, SHOP).expect(200).header("ETag");

        assertThat(ada.putYaml(FILE, SHOP).expect(200).header("ETag")).isEqualTo(first);
    }

    @Test
    void fileIsPutOnWhatWasSeenOnly() {
        ada.putYaml(FILE, SHOP).expect(200);
        // Agents and queues confirm what they are told, which is nothing that the file says.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ada.get("/api/v1/tenant").text("/undelivered").equals("0"));
        String seen = ada.get(FILE).header("ETag");
        ada.post("/api/v1/keys", "{'role': 'admin', 'label': 'x'}").expect(201);
        assertThat(ada.get(FILE).header("ETag")).isEqualTo(seen);
        ada.put("/api/v1/skills/greek", "{}").expect(201);

        ada.with("If-Match", seen).putYaml(FILE, SHOP).expect(412, "stale");

        ada.get("/api/v1/skills/greek").expect(200);
        ada.with("If-Match", ada.get(FILE).header("ETag")).putYaml(FILE, SHOP).expect(200);
        ada.get("/api/v1/skills/greek").expect(404, "not-found");
    }

    @Test
    void dryRunSaysWhatWouldBeDoneAndDoesNothing() {
        ada.put("/api/v1/skills/greek", "{}").expect(201);

        Answered plan = ada.putYaml(FILE + "?dryRun=true", SHOP).expect(200);

        assertThat(plan.body().get("defined")).hasSize(3);
        assertThat(plan.text("/removed/0/id")).isEqualTo("greek");
        assertThat(plan.text("/published/0")).isEqualTo("standard");
        ada.get("/api/v1/skills/german").expect(404, "not-found");
        ada.putYaml(FILE + "?dryRun=perhaps", SHOP).expect(400, "malformed-request");
    }

    @Test
    void everythingThatIsWrongIsSaidWithItsPathAndNothingIsDone() {
        Answered unread = ada.putYaml(FILE, """
                format: cordboard-tenant/1
                skills: {german: {description: 7}}
                agents: {alice: {displayName: Alice, skills: {german: eleven}}}
                """).expect(422, "invalid");
        assertThat(unread.body().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/skills/german/description", "/agents/alice/skills/german");
        Answered unfit = ada.putYaml(FILE, """
                format: cordboard-tenant/1
                skills: {german: {}}
                agents: {alice: {displayName: Alice, team: none, skills: {german: 1}}}
                """).expect(422, "invalid");
        assertThat(unfit.text("/errors/0/pointer")).isEqualTo("/agents/alice");
        assertThat(unfit.text("/errors/0/detail")).contains("team 'none'");
        ada.get("/api/v1/skills/german").expect(404, "not-found");
        ada.putYaml(FILE, "a: [").expect(422, "invalid");
        ada.putYaml(FILE, "a: &x [1]\nb: *x").expect(422, "invalid");
        ada.with("Content-Type", "text/plain")
                .send("PUT", FILE, java.util.Optional.of(SHOP))
                .expect(415);
        ada.send("PUT", FILE, java.util.Optional.empty()).expect(415);
    }

    @Test
    void fileBeyondItsLimitsIsRefused() {
        ada.putYaml(FILE, "#" + "x".repeat(8 * 1024 * 1024)).expect(413, "body-too-large");
        ada.putYaml(FILE, "[".repeat(100_000)).expect(422, "invalid");
        ada.putYaml(FILE, "a: " + "{b: ".repeat(100) + "1" + "}".repeat(100)).expect(422, "invalid");
    }
}

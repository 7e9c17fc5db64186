package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.ops.replay.JournalReplay;
import io.cordboard.ops.replay.PolicyChoice;
import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplaySettings;
import io.cordboard.ops.replay.Report;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A supervisor has a time of the journal run again. */
class ReplayApiTest extends TenantOfItsOwn {

    private static final String REPLAYS = "/api/v1/replays";

    private final Instant from = Instant.now().minusSeconds(1);

    @TempDir
    private Path directory;

    ReplayApiTest() {
        super("replay");
    }

    @BeforeEach
    void shopWithOneAgent() {
        ada.put("/api/v1/policies/standard", "{'wrapUp': {'mode': 'none'}}").expect(201);
    }

    @Test
    void reportIsThatOfTheCommandToTheByte() throws IOException {
        Instant to = work();
        Path file = Files.writeString(directory.resolve("german.yaml"), "requirements: {german: 5}\n");
        Report command = JournalReplay.run(
                node.database.settings(),
                new TenantId(tenant),
                from,
                to,
                ZoneOffset.UTC,
                List.of(file.toString(), "support=" + file),
                new ReplaySettings(
                        List.of(PolicyChoice.DEFAULT),
                        Optional.empty(),
                        7,
                        ReplaySettings.DEFAULT_GAP,
                        Optional.of(Duration.ofMinutes(30))),
                Progress.NONE);

        String german = "'name': 'german.yaml', 'document': {'requirements': {'german': 5}}";
        Answered asked = sue.post(
                        REPLAYS,
                        "{'from': '" + from + "', 'to': '" + to + "', 'seed': 7, 'interval': 'PT30M', 'policies': [{"
                                + german + "}, {'queue': 'support', " + german + "}]}")
                .expect(202);
        String location = asked.header("Location");
        Answered done = ApiClient.within(() -> sue.get(location).expect(200), "/state", "done");

        assertThat(done.text("/askedBy")).isEqualTo("sue");
        assertThat(done.body().at("/progress/share").doubleValue()).isEqualTo(1);
        assertThat(done.body().at("/policies/1").asText()).isEqualTo("support=german.yaml");
        String report = done.text("/report");
        assertThat(sue.get(report).expect(200).text()).isEqualTo(command.json() + '\n');
        assertThat(sue.with("Accept", "text/csv").get(report).expect(200).text())
                .isEqualTo(command.csv());
        assertThat(sue.get(REPLAYS).expect(200).text("/items/0/id")).isEqualTo(asked.text("/id"));
        sue.delete(location).expect(204);
        assertThat(sue.get(location).text("/state")).isEqualTo("done");

        ApiClient stranger = node.client(node.found(tenant + "x").value(), "sue", Role.SUPERVISOR);
        stranger.get(location).expect(404, "not-found");
        stranger.get(report).expect(404, "not-found");
        stranger.delete(location).expect(204);
        assertThat(stranger.get(REPLAYS).expect(200).body().get("items")).isEmpty();
        alice.get(location).expect(403, "forbidden");
    }

    @Test
    void policyOfTheTenantIsThatOfTheMoment() {
        Instant to = work();
        ada.put("/api/v1/policies/standard", "{'requirements': {}, 'wrapUp': {'mode': 'optional'}}")
                .expect(200);

        String location = sue.post(
                        REPLAYS,
                        "{'from': '" + from + "', 'to': '" + to + "', 'policies': [{'policy': 'standard'},"
                                + " {'policy': 'standard', 'version': 1}]}")
                .expect(202)
                .header("Location");
        ApiClient.within(() -> sue.get(location), "/state", "done");

        JsonNode columns = sue.get(location + "/report").expect(200).body().get("columns");
        assertThat(columns.findValuesAsText("name"))
                .containsExactly("recorded", "as configured", "standard v2", "standard v1");
        assertThat(columns.at("/0/total/answered").intValue()).isEqualTo(2);
    }

    @Test
    void timeInWhichNobodyWasAnsweredFailsAndSaysWhy() {
        String location = sue.post(REPLAYS, "{'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}")
                .expect(202)
                .header("Location");

        Answered failed = ApiClient.within(() -> sue.get(location), "/state", "failed");

        assertThat(failed.text("/reason")).contains("Expected contacts of " + tenant);
        sue.get(location + "/report").expect(409, "wrong-phase");
        sue.get(REPLAYS + "/no-such").expect(404, "not-found");
        sue.get(REPLAYS + "/no-such/report").expect(404, "not-found");
        sue.delete(REPLAYS + "/no-such").expect(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                '2026-01-02T00:00:00Z' | '2026-01-01T00:00:00Z' |                                                  | 422 | /to
                '2026-01-01T00:00:00Z' | '2999-01-02T00:00:00Z' |                                                  | 422 | /to
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'zone': 'Nowhere'                              | 422 | /zone
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'interval': 'PT1S'                             | 422 | /interval
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'policies': [{}]                               | 422 | /policies/0
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'policies': [{'policy': 'none'}]               | 422 | /policies/0/policy
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'policies': [{'document': {'odd': 1}}]         | 422 | /policies/0/document/odd
                '2026-01-01T00:00:00Z' | '2026-01-02T00:00:00Z' | , 'policies': [{'document': {}}, {'document': {}}] | 422 | /policies
                '2026-01-01T00:00:00Z' | '2026-01-31T00:00:00Z' | , 'interval': 'PT1M', 'policies': [{'document': {}}, {'name': 'b', 'document': {}}, {'name': 'c', 'document': {}}] | 422 | /interval
                '2026-01-01T00:00:00Z' | '2026-03-01T00:00:00Z' |                                                  | 422 |
                """)
    void whatCannotBeReplayedIsRefusedWithItsPlace(
            String begins, String ends, String more, int status, String pointer) {
        Answered refused = sue.undocumented()
                .post(
                        REPLAYS,
                        "{'from': " + begins + ", 'to': " + ends
                                + Optional.ofNullable(more).orElse("") + "}")
                .expect(status);

        if (pointer == null) {
            assertThat(refused.text("/code")).isEqualTo("limit");
        } else {
            assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
        }
    }

    /** Returns an instant after it. */
    private Instant work() {
        ada.put("/api/v1/queues/support", "{'displayName': 'Support', 'policy': 'standard'}")
                .expect(201);
        ready("alice", "");
        for (int i = 0; i < 2; i++) {
            var id = new AtomicReference<String>();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> id.set(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'}")
                            .expect(201)
                            .text("/id")));
            String offer = ApiClient.within(() -> alice.get("/api/v1/me/state"), "/work/0/interaction", id.get())
                    .text("/work/0/offer");
            alice.post("/api/v1/offers/" + offer + "/accept").expect(200);
            alice.post(INTERACTIONS + '/' + id.get() + "/end").expect(200);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    alice.get("/api/v1/me/state").body().get("work"))
                            .isEmpty());
        }
        return Instant.now();
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Recording;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.guide.MessageTask;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recordings over HTTP: steered by who has the call, listened to by supervisors, removed by administrators. */
class RecordingApiTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final byte[] SOUND = new byte[70_000];

    static {
        for (int i = 0; i < SOUND.length; i++) {
            SOUND[i] = (byte) (i * 7);
        }
    }

    private final ApiNode node = ApiNode.shared();
    private String tenant;
    private ApiClient crm;
    private ApiClient alice;
    private ApiClient bob;
    private ApiClient sue;
    private ApiClient ada;

    @BeforeEach
    void freshTenant() {
        tenant = "rec" + TENANTS.incrementAndGet();
        queue(Recording.Mode.ALWAYS);
        node.ready(tenant, "alice");
        crm = node.client(tenant, "crm", Role.INTEGRATOR);
        alice = node.client(tenant, "alice", Role.AGENT);
        bob = node.client(tenant, "bob", Role.AGENT);
        sue = node.client(tenant, "sue", Role.SUPERVISOR);
        ada = node.client(tenant, "ada", Role.ADMIN);
    }

    private void queue(Recording.Mode mode) {
        Policy policy = Policy.DEFAULT.with(
                draft -> draft.recording = new Recording(mode, Duration.ofMinutes(2), Duration.ofDays(30)));
        node.done(new QueueCommand.Configure(
                new QueueId(new TenantId(tenant), "support"), "support", "standard", policy, 1, 1));
    }

    /** A call that alice has; where it is. */
    private String call(String medium) {
        String id = crm.post("/api/v1/interactions", "{'medium': '" + medium + "', 'queue': 'support'}")
                .expect(201)
                .text("/id");
        String call = "/api/v1/interactions/" + id;
        await().until(() -> sue.get(call).text("/phase").equals("offered"));
        alice.post("/api/v1/offers/" + sue.get(call).text("/offers/0/id") + "/accept")
                .expect(200);
        return call;
    }

    private InteractionId id(String call) {
        return new InteractionId(new TenantId(tenant), call.substring(call.lastIndexOf('/') + 1));
    }

    private void keep(String call) throws IOException {
        var order = new Recordings.Order(
                id(call), new RecordingId("r1"), Optional.empty(), Instant.now().plusSeconds(3_600));
        try (var sink = node.recordings.target(order).open()) {
            sink.append(ByteBuffer.wrap(SOUND));
        }
    }

    private HttpResponse<byte[]> fetch(String path, String subject, Role role) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(node.uri() + path))
                            .header("Authorization", "Bearer " + node.people.token(tenant, subject, role))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private long told(String call, String type) {
        return sue.get(call + "/events?limit=200").expect(200).body().path("items").findValuesAsText("type").stream()
                .filter(type::equals)
                .count();
    }

    @Test
    void recordingIsPausedAndGoneOnWithByWhoHasTheCallAndEndedByASupervisor() {
        String call = call("voice");
        assertThat(alice.get(call + "/recordings").expect(200).text("/items/0/state"))
                .isEqualTo("recording");

        bob.post(call + "/recording/pause").expect(403, "not-held");
        alice.post(call + "/recording/pause").expect(200);
        assertThat(sue.get(call + "/recordings").text("/items/0/pausedUntil")).isNotEmpty();
        alice.post(call + "/recording/pause").expect(200);
        alice.post(call + "/recording/resume").expect(200);
        alice.post(call + "/recording/stop").expect(422, "invalid");
        sue.post(call + "/recording/stop").expect(200);
        alice.post(call + "/recording/pause").expect(409, "wrong-phase");

        assertThat(sue.get(call + "/recordings").text("/items/0/state")).isEqualTo("ended");
        assertThat(sue.get(call + "/recordings").text("/items/0/length")).startsWith("PT");
        assertThat(told(call, "recording-paused")).isEqualTo(1);
        assertThat(told(call, "recording-resumed")).isEqualTo(1);
    }

    @Test
    void messageIsHeardByWhoHasItsTask() throws Exception {
        var support = new QueueId(new TenantId(tenant), "support");
        var caller = new InteractionId(support.tenant(), "call-1");
        var arrived = LegReport.Arrived.guided(
                caller,
                new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Guide("welcome", 1),
                support,
                Instant.now());
        node.done(new InteractionCommand.Open(
                caller, arrived.contact(), arrived.place(), Optional.empty(), Optional.empty(), arrived.guided()));
        node.done(new InteractionCommand.TakeMessage(caller, Duration.ofDays(30)));
        node.done(new InteractionCommand.End(caller, Party.CUSTOMER));
        keep("/" + caller.name());
        node.done(new InteractionCommand.Open(
                MessageTask.of(caller),
                new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                arrived.place(),
                Optional.empty()));
        String task = "/api/v1/interactions/" + MessageTask.of(caller).name();
        await().until(() -> sue.get(task).text("/phase").equals("offered"));

        HttpResponse<byte[]> answer = fetch(task + "/message", "alice", Role.AGENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(SOUND.length);
        assertThat(told("/api/v1/interactions/call-1", "recording-fetched")).isEqualTo(1);
        bob.get(task + "/message").expect(403, "not-held");
        alice.get("/api/v1/interactions/call-1/recordings/r1").expect(403, "forbidden");
        assertThat(sue.get("/api/v1/interactions/call-1/recordings").text("/items/0/why"))
                .isEqualTo("message");
        sue.get(call("task") + "/message").expect(404, "not-found");
    }

    @Test
    void whatIsNoCallIsNotRecorded() {
        String chat = call("task");

        alice.post(chat + "/recording/start").expect(422, "invalid");
        assertThat(sue.get(chat + "/recordings").body().path("items")).isEmpty();
    }

    @Test
    void supervisorListensAndThatIsInTheHistory() throws Exception {
        String call = call("voice");
        keep(call);

        HttpResponse<byte[]> answer = fetch(call + "/recordings/r1", "sue", Role.SUPERVISOR);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(SOUND.length);
        // But for the two lengths in its head.
        assertThat(java.util.Arrays.copyOfRange(answer.body(), 44, SOUND.length))
                .isEqualTo(java.util.Arrays.copyOfRange(SOUND, 44, SOUND.length));
        assertThat(told(call, "recording-fetched")).isEqualTo(1);
        fetch(call + "/recordings/r1", "sue", Role.SUPERVISOR);
        assertThat(told(call, "recording-fetched")).isEqualTo(2);
        alice.get(call + "/recordings/r1").expect(403, "forbidden");
    }

    @Test
    void recordingThatThisNodeDoesNotHaveIsNotFoundAndNobodyHasListened() {
        String call = call("voice");

        assertThat(sue.get(call + "/recordings/r1").expect(404, "not-found").text("/detail"))
                .contains("the node that carried the call");
        sue.get(call + "/recordings/r2").expect(404, "not-found");
        assertThat(told(call, "recording-fetched")).isZero();
    }

    @Test
    void administratorRemovesWhatHasEnded() throws Exception {
        String call = call("voice");
        keep(call);
        ada.delete(call + "/recordings/r1").expect(409, "wrong-phase");
        sue.post(call + "/recording/stop").expect(200);
        sue.delete(call + "/recordings/r1").expect(403, "forbidden");

        ada.delete(call + "/recordings/r1").expect(204);

        ada.delete(call + "/recordings/r1").expect(204);
        sue.get(call + "/recordings/r1").expect(404, "not-found");
        assertThat(sue.get(call + "/recordings").text("/items/0/state")).isEqualTo("removed");
        assertThat(told(call, "recording-removed")).isEqualTo(1);
        assertThat(node.recordings.play(id(call), new RecordingId("r1"))).isEmpty();
    }
}

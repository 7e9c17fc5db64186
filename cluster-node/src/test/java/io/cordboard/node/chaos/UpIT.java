package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cordboard up --nodes 3} as a person sees it. */
class UpIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int PORT = 18180;
    private static final Pattern STARTED = Pattern.compile("node (\\d): pid (\\d+), API (http://\\S+)");

    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void threeNodesAreOneContactCentre() throws Exception {
        // As LocalPostgres does for its own: a directory that the user postgres may enter.
        Path data = Files.createTempDirectory(
                "cordboard-up-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        var command = new ArrayList<>(Supervisor.java());
        command.addAll(List.of("io.cordboard.node.Main", "up", "--nodes", "3"));
        command.addAll(List.of("--port", String.valueOf(PORT), "--data", data.toString()));
        var up = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            Thread.ofVirtual().start(() -> listen(up));
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(said)
                            .contains(
                                    "All 3 nodes are up.",
                                    "  node 1    page http://127.0.0.1:18180/    API http://127.0.0.1:18180/api/v1",
                                    "  node 3    page http://127.0.0.1:18182/    API http://127.0.0.1:18182/api/v1"));
            var nodes = started().map(line -> URI.create(line.group(3))).toList();
            var pids = started().map(line -> Long.parseLong(line.group(2))).toList();
            assertThat(nodes).hasSize(3);

            chatThroughAllThree(nodes);

            ProcessHandle.of(pids.get(1)).orElseThrow().destroyForcibly();
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(said)
                            .contains("node 2 (pid " + pids.get(1) + ") has ended by signal 9; 2 of 3 nodes run"));

            up.destroy();
            assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(pids)
                    .noneMatch(pid ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
        } finally {
            up.descendants().forEach(ProcessHandle::destroyForcibly);
            up.destroyForcibly();
            delete(data);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void dataDirectoryThatTheServersUserMayNotEnterIsNamed(@TempDir Path closed) throws Exception {
        // Given
        assumeThat(System.getProperty("user.name"))
                .as("only root starts the server as another user")
                .isEqualTo("root");
        var command = new ArrayList<>(Supervisor.java());
        command.addAll(List.of("io.cordboard.node.Main", "up", "--nodes", "3"));
        command.addAll(List.of(
                "--port", String.valueOf(PORT), "--data", closed.resolve("data").toString()));

        // When
        var up = new ProcessBuilder(command).redirectErrorStream(true).start();
        var all = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(up.waitFor()).isEqualTo(1);
        assertThat(all)
                .contains(
                        "Expected a directory that the user postgres may enter, but " + closed + " is closed to others")
                .doesNotContain("\tat io.cordboard");
    }

    /** The customer at the first, the agent's socket at the second, and the agent's yes at the third. */
    private static void chatThroughAllThree(List<URI> nodes) throws IOException, InterruptedException {
        var alice = Caller.logIn(nodes.get(2), "alice");
        var desk = new Desk();
        var ticket = Caller.body(alice.post(nodes.get(1), "/api/v1/ws-tickets", ""))
                .path("ticket")
                .asText();
        var socket = Caller.HTTP
                .newWebSocketBuilder()
                .subprotocols("cordboard.v1+json")
                .buildAsync(URI.create("ws://" + nodes.get(1).getAuthority() + "/api/v1/ws?ticket=" + ticket), desk)
                .join();
        socket.sendText("{\"type\":\"start\"}", true).join();
        desk.awaitFrame("agent's snapshot", f -> f.path("type").asText().equals("snapshot"));
        order(socket, desk, "sign-in");
        order(socket, desk, "ready");

        var opened = alice.post(nodes.getFirst(), "/chat/v1/demo/sessions", """
                {"queue": "support", "name": "Kim", "firstMessage": "Hello?"}""");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        // It rings with the event, or with a snapshot that came after it.
        var rings = desk.awaitFrame(
                "offer",
                f -> f.path("event").asText().equals("offer-made") || offers(f).has(0));
        String offer = rings.path("event").asText().equals("offer-made")
                ? rings.path("data").path("offer").asText()
                : offers(rings).path(0).path("offer").asText();
        var accepted = alice.post(nodes.get(2), "/api/v1/offers/" + offer + "/accept", "");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        desk.awaitFrame("assignment", f -> f.path("event").asText().equals("interaction-assigned"));
        socket.abort();
    }

    private static JsonNode offers(JsonNode frame) {
        return frame.path("data").path("interaction").path("offers");
    }

    private static void order(WebSocket socket, Desk desk, String order) {
        socket.sendText("{\"type\":\"" + order + "\",\"id\":\"" + order + "\"}", true)
                .join();
        var result = desk.awaitFrame(
                "result of " + order,
                f -> f.path("type").asText().equals("result")
                        && f.path("id").asText().equals(order));
        assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
    }

    private Stream<Matcher> started() {
        return said.stream().map(STARTED::matcher).filter(Matcher::matches);
    }

    private void listen(Process up) {
        try (var lines = new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException _) {
            // It has ended.
        }
    }

    /** The frames that an agent's page gets. */
    private static final class Desk implements WebSocket.Listener {

        private static final ObjectMapper JSON = new ObjectMapper();

        private final ConcurrentLinkedQueue<JsonNode> frames = new ConcurrentLinkedQueue<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    frames.add(JSON.readTree(partial.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("Expected JSON, but got " + partial, e);
                }
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        JsonNode awaitFrame(String name, Predicate<JsonNode> which) {
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(frames)
                            .as("frames, among them the %s", name)
                            .anyMatch(which));
            return frames.stream().filter(which).findFirst().orElseThrow();
        }
    }
}

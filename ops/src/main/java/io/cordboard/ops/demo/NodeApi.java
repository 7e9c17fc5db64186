package io.cordboard.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The REST API of a cluster, asked as any client would: another node where one does not answer, again where that is asked for, the
 * same {@code Idempotency-Key} when a creation is sent again.
 */
final class NodeApi implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final Duration GIVE_UP = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What a node answered. */
    record Answer(int status, JsonNode body) {
        boolean good() {
            return status / 100 == 2;
        }

        /** The stable code of a problem. */
        String code() {
            return body.path("code").asText();
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    NodeApi(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    HttpClient client() {
        return client;
    }

    /** The node whose turn it is: load is spread by taking turns. */
    URI node() {
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    /** A token for a built-in user of the demo tenant, whose password is the name again. */
    String token(String user) throws IOException, InterruptedException {
        String known = tokens.get(user);
        if (known != null) {
            return known;
        }
        ObjectNode login = JSON.createObjectNode()
                .put("tenant", Scene.TENANT)
                .put("user", user)
                .put("password", user);
        Answer answer = post("/api/v1/auth/token", Optional.empty(), login);
        if (!answer.good()) {
            throw new IOException("Expected to sign in as " + user + ", but the node said " + answer.status() + ' '
                    + answer.body().path("detail").asText());
        }
        String token = answer.body().path("accessToken").asText();
        tokens.put(user, token);
        return token;
    }

    Answer get(String path, String user) throws IOException, InterruptedException {
        return send(request(path, Optional.of(user)).GET(), path);
    }

    Answer post(String path, Optional<String> user, JsonNode body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, user)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, path);
    }

    private HttpRequest.Builder request(String path, Optional<String> user) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node().resolve(path)).timeout(ANSWER_WITHIN);
        if (user.isPresent()) {
            request.header("Authorization", "Bearer " + token(user.get()));
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(GIVE_UP);
        while (true) {
            Duration pause = PAUSE;
            try {
                HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                boolean later = response.statusCode() == 503 || response.statusCode() == 429;
                if (!later || Instant.now().isAfter(giveUp)) {
                    return new Answer(response.statusCode(), json(response.body()));
                }
                pause = response.headers()
                        .firstValue("Retry-After")
                        .map(NodeApi::seconds)
                        .orElse(PAUSE);
            } catch (IOException e) {
                if (Instant.now().isAfter(giveUp)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            request.uri(node().resolve(path));
        }
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, 10));
        } catch (NumberFormatException _) {
            return PAUSE;
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

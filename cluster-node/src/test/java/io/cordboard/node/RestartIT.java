package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node has promised to a client holds when it has been started anew. */
class RestartIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void attemptThatIsRepeatedAfterARestartIsNotCarriedOutTwice(@TempDir Path data)
            throws IOException, InterruptedException {
        String task = "{\"medium\": \"task\", \"queue\": \"tasks\", \"subject\": \"once\"}";
        JsonNode first;
        try (Node node = NodeInTest.withDemo(data)) {
            first = body(open(node, "attempt-1", task), 201);
        }

        try (Node node = NodeInTest.withDemo(data)) {
            JsonNode again = body(open(node, "attempt-1", task), 201);
            var other = open(node, "attempt-1", task.replace("once", "twice"));
            JsonNode fresh = body(open(node, "attempt-2", task), 201);

            assertThat(again.path("id")).isEqualTo(first.path("id"));
            assertThat(body(other, 422).path("code").asText()).isEqualTo("idempotency-key-reused");
            assertThat(fresh.path("id")).isNotEqualTo(first.path("id"));
        }
    }

    private static JsonNode body(HttpResponse<String> answer, int expected) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> open(Node node, String attempt, String json)
            throws IOException, InterruptedException {
        String token = body(
                        send(
                                node,
                                "/api/v1/auth/token",
                                "{\"tenant\": \"demo\", \"user\": \"ada\", \"password\": \"ada\"}"),
                        200)
                .path("accessToken")
                .asText();
        return send(node, "/api/v1/interactions", json, "Authorization", "Bearer " + token, "Idempotency-Key", attempt);
    }

    private static HttpResponse<String> send(Node node, String path, String json, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.apiUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package io.cordboard.node.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A built-in user of the demo tenant, at whichever node. */
final class Caller {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);

    private final String token;

    private Caller(String token) {
        this.token = token;
    }

    static Caller logIn(URI node, String user) throws IOException, InterruptedException {
        var answer = new Caller("").post(node, "/api/v1/auth/token", """
                        {"tenant": "demo", "user": "%1$s", "password": "%1$s"}""".formatted(user));
        return new Caller(body(answer).path("accessToken").asText());
    }

    HttpResponse<String> post(URI node, String path, String json) throws IOException, InterruptedException {
        return send(request(node, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> get(URI node, String path) throws IOException, InterruptedException {
        return send(request(node, path).GET());
    }

    private HttpRequest.Builder request(URI node, String path) {
        var request = HttpRequest.newBuilder(node.resolve(path)).timeout(ANSWERED_WITHIN);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode body(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}

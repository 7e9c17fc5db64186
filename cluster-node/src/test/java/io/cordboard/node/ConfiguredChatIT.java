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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose customers may chat, as a whole node knows it. */
class ConfiguredChatIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static Node node;

    @BeforeAll
    static void start() {
        node = NodeInTest.withDemo(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Any customer's page can name as many as it likes. */
    @Test
    void chatWithATenantThatDoesNotExistBringsNoneToMemory() throws IOException, InterruptedException {
        String token = post("/api/v1/auth/token", "{\"user\": \"olga\", \"password\": \"olga\"}", 200)
                .path("accessToken")
                .asText();
        post("/chat/v1/demo/sessions", "{\"queue\": \"support\"}", 201);
        JsonNode before = tenantsInMemory(token);

        for (int i = 0; i < 3; i++) {
            post("/chat/v1/made-up-" + i + "/sessions", "{\"queue\": \"support\"}", 404);
        }

        assertThat(tenantsInMemory(token)).isEqualTo(before);
    }

    private static JsonNode tenantsInMemory(String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.apiUrl() + "/api/v1/cluster"))
                .header("Authorization", "Bearer " + token)
                .build();
        JsonNode tenants = new ObjectMapper()
                .readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .at("/entities/tenant");
        assertThat(tenants.isObject()).isTrue();
        return tenants;
    }

    private static JsonNode post(String path, String json, int expected) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.apiUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return new ObjectMapper().readTree(answer.body());
    }
}

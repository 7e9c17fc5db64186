package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nodeWithoutItsJournalLivesButIsNotReady(@TempDir Path data) throws IOException, InterruptedException {
        Node node = NodeInTest.start(data);
        try {
            assertThat(get(node, "/ready").statusCode()).isEqualTo(200);
            assertThat(node.metricsPort()).isEmpty();

            node.database().close();

            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                var ready = get(node, "/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("{\"name\":\"journal\",\"ok\":false}");
            });
            assertThat(get(node, "/health").statusCode()).isEqualTo(200);
        } finally {
            node.close();
        }
    }

    @Test
    void nodeIsReadyOnlyOnceTheDemoTenantsPeopleCanSignIn(@TempDir Path data) throws IOException, InterruptedException {
        int port = freePort();
        var starting = CompletableFuture.supplyAsync(() -> NodeInTest.start(
                data,
                Map.of(
                        "cordboard.node.api.port",
                        port,
                        "cordboard.node.demo",
                        true,
                        "cordboard.node.demo-agents",
                        20)));
        URI url = URI.create("http://127.0.0.1:" + port);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreException(ConnectException.class)
                    .until(() -> get(url, "/ready").statusCode() == 200);

            var login = post(url, "/api/v1/auth/token", "", """
                    {"tenant": "demo", "user": "agent-20", "password": "agent-20"}""");
            String token = login.body().replaceAll(".*\"accessToken\":\"([^\"]+)\".*", "$1");
            assertThat(post(url, "/api/v1/me/sign-in", token, "").statusCode()).isEqualTo(200);
        } finally {
            starting.join().close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> post(URI url, String path, String token, String json)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Node node, String path) throws IOException, InterruptedException {
        return get(URI.create(node.apiUrl()), path);
    }

    private HttpResponse<String> get(URI url, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}

package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nodeWithoutItsJournalLivesButIsNotReady(@TempDir Path data) throws IOException, InterruptedException {
        Node node = Node.start(Map.of(
                "cordboard.node.api.port",
                0,
                "cordboard.persistence.journal.data-dir",
                data.toString(),
                "cordboard.ops.metrics.enabled",
                "off",
                "pekko.coordinated-shutdown.exit-jvm",
                "off"));
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

    private HttpResponse<String> get(Node node, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(node.apiUrl() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}

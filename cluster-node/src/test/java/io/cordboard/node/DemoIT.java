package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.ops.demo.Demo;
import io.cordboard.ops.demo.DemoSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node as {@code up} starts it, a short demo on it, and what its metrics say of that. */
class DemoIT {

    @TempDir
    static Path data;

    private static Node node;
    private static String shown;
    private static boolean tied;

    @BeforeAll
    static void playDemo() throws IOException, InterruptedException {
        node = Node.start(Map.of(
                "cordboard.node.api.port",
                0,
                "cordboard.node.demo",
                true,
                "cordboard.node.demo-agents",
                2,
                "cordboard.persistence.journal.data-dir",
                data.toString(),
                "cordboard.channels.chat.exempt-sources",
                List.of("127.0.0.1"),
                "cordboard.ops.metrics.tick",
                "1s",
                "pekko.coordinated-shutdown.exit-jvm",
                "off"));
        var out = new ByteArrayOutputStream();
        var settings = new DemoSettings(
                List.of(URI.create(node.apiUrl())),
                21,
                240,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(15),
                4711);
        tied = new Demo(settings, new PrintStream(out, true, StandardCharsets.UTF_8), false, false).run();
        shown = out.toString(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void demoTiesAndSaysHow() {
        assertThat(tied).as(shown).isTrue();
        assertThat(shown).contains("It ties").contains("service level").contains("answered within target");
        assertThat(number("arrivals +(\\d+)"))
                .isEqualTo(number("= answered +(\\d+)")
                        + number("\\+ abandoned +(\\d+)")
                        + number("\\+ waiting +(\\d+)")
                        + number("\\+ in progress +(\\d+)"))
                .isPositive();
    }

    @Test
    void metricsCountWhatTheDemoSaw() {
        int arrivals = number("arrivals +(\\d+)");

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String metrics = scrape();
            assertThat(sum(metrics, "cc_tasks_offered_total")).isGreaterThanOrEqualTo(arrivals);
            assertThat(sum(metrics, "cc_chat_opened_total")).isEqualTo(arrivals);
            assertThat(sum(metrics, "cc_tasks_closed_total")).isEqualTo(arrivals);
            // Each stay in a queue ends answered, abandoned, or elsewhere.
            assertThat(sum(metrics, "cc_tasks_answered_total") + sum(metrics, "cc_tasks_abandoned_total"))
                    .isPositive()
                    .isLessThanOrEqualTo(sum(metrics, "cc_tasks_offered_total"));
            assertThat(sum(metrics, "cc_tasks_answered_within_sl_total"))
                    .isPositive()
                    .isLessThanOrEqualTo(sum(metrics, "cc_tasks_answered_total"));
            assertThat(sum(metrics, "cc_tasks{")).isZero();
            assertThat(sum(metrics, "cc_agents{")).isZero();
            assertThat(sum(metrics, "cc_websocket_sessions")).isZero();
        });
    }

    @Test
    void metricsHaveTheNamesThatAreDocumented() {
        String metrics = scrape();

        assertThat(Documented.names())
                .hasSizeGreaterThan(30)
                .allSatisfy(name ->
                        assertThat(metrics).containsPattern(Pattern.compile("(?m)^" + name + "(_bucket)?[ {]")));
    }

    @Test
    void noSeriesNamesAnInteractionOrACustomer() {
        assertThat(scrape()).doesNotContain("Customer ").doesNotContainPattern("(interaction|customer|agent)=\"");
    }

    @Test
    void metricsAreReachedOnLoopbackOnly() throws IOException {
        int port = node.metricsPort().orElseThrow();

        refused("127.0.0.2", port);
        for (var each : (Iterable<NetworkInterface>) NetworkInterface.networkInterfaces()::iterator) {
            for (var address : each.getInterfaceAddresses()) {
                if (!address.getAddress().isLoopbackAddress()) {
                    refused(address.getAddress().getHostAddress(), port);
                }
            }
        }
    }

    private static void refused(String host, int port) {
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(host, port), 2_000);
                    }
                })
                .as(host)
                .isInstanceOf(ConnectException.class);
    }

    private static String scrape() {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.metricsPort().orElseThrow() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int number(String pattern) {
        var matcher = Pattern.compile(pattern).matcher(shown);
        assertThat(matcher.find()).as(pattern + " in " + shown).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}

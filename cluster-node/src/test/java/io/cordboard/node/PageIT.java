package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The page in headless Chromium, against two real nodes. The tests themselves are in {@code src/test/browser}, in the language
 * of the page, and driven by Playwright; this class starts what they need and tells what they found.
 */
class PageIT {

    private static final Path TESTS = Path.of("src/test/browser").toAbsolutePath();
    private static final Path OUT = Path.of(System.getProperty("project.build.directory", "target"), "browser")
            .toAbsolutePath();
    private static final int MINUTES = 10;

    private static final List<Node> NODES = new ArrayList<>();

    @BeforeAll
    static void startNodes() throws IOException {
        String seed = "127.0.0.1:" + freePort();
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
        NODES.add(Node.start(settings(database, seed, seed)));
        NODES.add(Node.start(settings(database, "127.0.0.1:0", seed)));
        var switchboard = NODES.getFirst().switchboard();
        DemoTenant.ensure(switchboard, Rooms.TENANT, Rooms.document());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            Reply reply = switchboard
                    .ask(new TenantCommand.Show(Rooms.TENANT), Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .join();
            return reply instanceof Reply.Found(_, _, TenantView.Summary summary) && summary.undelivered() == 0;
        });
    }

    @AfterAll
    static void stopNodes() {
        NODES.reversed().forEach(Node::close);
        // Tried again, it begins with nodes of its own.
        NODES.clear();
    }

    @TestFactory
    Stream<DynamicTest> browser() throws IOException, InterruptedException {
        Files.createDirectories(OUT);
        // Beside it: Playwright empties its own place.
        Path log = OUT.resolveSibling("browser.log");
        var command = new ProcessBuilder(TESTS.resolve("run.sh").toString(), "page.spec.ts")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment()
                .putAll(Map.of(
                        "CORDBOARD_NODE", NODES.getFirst().apiUrl(),
                        "CORDBOARD_OTHER_NODE", NODES.getLast().apiUrl(),
                        "CORDBOARD_CHROMIUM", chromium(),
                        "CORDBOARD_OUT", OUT.toString(),
                        "CI", "true"));
        Path report = OUT.resolve("report.json");
        Files.deleteIfExists(report);
        Process tests = command.start();
        boolean ended = tests.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
        assertThat(ended && Files.exists(report))
                .as("a report within %d minutes, but: %s", MINUTES, Files.readString(log))
                .isTrue();
        return found(new ObjectMapper().readTree(report.toFile()));
    }

    private static Stream<DynamicTest> found(JsonNode report) {
        List<DynamicTest> tests = report.findValues("specs").stream()
                .flatMap(JsonNode::valueStream)
                .map(spec -> DynamicTest.dynamicTest(
                        spec.path("title").asText(),
                        () -> assertThat(spec.path("ok").asBoolean())
                                .as(spec.findValuesAsText("message").toString())
                                .isTrue()))
                .toList();
        assertThat(tests).as(report.path("errors").toString()).isNotEmpty();
        return tests.stream();
    }

    private static Map<String, Object> settings(String database, String address, String seed) {
        var settings = new HashMap<String, Object>();
        settings.put("pekko.coordinated-shutdown.exit-jvm", "off");
        settings.put("pekko.cluster.jmx.multi-mbeans-in-same-jvm", "on");
        settings.put("cordboard.node.api.port", 0);
        settings.put("cordboard.node.cluster.port", Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        settings.put("cordboard.node.cluster.seeds", seed);
        settings.put("cordboard.node.api.security.demo.enabled", true);
        settings.put("cordboard.node.api.security.demo.users", Rooms.users());
        settings.put("cordboard.node.api.security.demo.token-life", "12s");
        settings.put("cordboard.node.live.max-session", "8s");
        settings.put("cordboard.persistence.journal.url", database);
        settings.put("cordboard.persistence.journal.user", "cordboard");
        settings.put("cordboard.persistence.journal.password", "");
        return settings;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected Chromium on the PATH: ./cordboard test installs it"))
                .toString();
    }
}

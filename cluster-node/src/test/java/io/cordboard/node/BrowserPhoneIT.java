package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent's phone in headless Chromium: JsSIP over a secure WebSocket, its sound through a real rtpengine. The browser's side is
 * {@code phone.spec.ts}; this class is the caller.
 */
class BrowserPhoneIT {

    private static final double CALLER = 700;
    private static final double AGENT = 1_100;
    private static final String PASSWORD = "changeit";
    private static final double LOUD = 2_000;
    private static final double FAINT = 200;
    private static final Path TESTS = Path.of("src/test/browser").toAbsolutePath();
    private static final Path OUT = Path.of(System.getProperty("project.build.directory", "target"), "browser-phone")
            .toAbsolutePath();

    private int sipPort;
    private int webSocketPort;
    private Process rtpengine;
    private Node node;
    private CallerOnTheWire caller;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        Files.createDirectories(OUT);
        sipPort = freePort();
        webSocketPort = freePort();
        int control = freePort();
        rtpengine = new ProcessBuilder(
                        program("rtpengine"),
                        "--config-file=none",
                        "--table=-1",
                        "--foreground",
                        "--log-stderr",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + control,
                        "--port-min=32000",
                        "--port-max=32767",
                        "--num-threads=2",
                        "--endpoint-learning=heuristic")
                .redirectErrorStream(true)
                .redirectOutput(OUT.resolve("rtpengine.log").toFile())
                .start();
        node = NodeInTest.start(
                data,
                Map.of(
                        "cordboard.node.demo",
                        true,
                        "cordboard.telephony.sip.enabled",
                        true,
                        "cordboard.telephony.sip.port",
                        sipPort,
                        "cordboard.telephony.sip.secure-web-socket-port",
                        webSocketPort,
                        "cordboard.telephony.sip.key-store.path",
                        keyStore(data).toString(),
                        "cordboard.telephony.sip.key-store.password",
                        PASSWORD,
                        "cordboard.telephony.media.rtpengine.nodes",
                        List.of(Map.of("host", "127.0.0.1", "port", control))));
        caller = new CallerOnTheWire(sipPort, CALLER);
    }

    @AfterEach
    void stop() {
        caller.close();
        node.close();
        rtpengine.destroy();
    }

    @Test
    void callerAndBrowserHearEachOtherButOnHoldUntilTheAgentHangsUp(@TempDir Path heard) throws Exception {
        caller.calls("100");

        Path log = OUT.resolve("browser.log");
        Path report = OUT.resolve("results").resolve("report.json");
        var command = new ProcessBuilder(TESTS.resolve("run.sh").toString(), "phone.spec.ts", "--retries=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment()
                .putAll(Map.of(
                        "CORDBOARD_NODE", node.apiUrl(),
                        "CORDBOARD_SIP", "wss://127.0.0.1:" + webSocketPort,
                        "CORDBOARD_CHROMIUM", program("chromium", "chromium-browser", "google-chrome"),
                        "CORDBOARD_OUT", OUT.resolve("results").toString(),
                        "CORDBOARD_CALLER", heard.toString(),
                        "CI", "true"));
        Process browser = command.start();
        try {
            awaited(browser, heard.resolve("agent"), () -> caller.hears(AGENT) > LOUD);
            awaited(browser, heard.resolve("music"), () -> caller.hears(AGENT) < FAINT && caller.level() > FAINT);
            awaited(browser, heard.resolve("agent again"), () -> caller.hears(AGENT) > LOUD);
            assertThat(browser.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        assertThat(new ObjectMapper().readTree(report.toFile()).findValues("ok"))
                .as(Files.readString(log))
                .isNotEmpty()
                .allMatch(ok -> ok.asBoolean());
        assertThat(heard.resolve("agent again")).exists();
        await().until(caller::isHungUpOn);
    }

    /** Tells the page what the caller hears. If the page has given up, its report says why. */
    private static void awaited(Process browser, Path file, BooleanSupplier what) throws IOException {
        await().atMost(Duration.ofMinutes(2)).until(() -> what.getAsBoolean() || !browser.isAlive());
        if (what.getAsBoolean()) {
            Files.createFile(file);
        }
    }

    private static Path keyStore(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("node.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias node -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
                                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store)
                        .split(" "))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static int freePort() throws IOException {
        try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var _ = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            return tcp.getLocalPort();
        }
    }

    private static String program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.concat(
                                Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("Expected " + names[0] + " on the PATH: ./cordboard test installs it"))
                .toString();
    }
}

package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.LocationsInMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages after RFC 4475, by its sections, and what chance makes of them: whatever comes, a valid OPTIONS is answered after it. */
class TortureTest {

    private static final int MUTATIONS = 10_000;

    private static int port;
    private static int webSocketPort;
    private static SipNode node;

    @BeforeAll
    static void start() {
        port = Ports.free();
        webSocketPort = Ports.free();
        var config = ConfigFactory.parseString("cordboard.telephony.sip { port = " + port + ", web-socket-port = "
                        + webSocketPort + ", exempt-sources = [\"127.0.0.1\"], max-message-bytes = 8KiB }")
                .withFallback(ConfigFactory.defaultReference());
        node = SipNode.start(
                SipSettings.of(config),
                (_, leg) -> leg.refuse(480, java.util.Optional.empty()),
                new LinesInMemory(),
                new LocationsInMemory(Clock.systemUTC()),
                SipObserver.NONE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static List<Path> messages() throws IOException {
        try (var files =
                Files.list(Path.of(TortureTest.class.getResource("/torture").getPath()))) {
            return files.sorted().toList();
        }
    }

    private static List<byte[]> all() throws IOException {
        var all = new ArrayList<byte[]>();
        for (Path message : messages()) {
            all.add(Files.readAllBytes(message));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void optionsIsAnsweredAfterEachOverUdp(Path message) throws IOException {
        try (Wire wire = Wire.udp(port)) {
            wire.write(Files.readAllBytes(message));
            assertThat(wire.isAnswered()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void optionsIsAnsweredAfterEachOverTcp(Path message) throws IOException {
        try (Wire wire = Wire.tcp(port)) {
            wire.write(Files.readAllBytes(message));
            wire.again();
            assertThat(wire.isAnswered()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void optionsIsAnsweredAfterEachOverWebSocket(Path message) throws IOException {
        try (Wire wire = Wire.webSocket(webSocketPort)) {
            wire.write(Files.readAllBytes(message));
            wire.again();
            assertThat(wire.isAnswered()).isTrue();
        }
    }

    private static Wire wire(String transport) {
        return switch (transport) {
            case "UDP" -> Wire.udp(port);
            case "TCP" -> Wire.tcp(port);
            default -> Wire.webSocket(webSocketPort);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP", "WS"})
    void optionsIsAnsweredAfterThousandsOfMutations(String transport) throws IOException {
        long seed = 4_475;
        var random = new Random(seed);
        List<byte[]> messages = all();
        try (Wire wire = wire(transport)) {
            for (int i = 0; i < MUTATIONS / 2; i++) {
                wire.write(mutated(messages.get(random.nextInt(messages.size())), random));
                if (i % 100 == 99) {
                    wire.again();
                    assertThat(wire.isAnswered())
                            .as("after mutation %d of seed %d over %s", i, seed, wire.transport())
                            .isTrue();
                }
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> node.dialogs() == 0);
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] changed = message.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(changed, random.nextInt(changed.length) + 1) : changed;
    }

    @Test
    void messageThatIsTooLongIsNotRead() {
        String long64k = "X-Long: " + "a".repeat(60_000) + "\r\n";
        try (Wire wire = Wire.udp(port);
                Wire connection = Wire.tcp(port)) {
            for (Wire each : List.of(wire, connection)) {
                String request = each.request("OPTIONS", "sip:127.0.0.1", "sip:a@127.0.0.1", "too-long", 1, long64k);
                each.write(request.getBytes(StandardCharsets.UTF_8));
                assertThat(each.read("SIP/2.0 200", 300)).isEmpty();
                each.again();
                assertThat(each.isAnswered()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE 405", "MESSAGE 405", "NONSENSE 501", "BYE 481", "UPDATE 481"})
    void requestThatIsNotDoneHereIsRefused(String expected) {
        String method = expected.split(" ")[0];
        try (Wire wire = Wire.udp(port)) {
            wire.write(wire.request(method, "sip:127.0.0.1", "sip:a@127.0.0.1", method, 1, "Event: presence\r\n")
                    .getBytes(StandardCharsets.UTF_8));

            assertThat(wire.read("Call-ID: " + method, 3_000).orElse(""))
                    .startsWith("SIP/2.0 " + expected.split(" ")[1]);
        }
    }

    @Test
    void extensionThatIsNotKnownIsRefusedByName() {
        try (Wire wire = Wire.udp(port)) {
            String more = "Contact: <sip:a@127.0.0.1>\r\nRequire: nothing-has-this\r\n";
            wire.write(wire.request("INVITE", "sip:1@127.0.0.1", "sip:a@127.0.0.1", "required", 1, more)
                    .getBytes(StandardCharsets.UTF_8));

            assertThat(wire.read("Call-ID: required", 3_000).orElse(""))
                    .startsWith("SIP/2.0 420")
                    .contains("Unsupported: nothing-has-this");
        }
    }
}

package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.sip.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamailio between us and everybody: the carrier calls by it, and phones register by it and are called by it (Path, Record-Route). */
class EdgeProxyIT {

    private static final int EDGE = Ports.free();

    @TempDir
    private static Path directory;

    private static PhoneCentre centre;
    private static Process kamailio;

    @BeforeAll
    static void start() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(10));
        // SIPp answers the first challenge, and knows MD5.
        centre = new PhoneCentre("sip.registration.digests = [\"MD5\"]");
        try (var in = EdgeProxyIT.class.getResourceAsStream("/kamailio/edge.cfg")) {
            String config = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("EDGE", Integer.toString(EDGE))
                    .replace("NODE", Integer.toString(centre.port));
            Path file = Files.writeString(directory.resolve("edge.cfg"), config);
            kamailio = new ProcessBuilder(
                            program(), "-f", file.toString(), "-DD", "-E", "-m", "64", "-w", ".", "-Y", ".")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("kamailio.log").toFile())
                    .start();
        }
    }

    /** Debian's, where daemons are. */
    private static String program() {
        return Files.isExecutable(Path.of("/usr/sbin/kamailio")) ? "/usr/sbin/kamailio" : "kamailio";
    }

    @AfterAll
    static void stop() throws InterruptedException {
        Awaitility.reset();
        kamailio.destroy();
        if (!kamailio.waitFor(10, TimeUnit.SECONDS)) {
            kamailio.destroyForcibly();
        }
        centre.close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().untilAsserted(() -> {
            assertThat(centre.rooms.open()).isZero();
            assertThat(centre.calls.sip().dialogs()).isZero();
        });
    }

    /** An agent whose phone has registered by the proxy, from this port. */
    private static AgentId registered(String name, int port) {
        AgentId agent = centre.agent(name);
        String domain = centre.lines.domain(centre.centre.tenant());
        try (var registering = Sipp.from(
                "register", port, EDGE, name, "-key", "domain", domain, "-au", name, "-ap", PhoneCentre.SECRET)) {
            registering.succeeds();
        }
        Binding binding =
                centre.locations.of(agent).toCompletableFuture().join().getFirst();
        assertThat(binding.path()).containsExactly("sip:127.0.0.1:" + EDGE + ";lr");
        assertThat(binding.contact()).isEqualTo("sip:" + name + "@127.0.0.1:" + port);
        return agent;
    }

    private static InteractionId waits() {
        InteractionId call = await().until(centre.came::poll, Objects::nonNull);
        await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
        return call;
    }

    private static void talk(InteractionId call) {
        await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
    }

    /** What was sent to somebody came by the proxy. */
    private static void cameByTheProxy(Sipp somebody, String... requests) {
        for (String request : requests) {
            assertThat(somebody.received(request)).contains("127.0.0.1:" + EDGE + ";branch");
        }
    }

    @Test
    void callerWhoHoldsAndHangsUpIsAnsweredByAPhoneBehindTheProxy() {
        int port = Ports.free();
        AgentId agent = registered("ag-1", port);
        try (var phone = Sipp.phoneAt("agent-answers", port, "-d", "100");
                var caller = Sipp.caller("caller-holds", EDGE, PhoneCentre.NUMBER)) {
            InteractionId call = waits();
            centre.centre.offer(call, agent);
            talk(call);
            phone.saw("ACK sip:");

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();
            phone.succeeds();
            await().untilAsserted(() -> assertThat(centre.view(call).phase()).isEqualTo(Phase.WRAPPING_UP));
            cameByTheProxy(phone, "INVITE sip:ag-1@127.0.0.1:" + port, "ACK sip:", "BYE sip:");
        }
    }

    @Test
    void phoneBehindTheProxyHoldsAndIsHungUp() {
        int port = Ports.free();
        AgentId agent = registered("ag-2", port);
        try (var phone = Sipp.phoneAt("agent-holds", port, "-d", "100");
                var caller = Sipp.caller("caller-waits", EDGE, PhoneCentre.NUMBER)) {
            InteractionId call = waits();
            String dialog = new PhoneKey(centre.centre.offer(call, agent), 0).callId();
            talk(call);

            phone.goesOnAfter("ACK sip:", dialog);
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            phone.goesOnAfter("CSeq: 1 ACK\r\nContact: <sip:agent", dialog);
            talk(call);
            centre.centre.end(call, agent);

            caller.succeeds();
            phone.succeeds();
            cameByTheProxy(caller, "BYE sip:");
            cameByTheProxy(phone, "BYE sip:");
        }
    }

    @Test
    void phoneBehindTheProxyHangsUp() {
        int port = Ports.free();
        AgentId agent = registered("ag-3", port);
        try (var phone = Sipp.phoneAt("agent-hangs-up", port, "-d", "100");
                var caller = Sipp.caller("caller-waits", EDGE, PhoneCentre.NUMBER)) {
            InteractionId call = waits();
            String dialog = new PhoneKey(centre.centre.offer(call, agent), 0).callId();
            talk(call);

            phone.goesOnAfter("ACK sip:", dialog);

            caller.succeeds();
            phone.succeeds();
            cameByTheProxy(caller, "BYE sip:");
        }
    }
}

package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.LocationsInMemory;
import io.cordboard.telephony.line.PhoneAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers' phones over real WebSockets, plain and secure (RFC 7118). */
class WebSocketTest {

    private static final int TEXT = 0x81;
    private static final String REALM = "shop.sip.localhost";
    private static final LinesInMemory LINES = new LinesInMemory();
    private static final LocationsInMemory LOCATIONS = new LocationsInMemory(Clock.systemUTC());
    private static int plainPort;
    private static int securePort;
    private static int tlsPort;
    private static SipNode node;

    private final AgentId agent = AgentId.of("shop/ag-" + System.nanoTime());
    private String via = "WS";

    @TempDir
    private static Path folder;

    private static void keytool(String arguments) throws Exception {
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool") + " "
                                + arguments + " -alias node -storepass changeit -keystore "
                                + folder.resolve("node.p12"))
                        .split(" "))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("node.p12");
        keytool("-genkeypair -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -storetype PKCS12");
        plainPort = Ports.free();
        securePort = Ports.free();
        tlsPort = Ports.free();
        var config = ConfigFactory.parseString("cordboard.telephony.sip { port = " + Ports.free()
                        + ", web-socket-port = " + plainPort + ", secure-web-socket-port = " + securePort
                        + ", tls-port = " + tlsPort + ", max-message-bytes = 8KiB"
                        + ", web-sockets { per-source = 5, origins = [\"https://desk.example\"] }"
                        + ", key-store { path = \"" + store + "\", password = changeit } }")
                .withFallback(ConfigFactory.defaultReference());
        node = SipNode.start(SipSettings.of(config), (_, leg) -> leg.hangUp(), LINES, LOCATIONS, SipObserver.NONE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static WebSocketWire open(boolean secure) {
        return WebSocketWire.open(secure ? securePort : plainPort, secure);
    }

    private List<Binding> bindings() {
        return LOCATIONS.of(agent).toCompletableFuture().join();
    }

    private String register(int cseq, String more) {
        return message(
                "REGISTER", "sip:" + REALM, cseq, more + "Contact: <sip:x7@abc123.invalid;transport=ws>\r\n", "");
    }

    private String message(String method, String uri, int cseq, String more, String body) {
        return method + ' ' + uri + " SIP/2.0\r\nVia: SIP/2.0/" + via + " abc123.invalid;branch=z9hG4bK" + agent.name()
                + cseq
                + "\r\nMax-Forwards: 69\r\nFrom: <sip:" + agent.name() + '@' + REALM + ">;tag=b\r\nTo: <sip:"
                + agent.name() + '@' + REALM + ">\r\nCall-ID: " + agent.name() + "\r\nCSeq: " + cseq + ' ' + method
                + "\r\n" + more + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void send(WebSocketWire wire, String message) throws IOException {
        wire.frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    private void isAnswered(WebSocketWire wire) throws IOException {
        send(wire, message("OPTIONS", "sip:" + REALM, 77, "", ""));
        assertThat(wire.next()).contains("SIP/2.0 200", "CSeq: 77 OPTIONS");
    }

    private void registered(WebSocketWire wire) throws Exception {
        LINES.has(new PhoneAccount(agent, "Ada", true, SipCredentials.of(agent.name(), REALM, "secret")));
        send(wire, register(1, ""));
        String challenge = wire.next();
        // As it was sent: browsers drop a response whose Via has been changed.
        assertThat(challenge).contains("SIP/2.0 401", "Via: SIP/2.0/" + via + " abc123.invalid;");
        Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(nonce.find()).isTrue();
        String response = sha256(String.join(
                ":",
                sha256(agent.name() + ':' + REALM + ":secret"),
                nonce.group(1),
                "00000001",
                "abc",
                "auth",
                sha256("REGISTER:sip:" + REALM)));
        send(
                wire,
                register(
                        2,
                        "Authorization: Digest username=\"" + agent.name() + "\", realm=\"" + REALM + "\", nonce=\""
                                + nonce.group(1) + "\", uri=\"sip:" + REALM + "\", response=\"" + response
                                + "\", algorithm=SHA-256, cnonce=\"abc\", qop=auth, nc=00000001\r\n"));
        assertThat(wire.next()).contains("SIP/2.0 200", "Contact: <sip:x7@abc123.invalid;transport=ws>");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void browserRegistersIsRungOverItsConnectionAndGoneWithIt(boolean secure) throws Exception {
        via = secure ? "WSS" : "WS";
        try (WebSocketWire wire = open(secure);
                WebSocketWire other = open(secure)) {
            registered(wire);
            // Who only says to be there, and proves nothing, takes nobody's calls.
            send(other, register(3, ""));
            assertThat(other.next()).contains("SIP/2.0 401");
            Binding binding = bindings().getFirst();
            assertThat(binding.flow().connection()).isPresent();
            var heard = new CopyOnWriteArrayList<SipSignal>();

            SipLeg leg = node.call(
                    new Outgoing(
                            "call-" + agent.name(), binding.contact(), binding.flow(), "kim", "Kim", REALM, "v=0\r\n"),
                    heard::add);

            String invite = wire.next();
            assertThat(invite).contains("INVITE sip:x7@", "Via: SIP/2.0/" + (secure ? "WSS" : "WS"));
            send(wire, answer(invite));
            assertThat(wire.next()).contains("ACK sip:x7@abc123.invalid");
            await().until(() -> heard.contains(new SipSignal.Answered("v=0\r\n")));
            leg.hangUp();
            assertThat(wire.next()).contains("BYE sip:x7@abc123.invalid");
        }
        await().until(() -> bindings().isEmpty());
    }

    private static String answer(String invite) {
        var answer = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String line : invite.split("\r\n")) {
            if (line.matches("(?i)(Via|From|Call-ID|CSeq):.*")) {
                answer.append(line).append("\r\n");
            } else if (line.matches("(?i)To:.*")) {
                answer.append(line).append(";tag=x\r\n");
            }
        }
        return answer + "Contact: <sip:x7@abc123.invalid;transport=ws>\r\nContent-Type: application/sdp\r\n"
                + "Content-Length: 5\r\n\r\nv=0\r\n";
    }

    @Test
    void telephoneThatVerifiesTheCertificateIsAnsweredOverTls() throws Exception {
        Path certificate = folder.resolve("node.pem");
        keytool("-exportcert -rfc -file " + certificate);
        via = "TLS";

        Process phone = new ProcessBuilder(("openssl s_client -quiet -verify_return_error -verify_ip 127.0.0.1"
                                + " -connect 127.0.0.1:" + tlsPort + " -CAfile " + certificate)
                        .split(" "))
                .redirectError(folder.resolve("openssl.log").toFile())
                .start();
        try {
            phone.getOutputStream()
                    .write(message("OPTIONS", "sip:" + REALM, 9, "", "").getBytes(StandardCharsets.UTF_8));
            phone.getOutputStream().flush();

            // With whatever is wrong, the phone ends and there is no line.
            assertThat(phone.inputReader().readLine())
                    .as(() -> read(folder.resolve("openssl.log")))
                    .isEqualTo("SIP/2.0 200 OK");
        } finally {
            phone.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sip, '', 101",
        "'chat, SIP', '', 101",
        "chat, '', 400",
        "'', '', 400",
        "sip, 'Origin: https://desk.example', 101",
        "sip, 'Origin: https://other.example', 403"
    })
    void onlySipFromOurPagesIsAgreedTo(String protocol, String header, String status) throws IOException {
        String request = WebSocketWire.request(protocol, header.isEmpty() ? "" : header + "\r\n");
        for (boolean secure : status.equals("101") ? List.of(false, true) : List.of(false)) {
            try (var wire = WebSocketWire.open(secure ? securePort : plainPort, secure, request)) {
                assertThat(wire.answer).startsWith("HTTP/1.1 " + status);
                if (status.equals("101")) {
                    assertThat(wire.answer)
                            .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Protocol: sip\r\n");
                    isAnswered(wire);
                } else {
                    assertThat(wire.next()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'GET / HTTP/1.1', 400", "'OPTIONS sip:a SIP/2.0', 400", "'GET / HTTP/1.1\r\nnonsense', 400"})
    void whatIsNoWebSocketIsRefused(String lines, int status) throws IOException {
        try (var wire = WebSocketWire.open(plainPort, false, lines + "\r\n\r\n")) {
            assertThat(wire.answer).startsWith("HTTP/1.1 " + status);
            assertThat(wire.next()).isEmpty();
        }
    }

    @Test
    void secureConnectionThatIsRefusedIsClosed() {
        try (var wire = WebSocketWire.open(securePort, true, WebSocketWire.request("chat", ""))) {
            assertThat(wire.answer).isEmpty();
            assertThat(wire.next()).isEmpty();
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void requestWithoutEndIsNotKept() throws IOException {
        try (var wire = WebSocketWire.open(plainPort, false, "GET /" + "a".repeat(9_000))) {
            assertThat(wire.answer).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void requestAndMessagesComeInAnyPieces() throws IOException {
        String whole = WebSocketWire.request("sip", "");
        byte[] options = message("OPTIONS", "sip:" + REALM, 5, "", "").getBytes(StandardCharsets.UTF_8);
        try (var wire = WebSocketWire.open(plainPort, false, whole)) {
            byte[] one = WebSocketWire.framed(0x01, java.util.Arrays.copyOf(options, 100));
            byte[] ping = WebSocketWire.framed(0x89, "are you there".getBytes(StandardCharsets.UTF_8));
            byte[] two = WebSocketWire.framed(0x80, java.util.Arrays.copyOfRange(options, 100, options.length));
            for (byte[] piece : List.of(one, ping, two)) {
                for (byte each : piece) {
                    wire.raw(new byte[] {each});
                }
            }
            assertThat(wire.next()).isEqualTo((char) 0x8A + "are you there");
            assertThat(wire.next()).contains("SIP/2.0 200");
            // Two in one piece.
            byte[] again = WebSocketWire.framed(
                    0x82, message("OPTIONS", "sip:" + REALM, 6, "", "").getBytes(StandardCharsets.UTF_8));
            byte[] both = java.util.Arrays.copyOf(ping, ping.length + again.length);
            System.arraycopy(again, 0, both, ping.length, again.length);
            wire.raw(both);
            assertThat(wire.next()).startsWith("\u008a");
            assertThat(wire.next()).contains("CSeq: 6 OPTIONS");
            // RFC 5626 §3.5.1
            wire.frame(TEXT, "\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(wire.next()).isEqualTo((char) TEXT + "\r\n");
            wire.frame(0x88, new byte[0]);
            assertThat(wire.next()).isEqualTo("\u0088");
            assertThat(wire.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "827f00000000ffffffff00000000",
                "82ff7fffffffffffffff00000000",
                "c18000000000",
                "838000000000",
                "808000000000",
                "8900",
                "098000000000",
                "89fe007e00000000"
            })
    void whatBreaksTheProtocolEndsTheConnection(String hex) throws IOException {
        try (WebSocketWire wire = open(false)) {
            wire.raw(HexFormat.of().parseHex(hex));
            assertThat(wire.next()).isEmpty();
        }
        try (WebSocketWire wire = open(false)) {
            isAnswered(wire);
        }
    }

    @Test
    void messageThatIsTooLongIsNotKept() throws IOException {
        try (WebSocketWire wire = open(false)) {
            byte[] half = new byte[5_000];
            wire.frame(0x01, half);
            wire.frame(0x00, half);
            assertThat(wire.next()).isEmpty();
        }
    }

    @Test
    void oneAddressHasNoMoreThanItsShare() throws IOException {
        var wires = new ArrayList<WebSocketWire>();
        try {
            await().until(() -> {
                while (wires.size() < 5) {
                    wires.add(open(false));
                }
                return true;
            });
            try (var sixth = WebSocketWire.open(plainPort, false, "")) {
                assertThat(sixth.answer).isEmpty();
            } catch (IOException e) {
                // Closed as quickly as that.
                assertThat(e).isNotNull();
            }
            wires.removeLast().close();
            await().ignoreExceptions().until(() -> {
                try (var again = WebSocketWire.open(plainPort, false, WebSocketWire.request("sip", ""))) {
                    return again.answer.startsWith("HTTP/1.1 101");
                }
            });
        } finally {
            wires.forEach(WebSocketWire::close);
        }
    }
}

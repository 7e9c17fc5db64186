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
import io.cordboard.telephony.line.PhoneToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that register over real sockets. */
class RegistrarTest {

    private static final String REALM = "shop.sip.localhost";
    private static final LinesInMemory LINES = new LinesInMemory();
    private static final LocationsInMemory LOCATIONS = new LocationsInMemory(Clock.systemUTC());
    private static int port;
    private static SipNode node;

    private final AgentId agent = AgentId.of("shop/ag-" + System.nanoTime());
    private final String aor = "sip:" + agent.name() + "@" + REALM;
    private int cseq;

    @BeforeAll
    static void start() {
        port = Ports.free();
        var config = ConfigFactory.parseString("cordboard.telephony.sip.port = " + port)
                .withFallback(ConfigFactory.defaultReference());
        node = SipNode.start(SipSettings.of(config), (_, leg) -> leg.hangUp(), LINES, LOCATIONS, SipObserver.NONE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private List<Binding> bindings() {
        return LOCATIONS.of(agent).toCompletableFuture().join();
    }

    private void hasPhone() {
        LINES.has(new PhoneAccount(agent, "Ada", true, SipCredentials.of(agent.name(), REALM, "secret")));
    }

    private String send(Wire wire, String headers) {
        String request = wire.request("REGISTER", "sip:" + REALM, aor, agent.name(), ++cseq, headers);
        wire.write(request.getBytes(StandardCharsets.UTF_8));
        return wire.read("CSeq: " + cseq + " REGISTER", 5_000).orElse("nothing");
    }

    private static String of(String challenge, String algorithm, String parameter) {
        Matcher line = Pattern.compile("(?im)^WWW-Authenticate:.*$").matcher(challenge);
        while (line.find()) {
            if (line.group().contains("algorithm=" + algorithm)) {
                Matcher value = Pattern.compile(parameter + "=\"([^\"]*)\"").matcher(line.group());
                return value.find() ? value.group(1) : "";
            }
        }
        return "";
    }

    private String proof(String algorithm, String nonce, int count, String secret) throws NoSuchAlgorithmException {
        return proof(algorithm, nonce, count, agent.name(), secret);
    }

    private static String proof(String algorithm, String nonce, int count, String user, String secret)
            throws NoSuchAlgorithmException {
        String ha1 = hash(algorithm, user + ":" + REALM + ":" + secret);
        String ha2 = hash(algorithm, "REGISTER:sip:" + REALM);
        String nc = String.format("%08x", count);
        String response = hash(algorithm, String.join(":", ha1, nonce, nc, "abc", "auth", ha2));
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + REALM + "\", nonce=\"" + nonce
                + "\", uri=\"sip:" + REALM + "\", response=\"" + response + "\", algorithm=" + algorithm
                + ", cnonce=\"abc\", qop=auth, nc=" + nc + "\r\n";
    }

    private static String hash(String algorithm, String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String contact(Wire wire, String parameters) {
        return "Contact: <sip:ag@127.0.0.1:" + wire.port() + ";transport="
                + wire.transport().toLowerCase(java.util.Locale.ROOT) + ">" + parameters + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "MD5"})
    void phoneThatProvesItsSecretIsRegisteredUntilItSaysOtherwise(String algorithm) throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String challenge = send(wire, contact(wire, ""));
            assertThat(challenge).startsWith("SIP/2.0 401");
            assertThat(challenge.indexOf("SHA-256")).isPositive().isLessThan(challenge.indexOf("MD5"));
            String nonce = of(challenge, algorithm, "nonce");

            String answer = send(wire, contact(wire, ";expires=90") + proof(algorithm, nonce, 1, "secret"));

            assertThat(answer).startsWith("SIP/2.0 200").containsPattern("Contact: <sip:ag@127.0.0.1:" + wire.port());
            assertThat(bindings()).singleElement().satisfies(binding -> {
                assertThat(binding.flow().port()).isEqualTo(wire.port());
                assertThat(Duration.between(Clock.systemUTC().instant(), binding.expires()))
                        .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
            });

            assertThat(send(wire, contact(wire, ";expires=0") + proof(algorithm, nonce, 2, "secret")))
                    .startsWith("SIP/2.0 200");
            assertThat(bindings()).isEmpty();
        }
    }

    private String registered(String user, String secret) throws NoSuchAlgorithmException {
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "SHA-256", "nonce");
            return send(wire, contact(wire, ";expires=3000") + proof("SHA-256", nonce, 1, user, secret));
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 280, 300", "5, 40, 60", "100000, 2980, 3000"})
    void phoneOfATokenIsRegisteredAsLongAsThatIsGood(int seconds, int least, int most) throws Exception {
        hasPhone();
        PhoneToken token = token("secret", seconds);

        assertThat(registered(token.user(), token.secret())).startsWith("SIP/2.0 200");

        assertThat(Duration.between(
                        Clock.systemUTC().instant(), bindings().getFirst().expires()))
                .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Test
    void tokenIsGoodForItsAgentItsTimeAndTheSecretThatItIsOf() throws Exception {
        hasPhone();
        PhoneToken good = token("secret", 300);
        PhoneToken over = token("secret", -1);
        PhoneToken ofAnotherSecret = token("before", 300);
        PhoneToken ofAnother = PhoneToken.of(
                SipCredentials.of("bob", REALM, "secret"),
                Clock.systemUTC().instant().plusSeconds(300));
        String later = "until-" + (good.expires().getEpochSecond() + 1);

        assertThat(registered(over.user(), over.secret())).startsWith("SIP/2.0 403");
        assertThat(registered(later, good.secret())).startsWith("SIP/2.0 403");
        assertThat(registered(good.user().replace("-", "-0"), good.secret())).startsWith("SIP/2.0 403");
        assertThat(registered(agent.name(), good.secret())).startsWith("SIP/2.0 403");
        assertThat(registered(ofAnotherSecret.user(), ofAnotherSecret.secret())).startsWith("SIP/2.0 403");
        assertThat(registered(ofAnother.user(), ofAnother.secret())).startsWith("SIP/2.0 403");
        assertThat(bindings()).isEmpty();
        assertThat(registered(good.user(), good.secret())).startsWith("SIP/2.0 200");
    }

    private PhoneToken token(String secret, int seconds) {
        return PhoneToken.of(
                SipCredentials.of(agent.name(), REALM, secret),
                Clock.systemUTC().instant().plusSeconds(seconds));
    }

    @Test
    void wrongSecretAndUnknownAgentAreRefusedAlike() throws Exception {
        try (Wire wire = Wire.udp(port)) {
            String unknown = send(wire, contact(wire, "") + proof("MD5", "0", 1, "secret"));
            hasPhone();
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");
            String wrong = send(wire, contact(wire, "") + proof("MD5", nonce, 1, "other"));

            assertThat(unknown).startsWith("SIP/2.0 403");
            assertThat(wrong).startsWith("SIP/2.0 403");
            assertThat(bindings()).isEmpty();
        }
    }

    @Test
    void proofIsTakenOnceAndOneOfAnUnknownNonceIsStale() throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "SHA-256", "nonce");
            String proof = proof("SHA-256", nonce, 1, "secret");
            assertThat(send(wire, contact(wire, "") + proof)).startsWith("SIP/2.0 200");

            assertThat(send(wire, contact(wire, "") + proof))
                    .startsWith("SIP/2.0 401")
                    .contains("stale=true");
            assertThat(send(wire, contact(wire, "") + proof("SHA-256", "not-ours", 1, "secret")))
                    .startsWith("SIP/2.0 401")
                    .contains("stale=true");
        }
    }

    @Test
    void tooShortIsRefusedAndTooLongIsCut() throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");

            assertThat(send(wire, contact(wire, ";expires=5") + proof("MD5", nonce, 1, "secret")))
                    .startsWith("SIP/2.0 423")
                    .contains("Min-Expires: 60");
            assertThat(send(wire, contact(wire, ";expires=99999") + proof("MD5", nonce, 2, "secret")))
                    .startsWith("SIP/2.0 200");
            assertThat(Duration.between(
                            Clock.systemUTC().instant(), bindings().getFirst().expires()))
                    .isLessThanOrEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void noMorePhonesThanMayBe() throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");
            for (int i = 1; i <= 10; i++) {
                assertThat(send(wire, "Contact: <sip:ag@127.0.0.1:" + i + ">\r\n" + proof("MD5", nonce, i, "secret")))
                        .startsWith("SIP/2.0 200");
            }

            assertThat(send(wire, "Contact: <sip:ag@127.0.0.1:11>\r\n" + proof("MD5", nonce, 11, "secret")))
                    .startsWith("SIP/2.0 503");

            assertThat(send(wire, "Expires: 0\r\nContact: *\r\n" + proof("MD5", nonce, 12, "secret")))
                    .startsWith("SIP/2.0 200");
            assertThat(bindings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:+49900123@203.0.113.7",
                "sip:+49900123@carrier.example",
                "sip:ag@127.0.0.2",
                "sip:ag@127.0.0.1;maddr=203.0.113.7",
                "sip:ag@127.0.0.1?Route=%3Csip:203.0.113.7%3E",
                "sip:ag@x.invalid"
            })
    void contactThatIsElsewhereIsRefused(String contact) throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");

            assertThat(send(wire, "Contact: <" + contact + ">\r\n" + proof("MD5", nonce, 1, "secret")))
                    .startsWith("SIP/2.0 403 Contact Is Not Where REGISTER Came From");
            assertThat(bindings()).isEmpty();
        }
    }

    @Test
    void phoneThatDoesNotKnowWhatTranslatesItsAddressIsReachedWhereItCameFrom() throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");

            assertThat(send(wire, "Contact: <sip:ag@192.168.1.20>\r\n" + proof("MD5", nonce, 1, "secret")))
                    .startsWith("SIP/2.0 200");
            assertThat(bindings())
                    .singleElement()
                    .satisfies(binding -> assertThat(binding.flow().port()).isEqualTo(wire.port()));
        }
    }

    @Test
    void phoneBehindAProxyIsReachedByIt() throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");
            String path = "Path: <sip:127.0.0.1:" + wire.port() + ";lr>\r\nPath: <sip:far.example;lr>\r\n";

            String answer = send(wire, path + "Contact: <sip:ag@203.0.113.7>\r\n" + proof("MD5", nonce, 1, "secret"));

            // RFC 3327 §5.3: the phone is told by which proxies it is reached.
            assertThat(answer)
                    .startsWith("SIP/2.0 200")
                    .contains("Path: <sip:127.0.0.1:" + wire.port() + ";lr>", "<sip:far.example;lr>");
            assertThat(bindings()).singleElement().satisfies(binding -> {
                assertThat(binding.path())
                        .containsExactly("sip:127.0.0.1:" + wire.port() + ";lr", "sip:far.example;lr");
                assertThat(binding.contact()).isEqualTo("sip:ag@203.0.113.7");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:203.0.113.7;lr", "sip:carrier.example;lr", "sip:127.0.0.1;lr;maddr=203.0.113.7"})
    void proxyThatIsElsewhereIsRefused(String proxy) throws Exception {
        hasPhone();
        try (Wire wire = Wire.udp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");

            assertThat(send(wire, "Path: <" + proxy + ">\r\n" + contact(wire, "") + proof("MD5", nonce, 1, "secret")))
                    .startsWith("SIP/2.0 403");
            assertThat(bindings()).isEmpty();
        }
    }

    @Test
    void phoneIsGoneWithItsConnection() throws Exception {
        hasPhone();
        try (Wire wire = Wire.tcp(port)) {
            String nonce = of(send(wire, contact(wire, "")), "MD5", "nonce");
            assertThat(send(wire, contact(wire, "") + proof("MD5", nonce, 1, "secret")))
                    .startsWith("SIP/2.0 200");
            assertThat(bindings())
                    .singleElement()
                    .satisfies(
                            binding -> assertThat(binding.flow().connection()).isPresent());

            wire.again();

            await().until(() -> bindings().isEmpty());
        }
    }
}

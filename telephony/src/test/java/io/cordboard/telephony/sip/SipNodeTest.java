package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import gov.nist.javax.sip.Utils;
import io.cordboard.telephony.line.Flow;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.LocationsInMemory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node understands of what is written to it, and what it writes, over real sockets. */
class SipNodeTest {

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";
    private static final BlockingQueue<Invite> INVITES = new LinkedBlockingQueue<>();
    private static int port;
    private static SipNode node;

    @BeforeAll
    static void start() {
        port = Ports.free();
        node = start(port);
    }

    private static SipNode start(int at) {
        Config config = ConfigFactory.parseString("cordboard.telephony.sip.port = " + at)
                .withFallback(ConfigFactory.defaultReference());
        return SipNode.start(
                SipSettings.of(config),
                (invite, leg) -> {
                    if (invite.dialled().equals("fails")) {
                        throw new IllegalStateException("Expected to fail");
                    }
                    INVITES.add(invite);
                    leg.answer(SDP);
                },
                new LinesInMemory(),
                new LocationsInMemory(Clock.systemUTC()),
                SipObserver.NONE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String ask(Wire wire, String user, String to, String callId, int cseq, String headers) {
        String request = wire.request(
                        "INVITE",
                        "sip:" + user + "@127.0.0.1:" + port,
                        "sip:a@127.0.0.1",
                        callId,
                        cseq,
                        "Contact: <sip:a@127.0.0.1:" + wire.port() + ">\r\n" + headers)
                .replace("To: <sip:a@127.0.0.1>", "To: <sip:a@127.0.0.1>" + to);
        wire.write(request.getBytes(StandardCharsets.UTF_8));
        String answer;
        do {
            answer = wire.read("CSeq: " + cseq + " INVITE", 5_000).orElse("nothing");
        } while (answer.startsWith("SIP/2.0 100"));
        return answer;
    }

    private static String line(String message, String header) {
        Matcher line = Pattern.compile("(?im)^" + header + ":.*$").matcher(message);
        return line.find() ? line.group().strip() : "";
    }

    private static void answer(Wire wire, String request, String tag) {
        wire.write(String.join(
                        "\r\n",
                        "SIP/2.0 200 OK",
                        line(request, "Via"),
                        line(request, "From"),
                        line(request, "To") + ";tag=" + tag,
                        line(request, "Call-ID"),
                        line(request, "CSeq"),
                        "Contact: <sip:b@127.0.0.1:" + wire.port() + ">",
                        "Content-Type: application/sdp",
                        "Content-Length: " + SDP.length(),
                        "",
                        SDP)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Outgoing outgoing(String callId, String to, int at, String user, String name) {
        return new Outgoing(
                callId, to, Flow.datagrams("node-1", "127.0.0.1", at), user, name, "shop.sip.localhost", SDP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "header;id", "user;critical", "none"})
    void privacyIsSeenWhereverItStands(String privacy) throws InterruptedException {
        INVITES.clear();
        try (Wire wire = Wire.udp(port)) {
            assertThat(ask(wire, "1", "", "privacy-" + privacy.hashCode(), 1, "Privacy: " + privacy + "\r\n"))
                    .startsWith("SIP/2.0 200");

            assertThat(INVITES.take().anonymous()).isEqualTo(!privacy.equals("none"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uas", "uac"})
    void sessionIsRefreshedByWhomTheCallerDemandsAndNotTooOften(String refresher) {
        try (Wire wire = Wire.udp(port)) {
            String headers = "Supported: 100rel, timer\r\nSession-Expires: 600;refresher=" + refresher + "\r\n";
            String answer = ask(wire, "1", "", "session-" + refresher, 1, headers);

            assertThat(line(answer, "Session-Expires")).endsWith("600;refresher=" + refresher);

            String tag = line(answer, "To").replaceAll(".*(;tag=)", "$1");
            wire.write(wire.request(
                            "ACK", "sip:cordboard@127.0.0.1:" + port, "sip:a@127.0.0.1", "session-" + refresher, 1, "")
                    .replace("To: <sip:a@127.0.0.1>", "To: <sip:a@127.0.0.1>" + tag)
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(ask(
                            wire,
                            "cordboard",
                            tag,
                            "session-" + refresher,
                            2,
                            "Supported: timer\r\nSession-Expires: 60\r\n"))
                    .startsWith("SIP/2.0 422")
                    .contains("Min-SE: 90");
        }
    }

    @Test
    void inviteThatCannotBeDealtWithIsRefused() {
        try (Wire wire = Wire.udp(port)) {
            assertThat(ask(wire, "fails", "", "fails", 1, "")).startsWith("SIP/2.0 500");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"z9hG4bK-stray", "ours"})
    void answerToNothingLeavesNothingBehind(String branch) {
        try (Wire wire = Wire.udp(port)) {
            int before = node.remembered();
            String ours = "z9hG4bK-" + Utils.getSignature() + "-stray";
            for (int i = 0; i < 20; i++) {
                String asked = "INVITE\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port + ";branch="
                        + (branch.equals("ours") ? ours : branch) + i
                        + "\r\nFrom: <sip:x@127.0.0.1>;tag=f\r\nTo: <sip:y@127.0.0.1>\r\nCall-ID: stray" + branch + i
                        + "\r\nCSeq: 1 INVITE\r\n";
                answer(wire, asked, "t");
                assertThat(wire.isAnswered()).isTrue();
            }

            await().atMost(Duration.ofSeconds(25))
                    .untilAsserted(() -> assertThat(node.remembered()).isEqualTo(before));
        }
    }

    @Test
    void secondOfTwoAnswersIsAcknowledgedAndEnded() {
        try (Wire wire = Wire.udp(port)) {
            var leg = node.call(outgoing("forked", "sip:b@127.0.0.1", wire.port(), "1", "Shop"), _ -> {});
            String invite = wire.read("INVITE sip:", 5_000).orElseThrow();
            answer(wire, invite, "one");
            assertThat(wire.read("ACK sip:", 5_000).orElse("nothing")).contains(";tag=one");

            // The stack hears what is repeated only when it has forgotten the transaction, after some seconds.
            await().atMost(Duration.ofSeconds(25)).untilAsserted(() -> {
                answer(wire, invite, "two");
                assertThat(wire.read("ACK sip:", 300).orElse("nothing")).contains(";tag=two");
            });
            assertThat(wire.read("BYE sip:", 5_000).orElse("nothing")).contains(";tag=two");
            leg.hangUp();
        }
    }

    @Test
    void callGoesWhereThePhoneIsWhateverItsContactSays() {
        try (Wire wire = Wire.udp(port)) {
            String foreign = "sip:+49900123@127.0.0.1:" + port + ";maddr=127.0.0.9;transport=tcp";
            var leg =
                    node.call(outgoing("toll", foreign, wire.port(), "49 17%41%4", "Ada \"B\\\"\r\nEvil: 1"), _ -> {});

            String invite = wire.read("INVITE sip:", 5_000).orElse("nothing");

            assertThat(invite)
                    .startsWith("INVITE sip:+49900123@127.0.0.1:" + wire.port())
                    .doesNotContain("maddr");
            assertThat(line(invite, "From"))
                    .startsWith("From: \"Ada \\\"B\\\\\\\" Evil: 1\" <sip:49%2017%41%254@shop.sip.localhost>");
            assertThat(line(invite, "Evil")).isEmpty();
            leg.hangUp();
        }
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " cannot be had for TCP");
        }
    }
}

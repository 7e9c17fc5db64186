package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.guide.TestFlow;
import io.cordboard.telephony.line.TestLines;
import io.cordboard.telephony.line.Trunk;
import io.cordboard.telephony.sip.Ports;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipSignal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to numbers outside, with SIPp as the carrier. */
class OutsideIT {

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final CallerId SHOWN =
            new CallerId(CallerId.Use.FIXED, Optional.of(new NumberPattern("+4930123456")));
    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 40000 RTP/AVP 0",
            "");

    private static PhoneCentre centre;

    private final Queue<SipSignal> heard = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        centre = new PhoneCentre("call.peer-answers-within = 1s");
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(centre.calls.sip().dialogs()).isZero());
    }

    private static TrunkPeer peer(int port, int priority) {
        return new TrunkPeer("127.0.0.1", port, Transport.UDP, priority, 0);
    }

    private static Trunk trunk(Optional<SipCredentials> account, CallerId callerId, TrunkPeer... peers) {
        return new Trunk(
                centre.centre.tenant(),
                "outward",
                TestLines.outward(10, 100, callerId, peers),
                Optional.empty(),
                account);
    }

    private SipLeg call(String number) {
        var order = new Outside.Order(
                centre.centre.tenant(), number, Optional.empty(), "Shop", "out-" + CALLS.incrementAndGet(), SDP);
        return centre.calls.outside().call(order, heard::add);
    }

    private void hears(Class<? extends SipSignal> signal) {
        await().until(() -> heard.stream().anyMatch(signal::isInstance));
    }

    @Test
    void numberIsCalledAsTheTrunkWritesItAndTheCallerIsVouchedFor() {
        try (var carrier = Sipp.phone("agent-answers", "-d", "100")) {
            centre.hasTrunks(trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));

            SipLeg leg = call("+49301");

            hears(SipSignal.Answered.class);
            carrier.saw("INVITE sip:0049301@127.0.0.1:" + carrier.port())
                    .saw("From: \"Shop\" <sip:004930123456@")
                    .saw("P-Asserted-Identity: <sip:004930123456@");
            leg.hangUp();
            carrier.succeeds();
        }
    }

    @Test
    void withheldNumberIsInNoFrom() {
        try (var carrier = Sipp.phone("agent-answers", "-d", "100")) {
            centre.hasTrunks(trunk(Optional.empty(), CallerId.WITHHELD, peer(carrier.port(), 0)));

            SipLeg leg = call("+49301");

            hears(SipSignal.Answered.class);
            carrier.saw("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>").saw("Privacy: id");
            leg.hangUp();
            carrier.succeeds();
        }
    }

    @Test
    void busyNumberIsToldAndNobodyElseIsCalled() {
        try (var carrier = Sipp.phone("agent-busy", "-d", "100")) {
            centre.hasTrunks(trunk(Optional.empty(), SHOWN, peer(carrier.port(), 1), peer(Ports.free(), 2)));

            call("+49301");

            hears(SipSignal.Refused.class);
            assertThat(heard).containsExactly(new SipSignal.Refused(486, "Busy Here"));
            carrier.succeeds();
        }
    }

    @Test
    void callThatNobodyAnswersIsCancelled() {
        try (var carrier = Sipp.phone("agent-is-cancelled")) {
            centre.hasTrunks(trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            SipLeg leg = call("+49301");
            hears(SipSignal.Ringing.class);

            leg.hangUp();

            carrier.succeeds();
        }
    }

    @Test
    void nextPeerIsCalledWhereOneIsSilentOrUnavailable() {
        try (var unavailable = Sipp.phone("carrier-unavailable", "-d", "100");
                var carrier = Sipp.phone("agent-answers", "-d", "100")) {
            centre.hasTrunks(trunk(
                    Optional.empty(),
                    SHOWN,
                    peer(Ports.free(), 1),
                    peer(unavailable.port(), 2),
                    peer(carrier.port(), 3)));

            SipLeg leg = call("+49301");

            hears(SipSignal.Answered.class);
            unavailable.succeeds();
            leg.hangUp();
            carrier.succeeds();
        }
    }

    @Test
    void carrierThatAsksIsToldWhoWeAre() {
        var account = SipCredentials.of("account", "carrier.example", "carriers-secret");
        try (var carrier = Sipp.phone("carrier-asks")) {
            centre.hasTrunks(trunk(Optional.of(account), SHOWN, peer(carrier.port(), 0)));

            SipLeg leg = call("+49301");

            hears(SipSignal.Answered.class);
            String proof = carrier.line("Proxy-Authorization: Digest ");
            String secret = md5("account:carrier.example:carriers-secret");
            String request = md5("INVITE:sip:0049301@127.0.0.1:" + carrier.port() + ";transport=udp");
            // RFC 2617 §3.2.2.1
            assertThat(proof)
                    .contains("response=\""
                            + md5(String.join(
                                    ":",
                                    secret,
                                    "47364c23432d2e131a5fb210812c",
                                    "00000001",
                                    proof.replaceAll(".*cnonce=\"(\\w+)\".*", "$1"),
                                    "auth",
                                    request))
                            + '"');
            carrier.saw("From: \"Shop\" <sip:004930123456@carrier.example>");
            leg.hangUp();
            carrier.succeeds();
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The other node is the carrier, and asks for SHA-256 first; its trunk has sources and a user. */
    @ParameterizedTest
    @ValueSource(strings = {"right", "wrong"})
    void callerIsOfATrunkOnceItHasProvenWhoItIs(String secret) {
        try (var other = new PhoneCentre("")) {
            String realm = other.lines.domain(other.centre.tenant());
            var user = new TrunkSettings(
                    "Carrier",
                    List.of(),
                    Set.of(SourceRange.of("127.0.0.0/8")),
                    Optional.of("account"),
                    TrunkSettings.DEFAULT_CODECS,
                    30,
                    List.of(),
                    List.of(),
                    TrunkSettings.DEFAULT_KEEP_ALIVE,
                    Outbound.CLOSED);
            other.hasTrunks(new Trunk(
                    other.centre.tenant(), "carrier", user, Optional.of(SipCredentials.of("account", realm, "right"))));
            var settings = new TrunkSettings(
                    "Other",
                    List.of(peer(other.port, 0)),
                    Set.of(),
                    Optional.empty(),
                    TrunkSettings.DEFAULT_CODECS,
                    30,
                    List.of(),
                    List.of(),
                    Duration.ZERO,
                    new Outbound(Set.of("1"), 10, SHOWN));
            centre.hasTrunks(new Trunk(
                    centre.centre.tenant(),
                    "other",
                    settings,
                    Optional.empty(),
                    Optional.of(SipCredentials.of("account", realm, secret))));

            SipLeg leg = call(PhoneCentre.NUMBER);

            if (secret.equals("right")) {
                hears(SipSignal.Answered.class);
                assertThat(other.came).hasSize(1);
            } else {
                hears(SipSignal.Refused.class);
                assertThat(heard).last().isEqualTo(new SipSignal.Refused(401, "Unauthorized"));
                assertThat(other.came).isEmpty();
            }
            leg.hangUp();
            await().untilAsserted(() -> assertThat(other.calls.sip().dialogs()).isZero());
        }
    }

    @Test
    void peerThatDoesNotAnswerIsOutOfServiceAndNotCalled() {
        int nobody = Ports.free();
        var settings = new TrunkSettings(
                "Carrier",
                List.of(peer(nobody, 0)),
                Set.of(),
                Optional.empty(),
                TrunkSettings.DEFAULT_CODECS,
                30,
                List.of(),
                List.of(),
                Duration.ofSeconds(5),
                new Outbound(Set.of("+49"), 10, SHOWN));
        centre.hasTrunks(new Trunk(centre.centre.tenant(), "dead", settings, Optional.empty()));
        await().until(() -> centre.down.contains("127.0.0.1:" + nobody + "/udp"));

        call("+49301");

        assertThat(heard).containsExactly(new SipSignal.Refused(0, "out-of-service"));
        try (var back = new PhoneCentre("sip.port = " + nobody)) {
            await().until(() -> !centre.down.contains("127.0.0.1:" + nobody + "/udp"));
            assertThat(back.came).isEmpty();
        }
    }

    private static InteractionId talks(Sipp agentsPhone, String name) {
        InteractionId call = await().until(centre.came::poll, Objects::nonNull);
        await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
        centre.centre.offer(call, centre.agent(name, agentsPhone.port()));
        await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
        return call;
    }

    private static void transferred(InteractionId call, String agent) {
        centre.centre.done(new InteractionCommand.TransferOutside(
                call, Party.agent(AgentId.of(centre.centre.tenant() + "/" + agent)), "+49301", Optional.empty()));
    }

    @Test
    void callerIsTransferredOutsideAndTheAgentIsFree() {
        centre.came.clear();
        try (var carrier = Sipp.phone("agent-answers", "-d", "100");
                var phone = Sipp.phone("agent-answers", "-d", "500");
                var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER)) {
            centre.hasTrunks(fromLoopback(), trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            InteractionId call = talks(phone, "out-1");

            transferred(call, "out-1");

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).phase()).isEqualTo(Phase.OUTSIDE);
            caller.goesOnAfter("ACK sip:");
            caller.succeeds();
            carrier.succeeds();
            await().until(() -> centre.view(call).phase() == Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.HANDLED);
        }
    }

    @Test
    void callerWhomNobodyAnswersOutsideIsBackInLine() {
        centre.came.clear();
        try (var carrier = Sipp.phone("agent-busy", "-d", "100");
                var phone = Sipp.phone("agent-answers", "-d", "500");
                var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER)) {
            centre.hasTrunks(fromLoopback(), trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            InteractionId call = talks(phone, "out-2");

            transferred(call, "out-2");

            phone.succeeds();
            carrier.succeeds();
            await().until(() -> centre.view(call).phase() == Phase.WAITING);
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            centre.centre.done(new InteractionCommand.Cancel(call, Party.supervisor("eve")));
            caller.succeeds();
        }
    }

    @Test
    void phoneSendsTheCallerOutside() {
        centre.came.clear();
        try (var carrier = Sipp.phone("agent-answers", "-d", "100");
                var phone = Sipp.phone("agent-refers", "-d", "500", "-key", "refer_to", "tel:+49301");
                var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER)) {
            centre.hasTrunks(fromLoopback(), trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            String dialog = new PhoneKey(centre.centre.offer(call, centre.agent("out-3", phone.port())), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).phase()).isEqualTo(Phase.OUTSIDE);
            caller.goesOnAfter("ACK sip:");
            caller.succeeds();
            carrier.succeeds();
        }
    }

    @Test
    void flowLeadsTheCallerOutsideAndGoesOnIfThatIsBusy() {
        centre.came.clear();
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var carrier = Sipp.phone("agent-busy", "-d", "100");
                var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            centre.hasTrunks(fromLoopback(), trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            InteractionId call = choosesTheBranchOffice();

            carrier.succeeds();
            carrier.saw("INVITE sip:00493012345@");
            await().until(() -> centre.said.contains("There are none."));
            caller.succeeds();
            await().until(() -> centre.view(call).phase() == Phase.CLOSED);
        }
    }

    @Test
    void flowLeadsTheCallerToWhoAnswersOutside() {
        centre.came.clear();
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var carrier = Sipp.phone("agent-answers", "-d", "100");
                var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.GUIDED)) {
            centre.hasTrunks(fromLoopback(), trunk(Optional.empty(), SHOWN, peer(carrier.port(), 0)));
            InteractionId call = choosesTheBranchOffice();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            assertThat(centre.view(call).phase()).isEqualTo(Phase.OUTSIDE);

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();
            carrier.succeeds();
            await().until(() -> centre.view(call).phase() == Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.SELF_SERVED);
        }
    }

    private static InteractionId choosesTheBranchOffice() {
        InteractionId call = await().until(centre.came::poll, Objects::nonNull);
        await().until(() -> centre.said.stream().anyMatch(words -> words.startsWith("1 for bills")));
        centre.rooms.presses(call.toString(), "customer", "6");
        return call;
    }

    private static Trunk fromLoopback() {
        return TestLines.trunk(centre.centre.tenant(), "inward", "127.0.0.0/8");
    }
}

package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent.RecordingStarted.Why;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.telephony.guide.MessageTask;
import io.cordboard.telephony.guide.TestFlow;
import io.cordboard.telephony.sip.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by SIPp on both sides: what the wire says, what routing records, and who would hear whom. */
class CallIT {

    private static final String MENU = "1 for bills, 2 for news, 3 for Bob, 4 to leave a message.";

    private static PhoneCentre centre;
    private static PhoneCentre early;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(10));
        centre = new PhoneCentre("");
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        centre.close();
        if (early != null) {
            early.close();
        }
    }

    @BeforeEach
    void nobody() {
        centre.came.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(centre.rooms.open()).isZero();
            assertThat(centre.calls.sip().dialogs()).isZero();
            assertThat(centre.calls.open().toCompletableFuture().join()).isZero();
        });
    }

    private static InteractionId waits(PhoneCentre where) {
        InteractionId call = await().until(where.came::poll, Objects::nonNull);
        await().until(() -> where.rooms.heard(call.toString()).equals("music"));
        return call;
    }

    private static InteractionId atTheMenu() {
        InteractionId call = await().until(centre.came::poll, Objects::nonNull);
        await().until(() -> centre.said.contains(MENU));
        return call;
    }

    private static void phase(InteractionId call, Phase phase) {
        await().untilAsserted(() -> assertThat(centre.view(call).phase()).isEqualTo(phase));
    }

    @Test
    void callerIsGuidedByKeysToTheQueue() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            assertThat(centre.view(call).phase()).isEqualTo(Phase.GUIDED);

            centre.rooms.presses(call.toString(), "customer", "1");
            await().until(() -> centre.said.contains("Your number, please."));
            centre.rooms.presses(call.toString(), "customer", "4711#");

            // No server may be asked here, so the flow goes on otherwise.
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            InteractionView waiting = centre.view(call);
            assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
            assertThat(waiting.priority()).isEqualTo(3);
            assertThat(waiting.contact().attributes().json().path("account").asText())
                    .isEqualTo("4711");
            assertThat(centre.said.peek()).isEqualTo("Welcome.");
            // The router may have come up only just now; it is asked again after ten seconds.
            await().atMost(Duration.ofSeconds(25)).until(() -> centre.said.contains("You are number 1."));
            await().until(() -> centre.said.contains("Press 2 to be called back."));
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            centre.centre.done(new InteractionCommand.Cancel(call, Party.supervisor("eve")));
            caller.succeeds();
        }
    }

    @Test
    void flowAsksHowItsQueueStands() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            // Nobody is ready; a router that has just come up does not know that yet.
            await().until(() -> centre.node.ask(new RouterCommand.LookAhead(centre.centre.queue(), Medium.VOICE))
                    instanceof Reply.Found);
            centre.rooms.presses(call.toString(), "customer", "5");

            caller.succeeds();
            assertThat(centre.said).contains("There are none.");
        }
    }

    @Test
    void callerLeavesAMessageThatAnAgentHears() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            centre.rooms.presses(call.toString(), "customer", "4");
            await().until(() -> centre.said.contains("Speak."));
            InteractionId task = MessageTask.of(call);
            phase(task, Phase.SCHEDULED);
            assertThat(centre.view(call).recordings())
                    .singleElement()
                    .satisfies(tape -> assertThat(tape.why()).isEqualTo(Why.MESSAGE));

            Instant spoken = Instant.now().plus(Duration.ofMillis(1_100));
            await().until(() -> Instant.now().isAfter(spoken));
            centre.rooms.presses(call.toString(), "customer", "#");

            caller.succeeds();
            phase(task, Phase.WAITING);
            InteractionView message = centre.view(task);
            assertThat(message.contact().medium()).isEqualTo(Medium.TASK);
            assertThat(message.queue()).contains(centre.centre.queue());
            assertThat(message.contact().attributes().text("call")).contains(call.name());
            assertThat(centre.view(call).closeReason()).contains(CloseReason.SELF_SERVED);
            assertThat(centre.view(call).recordings())
                    .singleElement()
                    .satisfies(tape -> assertThat(tape.ended()).isPresent());
        }
    }

    @Test
    void callerWhoseMessageCannotBeRecordedIsLedToAPerson() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        centre.rooms.unrecordable = true;
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();

            centre.rooms.presses(call.toString(), "customer", "4");

            phase(call, Phase.WAITING);
            phase(MessageTask.of(call), Phase.CLOSED);
            centre.centre.done(new InteractionCommand.Cancel(call, Party.supervisor("eve")));
            caller.succeeds();
        } finally {
            centre.rooms.unrecordable = false;
        }
    }

    @Test
    void messageThatSaysNothingIsNobodysWork() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            centre.rooms.presses(call.toString(), "customer", "4");
            phase(MessageTask.of(call), Phase.SCHEDULED);

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();
            phase(MessageTask.of(call), Phase.CLOSED);
        }
    }

    @Test
    void callerIsCalledBackWhenItIsTheirTurn() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            centre.rooms.presses(call.toString(), "customer", "1471#");
            phase(call, Phase.WAITING);
            Instant since = centre.view(call).since();
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));

            centre.rooms.presses(call.toString(), "customer", "2");

            caller.succeeds();
            assertThat(centre.said).contains("We call you.");
            phase(call, Phase.CLOSED);
            InteractionView back = centre.view(new InteractionId(call.tenant(), call.name() + "-cb"));
            assertThat(back.phase()).isEqualTo(Phase.WAITING);
            assertThat(back.priority()).isEqualTo(2);
            assertThat(back.contact().attributes().text("callback")).contains("+491701234567");
            assertThat(back.contact().attributes().text("account")).contains("471");
            assertThat(back.since()).isCloseTo(since, within(1, ChronoUnit.SECONDS));
        }
    }

    @Test
    void callerGoesBackIntoTheFlowFromTheLine() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();
            centre.rooms.presses(call.toString(), "customer", "1471#");
            phase(call, Phase.WAITING);
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            centre.said.clear();

            centre.rooms.presses(call.toString(), "customer", "*");

            phase(call, Phase.GUIDED);
            await().until(() -> centre.said.contains(MENU));
            centre.rooms.presses(call.toString(), "customer", "2");
            caller.succeeds();
            phase(call, Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.SELF_SERVED);
        }
    }

    @Test
    void flowThatIsOverEndsTheCall() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = atTheMenu();

            centre.rooms.presses(call.toString(), "customer", "2");

            caller.succeeds();
            phase(call, Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.SELF_SERVED);
        }
    }

    @Test
    void callerWhoHangsUpInTheFlowServedThemselves() {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            phase(call, Phase.GUIDED);

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();

            phase(call, Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.SELF_SERVED);
        }
    }

    @Test
    void callerIsToldWhenTheFlowOfTheNumberIsNotThere() {
        centre.flows.clear();
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.GUIDED)) {
            caller.saw("SIP/2.0 480");
        }
        assertThat(centre.came).isEmpty();
    }

    @Test
    void callerWaitsWithMusicUntilAnAgentsPhoneAnswersThenBothTalkUntilTheAgentEndsIt() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "300")) {
            InteractionId call = waits(centre);
            AgentId agent = centre.agent("ag-1", phone.port());

            centre.centre.offer(call, agent);

            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            assertThat(centre.rooms.heard(call.toString(), "agent-1")).isEqualTo("customer");
            assertThat(centre.view(call).phase()).isEqualTo(Phase.ASSIGNED);
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();
            assertThat(centre.view(call).phase()).isEqualTo(Phase.WRAPPING_UP);
        }
    }

    @Test
    void callerWhoHangsUpEndsTheAgentsCallToo() {
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = waits(centre);
            centre.centre.offer(call, centre.agent("ag-2", phone.port()));
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            phone.saw("ACK sip:");

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();
            phone.succeeds();
            phase(call, Phase.WRAPPING_UP);
        }
    }

    @Test
    void agentWhoHangsUpEndsTheCallersCallToo() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-hangs-up", "-d", "100")) {
            InteractionId call = waits(centre);
            OfferId offer = centre.centre.offer(call, centre.agent("ag-3", phone.port()));
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", new PhoneKey(offer, 0).callId());

            caller.succeeds();
            phone.succeeds();
            phase(call, Phase.WRAPPING_UP);
        }
    }

    @Test
    void callerWhoHangsUpWhileAPhoneRingsCancelsIt() {
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-is-cancelled")) {
            InteractionId call = waits(centre);
            centre.centre.offer(call, centre.agent("ag-4", phone.port()));
            phone.saw("180 Ringing");

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();
            phone.succeeds();
            phase(call, Phase.CLOSED);
            assertThat(centre.view(call).closeReason()).contains(CloseReason.ABANDONED);
        }
    }

    private static void refused(String scenario) {
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone(scenario, "-d", "500")) {
            InteractionId call = waits(centre);
            OfferId offer = centre.centre.offer(call, centre.agent("ag-" + scenario, phone.port()));
            phone.succeeds();
            await().untilAsserted(() -> {
                InteractionView view = centre.view(call);
                assertThat(view.offers()).noneMatch(open -> open.offer().equals(offer));
                assertThat(view.phase()).isEqualTo(Phase.WAITING);
            });
            assertThat(centre.rooms.heard(call.toString())).isEqualTo("music");
            caller.goesOnAfter("ACK sip:");
            caller.succeeds();
        }
    }

    @Test
    void busyPhoneLeavesTheCallerInLine() {
        refused("agent-busy");
    }

    @Test
    void phoneThatRingsInVainLeavesTheCallerInLine() {
        refused("agent-rings-in-vain");
    }

    @Test
    void callThatCannotBeLetInIsRefused() {
        try (var wire = Wire.udp(centre.port)) {
            wire.write(wire.request(
                            "INVITE",
                            "sip:" + PhoneCentre.FULL + "@127.0.0.1",
                            "sip:a@127.0.0.1",
                            "full",
                            1,
                            "Contact: <sip:a@127.0.0.1>\r\n")
                    .getBytes(StandardCharsets.UTF_8));

            assertThat(wire.read("SIP/2.0 500", 5_000)).isPresent();
        }
    }

    @Test
    void secondStartFailsByNamingThePort() {
        assertThatThrownBy(centre::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port " + centre.port);
    }

    @Test
    void silenceBeforeTheAnswerDoesNotCount() {
        try (var quiet = new PhoneCentre("call.answer-at-once = off");
                var caller = Sipp.caller("caller-waits", quiet.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "6000")) {
            InteractionId call = waits(quiet);
            AgentId agent = quiet.agent("ag-8", phone.port());
            quiet.rooms.silent(call.toString(), "customer");

            quiet.centre.offer(call, agent);

            await().until(() -> quiet.rooms.heard(call.toString()).equals("agent-1"));
            quiet.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();
        }
    }

    @Test
    void holdOfTheAgentIsMusicForTheCaller() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-holds", "-d", "500")) {
            InteractionId call = waits(centre);
            AgentId agent = centre.agent("ag-5", phone.port());

            String dialog = new PhoneKey(centre.centre.offer(call, agent), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            await().until(() -> held(call));

            phone.goesOnAfter("CSeq: 1 ACK\r\nContact: <sip:agent", dialog);
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            await().until(() -> !held(call));
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();
        }
    }

    private static boolean held(InteractionId call) {
        return centre.view(call).talk().orElseThrow().held().isPresent();
    }

    @Test
    void callerIsPutOnHoldAndSentDigitsByCommand() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "300")) {
            InteractionId call = waits(centre);
            AgentId agent = centre.agent("ag-9", phone.port());
            centre.centre.offer(call, agent);
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            centre.centre.done(new InteractionCommand.Hold(call, Party.agent(agent)));
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            assertThat(centre.rooms.heard(call.toString(), "agent-1")).isEmpty();

            centre.centre.done(new InteractionCommand.Resume(call, Party.agent(agent)));
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            assertThat(centre.rooms.heard(call.toString(), "agent-1")).isEqualTo("customer");

            centre.centre.done(new InteractionCommand.SendDigits(call, "d1", "12#", Party.agent(agent)));
            await().until(() -> centre.rooms.pressed(call.toString()).equals("12#"));
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();
        }
    }

    @Test
    void ownerConsultsAnotherAgentWhoJoinsTheCallAndTakesItOver() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100");
                var other = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-10", phone.port());
            AgentId bob = centre.agent("ag-11", other.port());
            centre.centre.offer(call, owner);
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            centre.centre.done(new InteractionCommand.Consult(call, bob, Party.agent(owner)));
            await().until(() -> centre.rooms.heard(call.toString(), "agent-2").equals("agent-1"));
            assertThat(centre.rooms.heard(call.toString(), "agent-1")).isEqualTo("agent-2");
            assertThat(centre.rooms.heard(call.toString())).isEqualTo("music");
            assertThat(centre.view(call).agent()).contains(owner);

            centre.centre.done(new InteractionCommand.Confer(call, Party.agent(owner)));
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1 agent-2"));
            assertThat(centre.rooms.heard(call.toString(), "agent-2")).isEqualTo("agent-1 customer");

            centre.centre.done(new InteractionCommand.HandOver(call, Party.agent(owner)));
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            phone.succeeds();
            assertThat(centre.view(call).agent()).contains(bob);
            centre.centre.end(call, bob);
            caller.succeeds();
            other.succeeds();
        }
    }

    @Test
    void busyPhoneOfAConsultLeavesTheCallerToTheOwnerWhoseHangUpEndsIt() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-hangs-up", "-d", "100");
                var other = Sipp.phone("agent-busy", "-d", "100")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-12", phone.port());
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            centre.centre.done(
                    new InteractionCommand.Consult(call, centre.agent("ag-13", other.port()), Party.agent(owner)));
            other.succeeds();
            await().until(() -> centre.view(call).talk().orElseThrow().consult().isEmpty());
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);
            caller.succeeds();
            phone.succeeds();
            phase(call, Phase.WRAPPING_UP);
        }
    }

    @Test
    void ownerWhoHangsUpInAConsultHandsTheCallerOver() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-hangs-up", "-d", "100");
                var other = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-14", phone.port());
            AgentId bob = centre.agent("ag-15", other.port());
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            centre.centre.done(new InteractionCommand.Consult(call, bob, Party.agent(owner)));
            await().until(() -> centre.rooms.heard(call.toString(), "agent-2").equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).agent()).contains(bob);
            centre.centre.end(call, bob);
            caller.succeeds();
            other.succeeds();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callIsTransferredToAnotherAgentByNameOrThroughAQueue(boolean byName) {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100");
                var other = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-from-" + byName, phone.port());
            AgentId bob = centre.agent("ag-to-" + byName, other.port());
            centre.centre.offer(call, owner);
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            centre.centre.done(new InteractionCommand.Transfer(
                    call,
                    Party.agent(owner),
                    centre.centre.otherQueue(),
                    Optional.of(bob).filter(_ -> byName)));
            phone.succeeds();
            if (!byName) {
                await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
                centre.centre.offer(call, bob);
            }

            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).agent()).contains(bob);
            centre.centre.end(call, bob);
            caller.succeeds();
            other.succeeds();
        }
    }

    private static String domain() {
        return centre.lines.domain(centre.centre.tenant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-refers", "agent-refers-silently"})
    void phoneSendsTheCallerToAnotherAgent(String scenario) {
        String to = "sip:ag-" + scenario + "-to@" + domain();
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone(scenario, "-d", "500", "-key", "refer_to", to);
                var other = Sipp.phone("agent-answers", "-d", "500")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-" + scenario, phone.port());
            AgentId bob = centre.agent("ag-" + scenario + "-to", other.port());
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).agent()).contains(bob);
            centre.centre.end(call, bob);
            caller.succeeds();
            other.succeeds();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:queue=sales@", "sip:queue%3Dsales@", "sip:4000@", "tel:4000"})
    void phoneSendsTheCallerToAQueueByNameOrNumber(String to) {
        String whole = to.endsWith("@") ? to + domain() : to;
        try (var caller = Sipp.caller("caller-hangs-up", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-refers", "-d", "500", "-key", "refer_to", whole)) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-" + to.replaceAll("[^a-z0-9]", ""), phone.port());
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("music"));
            InteractionView waiting = centre.view(call);
            assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
            assertThat(waiting.queue()).contains(centre.centre.otherQueue());
            caller.goesOnAfter("ACK sip:");
            caller.succeeds();
        }
    }

    @Test
    void phoneThatSendsTheCallerToTheConsultedAgentHandsOver() {
        String to = "sip:ag-21@" + domain();
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-refers", "-d", "500", "-key", "refer_to", to);
                var other = Sipp.phone("agent-answers", "-d", "500")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-20", phone.port());
            AgentId bob = centre.agent("ag-21", other.port());
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));
            centre.centre.done(new InteractionCommand.Consult(call, bob, Party.agent(owner)));
            await().until(() -> centre.rooms.heard(call.toString(), "agent-2").equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-2"));
            assertThat(centre.view(call).agent()).contains(bob);
            centre.centre.end(call, bob);
            caller.succeeds();
            other.succeeds();
        }
    }

    @Test
    void phoneThatSendsTheCallerNowhereIsToldSoAndTalksOn() {
        try (var caller = Sipp.caller("caller-refers", centre.port, PhoneCentre.NUMBER, "-key", "domain", domain());
                var phone = Sipp.phone("agent-refers-nowhere", "-d", "500", "-key", "domain", domain())) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-22", phone.port());
            centre.agent("ada");
            String dialog = new PhoneKey(centre.centre.offer(call, owner), 0).callId();
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            phone.goesOnAfter("ACK sip:", dialog);

            phone.saw("SIP/2.0 400");
            assertThat(centre.rooms.heard(call.toString())).isEqualTo("agent-1");
            assertThat(centre.view(call).phase()).isEqualTo(Phase.ASSIGNED);
            caller.goesOnAfter("ACK sip:");
            caller.succeeds();
            phone.succeeds();
        }
    }

    @Test
    void supervisorsPhoneListensWhispersAndGoes() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100");
                var third = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = waits(centre);
            AgentId owner = centre.agent("ag-18", phone.port());
            AgentId sue = centre.agent("ag-19", third.port());
            Party supervisor = Party.supervisor("sue");
            centre.centre.offer(call, owner);
            await().until(() -> centre.rooms.heard(call.toString()).equals("agent-1"));

            centre.centre.done(new InteractionCommand.Monitor(call, sue, Mode.MONITOR, supervisor));
            await().until(() -> centre.rooms.heard(call.toString(), "agent-2").equals("agent-1 customer"));
            assertThat(centre.rooms.heard(call.toString())).isEqualTo("agent-1");
            assertThat(centre.rooms.heard(call.toString(), "agent-1")).isEqualTo("customer");

            centre.centre.done(new InteractionCommand.Monitor(call, sue, Mode.WHISPER, supervisor));
            await().until(() -> centre.rooms.heard(call.toString(), "agent-1").equals("agent-2 customer"));
            assertThat(centre.rooms.heard(call.toString())).isEqualTo("agent-1");

            centre.centre.done(new InteractionCommand.EndMonitor(call, supervisor));
            third.succeeds();
            await().until(() -> centre.rooms.heard(call.toString(), "agent-1").equals("customer"));
            centre.centre.end(call, owner);
            caller.succeeds();
            phone.succeeds();
        }
    }

    @Test
    void holdOfTheCallerIsAgreedTo() {
        try (var caller = Sipp.caller("caller-holds", centre.port, PhoneCentre.NUMBER)) {
            InteractionId call = waits(centre);

            caller.goesOnAfter("ACK sip:");

            caller.succeeds();

            phase(call, Phase.CLOSED);
        }
    }

    @Test
    void sessionThatIsNotRefreshedIsOverAndOneWhoseRefreshCrossesAnotherGoesOn() {
        try (var forgetful = Sipp.caller("caller-does-not-refresh", centre.port, PhoneCentre.NUMBER);
                var caller = Sipp.caller("caller-glares", centre.port, PhoneCentre.NUMBER)) {
            forgetful.succeeds();
            caller.succeeds();

            assertThat(centre.came).hasSize(2).allSatisfy(call -> phase(call, Phase.CLOSED));
        }
    }

    @Test
    void callerOverTcpIsServedToo() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER, "-t", "t1")) {
            InteractionId call = waits(centre);
            caller.saw("ACK sip:");

            centre.rooms.silent(call.toString(), "customer");

            caller.succeeds();

            phase(call, Phase.CLOSED);
        }
    }

    @Test
    void firstOfTwoPhonesHasItAndTheOtherIsCancelled() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var slow = Sipp.phone("agent-is-cancelled");
                var quick = Sipp.phone("agent-answers", "-d", "500")) {
            InteractionId call = waits(centre);
            AgentId agent = centre.agent("ag-6", slow.port(), quick.port());

            centre.centre.offer(call, agent);

            slow.succeeds();
            await().until(() -> centre.rooms.heard(call.toString()).startsWith("agent"));
            centre.centre.end(call, agent);
            caller.succeeds();
            quick.succeeds();
        }
    }

    @Test
    void callerWhoGivesUpBeforeTheAnswerHasAbandoned() {
        early = new PhoneCentre("call.answer-at-once = off");
        try (var caller = Sipp.caller("caller-cancels", early.port, PhoneCentre.NUMBER)) {
            InteractionId call = waits(early);

            caller.goesOnAfter("183 Session");

            caller.succeeds();

            await().untilAsserted(
                            () -> assertThat(early.view(call).closeReason()).contains(CloseReason.ABANDONED));
        }
    }

    @Test
    void silentCallerIsWaitedForAndThenGivenUp() {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER)) {
            InteractionId call = waits(centre);

            centre.rooms.silent(call.toString(), "customer");

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(
                            () -> assertThat(centre.view(call).closeReason()).contains(CloseReason.ABANDONED));
            caller.succeeds();
        }
    }

    /** Both take half a minute. */
    @Test
    void callerWithoutAckIsSentByeAndHasLeftAndOneWithoutPrackIsRefused() {
        try (var unanswering = new PhoneCentre("call.answer-at-once = off");
                var early = Sipp.caller("caller-without-prack", unanswering.port, PhoneCentre.NUMBER);
                var caller = Sipp.caller("caller-without-ack", centre.port, PhoneCentre.NUMBER)) {
            InteractionId other = await().until(unanswering.came::poll, Objects::nonNull);
            InteractionId call = waits(centre);

            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(() -> assertThat(centre.view(call).phase()).isEqualTo(Phase.CLOSED));
            caller.succeeds();
            early.succeeds();
            await().untilAsserted(() ->
                    assertThat(unanswering.view(other).closeReason()).contains(CloseReason.ABANDONED));
        }
    }
}

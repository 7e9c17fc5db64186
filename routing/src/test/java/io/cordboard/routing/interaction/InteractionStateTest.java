package io.cordboard.routing.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.RuleTable;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionCommand.RecordCall.What;
import io.cordboard.routing.interaction.InteractionEvent.*;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InteractionStateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final InteractionId ID = InteractionId.of("acme/i1");
    private static final AgentId ALICE = AgentId.of("acme/alice");
    private static final AgentId BOB = AgentId.of("acme/bob");
    private static final AgentId CAROL = AgentId.of("acme/carol");
    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final QueueId SECOND = QueueId.of("acme/second");
    private static final OfferId O1 = new OfferId("i1.1");
    private static final OfferId O2 = new OfferId("i1.2");
    private static final OfferId O3 = new OfferId("i1.3");
    private static final RecordingId TAPE = new RecordingId("r1");
    private static final Party EVE = Party.supervisor("eve");
    private static final Place PLACE = new Place(
            SUPPORT,
            0,
            NOW.minusSeconds(60),
            NOW.minusSeconds(60),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Set.of());

    private static final Place.Stand STAND = new Place.Stand(7, 1);

    private static final RuleTable<InteractionCommand, InteractionEvent, InteractionState> TABLE = new RuleTable<
                    InteractionCommand, InteractionEvent, InteractionState>(InteractionRules.ALL, NOW)
            .state("unopened", new Unopened(ID))
            .state("scheduled", "unopened", new Opened(contact(1), PLACE, Optional.of(NOW.plusSeconds(60)), NOW))
            .state("waiting", "unopened", new Opened(contact(1), PLACE, Optional.empty(), NOW))
            .state(
                    "guided",
                    "unopened",
                    new Opened(
                            contact(1),
                            PLACE,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Guide("welcome", 3)),
                            NOW))
            .state("advanced", "guided", advanced(1))
            .state("guided-long", "guided", advanced(1_000))
            .state("guided-dropped", "guided", new CustomerDropped(NOW.plusSeconds(30), NOW))
            .state("led", "guided", new Queued(later(), Queued.Why.ARRIVED, NOW))
            .state(
                    "guided-call",
                    "unopened",
                    new Opened(
                            call(),
                            PLACE,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Guide("welcome", 3)),
                            NOW))
            .state("led-outside", "guided-call", new LedOutside(O3, "+493012345", Optional.empty(), NOW))
            .state("led-outside-talks", "led-outside", new OutsideAnswered(O3, NOW))
            .state(
                    "message",
                    "guided-call",
                    new RecordingStarted(TAPE, RecordingStarted.Why.MESSAGE, NOW.plusSeconds(60), Party.SYSTEM, NOW))
            .state("led-offered", "led", offered(O1, ALICE, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .state("in-front", "waiting", new PlaceChanged(0, Map.of(), Optional.of(STAND), NOW))
            .state("todo", "unopened", new Opened(task(), PLACE, Optional.empty(), NOW))
            .state("todo-offered", "todo", offered(O1, ALICE, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .state("for-bob", "waiting", new Queued(later().withOnly(BOB), Queued.Why.TRANSFERRED, NOW))
            .state("not-for-bob", "waiting", new Queued(later().excluding(BOB), Queued.Why.TRANSFERRED, NOW))
            .state("offered", "waiting", offered(O1, ALICE, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .state(
                    "offered-2",
                    "waiting",
                    offered(O1, ALICE, terms(Terms.WrapUp.Mode.OPTIONAL, 2, false)),
                    offered(O2, BOB, terms(Terms.WrapUp.Mode.OPTIONAL, 2, false)))
            .state("relaxed", "offered", new StepFired(1, "a1", 3, "queue.available == 0", NOW))
            .state("rejected", "offered", new OfferEnded(O1, ALICE, OfferOutcome.REJECTED, Optional.empty(), NOW))
            .state("dropped", "offered", new CustomerDropped(NOW.plusSeconds(30), NOW))
            .state("assigned", "offered", new Assigned(O1, ALICE, NOW))
            .state("won-of-2", "offered-2", new Assigned(O2, BOB, NOW))
            .state("talking", "assigned", new MessageAdded("m1", Party.CUSTOMER, "Hello", NOW))
            .state("delivered", "talking", new MessageDelivered("m1", NOW))
            .state("hung-up", "assigned", new CustomerDropped(NOW.plusSeconds(30), NOW))
            .state("wrapping", "assigned", new WrapUpStarted(O1, ALICE, Party.CUSTOMER, NOW.plusSeconds(120), NOW))
            .state(
                    "unwrapped",
                    "waiting",
                    offered(O1, ALICE, terms(Terms.WrapUp.Mode.NONE, 1, false)),
                    new Assigned(O1, ALICE, NOW))
            .state(
                    "must-dispose",
                    "waiting",
                    offered(O1, ALICE, terms(Terms.WrapUp.Mode.MANDATORY, 1, false)),
                    new Assigned(O1, ALICE, NOW),
                    new WrapUpStarted(O1, ALICE, Party.CUSTOMER, NOW.plusSeconds(120), NOW))
            .state("closing-rule", "waiting", offered(O1, ALICE, closing()), new Assigned(O1, ALICE, NOW))
            .state("closed", "wrapping", handled(Optional.of("solved")))
            .state("settled", "closed", new Settled(NOW))
            .state("ringing", "unopened", new Opened(call(), PLACE, Optional.empty(), NOW))
            .state("call", "ringing", offered(O1, ALICE, recorded(Optional.of(true))))
            .state("on-demand", "ringing", offered(O1, ALICE, recorded(Optional.of(false))))
            .state("recorded-chat", "waiting", offered(O1, ALICE, recorded(Optional.of(true))))
            .state("recorded-chat-with-agent", "recorded-chat", new Assigned(O1, ALICE, NOW))
            .state(
                    "unrecorded",
                    "ringing",
                    offered(O1, ALICE, recorded(Optional.empty())),
                    new Assigned(O1, ALICE, NOW))
            .state("demanded", "on-demand", new Assigned(O1, ALICE, NOW))
            .state("recorded", "call", new Assigned(O1, ALICE, NOW), started())
            .state("recorded-on-demand", "demanded", started())
            .state("paused", "recorded", new RecordingPaused(TAPE, NOW.plusSeconds(60), Party.agent(ALICE), NOW))
            .state("failed", "recorded", new RecordingFailed(TAPE, "full", NOW))
            .state(
                    "taped",
                    "recorded",
                    new RecordingStopped(TAPE, Party.SYSTEM, NOW),
                    new WrapUpStarted(O1, ALICE, Party.CUSTOMER, NOW.plusSeconds(120), NOW))
            .state("untaped", "taped", new RecordingRemoved(TAPE, EVE, NOW))
            .command("Offer o1 recorded", offer(O1, ALICE, 20, autoAccepted(recorded(Optional.of(true)))))
            .command("Record start", record(What.START, Party.agent(ALICE)))
            .command("Record start eve", record(What.START, EVE))
            .command("Record start bob", record(What.START, Party.agent(BOB)))
            .command("Record pause", record(What.PAUSE, Party.agent(ALICE)))
            .command("Record pause bob", record(What.PAUSE, Party.agent(BOB)))
            .command("Record resume", record(What.RESUME, Party.agent(ALICE)))
            .command("Record stop", record(What.STOP, Party.agent(ALICE)))
            .command("Record stop eve", record(What.STOP, EVE))
            .command("FailRecording", new InteractionCommand.FailRecording(ID, TAPE, "full"))
            .command("FetchRecording", new InteractionCommand.FetchRecording(ID, TAPE, "q1", EVE))
            .command("RemoveRecording", new InteractionCommand.RemoveRecording(ID, TAPE, EVE))
            .state(
                    "calling",
                    "ringing",
                    offered(O1, ALICE, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)),
                    new Assigned(O1, ALICE, NOW))
            .state("outside", "calling", outside())
            .state("outside-talks", "outside", new OutsideAnswered(O3, NOW))
            .state("outside-dropped", "outside-talks", new CustomerDropped(NOW.plusSeconds(30), NOW))
            .command("TransferOutside", toOutside(Party.agent(ALICE), "+493012345", Optional.empty()))
            .command("TransferOutside flow", toOutside(Party.SYSTEM, "+493012345", Optional.empty()))
            .command("TransferOutside eve", toOutside(EVE, "112", Optional.of("+4930999")))
            .command("TransferOutside bob", toOutside(Party.agent(BOB), "112", Optional.empty()))
            .command("TransferOutside words", toOutside(EVE, "sip:eve@evil.example", Optional.empty()))
            .command("TransferOutside as words", toOutside(EVE, "112", Optional.of("the police")))
            .command("AnswerOutside", new InteractionCommand.AnswerOutside(ID, O3))
            .command("AnswerOutside other", new InteractionCommand.AnswerOutside(ID, O2))
            .command("EndOutside", new InteractionCommand.EndOutside(ID, O3, "sip-486"))
            .command("EndOutside other", new InteractionCommand.EndOutside(ID, O2, "sip-486"))
            .state("held", "calling", new Held(Party.agent(ALICE), NOW))
            .state("pressed", "calling", new DigitsSent("d1", 2, Party.agent(ALICE), NOW))
            .state("consult-asked", "held", new ConsultAsked(O2, BOB, NOW.plusSeconds(20), Party.agent(ALICE), NOW))
            .state("consult-rings", "consult-asked", new ConsultOffered(O2, BOB, NOW.plusSeconds(20), NOW))
            .state("consulting", "consult-rings", new PartyJoined(O2, BOB, NOW))
            .state(
                    "conference",
                    "consulting",
                    new ConferenceStarted(Party.agent(ALICE), NOW),
                    new Resumed(Party.agent(ALICE), NOW))
            .state("conference-held", "conference", new Held(Party.agent(ALICE), NOW))
            .state(
                    "handed-over",
                    "consulting",
                    new Transferred(O1, ALICE, SUPPORT, Optional.of(BOB), Party.agent(ALICE), NOW),
                    new Assigned(O2, BOB, NOW),
                    new Resumed(Party.agent(ALICE), NOW))
            .state("monitored", "calling", monitored())
            .state("listening", "monitored", new MonitorJoined(O3, CAROL, NOW))
            .state("listening-consult", "consulting", monitored(), new MonitorJoined(O3, CAROL, NOW))
            .command("Monitor", new InteractionCommand.Monitor(ID, CAROL, Mode.MONITOR, EVE))
            .command("Monitor whisper", new InteractionCommand.Monitor(ID, CAROL, Mode.WHISPER, EVE))
            .command("Monitor bob", new InteractionCommand.Monitor(ID, BOB, Mode.MONITOR, Party.agent(BOB)))
            .command("Monitor by alice", new InteractionCommand.Monitor(ID, CAROL, Mode.MONITOR, Party.agent(ALICE)))
            .command("Monitor as alice", new InteractionCommand.Monitor(ID, ALICE, Mode.MONITOR, EVE))
            .command("Monitor as bob", new InteractionCommand.Monitor(ID, BOB, Mode.MONITOR, EVE))
            .command("EndMonitor", new InteractionCommand.EndMonitor(ID, EVE))
            .command("EndMonitor alice", new InteractionCommand.EndMonitor(ID, Party.agent(ALICE)))
            .command("Accept o3", new InteractionCommand.Accept(ID, O3, CAROL))
            .command("EndOffer o3", endOffer(O3, CAROL))
            .command("LoseAgent o3", new InteractionCommand.LoseAgent(ID, O3, CAROL))
            .command("Leave carol", new InteractionCommand.Leave(ID, CAROL))
            .command("End carol", new InteractionCommand.End(ID, Party.agent(CAROL)))
            .command("Hold carol", new InteractionCommand.Hold(ID, Party.agent(CAROL)))
            .command("Consult alice", new InteractionCommand.Consult(ID, ALICE, Party.agent(ALICE)))
            .command("Consult bob", new InteractionCommand.Consult(ID, BOB, Party.agent(ALICE)))
            .command("Consult carol", new InteractionCommand.Consult(ID, CAROL, Party.agent(ALICE)))
            .command("Consult by bob", new InteractionCommand.Consult(ID, CAROL, Party.agent(BOB)))
            .command("Confer", new InteractionCommand.Confer(ID, Party.agent(ALICE)))
            .command("EndConsult", new InteractionCommand.EndConsult(ID, Party.agent(ALICE)))
            .command("HandOver", new InteractionCommand.HandOver(ID, Party.agent(ALICE)))
            .command("HandOver bob", new InteractionCommand.HandOver(ID, Party.agent(BOB)))
            .command("HandOver eve", new InteractionCommand.HandOver(ID, EVE))
            .command("Leave alice", new InteractionCommand.Leave(ID, ALICE))
            .command("Leave bob", new InteractionCommand.Leave(ID, BOB))
            .command("Hold", new InteractionCommand.Hold(ID, Party.agent(ALICE)))
            .command("Hold bob", new InteractionCommand.Hold(ID, Party.agent(BOB)))
            .command("Hold eve", new InteractionCommand.Hold(ID, EVE))
            .command("Resume", new InteractionCommand.Resume(ID, Party.agent(ALICE)))
            .command("Resume bob", new InteractionCommand.Resume(ID, Party.agent(BOB)))
            .command("SendDigits", digits("12#", ALICE))
            .command("SendDigits bob", digits("12#", BOB))
            .command("SendDigits much", digits("1".repeat(33), ALICE))
            .command("SendDigits words", digits("twelve", ALICE))
            .command("Reclassify", reclassify(PLACE.enqueued()))
            .command("Reclassify old stay", reclassify(PLACE.enqueued().minusMillis(1)))
            .command("Open", new InteractionCommand.Open(ID, contact(1), PLACE, Optional.empty()))
            .command(
                    "Open guided",
                    new InteractionCommand.Open(
                            ID,
                            contact(1),
                            PLACE,
                            Optional.empty(),
                            Optional.empty(),
                            // Published anew meanwhile: it is the same caller all the same.
                            Optional.of(new Guide("welcome", 4))))
            .command("Advance", advance(1, 1, 1))
            .command("Advance 2", advance(2, 1, 1))
            .command("Advance 1001", advance(1_001, 1, 1))
            .command("Advance far", advance(1, 501, 1))
            .command("Advance much", advance(1, 1, 60))
            .command("TakeMessage", new InteractionCommand.TakeMessage(ID, Duration.ofDays(30)))
            .command("ResumeFlow", new InteractionCommand.ResumeFlow(ID, new Guide("welcome", 3), 1))
            .command("ResumeFlow other", new InteractionCommand.ResumeFlow(ID, new Guide("other", 3), 1))
            .command(
                    "LeaveFlow",
                    new InteractionCommand.LeaveFlow(ID, SECOND, Optional.of(4), Map.of(), Optional.empty()))
            .command("Open later", new InteractionCommand.Open(ID, contact(1), PLACE, Optional.of(NOW.plusSeconds(60))))
            .command("Open other", new InteractionCommand.Open(ID, contact(2), PLACE, Optional.empty()))
            .command("Offer o1", offer(O1, ALICE, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .command("Offer o1 auto", offer(O1, ALICE, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 1, true)))
            .command("Offer o1 late", offer(O1, ALICE, 0, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .command("Offer o2", offer(O2, BOB, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 1, false)))
            .command("Offer o3 of 2", offer(O3, CAROL, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 2, false)))
            .command("Offer o3 of 3", offer(O3, CAROL, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 3, false)))
            .command("Offer o3 alice", offer(O3, ALICE, 20, terms(Terms.WrapUp.Mode.OPTIONAL, 3, false)))
            .command("Accept o1", new InteractionCommand.Accept(ID, O1, ALICE))
            .command("Accept o1 bob", new InteractionCommand.Accept(ID, O1, BOB))
            .command("Accept o2", new InteractionCommand.Accept(ID, O2, BOB))
            .command("EndOffer o1", endOffer(O1, ALICE))
            .command("EndOffer o1 bob", endOffer(O1, BOB))
            .command("EndOffer o2", endOffer(O2, BOB))
            .command("Say m1", new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "Hello"))
            .command("Say alice", new InteractionCommand.Say(ID, "m2", Party.agent(ALICE), "Hello"))
            .command("Say bob", new InteractionCommand.Say(ID, "m2", Party.agent(BOB), "Hello"))
            .command("Say nothing", new InteractionCommand.Say(ID, "m2", Party.CUSTOMER, ""))
            .command("Say much", new InteractionCommand.Say(ID, "m2", Party.CUSTOMER, "x".repeat(8_001)))
            .command("Deliver m1", new InteractionCommand.Deliver(ID, "m1"))
            .command("Drop", new InteractionCommand.Drop(ID))
            .command("Return", new InteractionCommand.Return(ID))
            .command("End", new InteractionCommand.End(ID, Party.CUSTOMER))
            .command("End alice", new InteractionCommand.End(ID, Party.agent(ALICE)))
            .command("End bob", new InteractionCommand.End(ID, Party.agent(BOB)))
            .command("End eve", new InteractionCommand.End(ID, EVE))
            .command("WrapUp", wrapUp(Party.agent(ALICE), Optional.of("solved")))
            .command("WrapUp bob", wrapUp(Party.agent(BOB), Optional.of("solved")))
            .command("WrapUp without", wrapUp(Party.agent(ALICE), Optional.empty()))
            .command("Transfer", new InteractionCommand.Transfer(ID, Party.agent(ALICE), SECOND, Optional.empty()))
            .command("Transfer eve", new InteractionCommand.Transfer(ID, EVE, SECOND, Optional.empty()))
            .command("Transfer eve here", new InteractionCommand.Transfer(ID, EVE, SUPPORT, Optional.empty()))
            .command(
                    "Transfer to bob",
                    new InteractionCommand.Transfer(ID, Party.agent(ALICE), SUPPORT, Optional.of(BOB)))
            .command(
                    "Transfer to self",
                    new InteractionCommand.Transfer(ID, Party.agent(ALICE), SUPPORT, Optional.of(ALICE)))
            .command("Transfer bob", new InteractionCommand.Transfer(ID, Party.agent(BOB), SECOND, Optional.empty()))
            .command("Requeue", new InteractionCommand.Requeue(ID, Party.agent(ALICE)))
            .command("Requeue bob", new InteractionCommand.Requeue(ID, Party.agent(BOB)))
            .command("Requeue eve", new InteractionCommand.Requeue(ID, EVE))
            .command("Cancel", new InteractionCommand.Cancel(ID, EVE))
            .command("Cancel alice", new InteractionCommand.Cancel(ID, Party.agent(ALICE)))
            .command("Reprioritise", new InteractionCommand.Reprioritise(ID, 9, Map.of()))
            .command("Reprioritise 0", new InteractionCommand.Reprioritise(ID, 0, Map.of()))
            .command("PutInLine", new InteractionCommand.PutInLine(ID, SUPPORT, PLACE.enqueued(), STAND))
            .command(
                    "PutInLine here",
                    new InteractionCommand.PutInLine(
                            ID, SUPPORT, PLACE.enqueued().plusMillis(1), STAND))
            .command("Reschedule", reschedule(90, EVE))
            .command("Reschedule same", reschedule(60, EVE))
            .command("Reschedule past", reschedule(-1, EVE))
            .command("Reschedule alice", reschedule(90, Party.agent(ALICE)))
            .command(
                    "ChangeAttributes",
                    new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of("vip", "yes"))))
            .command(
                    "ChangeAttributes 0",
                    new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of("page", "/1"))))
            .command("Divert", divert(PLACE.enqueued(), Optional.of(SECOND)))
            .command("Divert away", divert(PLACE.enqueued(), Optional.empty()))
            .command("Divert old stay", divert(NOW.minusSeconds(99), Optional.of(SECOND)))
            .command("FireStep", fireStep(0, "a1", 1))
            .command("FireStep next", fireStep(0, "a1", 2))
            .command("FireStep others", fireStep(0, "b2", 1))
            .command("FireStep old stay", fireStep(-1, "a1", 1))
            .command("LoseAgent o1", new InteractionCommand.LoseAgent(ID, O1, ALICE))
            .command("LoseAgent o2", new InteractionCommand.LoseAgent(ID, O2, BOB))
            .command("Wake", new InteractionCommand.Wake(ID))
            .command("Show", new InteractionCommand.Show(ID))
            .command("Typing", new InteractionCommand.Typing(ID, Party.CUSTOMER, true))
            .command("Typing bob", new InteractionCommand.Typing(ID, Party.agent(BOB), true))
            .command("Watch", new InteractionCommand.Watch(ID, true, Duration.ofSeconds(7)));

    private static FlowAdvanced advanced(int turn) {
        return new FlowAdvanced(turn, List.of("menu"), Attributes.of(Map.of("topic", "bill")), "{}", NOW);
    }

    private static InteractionCommand advance(int turn, int steps, int learned) {
        var attributes = new TreeMap<String, String>();
        IntStream.range(0, learned).forEach(i -> attributes.put("a" + i, "bill"));
        return new InteractionCommand.Advance(
                ID, turn, Collections.nCopies(steps, "menu"), Attributes.of(attributes), "{}");
    }

    private static InteractionCommand reclassify(Instant stay) {
        return new InteractionCommand.Reclassify(ID, SUPPORT, stay, Attributes.of(Map.of("escalated", true)));
    }

    private static Contact contact(int page) {
        return new Contact(
                Medium.CHAT,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(30)),
                Map.of("page", "/" + page));
    }

    private static InteractionCommand.Reschedule reschedule(int seconds, Party by) {
        return new InteractionCommand.Reschedule(ID, NOW.plusSeconds(seconds), by);
    }

    private static Contact task() {
        return new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Contact call() {
        return new Contact(
                Medium.VOICE, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(30)), Map.of());
    }

    private static InteractionCommand record(What what, Party by) {
        return new InteractionCommand.RecordCall(ID, what, by);
    }

    private static RecordingStarted started() {
        return new RecordingStarted(TAPE, RecordingStarted.Why.POLICY, NOW.plusSeconds(9999), Party.SYSTEM, NOW);
    }

    private static Terms recorded(Optional<Boolean> always) {
        Terms t = terms(Terms.WrapUp.Mode.OPTIONAL, 1, false);
        return new Terms(
                t.deadline(),
                2,
                false,
                1,
                t.wrapUp(),
                t.keep(),
                t.then(),
                t.namedFor(),
                t.restAfter(),
                always.map(it -> new Terms.Recorded(it, Duration.ofSeconds(60), Duration.ofDays(30))));
    }

    private static Terms autoAccepted(Terms t) {
        return new Terms(
                t.deadline(), 2, true, 1, t.wrapUp(), t.keep(), t.then(), t.namedFor(), t.restAfter(), t.recording());
    }

    private static TransferredOutside outside() {
        return new TransferredOutside(O1, ALICE, O3, "+493012345", Optional.empty(), Party.agent(ALICE), NOW);
    }

    private static InteractionCommand toOutside(Party by, String number, Optional<String> callerId) {
        return new InteractionCommand.TransferOutside(ID, by, number, callerId);
    }

    private static MonitorStarted monitored() {
        return new MonitorStarted(O3, CAROL, Mode.MONITOR, EVE, NOW.plusSeconds(20), NOW);
    }

    @Test
    void ownerSeesWhoListensAndHow() {
        var whispered =
                ((WithAgent) TABLE.state("listening")).apply(new MonitorChanged(O3, CAROL, Mode.WHISPER, EVE, NOW));

        assertThat(((WithAgent) whispered).view().talk().orElseThrow().monitored())
                .contains(new InteractionView.Monitored(EVE, Mode.WHISPER, NOW));
        assertThat(((WithAgent) whispered).view().agent()).contains(ALICE);
        assertThat(((WithAgent) whispered).debts())
                .as("nobody's room is asked for")
                .filteredOn(AgentCommand.class::isInstance)
                .containsExactly(new AgentCommand.Win(ALICE, O1));
    }

    private static InteractionCommand digits(String digits, AgentId by) {
        return new InteractionCommand.SendDigits(ID, "d1", digits, Party.agent(by));
    }

    @Test
    void callerWhoWasOnHoldIsCountedAsSoLongAsItWas() {
        WithAgent held = (WithAgent) TABLE.state("held");
        assertThat(held.view().talk().orElseThrow())
                .isEqualTo(new InteractionView.Talking(
                        Optional.of(new InteractionView.Held(Party.agent(ALICE), NOW)),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty()));

        var resumed = (WithAgent) held.apply(new Resumed(Party.agent(ALICE), NOW.plusSeconds(3)));
        assertThat(resumed.view().talk().orElseThrow())
                .isEqualTo(new InteractionView.Talking(
                        Optional.empty(), Duration.ofSeconds(3), Optional.empty(), Optional.empty()));

        var again = (WithAgent) resumed.apply(new Held(Party.agent(ALICE), NOW.plusSeconds(10)));
        var over = (InWrapUp)
                again.apply(new WrapUpStarted(O1, ALICE, Party.CUSTOMER, NOW.plusSeconds(120), NOW.plusSeconds(12)));
        assertThat(over.view().talk().orElseThrow())
                .isEqualTo(new InteractionView.Talking(
                        Optional.empty(), Duration.ofSeconds(5), Optional.empty(), Optional.empty()));
        assertThat(((WithAgent) TABLE.state("assigned")).view().talk()).isEmpty();
    }

    @Test
    void consultIsAnOfferThatTheOtherAgentsEntityMustHaveRoomFor() {
        var asked = (WithAgent) TABLE.state("consult-asked");
        var reserve = asked.debts().stream()
                .filter(AgentCommand.Reserve.class::isInstance)
                .map(AgentCommand.Reserve.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(reserve.agent()).isEqualTo(BOB);
        assertThat(reserve.offer()).isEqualTo(O2);
        assertThat(reserve.medium()).isEqualTo(Medium.VOICE);

        assertThat(asked.answered(reserve, new Reply.Refused("", Refusal.NO_CAPACITY, "Expected room"), NOW))
                .containsExactly(
                        new ConsultEnded(O2, BOB, OfferOutcome.BUSY, Optional.of("no-capacity"), NOW),
                        new Resumed(Party.SYSTEM, NOW));
        assertThat(asked.answered(reserve, new Reply.Refused("", Refusal.NOT_READY, "Expected one"), NOW))
                .startsWith(new ConsultEnded(O2, BOB, OfferOutcome.UNREACHABLE, Optional.of("not-ready"), NOW));
        assertThat(asked.answered(reserve, new Reply.Refused("", Refusal.OVERLOADED, "Expected less"), NOW))
                .isEmpty();
        assertThat(asked.due(NOW.plusSeconds(24))).isEmpty();
        assertThat(asked.alarm()).contains(NOW.plusSeconds(25));
        assertThat(RuleTable.names(asked.due(NOW.plusSeconds(25)))).isEqualTo("consult-ended, resumed");
    }

    @Test
    void agentWhoIsConsultedHasWonTheOfferAndIsDoneWithItUnlessItIsHandedOver() {
        var win = new AgentCommand.Win(BOB, O2);
        var consulting = (WithAgent) TABLE.state("consulting");
        assertThat(consulting.debts()).contains(new AgentCommand.Win(ALICE, O1), win);
        assertThat(RuleTable.names(
                        consulting.answered(win, new Reply.Refused("", Refusal.NOT_HELD, "Expected it held"), NOW)))
                .isEqualTo("party-left, resumed");

        var left = (WithAgent) consulting.apply(new PartyLeft(O2, BOB, Party.agent(ALICE), NOW));
        assertThat(left.debts())
                .contains(new AgentCommand.Win(ALICE, O1), new AgentCommand.Finish(BOB, O2, Optional.empty()))
                .doesNotContain(win);
        assertThat(left.view().agent()).contains(ALICE);

        var over = (WithAgent) TABLE.state("handed-over");
        assertThat(over.debts()).contains(win, new AgentCommand.Finish(ALICE, O1, Optional.empty()));
        assertThat(over.view().agent()).contains(BOB);
        assertThat(over.view().talk().orElseThrow().consult()).isEmpty();
    }

    @Test
    void digitsAreNeitherRecordedNorLogged() {
        assertThat(digits("12#", ALICE).toString()).doesNotContain("12#");
        assertThat(TABLE.decided("calling", "SendDigits").toString()).doesNotContain("12#");
    }

    private static Place later() {
        return PLACE.movedTo(SUPPORT, NOW);
    }

    private static Terms terms(Terms.WrapUp.Mode wrapUp, int simultaneous, boolean autoAccept) {
        return new Terms(
                Duration.ofSeconds(20),
                2,
                autoAccept,
                simultaneous,
                new Terms.WrapUp(wrapUp, Duration.ofMinutes(2)),
                Duration.ofMinutes(1),
                Terms.AfterKeep.REQUEUE,
                Optional.empty());
    }

    private static Terms closing() {
        Terms t = terms(Terms.WrapUp.Mode.OPTIONAL, 1, false);
        return new Terms(t.deadline(), 2, false, 1, t.wrapUp(), t.keep(), Terms.AfterKeep.CLOSE, t.namedFor());
    }

    private static Terms namedFor(Duration window) {
        Terms t = terms(Terms.WrapUp.Mode.OPTIONAL, 1, false);
        return new Terms(t.deadline(), 2, false, 1, t.wrapUp(), t.keep(), t.then(), Optional.of(window));
    }

    private static InteractionCommand.Offer offer(OfferId offer, AgentId agent, int seconds, Terms terms) {
        return new InteractionCommand.Offer(ID, offer, agent, terms, NOW.plusSeconds(seconds), 3, 1, "longest-idle");
    }

    private static Offered offered(OfferId offer, AgentId agent, Terms terms) {
        return new Offered(offer, agent, terms, NOW.plusSeconds(20), 3, 1, "longest-idle", NOW);
    }

    private static InteractionCommand.EndOffer endOffer(OfferId offer, AgentId agent) {
        return new InteractionCommand.EndOffer(ID, offer, agent, OfferOutcome.REJECTED, Optional.of("busy"));
    }

    private static InteractionCommand.WrapUp wrapUp(Party by, Optional<String> disposition) {
        return new InteractionCommand.WrapUp(ID, by, disposition, Optional.empty());
    }

    /** Of the stay that began so many milliseconds later. */
    private static InteractionCommand fireStep(int later, String of, int step) {
        return new InteractionCommand.FireStep(
                ID, PLACE.queue(), PLACE.enqueued().plusMillis(later), 3, of, step, "queue.available == 0");
    }

    @Test
    void waitingBeginsWhereTheFlowEndsWithWhatItLearned() {
        var queued = (Queued) TABLE.decided("advanced", "LeaveFlow").getFirst();

        assertThat(queued.why()).isEqualTo(Queued.Why.ARRIVED);
        assertThat(queued.place().queue()).isEqualTo(SECOND);
        assertThat(queued.place().priority()).isEqualTo(4);
        assertThat(queued.place().since()).isEqualTo(NOW);
        assertThat(TABLE.state("advanced").apply(queued))
                .isInstanceOfSatisfying(
                        InQueue.class,
                        waiting -> assertThat(waiting.story().contact().attributes())
                                .isEqualTo(contact(1).attributes().with(Map.of("topic", "bill"))));
    }

    @Test
    void whoGoesBackIntoTheFlowIsNoLongerInLine() {
        InteractionState led = TABLE.state("led-offered");
        InteractionState back = TABLE.decided("led-offered", "ResumeFlow").stream()
                .reduce(led, InteractionState::apply, (one, _) -> one);

        assertThat(back)
                .isInstanceOfSatisfying(
                        Guided.class, guided -> assertThat(guided.turns()).isEqualTo(1));
        assertThat(back.debts())
                .contains(new QueueCommand.Dequeue(later().queue(), ID, later().enqueued()))
                .contains(new AgentCommand.Release(ALICE, O1, OfferOutcome.RESCINDED));
    }

    @Test
    void whoeverEndsAFlowWithoutAPersonWasServedByIt() {
        assertThat(TABLE.decided("guided", "End"))
                .first()
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.reason()).isEqualTo(CloseReason.SELF_SERVED));
        assertThat(TABLE.decided("guided", "End eve"))
                .first()
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.reason()).isEqualTo(CloseReason.CANCELLED));
    }

    @Test
    void stepThatHasFiredIsToldToTheQueueAndForgottenInTheNext() {
        InQueue relaxed = (InQueue) TABLE.state("relaxed");
        assertThat(relaxed.place().fired()).contains(new Place.Fired(1, "a1"));
        assertThat(relaxed.offers()).containsKey(O1);
        assertThat(relaxed.debts())
                .anyMatch(debt -> debt instanceof QueueCommand.Enqueue enqueue
                        && enqueue.place().equals(relaxed.place()));
        assertThat(relaxed.place().movedTo(SECOND, NOW).fired()).isEmpty();
        assertThat(relaxed.place().asking(7, Map.of(), Optional.empty()).fired())
                .isPresent();
    }

    private static InteractionCommand.Divert divert(Instant enqueued, Optional<QueueId> to) {
        return new InteractionCommand.Divert(ID, SUPPORT, enqueued, to, "We are closed.");
    }

    private static Closed handled(Optional<String> disposition) {
        return new Closed(
                CloseReason.HANDLED, Party.agent(ALICE), disposition, Optional.empty(), Optional.empty(), NOW);
    }

    static Stream<Arguments> rules() {
        return TABLE.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void rule(RuleTable.Rule rule) {
        TABLE.check(rule);
    }

    @Test
    void everyPhaseMeetsEveryCommand() {
        TABLE.covers(InteractionState.class, InteractionCommand.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            scheduled work is not due before its time             | scheduled | 59   | unchanged
            scheduled work joins the line when it is due          | scheduled | 60   | interaction-queued
            flow that comes to an end in time is left alone       | guided    | 3599 | unchanged
            customer whom nobody guides any more joins the line   | guided    | 3600 | interaction-queued
            guided customer who may come back is waited for       | guided-dropped | 29 | unchanged
            guided customer who does not come back has left       | guided-dropped | 30 | interaction-closed
            waiting alone changes nothing                         | waiting   | 9999 | unchanged
            agent's own word is waited for after the deadline     | offered   | 20   | unchanged
            offer that nobody answered is missed                  | offered   | 21   | offer-ended
            each of several offers is missed                      | offered-2 | 21   | offer-ended, offer-ended
            customer who may come back is waited for              | dropped   | 20   | unchanged
            customer who did not come back has abandoned          | dropped   | 30   | offer-ended, interaction-closed
            customer outside who stays away has left              | outside-dropped | 30 | interaction-closed
            conversation outside has no limit                     | outside-talks | 9999 | unchanged
            conversation has no limit                             | assigned  | 9999 | unchanged
            conversation whose customer stays away is over        | hung-up   | 30   | wrap-up-started
            wrap-up has a limit                                   | wrapping  | 119  | unchanged
            wrap-up ends at its limit                             | wrapping  | 120  | interaction-closed
            wrap-up ends at its limit even without a disposition  | must-dispose | 120 | interaction-closed
            recording that was paused goes on by itself           | paused    | 60   | recording-resumed
            recording is paused until then                        | paused    | 59   | unchanged
            recording that runs has no limit                      | recorded  | 9999 | unchanged
            nothing is due after the end                          | closed    | 9999 | unchanged
            """)
    void due(String sentence, String state, int seconds, String events) {
        assertThat(RuleTable.names(TABLE.state(state).due(NOW.plusSeconds(seconds))))
                .as(sentence)
                .isEqualTo(events);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            scheduled work owes nothing                          | scheduled | ''
            guided interaction owes nothing                      | guided    | ''
            interaction owes the queue that the flow led it to   | led       | Enqueue
            waiting interaction owes its queue word              | waiting   | Enqueue
            agent whose offer ended is owed word                 | rejected  | Enqueue, Release i1.1
            winner and queue are owed word                       | assigned  | Win i1.1, Dequeue
            losers are owed word                                 | won-of-2  | Win i1.2, Release i1.1, Dequeue
            wrap-up is owed to the agent                         | wrapping  | StartWrapUp i1.1, Dequeue
            end is owed to the agent                             | closed    | Finish i1.1, Dequeue
            settled interaction owes nothing                     | settled   | ''
            """)
    void debts(String sentence, String state, String refs) {
        assertThat(TABLE.state(state).debts().stream().map(InteractionStateTest::brief))
                .as(sentence)
                .containsExactlyInAnyOrder(refs.isEmpty() ? new String[0] : refs.split(", "));
    }

    private static String brief(Command debt) {
        return debt instanceof QueueCommand ? debt.getClass().getSimpleName() : debt.ref();
    }

    @Test
    void pauseWakesTheInteractionWhenItEnds() {
        assertThat(TABLE.state("paused").alarm()).contains(NOW.plusSeconds(60));
        assertThat(TABLE.state("recorded").alarm()).isEmpty();
    }

    @Test
    void eachRecordingIsKnownByItsPlaceInTheHistoryAndKeptByThePolicy() {
        RecordingStarted again =
                (RecordingStarted) TABLE.decided("failed", "Record start").getFirst();

        assertThat(again.recording()).isEqualTo(new RecordingId("r2"));
        assertThat(again.keepUntil()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(((InteractionState.Opened) TABLE.state("untaped")).view().recordings())
                .containsExactly(new Tape(
                        TAPE,
                        RecordingStarted.Why.POLICY,
                        Tape.State.REMOVED,
                        NOW,
                        NOW.plusSeconds(9999),
                        Optional.empty(),
                        Optional.of(NOW)));
    }

    @Test
    void agentWhoTransfersACallOutsideIsFreeAtOnceAndTheCallersAgeIsKept() {
        var outside = (WithOutside) TABLE.state("outside");

        assertThat(outside.debts()).contains(new AgentCommand.Finish(ALICE, O1, Optional.empty()));
        var queued = (Queued) TABLE.decided("outside", "EndOutside").getLast();
        assertThat(queued.why()).isEqualTo(Queued.Why.REQUEUED);
        assertThat(queued.place().since()).isEqualTo(PLACE.since());
        var closed = (Closed) TABLE.decided("outside-talks", "EndOutside").getFirst();
        assertThat(closed.reason()).isEqualTo(CloseReason.HANDLED);
        assertThat(outside.view().phase()).isEqualTo(InteractionView.Phase.OUTSIDE);
        var served = (Closed) TABLE.decided("led-outside-talks", "EndOutside").getFirst();
        assertThat(served.reason()).isEqualTo(CloseReason.SELF_SERVED);
    }

    @Test
    void winThatTheAgentCannotCarryGoesBackInLineWithItsAge() {
        InteractionState assigned = TABLE.state("assigned");
        var win = new AgentCommand.Win(ALICE, O1);

        var events = assigned.answered(win, new Reply.Refused(win.ref(), Refusal.NOT_HELD, "Expected ..."), NOW);

        assertThat(RuleTable.names(events)).isEqualTo("agent-lost, interaction-queued");
        assertThat(((Queued) events.getLast()).place().since()).isEqualTo(PLACE.since());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            requeued interaction keeps its age                        | assigned | Requeue         | false
            transferred interaction keeps its age                     | assigned | Transfer        | true
            interaction transferred to an agent keeps its age         | assigned | Transfer to bob | true
            interaction that is moved while it waits keeps its age    | waiting  | Transfer eve    | true
            interaction that overflows keeps its age                  | waiting  | Divert          | false
            interaction whose agent is lost keeps its age             | assigned | LoseAgent o1    | false
            """)
    void age(String sentence, String state, String command, boolean transferred) {
        Queued queued = (Queued) TABLE.decided(state, command).getLast();

        assertThat(queued.place().since()).as(sentence).isEqualTo(PLACE.since());
        assertThat(queued.place().enqueued()).as("a stay of its own").isEqualTo(NOW);
        assertThat(queued.place().transferred()).isEqualTo(transferred ? Optional.of(NOW) : Optional.empty());
    }

    @Test
    void scheduledWorkIsAsOldAsItsTime() {
        Queued queued =
                (Queued) TABLE.state("scheduled").due(NOW.plusSeconds(90)).getFirst();

        assertThat(queued.place().since()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void agentWhoPassedItOnIsNotOfferedItAgainUnlessAskedForByName() {
        Place passedOn = ((Queued) TABLE.decided("assigned", "Transfer").getLast()).place();

        assertThat(passedOn.excluded()).containsExactly(ALICE);
        assertThat(passedOn.withOnly(ALICE).excluded()).isEmpty();
        Place toBob = ((Queued) TABLE.decided("assigned", "Transfer to bob").getLast()).place();
        assertThat(toBob.onlyAgent()).contains(BOB);
        assertThat(toBob.excluded()).containsExactly(ALICE);
    }

    @Test
    void onlyTheNamedAgentMayHaveItUntilTheirTimeIsOver() {
        InteractionState forBob = TABLE.state("for-bob");
        var offer = offer(O3, CAROL, 60, namedFor(Duration.ofSeconds(30)));

        assertThat(forBob.decide(offer, NOW.plusSeconds(29)))
                .isInstanceOfSatisfying(
                        Decision.Refused.class, it -> assertThat(it.refusal()).isEqualTo(Refusal.TAKEN));
        assertThat(RuleTable.names(
                        ((Decision.Accepted<InteractionEvent>) forBob.decide(offer, NOW.plusSeconds(30))).events()))
                .isEqualTo("offer-made");
    }

    @Test
    void namedAgentIsNamedAnewByALaterTransfer() {
        InteractionState forBob = TABLE.state("for-bob");
        InteractionCommand toBob =
                new InteractionCommand.Transfer(ID, Party.supervisor("sam"), SUPPORT, Optional.of(BOB));

        assertThat(forBob.decide(toBob, NOW.plusSeconds(9))).isEqualTo(Decision.unchanged());
        Queued anew = (Queued) ((Decision.Accepted<InteractionEvent>) forBob.decide(toBob, NOW.plusSeconds(60)))
                .events()
                .getLast();
        assertThat(anew.place().enqueued()).isEqualTo(NOW.plusSeconds(60));
        assertThat(anew.place().onlyAgent()).contains(BOB);
    }

    @Test
    void standsWhereItWasPutUntilItLeavesTheQueueWhateverElseChanges() {
        InteractionState inFront = TABLE.state("in-front");
        var known = Attributes.of(Map.of("vip", "yes"));

        assertThat(inFront.decide(new InteractionCommand.ChangeAttributes(ID, known), NOW))
                .isEqualTo(Decision.accept(
                        new AttributesChanged(known, NOW), new PlaceChanged(0, Map.of(), Optional.of(STAND), NOW)));
        assertThat(((InQueue) inFront).place().movedTo(SECOND, NOW).stand()).isEmpty();
    }

    /** Old word of what it asked for must not undo the new in its queue. */
    @Test
    void changedPlaceCountsAsALaterStay() {
        InQueue changed = (InQueue) TABLE.state("waiting").apply(new PlaceChanged(9, Map.of(), NOW));

        assertThat(changed.place().enqueued()).isAfter(PLACE.enqueued());
        assertThat(changed.place().since()).isEqualTo(PLACE.since());
    }

    @Test
    void overflowGoesOnForSoManyMovesOnly() {
        InteractionState state = TABLE.state("waiting");
        for (int move = 0; move < 8; move++) {
            Place place = ((InQueue) state).place();
            state = state.apply(new Queued(place.movedTo(SUPPORT, NOW), Queued.Why.OVERFLOWED, NOW));
        }
        Instant stay = ((InQueue) state).place().enqueued();

        assertThat(RuleTable.outcome(state.decide(divert(stay, Optional.of(SECOND)), NOW)))
                .isEqualTo("LIMIT");
        assertThat(RuleTable.outcome(state.decide(divert(stay, Optional.empty()), NOW)))
                .isEqualTo("interaction-closed");
    }

    @Test
    void messageIsRecognisedAgainAmongTheLatest() {
        InteractionState state = TABLE.state("talking");
        for (int i = 0; i < Story.REMEMBERED_MESSAGES - 1; i++) {
            state = state.apply(new MessageAdded("n" + i, Party.CUSTOMER, "x", NOW));
        }
        var again = new InteractionCommand.Say(ID, "m1", Party.CUSTOMER, "Hello");

        assertThat(RuleTable.outcome(state.decide(again, NOW))).isEqualTo("unchanged");
        assertThat(((InteractionState.Opened) state).story().messages()).isEqualTo(Story.REMEMBERED_MESSAGES);
    }
}

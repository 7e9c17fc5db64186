package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.telephony.sip.Referral;
import io.cordboard.telephony.sip.SipSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a call, one happening after the other. */
class TurnTest {

    private static final InteractionId ID = InteractionId.of("shop/call-1");
    private static final AgentId ADA = AgentId.of("shop/ada");
    private static final AgentId BEA = AgentId.of("shop/bea");
    private static final OfferId OFFER = OfferId.of(ID, "1");
    private static final OfferId OTHER = OfferId.of(ID, "2");
    private static final PhoneKey PHONE = new PhoneKey(OFFER, 0);
    private static final PhoneKey SECOND = new PhoneKey(OFFER, 1);
    private static final LegReport.Arrived ARRIVED = LegReport.Arrived.inQueue(
            ID,
            new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
            QueueId.of("shop/support"),
            Instant.EPOCH);
    private static final LegReport LEFT = new LegReport.Left(ID, Party.CUSTOMER);

    private static final Optional<PhoneKey> CUSTOMER = Optional.empty();
    private static final Deed MUSIC = sound(Map.of(CUSTOMER, Set.of()));
    private static final Deed TALK =
            sound(Map.of(CUSTOMER, Set.of(Optional.of(PHONE)), Optional.of(PHONE), Set.of(CUSTOMER)));
    /** The agent is there, too, but hears nobody. */
    private static final Deed ON_HOLD = sound(Map.of(CUSTOMER, Set.of(), Optional.of(PHONE), Set.of()));

    private Call call = Call.arriving(ID);
    private final List<Deed> deeds = new ArrayList<>();

    private TurnTest when(Happening... happenings) {
        deeds.clear();
        for (Happening happening : happenings) {
            Call.Step step = call.on(happening);
            call = step.call();
            deeds.addAll(step.deeds());
        }
        return this;
    }

    private static Deed sound(Map<Optional<PhoneKey>, Set<Optional<PhoneKey>>> hears) {
        return new Deed.Sound(new Scene(hears));
    }

    private static Happening asked(LegRequest request) {
        return new Happening.Asked(request);
    }

    private static Happening recorded(LegReport report) {
        return new Happening.Reported(report, Optional.empty());
    }

    private static Happening says(SipSignal signal) {
        return new Happening.Phone(PHONE, signal);
    }

    private static Happening customer(SipSignal signal) {
        return new Happening.Customer(signal);
    }

    private TurnTest waiting() {
        return when(recorded(ARRIVED), asked(new LegRequest.Wait(QueueId.of("shop/support"), Queued.Why.ARRIVED)));
    }

    private TurnTest ringing(int phones) {
        waiting();
        return when(asked(new LegRequest.Ring(OFFER, ADA, Instant.EPOCH)), new Happening.Rung(OFFER, phones));
    }

    private TurnTest answered() {
        ringing(1);
        return when(says(new SipSignal.Ringing(180, Optional.empty())), says(new SipSignal.Answered("sdp")));
    }

    private TurnTest talking() {
        answered();
        return when(recorded(new LegReport.Answered(ID, OFFER, ADA)), asked(new LegRequest.Connect(OFFER, ADA)));
    }

    private List<LegReport> reports() {
        return deeds.stream()
                .filter(Deed.Report.class::isInstance)
                .map(deed -> ((Deed.Report) deed).report())
                .toList();
    }

    @Test
    void phoneThatIsLostWhileItRingsLeavesTheOthersRinging() {
        ringing(2);

        when(says(new SipSignal.Lost("no-answer")));
        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE));

        when(new Happening.Phone(SECOND, new SipSignal.HungUp()));
        assertThat(reports()).containsExactly(new LegReport.Unreachable(ID, OFFER, ADA, Optional.of("lost")));
    }

    private static Deed referral(int status) {
        return new Deed.AnswerReferral(Optional.of(PHONE), status);
    }

    private static final LegReport.Transferred SENT_ON =
            new LegReport.Transferred(ID, ADA, QueueId.of("shop/sales"), Optional.of(BEA));

    private void sendsOn() {
        talking();
        var to = new Referral("bea", "shop.sip.localhost", false);
        when(says(new SipSignal.Referred(to)));
        assertThat(deeds).containsExactly(new Deed.LookUp(PHONE, ADA, to));
        when(new Happening.Destined(PHONE, new Destination.Routed(SENT_ON.queue(), SENT_ON.agent())));
        assertThat(deeds).containsExactly(referral(202), new Deed.Report(SENT_ON));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void phoneThatSendsTheCallerOnIsToldSoBeforeItIsLetGo(boolean answerFirst) {
        sendsOn();
        var detached = asked(new LegRequest.Detach(OFFER, ADA));
        if (answerFirst) {
            when(recorded(SENT_ON), detached);
        } else {
            when(detached, recorded(SENT_ON));
        }

        assertThat(deeds).containsExactly(referral(200), new Deed.HangUp(PHONE), MUSIC);
        assertThat(call.line()).isEqualTo(Call.Line.UP);
    }

    @Test
    void phoneSendsTheCallerOutside() {
        talking();
        var to = new Referral("+49301", "shop.sip.localhost", false);
        var sent = new LegReport.SentOutside(ID, Party.agent(ADA), "+49301");
        when(says(new SipSignal.Referred(to)), new Happening.Destined(PHONE, new Destination.Outside("+49301")));
        assertThat(deeds).containsExactly(new Deed.LookUp(PHONE, ADA, to), referral(202), new Deed.Report(sent));

        when(recorded(sent), asked(new LegRequest.Detach(OFFER, ADA)), DIAL);

        assertThat(deeds).contains(referral(200), new Deed.Dial(OUTSIDE, "+49301", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, 503", "INVALID, 404", "NOT_HELD, 480"})
    void phoneWhoseCallerCannotBeSentOnTalksOn(Refusal refusal, int status) {
        sendsOn();

        when(new Happening.Reported(SENT_ON, Optional.of(refusal)));

        assertThat(deeds).containsExactly(referral(status));
        assertThat(Scene.of(call).served()).isTrue();
    }

    @Test
    void phoneThatHangsUpOnceItHasSentTheCallerOnIsReportedAfterThat() {
        sendsOn();

        when(says(new SipSignal.HungUp()));

        assertThat(reports()).containsExactly(new LegReport.Left(ID, Party.agent(ADA)));
        when(recorded(SENT_ON), asked(new LegRequest.Detach(OFFER, ADA)));
        assertThat(deeds).isEmpty();
        assertThat(call.line()).isEqualTo(Call.Line.UP);
    }

    @Test
    void onlyTheOwnersPhoneSendsTheCallerOn() {
        var to = new Referral("bea", "shop.sip.localhost", false);
        answered();
        when(says(new SipSignal.Referred(to)));
        assertThat(deeds).containsExactly(referral(403));

        when(customer(new SipSignal.Referred(to)));
        assertThat(deeds).containsExactly(new Deed.AnswerReferral(CUSTOMER, 403));

        talking();
        when(says(new SipSignal.Referred(to)), new Happening.Destined(PHONE, new Destination.Nowhere(404)));
        assertThat(deeds).containsExactly(new Deed.LookUp(PHONE, ADA, to), referral(404));
    }

    @Test
    void recordingIsDoneAsRoutingAsksAndItsFailureReported() {
        talking();
        var tape = new RecordingId("r1");
        var start = new LegRequest.Recording(
                LegRequest.Recording.Stage.START, tape, Optional.of(Instant.EPOCH), Party.SYSTEM);

        when(asked(start));
        assertThat(deeds).containsExactly(new Deed.Recording(start));

        when(new Happening.Unrecorded(tape, "full"));
        assertThat(reports()).containsExactly(new LegReport.RecordingFailed(ID, tape, "full"));
        assertThat(call.line()).isEqualTo(Call.Line.UP);
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, true", "OVERLOADED, true", "INVALID, false"})
    void callEndsIfNobodyCanBeToldThatTheAgentHasLeft(Refusal refusal, boolean ends) {
        talking();
        when(says(new SipSignal.HungUp()));
        var left = new LegReport.Left(ID, Party.agent(ADA));
        assertThat(reports()).containsExactly(left);

        when(new Happening.Reported(left, Optional.of(refusal)));

        if (ends) {
            assertThat(deeds).containsExactly(new Deed.HangUpCustomer(), new Deed.Finish());
        } else {
            assertThat(deeds).isEmpty();
        }
    }

    @Test
    void callerWhoIsGuidedIsAnsweredAndTheFlowHasTheKeysUntilTheyGo() {
        var guide = new Guide("welcome", 3);
        LegReport advanced = new LegReport.Advanced(ID, 1, List.of("menu"), Attributes.NONE, "{}");
        when(recorded(ARRIVED));

        when(asked(new LegRequest.GuideBy(guide)));
        assertThat(deeds).containsExactly(new Deed.AnswerCustomer(), new Deed.Guide(guide));
        when(customer(new SipSignal.Pressed('4')), new Happening.Pressed(Optional.empty(), '2'));
        assertThat(deeds).containsExactly(new Deed.Key('4'), new Deed.Key('2'));
        when(new Happening.Guided(advanced));
        assertThat(deeds).containsExactly(new Deed.Report(advanced));

        when(customer(new SipSignal.HungUp()));
        when(new Happening.Guided(advanced), new Happening.Pressed(Optional.empty(), '2'));
        assertThat(deeds).isEmpty();
    }

    @Test
    void callerWhoWaitsHasTheKeysToGoBackIntoTheFlowUntilAnAgentTalks() {
        var guide = new Guide("welcome", 3);
        waiting();

        when(new Happening.Pressed(Optional.empty(), '*'));
        assertThat(deeds).containsExactly(new Deed.Key('*'));
        when(asked(new LegRequest.GuideBy(guide)));
        assertThat(deeds).contains(new Deed.Guide(guide));

        talking();
        when(new Happening.Pressed(Optional.empty(), '*'));
        assertThat(deeds).isEmpty();
    }

    @Test
    void callerWhomAFlowHasLedOnIsLetGoIfNobodyCanBeTold() {
        LegReport led = new LegReport.Led(ID, QueueId.of("shop/support"), Optional.empty(), Map.of(), Optional.empty());
        when(recorded(ARRIVED), asked(new LegRequest.GuideBy(new Guide("welcome", 3))), new Happening.Guided(led));

        when(new Happening.Reported(led, Optional.of(Refusal.UNAVAILABLE)));

        assertThat(deeds).containsExactly(new Deed.HangUpCustomer(), new Deed.Finish());
    }

    @Test
    void callerWhoWaitsIsAnsweredOnceAndHearsMusic() {
        waiting();
        assertThat(deeds).containsExactly(new Deed.AnswerCustomer(), MUSIC, new Deed.Attend());

        when(asked(new LegRequest.Wait(QueueId.of("shop/sales"), Queued.Why.OVERFLOWED)));
        assertThat(deeds).as("the music goes on").containsExactly(new Deed.Attend());
    }

    @ParameterizedTest
    @CsvSource({"OVERLOADED, 503, true", "INVALID, 480, false"})
    void callerWhoMayNotArriveIsRefused(Refusal refusal, int status, boolean again) {
        when(new Happening.Reported(ARRIVED, Optional.of(refusal)));

        assertThat(deeds).containsExactly(new Deed.RefuseCustomer(status, again), new Deed.Finish());
    }

    @Test
    void callerWhoGivesUpBeforeItIsKnownHasLeftOnceItIs() {
        when(customer(new SipSignal.HungUp()));
        assertThat(deeds).isEmpty();

        when(recorded(ARRIVED));
        assertThat(reports()).containsExactly(LEFT);

        when(recorded(LEFT));
        assertThat(deeds).containsExactly(new Deed.Finish());
    }

    /** ADR 0010, voice. */
    @ParameterizedTest
    @CsvSource({
        "486, false, Busy",
        "486, true, Busy",
        "600, true, Busy",
        "603, true, Declined",
        "403, false, Declined",
        "408, true, NoAnswer",
        "480, true, NoAnswer",
        "480, false, Unreachable",
        "404, false, Unreachable",
        "503, true, Unreachable",
        "0, false, Unreachable"
    })
    void refusalOfAPhoneIsReportedAsWhatItSaysOfTheAgent(int status, boolean rang, String report) {
        ringing(1);
        if (rang) {
            when(says(new SipSignal.Ringing(180, Optional.empty())));
        }

        when(says(new SipSignal.Refused(status, "")));

        assertThat(reports())
                .singleElement()
                .satisfies(made -> assertThat(made.getClass().getSimpleName()).isEqualTo(report));
        assertThat(call.asked()).isEmpty();
        if (reports().getFirst() instanceof LegReport.Unreachable unreachable) {
            assertThat(unreachable.why()).contains("sip-" + status);
        }
    }

    @Test
    void agentWithoutAPhoneIsUnreachable() {
        ringing(0);

        assertThat(reports())
                .containsExactly(new LegReport.Unreachable(ID, OFFER, ADA, Optional.of("no-registration")));
    }

    @Test
    void onlyTheLastPhoneThatFailsIsReportedAndByTheOneThatSaysMost() {
        ringing(2);

        when(says(new SipSignal.Refused(603, "")));
        assertThat(reports()).isEmpty();

        when(new Happening.Phone(SECOND, new SipSignal.Refused(404, "")));
        assertThat(reports()).singleElement().isInstanceOf(LegReport.Declined.class);
    }

    @Test
    void firstPhoneThatAnswersHasItAndALaterOneIsHungUp() {
        ringing(2);

        when(says(new SipSignal.Answered("a")));
        assertThat(deeds)
                .containsSubsequence(
                        new Deed.HangUp(SECOND),
                        new Deed.Describe(PHONE, "a"),
                        new Deed.Report(new LegReport.Answered(ID, OFFER, ADA)));

        when(new Happening.Phone(SECOND, new SipSignal.Answered("b")));
        assertThat(deeds).containsExactly(new Deed.HangUp(SECOND));
    }

    @ParameterizedTest
    @CsvSource({"TAKEN", "OFFER_OVER"})
    void phoneThatAnswersTooLateIsHungUp(Refusal refusal) {
        answered();

        when(new Happening.Reported(new LegReport.Answered(ID, OFFER, ADA), Optional.of(refusal)));

        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE));
    }

    @Test
    void bothHearEachOtherOnceItIsTheirs() {
        talking();

        assertThat(deeds).containsExactly(TALK);
    }

    @Test
    void offerTakenOnTheDesktopLetsThePhoneRingAndJoinsItWhenItAnswers() {
        waiting();
        when(asked(new LegRequest.Connect(OFFER, ADA)));
        assertThat(deeds).contains(new Deed.Ring(OFFER, ADA, true));

        when(new Happening.Rung(OFFER, 1), says(new SipSignal.Answered("sdp")));
        assertThat(deeds).containsExactly(new Deed.Describe(PHONE, "sdp"), TALK);
    }

    @Test
    void agentWhoTookItOnTheDesktopAndHasNoPhoneIsLost() {
        waiting();
        when(asked(new LegRequest.Connect(OFFER, ADA)));

        when(new Happening.Rung(OFFER, 0));

        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OFFER, ADA));
    }

    @Test
    void phonesThatAreNotRungForOffersRingOnceTaken() {
        waiting();
        when(asked(new LegRequest.Ring(OFFER, ADA, Instant.EPOCH)), new Happening.NotRung(OFFER));
        assertThat(reports()).isEmpty();

        when(asked(new LegRequest.Connect(OFFER, ADA)));
        assertThat(deeds).contains(new Deed.Ring(OFFER, ADA, true));
    }

    @Test
    void offerThatIsOverStopsItsPhonesAlone() {
        ringing(1);
        when(asked(new LegRequest.Ring(OTHER, BEA, Instant.EPOCH)), new Happening.Rung(OTHER, 1));

        when(asked(new LegRequest.StopRinging(OFFER, ADA, OfferOutcome.RESCINDED)));

        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE));
        assertThat(call.asked()).containsOnlyKeys(OTHER);
    }

    @Test
    void callerWhoHangsUpFreesEverybodyAtOnce() {
        talking();

        when(customer(new SipSignal.HungUp()));
        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE), new Deed.Report(LEFT));

        when(recorded(LEFT));
        assertThat(deeds).containsExactly(new Deed.Finish());
    }

    @Test
    void agentWhoHangsUpHasEndedIt() {
        talking();

        when(says(new SipSignal.HungUp()));

        assertThat(reports()).containsExactly(new LegReport.Left(ID, Party.agent(ADA)));
    }

    @Test
    void agentWhoHangsUpBeforeBeingJoinedLeavesTheCallerInLine() {
        answered();

        when(says(new SipSignal.HungUp()));

        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OFFER, ADA));
    }

    @Test
    void agentOfWhomNothingIsHeardIsLostButNotOnHold() {
        talking();
        when(says(new SipSignal.Offered("a=sendonly\r\n")));
        assertThat(deeds).contains(ON_HOLD);
        when(new Happening.Silent(Optional.of(PHONE)));
        assertThat(deeds).isEmpty();

        when(says(new SipSignal.Offered("a=sendrecv\r\n")));
        assertThat(deeds).contains(TALK);
        when(new Happening.Silent(Optional.of(PHONE)));
        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OFFER, ADA));
    }

    @Test
    void callerOfWhomNothingIsHeardIsAbsentUntilHeardAgain() {
        waiting();

        when(new Happening.Silent(Optional.empty()), new Happening.HeardAgain(Optional.empty()));

        assertThat(deeds).containsExactly(new Deed.Presence(false), new Deed.Presence(true));
    }

    @Test
    void agentWhoIsTakenAwayIsHungUpAndTheCallerHearsMusic() {
        talking();

        when(asked(new LegRequest.Detach(OFFER, ADA)));

        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE), MUSIC);
    }

    @Test
    void endHangsUpEverybody() {
        talking();

        when(asked(new LegRequest.Disconnect(Party.agent(ADA), Optional.empty(), Optional.empty(), Instant.EPOCH)));

        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE), new Deed.HangUpCustomer(), new Deed.Finish());
    }

    @Test
    void callerWhoIsTurnedAwayUnansweredIsRefused() {
        when(
                recorded(ARRIVED),
                asked(new LegRequest.Disconnect(
                        Party.SYSTEM, Optional.of(CloseReason.TURNED_AWAY), Optional.empty(), Instant.EPOCH)));

        assertThat(deeds).containsExactly(new Deed.RefuseCustomer(480, false), new Deed.Finish());
    }

    @Test
    void offerThatNobodyEndsEndsByItself() {
        ringing(2);
        when(new Happening.Overdue(OFFER, Deed.Limit.RING));
        assertThat(deeds).contains(new Deed.HangUp(PHONE), new Deed.HangUp(SECOND));
        assertThat(reports()).containsExactly(new LegReport.NoAnswer(ID, OFFER, ADA));
    }

    @Test
    void answerThatNobodyTakesNoteOfEndsByItself() {
        answered();
        when(new Happening.Overdue(OFFER, Deed.Limit.JOIN));
        assertThat(deeds).contains(new Deed.HangUp(PHONE));
        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OFFER, ADA));
    }

    @Test
    void callThatCannotBeHeardEnds() {
        waiting();

        when(new Happening.Unheard(Optional.empty(), 488));

        assertThat(deeds).containsExactly(new Deed.HangUpCustomer(), new Deed.Report(LEFT));
    }

    @Test
    void callOfANodeThatStopsEndsAtOnce() {
        talking();

        when(new Happening.Forsaken());

        assertThat(deeds).containsExactly(new Deed.HangUp(PHONE), new Deed.HangUpCustomer(), new Deed.Finish());
    }

    @Test
    void callerOnHoldHearsMusicUntilTakenBack() {
        talking();

        when(asked(new LegRequest.Hold(Party.agent(ADA))));
        assertThat(deeds).containsExactly(ON_HOLD);

        when(asked(new LegRequest.Resume(Party.agent(ADA))));
        assertThat(deeds).containsExactly(TALK);
    }

    @Test
    void callerWhoWasOnHoldAndWaitsAgainIsNotOnHoldWithTheNextAgent() {
        talking();
        when(asked(new LegRequest.Hold(Party.agent(ADA))), asked(new LegRequest.Detach(OFFER, ADA)));
        assertThat(deeds).containsExactly(ON_HOLD, new Deed.HangUp(PHONE), MUSIC);

        when(asked(new LegRequest.Wait(QueueId.of("shop/sales"), Queued.Why.TRANSFERRED)));
        assertThat(call.held()).isFalse();
    }

    @Test
    void phoneThatHoldsByItselfIsReportedAndTakesBackByItself() {
        talking();

        when(says(new SipSignal.Offered("a=sendonly\r\n")));
        assertThat(reports()).containsExactly(new LegReport.Held(ID, ADA));
        when(asked(new LegRequest.Hold(Party.agent(ADA))));
        assertThat(deeds).as("it has done so already").isEmpty();

        when(asked(new LegRequest.Resume(Party.agent(ADA))));
        assertThat(reports()).as("it holds still").containsExactly(new LegReport.Held(ID, ADA));

        when(asked(new LegRequest.Hold(Party.agent(ADA))), says(new SipSignal.Offered("a=sendrecv\r\n")));
        assertThat(reports()).containsExactly(new LegReport.Resumed(ID, ADA));
        when(asked(new LegRequest.Resume(Party.agent(ADA))));
        assertThat(deeds).containsExactly(TALK);
    }

    @Test
    void browserThatHidesItsAddressHoldsByDirectionAlone() {
        talking();
        String hidden = "c=IN IP4 0.0.0.0\r\na=ice-ufrag:PZO2\r\n";

        when(says(new SipSignal.Offered(hidden + "a=sendrecv\r\n")));
        assertThat(reports()).isEmpty();

        when(says(new SipSignal.Offered(hidden + "a=sendonly\r\n")));
        when(says(new SipSignal.Offered(hidden + "a=sendrecv\r\n")));
        assertThat(reports()).containsExactly(new LegReport.Resumed(ID, ADA));

        when(says(new SipSignal.Offered("c=IN IP4 0.0.0.0\r\na=sendrecv\r\n")));
        assertThat(reports()).containsExactly(new LegReport.Held(ID, ADA));
    }

    @Test
    void digitsGoToTheCallerAndAreNotLogged() {
        talking();

        when(asked(new LegRequest.Press("12#")));

        assertThat(deeds).containsExactly(new Deed.Press(Optional.empty(), "12#"));
        assertThat(deeds.toString()).doesNotContain("12#");
    }

    @Test
    void keysOfTheAgentGoToTheCallerHoweverTheyComeAndKeysOfTheCallerToNobody() {
        talking();

        when(says(new SipSignal.Pressed('5')), new Happening.Pressed(Optional.of(PHONE), '6'));
        assertThat(deeds).containsExactly(new Deed.Press(Optional.empty(), "5"), new Deed.Press(Optional.empty(), "6"));

        when(customer(new SipSignal.Pressed('5')), new Happening.Pressed(CUSTOMER, '6'));
        assertThat(deeds).isEmpty();

        when(asked(new LegRequest.Hold(Party.agent(ADA))), says(new SipSignal.Pressed('7')));
        assertThat(deeds).as("nothing goes to a caller on hold").containsExactly(ON_HOLD);
    }

    private static final PhoneKey BEAS = new PhoneKey(OTHER, 0);
    private static final Deed CONSULT = sound(Map.of(
            CUSTOMER,
            Set.of(),
            Optional.of(PHONE),
            Set.of(Optional.of(BEAS)),
            Optional.of(BEAS),
            Set.of(Optional.of(PHONE))));
    private static final Deed CONFERENCE = sound(Map.of(
            CUSTOMER,
            Set.of(Optional.of(PHONE), Optional.of(BEAS)),
            Optional.of(PHONE),
            Set.of(CUSTOMER, Optional.of(BEAS)),
            Optional.of(BEAS),
            Set.of(CUSTOMER, Optional.of(PHONE))));

    private TurnTest consultRings() {
        talking();
        return when(
                asked(new LegRequest.Hold(Party.agent(ADA))),
                asked(new LegRequest.Ring(OTHER, BEA, Instant.EPOCH)),
                new Happening.Rung(OTHER, 1));
    }

    private TurnTest consulting() {
        consultRings();
        return when(
                new Happening.Phone(BEAS, new SipSignal.Answered("sdp")),
                recorded(new LegReport.Answered(ID, OTHER, BEA)),
                asked(new LegRequest.Join(OTHER, BEA)));
    }

    @Test
    void agentWhoIsConsultedTalksToTheOwnerWhileTheCallerHearsMusic() {
        consulting();

        assertThat(reports()).containsExactly(new LegReport.Answered(ID, OTHER, BEA));
        assertThat(deeds).endsWith(CONSULT);
    }

    @Test
    void callerWhoIsTakenBackInAConsultIsInAConference() {
        consulting();

        when(asked(new LegRequest.Resume(Party.agent(ADA))));
        assertThat(deeds).containsExactly(CONFERENCE);

        when(asked(new LegRequest.Hold(Party.agent(ADA))));
        assertThat(deeds).containsExactly(CONSULT);
    }

    @Test
    void consultThatIsOverLeavesTheCallerToTheOwner() {
        consulting();

        when(asked(new LegRequest.Part(OTHER, BEA)), asked(new LegRequest.Resume(Party.SYSTEM)));

        assertThat(deeds).containsExactly(new Deed.HangUp(BEAS), ON_HOLD, TALK);
    }

    @Test
    void callThatIsHandedOverGoesOnWithTheOtherAgentAlone() {
        consulting();

        when(
                asked(new LegRequest.Detach(OFFER, ADA)),
                asked(new LegRequest.Connect(OTHER, BEA)),
                asked(new LegRequest.Resume(Party.agent(ADA))));

        assertThat(deeds).contains(new Deed.HangUp(PHONE));
        assertThat(deeds)
                .endsWith(sound(Map.of(CUSTOMER, Set.of(Optional.of(BEAS)), Optional.of(BEAS), Set.of(CUSTOMER))));
        assertThat(deeds).doesNotContain(MUSIC);
        assertThat(call.party()).isEmpty();
    }

    @Test
    void phoneOfTheFurtherAgentThatHangsUpHasLeftAndOneThatIsLostWasDropped() {
        consulting();
        when(new Happening.Phone(BEAS, new SipSignal.HungUp()));
        assertThat(reports()).containsExactly(new LegReport.Left(ID, Party.agent(BEA)));

        call = Call.arriving(ID);
        consulting();
        when(new Happening.Silent(Optional.of(BEAS)));
        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OTHER, BEA));
    }

    @ParameterizedTest
    @CsvSource({"486, Busy", "603, Declined", "408, NoAnswer", "404, Unreachable"})
    void consultThatIsNotAnsweredIsReportedAsAnyOfferIs(int status, String report) {
        consultRings();

        when(new Happening.Phone(BEAS, new SipSignal.Refused(status, "")));

        assertThat(reports())
                .singleElement()
                .satisfies(made -> assertThat(made.getClass().getSimpleName()).isEqualTo(report));
    }

    @Test
    void consultTakenOnTheDesktopJoinsThePhoneWhenItAnswersAndIsLostIfNoneDoes() {
        consultRings();
        when(asked(new LegRequest.Join(OTHER, BEA)));
        assertThat(deeds).isEmpty();
        when(new Happening.Phone(BEAS, new SipSignal.Answered("sdp")));
        assertThat(deeds).containsExactly(new Deed.Describe(BEAS, "sdp"), CONSULT);

        call = Call.arriving(ID);
        consultRings();
        when(asked(new LegRequest.Join(OTHER, BEA)), new Happening.Overdue(OTHER, Deed.Limit.RING));
        assertThat(reports()).containsExactly(new LegReport.AgentDropped(ID, OTHER, BEA));
    }

    @Test
    void furtherAgentWhosePhoneHoldsHearsAndSaysNothingAndNothingIsReported() {
        consulting();
        when(asked(new LegRequest.Resume(Party.agent(ADA))));

        when(new Happening.Phone(BEAS, new SipSignal.Offered("a=sendonly\r\n")));

        assertThat(reports()).isEmpty();
        assertThat(deeds)
                .endsWith(sound(Map.of(
                        CUSTOMER,
                        Set.of(Optional.of(PHONE)),
                        Optional.of(PHONE),
                        Set.of(CUSTOMER),
                        Optional.of(BEAS),
                        Set.of())));
    }

    @Test
    void callerWhoHangsUpInAConferenceFreesBothAgents() {
        consulting();

        when(customer(new SipSignal.HungUp()));

        assertThat(deeds).contains(new Deed.HangUp(PHONE), new Deed.HangUp(BEAS), new Deed.Report(LEFT));
    }

    private static final OfferId THIRD = OfferId.of(ID, "3");
    private static final AgentId SUE = AgentId.of("shop/sue");
    private static final PhoneKey SUES = new PhoneKey(THIRD, 0);

    private Optional<PhoneKey> of(char who) {
        return switch (who) {
            case 'c' -> CUSTOMER;
            case 'o' -> Optional.of(PHONE);
            case 'p' -> Optional.of(BEAS);
            default -> Optional.of(SUES);
        };
    }

    /** Who hears whom, as in {@code c:o o:c s:co}; c is the customer, o the owner, p the further agent, s the supervisor. */
    private Deed hears(String all) {
        var hears = new java.util.HashMap<Optional<PhoneKey>, Set<Optional<PhoneKey>>>();
        for (String each : all.split(" ")) {
            hears.put(
                    of(each.charAt(0)),
                    each.substring(2)
                            .chars()
                            .mapToObj(who -> of((char) who))
                            .collect(java.util.stream.Collectors.toSet()));
        }
        return sound(hears);
    }

    private TurnTest listening(Mode mode) {
        when(asked(new LegRequest.Listen(THIRD, SUE, mode)));
        assertThat(deeds).contains(new Deed.Ring(THIRD, SUE, true));
        return when(new Happening.Rung(THIRD, 1), new Happening.Phone(SUES, new SipSignal.Answered("sdp")));
    }

    @ParameterizedTest
    @CsvSource({"MONITOR, c:o o:c s:co", "WHISPER, c:o o:cs s:co", "BARGE, c:os o:cs s:co"})
    void supervisorHearsAllAndIsHeardAsTheModeSays(Mode mode, String heard) {
        talking();

        listening(mode);

        assertThat(reports()).containsExactly(new LegReport.Answered(ID, THIRD, SUE));
        assertThat(deeds).endsWith(hears(heard));
    }

    @ParameterizedTest
    @CsvSource({"MONITOR, c:op o:cp p:co s:cop", "WHISPER, c:op o:cps p:co s:cop", "BARGE, c:ops o:cps p:cos s:cop"})
    void whisperOfASupervisorIsForTheOwnerAloneInAConference(Mode mode, String heard) {
        consulting();
        when(asked(new LegRequest.Resume(Party.agent(ADA))));

        listening(mode);

        assertThat(deeds).endsWith(hears(heard));
    }

    @Test
    void supervisorChangesTheModeAndGoes() {
        talking();
        listening(Mode.MONITOR);

        when(asked(new LegRequest.Listen(THIRD, SUE, Mode.BARGE)));
        assertThat(deeds).containsExactly(hears("c:os o:cs s:co"));

        when(asked(new LegRequest.Hold(Party.agent(ADA))));
        assertThat(deeds).as("a caller on hold is not listened to").containsExactly(hears("c: o:s s:o"));

        when(asked(new LegRequest.Resume(Party.agent(ADA))), asked(new LegRequest.Part(THIRD, SUE)));
        assertThat(deeds).endsWith(new Deed.HangUp(SUES), TALK);
    }

    @Test
    void phoneOfASupervisorThatDoesNotComeIsReportedAndTheCallGoesOn() {
        talking();
        when(asked(new LegRequest.Listen(THIRD, SUE, Mode.MONITOR)), new Happening.Rung(THIRD, 0));
        assertThat(reports())
                .containsExactly(new LegReport.Unreachable(ID, THIRD, SUE, Optional.of("no-registration")));

        call = Call.arriving(ID);
        talking();
        listening(Mode.WHISPER);
        when(new Happening.Phone(SUES, new SipSignal.HungUp()));
        assertThat(reports()).containsExactly(new LegReport.Left(ID, Party.agent(SUE)));
        assertThat(deeds).endsWith(TALK);
    }

    // Somebody outside

    private static final OfferId OUTSIDE = OfferId.of(ID, "outside-1");
    private static final PhoneKey OUTER = new PhoneKey(OUTSIDE, 0);
    private static final Happening DIAL = asked(new LegRequest.Dial(OUTSIDE, "+49301", Optional.empty()));

    private static Happening outside(SipSignal signal) {
        return new Happening.Phone(OUTER, signal);
    }

    private TurnTest dialling() {
        talking();
        return when(asked(new LegRequest.Detach(OFFER, ADA)), DIAL);
    }

    @Test
    void customerHearsMusicUntilSomebodyOutsideAnswersAndTalksThen() {
        dialling();
        assertThat(deeds)
                .containsExactly(
                        new Deed.HangUp(PHONE),
                        MUSIC,
                        new Deed.Dial(OUTSIDE, "+49301", Optional.empty()),
                        new Deed.Limited(OUTSIDE, Deed.Limit.RING));

        when(outside(new SipSignal.Ringing(180, Optional.empty())), outside(new SipSignal.Answered("sdp")));

        assertThat(deeds)
                .containsExactly(
                        new Deed.Describe(OUTER, "sdp"),
                        new Deed.Report(new LegReport.OutsideAnswered(ID, OUTSIDE)),
                        sound(Map.of(CUSTOMER, Set.of(Optional.of(OUTER)), Optional.of(OUTER), Set.of(CUSTOMER))));
    }

    @Test
    void keysGoToAndFroBetweenTheCustomerAndWhoeverIsOutside() {
        dialling();
        when(new Happening.Pressed(CUSTOMER, '1'));
        assertThat(deeds).isEmpty();
        when(outside(new SipSignal.Answered("sdp")));

        when(
                new Happening.Pressed(CUSTOMER, '1'),
                outside(new SipSignal.Pressed('2')),
                new Happening.Pressed(Optional.of(OUTER), '3'));

        assertThat(deeds)
                .containsExactly(
                        new Deed.Press(Optional.of(OUTER), "1"),
                        new Deed.Press(CUSTOMER, "2"),
                        new Deed.Press(CUSTOMER, "3"));
    }

    @Test
    void whoIsGuidedHasMusicWhileSomebodyOutsideIsCalled() {
        var guide = new Guide("welcome", 3);
        when(recorded(ARRIVED), asked(new LegRequest.GuideBy(guide)));

        when(DIAL);
        assertThat(deeds).contains(MUSIC, new Deed.Dial(OUTSIDE, "+49301", Optional.empty()));
        when(outside(new SipSignal.Refused(486, "Busy Here")), asked(new LegRequest.GuideBy(guide)));

        assertThat(deeds).contains(new Deed.Guide(guide));
    }

    @Test
    void numberThatDoesNotAnswerIsReportedByItsStatusOrOurWord() {
        dialling();
        when(outside(new SipSignal.Refused(486, "Busy Here")));
        assertThat(reports()).containsExactly(new LegReport.OutsideEnded(ID, OUTSIDE, "sip-486"));

        when(DIAL, outside(new SipSignal.Refused(0, "not-allowed")));
        assertThat(reports()).containsExactly(new LegReport.OutsideEnded(ID, OUTSIDE, "not-allowed"));

        when(DIAL, new Happening.Overdue(OUTSIDE, Deed.Limit.RING));
        assertThat(reports()).containsExactly(new LegReport.OutsideEnded(ID, OUTSIDE, "no-answer"));
        assertThat(deeds).contains(new Deed.HangUp(OUTER));

        when(DIAL, new Happening.Unheard(Optional.of(OUTER), 488));
        assertThat(reports()).containsExactly(new LegReport.OutsideEnded(ID, OUTSIDE, "sip-488"));
    }

    @Test
    void whoHangsUpOutsideEndsItAndSoDoesTheCustomer() {
        dialling();
        when(outside(new SipSignal.Answered("sdp")), new Happening.Overdue(OUTSIDE, Deed.Limit.RING));
        when(outside(new SipSignal.HungUp()));
        assertThat(reports())
                .containsExactly(
                        new LegReport.OutsideAnswered(ID, OUTSIDE), new LegReport.OutsideEnded(ID, OUTSIDE, "hung-up"));

        when(DIAL, outside(new SipSignal.Answered("sdp")));
        when(customer(new SipSignal.HungUp()));
        assertThat(deeds).contains(new Deed.HangUp(OUTER), new Deed.Report(LEFT));
    }

    @Test
    void nobodyIsLeftOutsideWhenTheCustomerWaitsAgain() {
        dialling();

        when(asked(new LegRequest.Wait(QueueId.of("shop/support"), Queued.Why.TRANSFERRED)));

        assertThat(deeds).contains(new Deed.HangUp(OUTER));
        when(outside(new SipSignal.Answered("sdp")));
        assertThat(deeds).containsExactly(new Deed.HangUp(OUTER));
    }

    @Test
    void whoIsSilentOutsideIsGone() {
        dialling();
        when(outside(new SipSignal.Answered("sdp")));

        when(new Happening.Silent(Optional.of(OUTER)));

        assertThat(reports())
                .containsExactly(
                        new LegReport.OutsideAnswered(ID, OUTSIDE), new LegReport.OutsideEnded(ID, OUTSIDE, "silent"));
    }
}

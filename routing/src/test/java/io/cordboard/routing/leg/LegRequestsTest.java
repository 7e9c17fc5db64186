package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.leg.LegRequest.Recording.Stage;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegRequestsTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final InteractionId CALL = new InteractionId(TENANT, "i1");
    private static final QueueId SUPPORT = new QueueId(TENANT, "support");
    private static final QueueId SALES = new QueueId(TENANT, "sales");
    private static final AgentId ALICE = new AgentId(TENANT, "alice");
    private static final AgentId BOB = new AgentId(TENANT, "bob");
    private static final OfferId FIRST = OfferId.of(CALL, "1");
    private static final OfferId SECOND = OfferId.of(CALL, "2");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(20);

    @Test
    void arrivalMeansToLetTheCustomerWait() {
        assertThat(requests(opened(Optional.empty())))
                .containsExactly(new LegRequest.Wait(SUPPORT, Queued.Why.ARRIVED));
    }

    @Test
    void scheduledWorkAsksNothingUntilItIsDue() {
        assertThat(requests(opened(Optional.of(NOW.plusSeconds(60))))).isEmpty();
        assertThat(requests(
                        opened(Optional.of(NOW.plusSeconds(60))), new Queued(place(SUPPORT), Queued.Why.ARRIVED, NOW)))
                .containsExactly(new LegRequest.Wait(SUPPORT, Queued.Why.ARRIVED));
    }

    @Test
    void flowGuidesTheCustomerUntilItLeadsToAQueue() {
        var guide = new Guide("welcome", 3);
        var contact = new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        assertThat(requests(
                        new InteractionEvent.Opened(
                                contact, place(SUPPORT), Optional.empty(), Optional.empty(), Optional.of(guide), NOW),
                        new InteractionEvent.FlowAdvanced(1, List.of("menu"), Attributes.NONE, "{}", NOW),
                        new Queued(place(SALES), Queued.Why.ARRIVED, NOW)))
                .containsExactly(new LegRequest.GuideBy(guide), new LegRequest.Wait(SALES, Queued.Why.ARRIVED));
    }

    @Test
    void flowGuidesTheCustomerAgainWhoGoesBackIntoIt() {
        var guide = new Guide("welcome", 3);

        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.FlowResumed(guide, 2, NOW)))
                .endsWith(
                        new LegRequest.StopRinging(FIRST, ALICE, OfferOutcome.RESCINDED),
                        new LegRequest.GuideBy(guide));
    }

    @Test
    void transferOutsideLetsGoOfTheAgentAndCallsTheNumber() {
        var outside = new InteractionEvent.TransferredOutside(
                FIRST, ALICE, SECOND, "+493012345", Optional.of("+4930100"), Party.agent(ALICE), NOW);

        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                        outside,
                        new InteractionEvent.OutsideFailed(SECOND, "sip-486", NOW),
                        new Queued(place(SUPPORT), Queued.Why.REQUEUED, NOW)))
                .endsWith(
                        new LegRequest.Detach(FIRST, ALICE),
                        new LegRequest.Dial(SECOND, "+493012345", Optional.of("+4930100")),
                        new LegRequest.Wait(SUPPORT, Queued.Why.REQUEUED));
    }

    @Test
    void offerRingsAndItsEndStopsTheRinging() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.OfferEnded(FIRST, ALICE, OfferOutcome.MISSED, Optional.empty(), NOW)))
                .endsWith(
                        new LegRequest.Ring(FIRST, ALICE, DEADLINE),
                        new LegRequest.StopRinging(FIRST, ALICE, OfferOutcome.MISSED));
    }

    @Test
    void winnerIsConnectedAndTheOthersStopRinging() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        offered(SECOND, BOB),
                        new InteractionEvent.Assigned(SECOND, BOB, NOW)))
                .endsWith(
                        new LegRequest.StopRinging(FIRST, ALICE, OfferOutcome.RESCINDED),
                        new LegRequest.Connect(SECOND, BOB));
    }

    @Test
    void holdIsMusicForTheCustomerAndDigitsAreOfTheMoment() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                        new InteractionEvent.Held(Party.agent(ALICE), NOW),
                        new InteractionEvent.DigitsSent("d1", 2, Party.agent(ALICE), NOW),
                        new InteractionEvent.Resumed(Party.agent(ALICE), NOW)))
                .endsWith(
                        new LegRequest.Connect(FIRST, ALICE),
                        new LegRequest.Hold(Party.agent(ALICE)),
                        new LegRequest.Resume(Party.agent(ALICE)));
        LegRequest press = LegRequests.of(new InteractionCommand.SendDigits(CALL, "d1", "12#", Party.agent(ALICE)));
        assertThat(press).isEqualTo(new LegRequest.Press("12#"));
        assertThat(press.toString()).doesNotContain("12#");
    }

    @Test
    void consultRingsJoinsAndIsConnectedOnceItIsHandedOver() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                        new InteractionEvent.Held(Party.agent(ALICE), NOW),
                        new InteractionEvent.ConsultAsked(SECOND, BOB, DEADLINE, Party.agent(ALICE), NOW),
                        new InteractionEvent.ConsultOffered(SECOND, BOB, DEADLINE, NOW),
                        new InteractionEvent.PartyJoined(SECOND, BOB, NOW),
                        new InteractionEvent.Transferred(
                                FIRST, ALICE, SUPPORT, Optional.of(BOB), Party.agent(ALICE), NOW),
                        new InteractionEvent.Assigned(SECOND, BOB, NOW),
                        new InteractionEvent.Resumed(Party.agent(ALICE), NOW)))
                .endsWith(
                        new LegRequest.Hold(Party.agent(ALICE)),
                        new LegRequest.Ring(SECOND, BOB, DEADLINE),
                        new LegRequest.Join(SECOND, BOB),
                        new LegRequest.Detach(FIRST, ALICE),
                        new LegRequest.Connect(SECOND, BOB),
                        new LegRequest.Resume(Party.agent(ALICE)));
    }

    @Test
    void supervisorListensUntilTheEnd() {
        Party sue = Party.supervisor("sue");
        assertThat(requests(
                        opened(Optional.empty()),
                        new InteractionEvent.MonitorStarted(SECOND, BOB, Mode.MONITOR, sue, DEADLINE, NOW),
                        new InteractionEvent.MonitorJoined(SECOND, BOB, NOW),
                        new InteractionEvent.MonitorChanged(SECOND, BOB, Mode.BARGE, sue, NOW),
                        new InteractionEvent.MonitorEnded(SECOND, BOB, Optional.empty(), sue, NOW)))
                .endsWith(
                        new LegRequest.Listen(SECOND, BOB, Mode.MONITOR),
                        new LegRequest.Listen(SECOND, BOB, Mode.BARGE),
                        new LegRequest.Part(SECOND, BOB));
    }

    @Test
    void consultThatEndsLetsGoOfTheOtherAgentAlone() {
        var left = new InteractionEvent.PartyLeft(SECOND, BOB, Party.agent(ALICE), NOW);
        var ended = new InteractionEvent.ConsultEnded(SECOND, BOB, OfferOutcome.BUSY, Optional.empty(), NOW);

        assertThat(LegRequests.of(Standing.NONE, left)).containsExactly(new LegRequest.Part(SECOND, BOB));
        assertThat(LegRequests.of(Standing.NONE, ended))
                .containsExactly(new LegRequest.StopRinging(SECOND, BOB, OfferOutcome.BUSY));
    }

    @Test
    void transferLetsTheAgentGoAndTheCustomerWait() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                        new InteractionEvent.Transferred(
                                FIRST, ALICE, SALES, Optional.empty(), Party.agent(ALICE), NOW),
                        new Queued(place(SALES), Queued.Why.TRANSFERRED, NOW)))
                .endsWith(
                        new LegRequest.Connect(FIRST, ALICE),
                        new LegRequest.Detach(FIRST, ALICE),
                        new LegRequest.Wait(SALES, Queued.Why.TRANSFERRED));
    }

    @Test
    void requeueOfWhatAnAgentHasLetsTheAgentGo() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                        new Queued(place(SUPPORT), Queued.Why.REQUEUED, NOW)))
                .endsWith(new LegRequest.Detach(FIRST, ALICE), new LegRequest.Wait(SUPPORT, Queued.Why.REQUEUED));
    }

    @Test
    void customerIsLetGoWhenWrapUpBeginsAndNotAgainWhenItEnds() {
        List<LegRequest> requests = requests(
                opened(Optional.empty()),
                offered(FIRST, ALICE),
                new InteractionEvent.Assigned(FIRST, ALICE, NOW),
                new InteractionEvent.WrapUpStarted(FIRST, ALICE, Party.CUSTOMER, DEADLINE, NOW),
                closed(CloseReason.HANDLED, Optional.empty()));

        assertThat(requests)
                .endsWith(new LegRequest.Disconnect(Party.CUSTOMER, Optional.empty(), Optional.empty(), NOW));
        assertThat(requests).filteredOn(LegRequest.Disconnect.class::isInstance).hasSize(1);
    }

    @Test
    void closingWhileItRingsStopsTheRingingFirst() {
        assertThat(requests(
                        opened(Optional.empty()),
                        offered(FIRST, ALICE),
                        closed(CloseReason.TURNED_AWAY, Optional.of("We are closed"))))
                .endsWith(
                        new LegRequest.StopRinging(FIRST, ALICE, OfferOutcome.RESCINDED),
                        new LegRequest.Disconnect(
                                Party.SYSTEM, Optional.of(CloseReason.TURNED_AWAY), Optional.of("We are closed"), NOW));
    }

    @Test
    void recordingIsBegunSuspendedGoneOnWithAndEnded() {
        var tape = new RecordingId("r1");
        Party alice = Party.agent(ALICE);
        assertThat(requests(
                        opened(Optional.empty()),
                        new InteractionEvent.RecordingStarted(
                                tape, InteractionEvent.RecordingStarted.Why.POLICY, DEADLINE, Party.SYSTEM, NOW),
                        new InteractionEvent.RecordingPaused(tape, DEADLINE, alice, NOW),
                        new InteractionEvent.RecordingResumed(tape, Party.SYSTEM, NOW),
                        new InteractionEvent.RecordingStopped(tape, alice, NOW),
                        new InteractionEvent.RecordingFailed(tape, "full", NOW)))
                .endsWith(
                        new LegRequest.Recording(Stage.START, tape, Optional.of(DEADLINE), Party.SYSTEM),
                        new LegRequest.Recording(Stage.PAUSE, tape, Optional.empty(), alice),
                        new LegRequest.Recording(Stage.GO_ON, tape, Optional.empty(), Party.SYSTEM),
                        new LegRequest.Recording(Stage.STOP, tape, Optional.empty(), alice));
    }

    @Test
    void wordsAreShownAndTheirDeliveryToo() {
        assertThat(requests(
                        opened(Optional.empty()),
                        new InteractionEvent.MessageAdded("m1", Party.agent(ALICE), "Hello", NOW),
                        new InteractionEvent.MessageDelivered("m1", NOW)))
                .endsWith(
                        new LegRequest.Show("m1", Party.agent(ALICE), "Hello", NOW),
                        new LegRequest.ShowDelivered("m1", NOW));
    }

    @Test
    void whatIsNoBusinessOfAMediumAsksNothing() {
        assertThat(LegRequests.of(
                        Standing.NONE, new InteractionEvent.AttributesChanged(Attributes.of(Map.of("a", "b")), NOW)))
                .isEmpty();
        assertThat(LegRequests.of(Standing.NONE, new InteractionEvent.PlaceChanged(1, Map.of(), NOW)))
                .isEmpty();
        assertThat(LegRequests.of(Standing.NONE, new InteractionEvent.CustomerDropped(DEADLINE, NOW)))
                .isEmpty();
        assertThat(LegRequests.of(Standing.NONE, new InteractionEvent.Settled(NOW)))
                .isEmpty();
    }

    @Test
    void reportsBecomeTheCommandsOfTheInteraction() {
        assertThat(LegReports.command(new LegReport.Answered(CALL, FIRST, ALICE)))
                .isEqualTo(new InteractionCommand.Accept(CALL, FIRST, ALICE));
        assertThat(LegReports.command(new LegReport.Busy(CALL, FIRST, ALICE)))
                .isEqualTo(new InteractionCommand.EndOffer(CALL, FIRST, ALICE, OfferOutcome.BUSY, Optional.empty()));
        assertThat(LegReports.command(new LegReport.NoAnswer(CALL, FIRST, ALICE)))
                .isEqualTo(new InteractionCommand.EndOffer(CALL, FIRST, ALICE, OfferOutcome.MISSED, Optional.empty()));
        assertThat(LegReports.command(new LegReport.Unreachable(CALL, FIRST, ALICE, Optional.of("sip-480"))))
                .isEqualTo(new InteractionCommand.EndOffer(
                        CALL, FIRST, ALICE, OfferOutcome.UNREACHABLE, Optional.of("sip-480")));
        assertThat(LegReports.command(new LegReport.AgentDropped(CALL, FIRST, ALICE)))
                .isEqualTo(new InteractionCommand.LoseAgent(CALL, FIRST, ALICE));
        assertThat(LegReports.command(new LegReport.Withdrawn(CALL, Party.SYSTEM)))
                .isEqualTo(new InteractionCommand.Cancel(CALL, Party.SYSTEM));
        assertThat(LegReports.command(new LegReport.Rescheduled(CALL, DEADLINE, Party.SYSTEM)))
                .isEqualTo(new InteractionCommand.Reschedule(CALL, DEADLINE, Party.SYSTEM));
        assertThat(LegReports.command(new LegReport.Left(CALL, Party.agent(ALICE))))
                .isEqualTo(new InteractionCommand.Leave(CALL, ALICE));
        assertThat(LegReports.command(new LegReport.Left(CALL, Party.CUSTOMER)))
                .isEqualTo(new InteractionCommand.End(CALL, Party.CUSTOMER));
        assertThat(LegReports.command(new LegReport.Held(CALL, ALICE)))
                .isEqualTo(new InteractionCommand.Hold(CALL, Party.agent(ALICE)));
        assertThat(LegReports.command(new LegReport.Resumed(CALL, ALICE)))
                .isEqualTo(new InteractionCommand.Resume(CALL, Party.agent(ALICE)));
        assertThat(LegReports.command(new LegReport.Transferred(CALL, ALICE, SUPPORT, Optional.of(BOB))))
                .isEqualTo(new InteractionCommand.Transfer(CALL, Party.agent(ALICE), SUPPORT, Optional.of(BOB)));
        assertThat(LegReports.command(new LegReport.HandedOver(CALL, ALICE)))
                .isEqualTo(new InteractionCommand.HandOver(CALL, Party.agent(ALICE)));
    }

    /** What all of these ask together, one after the other. */
    private static List<LegRequest> requests(InteractionEvent... events) {
        var requests = new ArrayList<LegRequest>();
        Standing standing = Standing.NONE;
        for (InteractionEvent event : events) {
            requests.addAll(LegRequests.of(standing, event));
            standing = standing.after(event);
        }
        return requests;
    }

    private static InteractionEvent opened(Optional<Instant> scheduled) {
        return new InteractionEvent.Opened(
                new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                place(SUPPORT),
                scheduled,
                NOW);
    }

    private static Place place(QueueId queue) {
        return new Place(queue, 0, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static InteractionEvent offered(OfferId offer, AgentId agent) {
        return new InteractionEvent.Offered(offer, agent, Terms.DEFAULT, DEADLINE, 1, 0, "", NOW);
    }

    private static InteractionEvent closed(CloseReason reason, Optional<String> text) {
        return new InteractionEvent.Closed(reason, Party.SYSTEM, Optional.empty(), Optional.empty(), text, NOW);
    }
}

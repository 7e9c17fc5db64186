package io.cordboard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Recording;
import io.cordboard.routing.policy.RestAfter;
import io.cordboard.routing.policy.Transfer;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each event as it was first released: it reads as it did then, and is written as it was then. */
class EventsSchemaTest {

    private static final ObjectMapper JSON = EventJson.mapper();
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");
    private static final AgentId ALICE = AgentId.of("acme/alice");
    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final InteractionId CHAT = InteractionId.of("acme/c1");
    private static final OfferId OFFER = new OfferId("c1.1-abc");
    private static final Place PLACE = new Place(
            SUPPORT,
            5,
            NOW,
            NOW.plusMillis(1),
            Map.of(new Skill("german"), 7),
            Optional.of(ALICE),
            Optional.empty(),
            Set.of(AgentId.of("acme/bob")));

    private static final Ruling RULING =
            new Ruling(3, Optional.of(1), "support", Optional.of(5), Map.of(new Skill("german"), 7));

    static Stream<Event> released() {
        return Stream.of(agents(), interactions(), queues()).flatMap(each -> each);
    }

    private static Stream<Event> agents() {
        var profile = new AgentProfile(
                "Alice Archer",
                Optional.of(new Team("first")),
                Set.of(SUPPORT),
                Map.of(new Skill("german"), 7),
                new Capacity(100, Map.of(Medium.CHAT, new Capacity.Share(33, 3, false))),
                Duration.ofSeconds(15),
                false);
        return Stream.of(
                new AgentEvent.Configured(profile, 7, NOW),
                new AgentEvent.Removed(8, NOW),
                new AgentEvent.SignedIn(NOW),
                new AgentEvent.SignedOut("drained", NOW),
                new AgentEvent.DrainStarted(NOW),
                new AgentEvent.BecameReady(NOW),
                new AgentEvent.BecameNotReady("lunch", NOW),
                new AgentEvent.ConnectionLost(NOW.plusSeconds(15), NOW),
                new AgentEvent.ConnectionRestored(NOW),
                new AgentEvent.Reserved(
                        OFFER,
                        CHAT,
                        SUPPORT,
                        Medium.CHAT,
                        Terms.DEFAULT,
                        NOW.plusSeconds(20),
                        3,
                        1,
                        "longest-idle",
                        NOW),
                new AgentEvent.Won(OFFER, NOW),
                new AgentEvent.Released(OFFER, OfferOutcome.MISSED, Optional.empty(), NOW),
                new AgentEvent.RestEnded(NOW),
                new AgentEvent.Wrapping(OFFER, NOW.plusSeconds(120), NOW),
                new AgentEvent.Finished(OFFER, Optional.of("solved"), NOW),
                new AgentEvent.OutsideWorkCounted("pbx-17", Medium.VOICE, NOW.plusSeconds(1800), NOW),
                new AgentEvent.OutsideWorkEnded("pbx-17", true, NOW),
                new AgentEvent.GivenUp(OFFER, OfferOutcome.UNREACHABLE, NOW));
    }

    private static final RecordingId TAPE = new RecordingId("r1");

    private static Stream<Event> interactions() {
        var contact = new Contact(
                Medium.CHAT,
                Optional.of("c-42"),
                Optional.of("Where is it?"),
                Optional.of(Duration.ofMinutes(1)),
                Map.of("page", "/orders"));
        return Stream.of(
                new InteractionEvent.Opened(contact, PLACE, Optional.of(NOW.plusSeconds(60)), NOW),
                new InteractionEvent.FlowAdvanced(
                        2,
                        List.of("welcome", "menu"),
                        Attributes.of(Map.of("topic", "bill")),
                        "{\"step\":\"menu\"}",
                        NOW),
                new InteractionEvent.FlowResumed(new Guide("welcome", 3), 2, NOW),
                new InteractionEvent.Queued(PLACE, InteractionEvent.Queued.Why.OVERFLOWED, NOW),
                new InteractionEvent.TransferredOutside(
                        OFFER, ALICE, OFFER, "+493012345", Optional.of("+4930100"), Party.supervisor("sue"), NOW),
                new InteractionEvent.OutsideAnswered(OFFER, NOW),
                new InteractionEvent.LedOutside(OFFER, "+49301", Optional.of("+49302"), NOW),
                new InteractionEvent.OutsideFailed(OFFER, "sip-486", NOW),
                new InteractionEvent.Offered(
                        OFFER, ALICE, Terms.DEFAULT, NOW.plusSeconds(20), 3, 1, "longest-idle", NOW),
                new InteractionEvent.OfferEnded(OFFER, ALICE, OfferOutcome.REJECTED, Optional.of("busy"), NOW),
                new InteractionEvent.Assigned(OFFER, ALICE, NOW),
                new InteractionEvent.MessageAdded("m1", Party.agent(ALICE), "Grüß Gott <b>", NOW),
                new InteractionEvent.MessageDelivered("m1", NOW),
                new InteractionEvent.CustomerDropped(NOW.plusSeconds(60), NOW),
                new InteractionEvent.CustomerReturned(NOW),
                new InteractionEvent.Transferred(
                        OFFER, ALICE, SUPPORT, Optional.of(AgentId.of("acme/bob")), Party.supervisor("sue"), NOW),
                new InteractionEvent.AgentLost(OFFER, ALICE, NOW),
                new InteractionEvent.WrapUpStarted(OFFER, ALICE, Party.CUSTOMER, NOW.plusSeconds(120), NOW),
                new InteractionEvent.Closed(
                        CloseReason.HANDLED,
                        Party.agent(ALICE),
                        Optional.of("solved"),
                        Optional.of("Sent again."),
                        Optional.of("Goodbye"),
                        NOW),
                new InteractionEvent.AttributesChanged(Attributes.of(Map.of("vip", "yes")), NOW),
                new InteractionEvent.PlaceChanged(9, Map.of(new Skill("german"), 3), NOW),
                new InteractionEvent.Reclassifying(Attributes.of(Map.of("escalated", true)), NOW),
                new InteractionEvent.Reclassified(
                        Optional.of(RULING), InteractionEvent.Reclassified.Cause.EXCEPTION, 1, NOW),
                new InteractionEvent.StepFired(2, "7f3a", 3, "queue.available == 0", NOW),
                new InteractionEvent.ArmDrawn(Optional.of(new Arm("new", 2, Arm.Side.TRIAL)), NOW),
                new InteractionEvent.Rescheduled(NOW.plusSeconds(3600), Party.supervisor("crm"), NOW),
                new InteractionEvent.RecordingStarted(
                        TAPE,
                        InteractionEvent.RecordingStarted.Why.ASKED,
                        NOW.plusSeconds(60),
                        Party.agent(ALICE),
                        NOW),
                new InteractionEvent.RecordingPaused(TAPE, NOW.plusSeconds(60), Party.agent(ALICE), NOW),
                new InteractionEvent.RecordingResumed(TAPE, Party.SYSTEM, NOW),
                new InteractionEvent.RecordingStopped(TAPE, Party.supervisor("sue"), NOW),
                new InteractionEvent.RecordingFailed(TAPE, "full", NOW),
                new InteractionEvent.RecordingFetched(TAPE, "q7", Party.supervisor("sue"), NOW),
                new InteractionEvent.RecordingRemoved(TAPE, Party.supervisor("sue"), NOW),
                new InteractionEvent.Held(Party.agent(ALICE), NOW),
                new InteractionEvent.Resumed(Party.agent(ALICE), NOW),
                new InteractionEvent.ConsultAsked(OFFER, ALICE, NOW.plusSeconds(20), Party.supervisor("sue"), NOW),
                new InteractionEvent.ConsultOffered(OFFER, ALICE, NOW.plusSeconds(20), NOW),
                new InteractionEvent.ConsultEnded(OFFER, ALICE, OfferOutcome.BUSY, Optional.of("no-capacity"), NOW),
                new InteractionEvent.PartyJoined(OFFER, ALICE, NOW),
                new InteractionEvent.ConferenceStarted(Party.supervisor("sue"), NOW),
                new InteractionEvent.PartyLeft(OFFER, ALICE, Party.supervisor("sue"), NOW),
                new InteractionEvent.MonitorStarted(
                        OFFER, ALICE, Mode.WHISPER, Party.supervisor("sue"), NOW.plusSeconds(20), NOW),
                new InteractionEvent.MonitorJoined(OFFER, ALICE, NOW),
                new InteractionEvent.MonitorChanged(OFFER, ALICE, Mode.BARGE, Party.supervisor("sue"), NOW),
                new InteractionEvent.MonitorEnded(
                        OFFER, ALICE, Optional.of("no-registration"), Party.supervisor("sue"), NOW),
                new InteractionEvent.DigitsSent("d1", 3, Party.agent(ALICE), NOW),
                new InteractionEvent.DuesPaid(Set.of(OFFER), Set.of(SUPPORT), NOW),
                new InteractionEvent.Settled(NOW));
    }

    private static Stream<Event> queues() {
        return Stream.of(
                new QueueEvent.Configured("Support", "standard", Policy.DEFAULT, 3, 7, NOW),
                new QueueEvent.Removed(8, NOW),
                new QueueEvent.Enqueued(CHAT, Medium.CHAT, PLACE, NOW),
                new QueueEvent.Dequeued(CHAT, NOW, NOW),
                new QueueEvent.Diverted(CHAT, new Destination.ToQueue("second"), NOW),
                new QueueEvent.Stayed(CHAT, NOW));
    }

    @ParameterizedTest
    @MethodSource("released")
    void eventReadsAndIsWrittenAsReleased(Event event) throws IOException {
        try (InputStream file = golden(name(event))) {
            assertThat(file).as("golden file of %s", name(event)).isNotNull();
            byte[] golden = file.readAllBytes();

            assertThat(JSON.readValue(golden, event.getClass())).isEqualTo(event);
            assertThat(JSON.readTree(JSON.writeValueAsBytes(event))).isEqualTo(JSON.readTree(golden));
        }
    }

    @Test
    void everyEventThatCanBeStoredHasAGoldenFile() {
        var stored = new TreeSet<String>();
        Stream.of(AgentEvent.class, InteractionEvent.class, QueueEvent.class)
                .forEach(family -> stored.addAll(EventJson.stored(family).keySet()));

        Set<String> released = released().map(EventsSchemaTest::name).collect(Collectors.toSet());
        assertThat(released).isEqualTo(stored);
    }

    @Test
    void openingSaysHowItWasClassified() throws IOException {
        var contact = new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        var classified = new Classified(RULING, Optional.of(7), Map.of(new Skill("german"), 3));
        var opened = new InteractionEvent.Opened(contact, PLACE, Optional.empty(), Optional.of(classified), NOW);

        byte[] written = JSON.writeValueAsBytes(opened);

        assertThat(JSON.readTree(written).at("/classified").toString()).isEqualTo("""
                {"ruling":{"version":3,"rule":1,"queue":"support","priority":5,"requirements":{"german":7}},\
                "askedPriority":7,"askedSkills":{"german":3}}""");
        assertThat(JSON.readValue(written, InteractionEvent.Opened.class)).isEqualTo(opened);
    }

    @Test
    void openingSaysWhichFlowGuides() throws IOException {
        var contact = new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        var opened = new InteractionEvent.Opened(
                contact, PLACE, Optional.empty(), Optional.empty(), Optional.of(new Guide("welcome", 3)), NOW);

        byte[] written = JSON.writeValueAsBytes(opened);

        assertThat(JSON.readTree(written).at("/guided").toString()).isEqualTo("""
                {"flow":"welcome","version":3}""");
        assertThat(JSON.readValue(written, InteractionEvent.Opened.class)).isEqualTo(opened);
    }

    @Test
    void whatHasNoAttributesIsReadWithoutAny() throws IOException {
        for (InteractionEvent event : List.of(
                new InteractionEvent.FlowAdvanced(1, List.of("menu"), Attributes.NONE, "{}", NOW),
                new InteractionEvent.Reclassifying(Attributes.NONE, NOW))) {
            assertThat(JSON.readValue(JSON.writeValueAsBytes(event), event.getClass()))
                    .isEqualTo(event);
        }
    }

    @Test
    void diversionSaysWhatIsSetAndHowUrgentItIs() throws IOException {
        for (String to : List.of(
                "{\"name\":\"second\",\"priority\":5}",
                "{\"attributes\":{\"escalated\":true}}",
                "{\"attributes\":{}}")) {
            var destination = JSON.readValue(to, Destination.class);

            assertThat(JSON.writeValueAsString(destination)).isEqualTo(to);
        }
    }

    @Test
    void placeSaysThatItWasTransferred() throws IOException {
        var queued = new InteractionEvent.Queued(
                PLACE.transferredTo(SUPPORT, NOW.plusSeconds(5)), InteractionEvent.Queued.Why.TRANSFERRED, NOW);

        byte[] written = JSON.writeValueAsBytes(queued);

        assertThat(JSON.readTree(written).at("/place/transferred").asText()).isEqualTo("2026-11-21T08:00:05.123Z");
        assertThat(JSON.readValue(written, InteractionEvent.Queued.class)).isEqualTo(queued);
    }

    @Test
    void profileSaysHowTheAgentStandsToAQueue() throws IOException {
        try (InputStream file = golden("agent-configured-preferences")) {
            byte[] golden = file.readAllBytes();

            var event = JSON.readValue(golden, AgentEvent.Configured.class);

            assertThat(event.profile().preferences())
                    .isEqualTo(Map.of(SUPPORT, new Preference(2, Duration.ofSeconds(30))));
            assertThat(JSON.readTree(JSON.writeValueAsBytes(event))).isEqualTo(JSON.readTree(golden));
        }
    }

    @Test
    void termsSayForHowLongANamedAgentIsWaitedFor() throws IOException {
        Policy policy =
                Policy.DEFAULT.with(draft -> draft.transfer = new Transfer(true, Optional.of(Duration.ofMinutes(2))));
        var offered = new InteractionEvent.Offered(
                OFFER, ALICE, Terms.of(policy), NOW.plusSeconds(20), 3, 1, "longest-idle", NOW);

        byte[] written = JSON.writeValueAsBytes(offered);

        assertThat(JSON.readTree(written).at("/terms/namedFor").asText()).isEqualTo("PT2M");
        assertThat(JSON.readValue(written, InteractionEvent.Offered.class)).isEqualTo(offered);
    }

    @Test
    void termsSayHowCallsAreRecorded() throws IOException {
        Policy policy = Policy.DEFAULT.with(draft ->
                draft.recording = new Recording(Recording.Mode.ON_DEMAND, Duration.ofMinutes(3), Duration.ofDays(30)));
        var offered = new InteractionEvent.Offered(
                OFFER, ALICE, Terms.of(policy), NOW.plusSeconds(20), 3, 1, "longest-idle", NOW);

        byte[] written = JSON.writeValueAsBytes(offered);

        assertThat(JSON.readTree(written).at("/terms/recording"))
                .isEqualTo(JSON.readTree("{\"always\":false,\"pauseAtMost\":\"PT3M\",\"retention\":\"PT720H\"}"));
        assertThat(JSON.readValue(written, InteractionEvent.Offered.class)).isEqualTo(offered);
    }

    @Test
    void termsSayHowLongAnAgentRests() throws IOException {
        Policy policy = Policy.DEFAULT.with(draft -> draft.offer = new OfferTerms(
                Duration.ofSeconds(20),
                2,
                false,
                new RestAfter(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ZERO)));
        var offered = new InteractionEvent.Offered(
                OFFER, ALICE, Terms.of(policy), NOW.plusSeconds(20), 3, 1, "longest-idle", NOW);

        byte[] written = JSON.writeValueAsBytes(offered);

        assertThat(JSON.readTree(written).at("/terms/restAfter"))
                .isEqualTo(JSON.readTree("{\"rejected\":\"PT10S\",\"busy\":\"PT1M\",\"missed\":\"PT30S\"}"));
        assertThat(JSON.readValue(written, InteractionEvent.Offered.class)).isEqualTo(offered);
    }

    @Test
    void offerSaysWhatAPolicyThatIsTriedDecided() throws IOException {
        var choice = new Shadow.Choice(AgentId.of("acme/bob"), NOW.minusSeconds(1), 2, "most-skilled");
        var offered = new InteractionEvent.Offered(
                OFFER,
                ALICE,
                Terms.DEFAULT,
                NOW.plusSeconds(20),
                3,
                1,
                "longest-idle",
                Optional.of(new Shadow("new", 2, NOW, Optional.of(choice))),
                NOW);

        byte[] written = JSON.writeValueAsBytes(offered);

        assertThat(JSON.readTree(written).at("/shadow")).isEqualTo(JSON.readTree("""
                        {"policy":"new","version":2,"at":"2026-11-21T08:00:00.123Z","chosen":
                         {"agent":"acme/bob","at":"2026-11-21T07:59:59.123Z","step":2,"reason":"most-skilled"}}\
                        """));
        assertThat(JSON.readValue(written, InteractionEvent.Offered.class)).isEqualTo(offered);
    }

    @Test
    void reservationSaysThatAPolicyThatIsTriedLetsItWait() throws IOException {
        var reserved = new AgentEvent.Reserved(
                OFFER,
                CHAT,
                SUPPORT,
                Medium.CHAT,
                Terms.DEFAULT,
                NOW.plusSeconds(20),
                3,
                1,
                "longest-idle",
                Optional.of(new Shadow("new", 2, NOW, Optional.empty())),
                NOW);

        byte[] written = JSON.writeValueAsBytes(reserved);

        assertThat(JSON.readTree(written).at("/shadow"))
                .isEqualTo(JSON.readTree("{\"policy\":\"new\",\"version\":2,\"at\":\"2026-11-21T08:00:00.123Z\"}"));
        assertThat(JSON.readValue(written, AgentEvent.Reserved.class)).isEqualTo(reserved);
    }

    @Test
    void queueSaysHowMuchOfItsTrafficThePolicyRulesThatItTries() throws IOException {
        var configured = new QueueEvent.Configured(
                "Support", "standard", Policy.DEFAULT, 3, Optional.of(new Trial("new", Policy.DEFAULT, 2, 25)), 7, NOW);

        byte[] written = JSON.writeValueAsBytes(configured);

        assertThat(JSON.readTree(written).at("/trial/share").asInt()).isEqualTo(25);
        assertThat(JSON.readValue(written, QueueEvent.Configured.class)).isEqualTo(configured);
    }

    @Test
    void placeSaysOnWhichSideOfATrialItIs() throws IOException {
        var place = PLACE.in(Optional.of(new Arm("new", 2, Arm.Side.RULING)));
        var enqueued =
                new QueueEvent.Enqueued(new InteractionId(PLACE.queue().tenant(), "i1"), Medium.CHAT, place, NOW);

        byte[] written = JSON.writeValueAsBytes(enqueued);

        assertThat(JSON.readTree(written).at("/place/arm"))
                .isEqualTo(JSON.readTree("{\"trial\":\"new\",\"version\":2,\"side\":\"ruling\"}"));
        assertThat(JSON.readValue(written, QueueEvent.Enqueued.class)).isEqualTo(enqueued);
    }

    @Test
    void oneOnNoSideOfATrialAnyMoreSaysSo() throws IOException {
        var drawn = new InteractionEvent.ArmDrawn(Optional.empty(), NOW);

        byte[] written = JSON.writeValueAsBytes(drawn);

        assertThat(JSON.readTree(written).has("arm")).isFalse();
        assertThat(JSON.readValue(written, InteractionEvent.ArmDrawn.class)).isEqualTo(drawn);
    }

    @Test
    void queueSaysWhichPolicyItTries() throws IOException {
        var configured = new QueueEvent.Configured(
                "Support", "standard", Policy.DEFAULT, 3, Optional.of(new Trial("new", Policy.DEFAULT, 2)), 7, NOW);

        byte[] written = JSON.writeValueAsBytes(configured);

        assertThat(JSON.readTree(written).at("/trial/policyId").asText()).isEqualTo("new");
        assertThat(JSON.readTree(written).at("/trial/version").asInt()).isEqualTo(2);
        assertThat(JSON.readValue(written, QueueEvent.Configured.class)).isEqualTo(configured);
    }

    @Test
    void releaseSaysUntilWhenTheAgentRests() throws IOException {
        var released = new AgentEvent.Released(OFFER, OfferOutcome.BUSY, Optional.of(NOW.plusSeconds(60)), NOW);

        byte[] written = JSON.writeValueAsBytes(released);

        assertThat(JSON.readTree(written).at("/outcome").asText()).isEqualTo("busy");
        assertThat(JSON.readTree(written).at("/restsUntil").asText()).isEqualTo("2026-11-21T08:01:00.123Z");
        assertThat(JSON.readValue(written, AgentEvent.Released.class)).isEqualTo(released);
    }

    @Test
    void laterVersionsMayAddWhatThisOneDoesNotKnow() throws IOException {
        var settled = JSON.readValue("{\"at\":\"2026-11-21T08:00:00.123Z\",\"new\":1}", InteractionEvent.Settled.class);

        assertThat(settled).isEqualTo(new InteractionEvent.Settled(NOW));
    }

    private static InputStream golden(String name) {
        return EventsSchemaTest.class.getResourceAsStream("/golden/" + name + ".json");
    }

    private static String name(Event event) {
        Stored stored = event.getClass().getAnnotation(Stored.class);
        return stored == null ? event.getClass().getName() : stored.value();
    }
}

package io.cordboard.routing.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.Life;
import io.cordboard.routing.Life.Ask;
import io.cordboard.routing.Life.Step;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked of an interaction, in whatever order, and however what it owes is answered. */
class InteractionPropertyTest {

    private static final InteractionId ID = InteractionId.of("acme/i1");
    private static final Instant MORNING = Instant.parse("2026-11-21T09:00:00Z");
    private static final List<AgentId> AGENTS =
            List.of(AgentId.of("acme/alice"), AgentId.of("acme/bob"), AgentId.of("acme/carol"));
    private static final List<QueueId> QUEUES = List.of(QueueId.of("acme/support"), QueueId.of("acme/second"));
    private static final List<Terms.WrapUp.Mode> WRAP_UPS = List.of(Terms.WrapUp.Mode.values());
    private static final Place PLACE = new Place(
            QUEUES.getFirst(),
            3,
            MORNING,
            MORNING,
            Map.of(new Skill("german"), 5),
            Optional.of(AGENTS.getFirst()),
            Optional.empty(),
            Set.of());

    private static final OfferId OUTSIDE = OfferId.of(ID, "outside-1");

    @Provide
    Arbitrary<List<Step<InteractionCommand>>> lives() {
        return Life.of(commands()).map(steps -> {
            var begun = new ArrayList<>(steps);
            begun.addFirst(steps.size() % 3 == 0 ? guided() : open(false));
            return begun;
        });
    }

    private static List<Ask<InteractionCommand>> commands() {
        var all = new ArrayList<Ask<InteractionCommand>>();
        all.add(open(true));
        List<Party> parties = List.of(
                Party.CUSTOMER, Party.agent(AGENTS.getFirst()), Party.agent(AGENTS.get(1)), Party.supervisor("eve"));
        for (int i = 0; i < 6; i++) {
            OfferId offer = OfferId.of(ID, "o" + i);
            AgentId agent = AGENTS.get(i % AGENTS.size());
            for (int often = 0; often < 2; often++) {
                all.add(offer(offer, agent, i));
                all.add(ask(new InteractionCommand.Accept(ID, offer, agent)));
            }
            all.add(ask(new InteractionCommand.EndOffer(ID, offer, agent, OfferOutcome.REJECTED, Optional.of("busy"))));
            all.add(ask(new InteractionCommand.LoseAgent(ID, offer, agent)));
        }
        for (Party party : parties) {
            all.add(ask(new InteractionCommand.End(ID, party)));
            all.add(ask(new InteractionCommand.Cancel(ID, party)));
            all.add(ask(new InteractionCommand.Requeue(ID, party)));
            all.add(ask(new InteractionCommand.WrapUp(ID, party, Optional.of("solved"), Optional.empty())));
            all.add(ask(new InteractionCommand.WrapUp(ID, party, Optional.empty(), Optional.of("note"))));
            all.add(ask(new InteractionCommand.Say(ID, "m-" + party.name(), party, "Hello")));
            all.add(ask(new InteractionCommand.Deliver(ID, "m-" + party.name())));
            all.add(ask(new InteractionCommand.Transfer(ID, party, QUEUES.get(1), Optional.empty())));
            all.add(ask(new InteractionCommand.Transfer(ID, party, QUEUES.get(0), Optional.of(AGENTS.get(1)))));
        }
        for (int turn = 1; turn < 4; turn++) {
            all.add(ask(new InteractionCommand.Advance(
                    ID, turn, List.of("menu"), Attributes.of(Map.of("turn", turn)), "{}")));
        }
        all.add(ask(new InteractionCommand.LeaveFlow(
                ID, QUEUES.get(1), Optional.empty(), Map.of(), Optional.of(AGENTS.getFirst()))));
        all.add(ask(new InteractionCommand.TakeMessage(ID, Duration.ofDays(30))));
        all.add(ask(new InteractionCommand.ResumeFlow(ID, new Guide("welcome", 1), 3)));
        for (InteractionCommand.RecordCall.What what : InteractionCommand.RecordCall.What.values()) {
            parties.forEach(party -> all.add(ask(new InteractionCommand.RecordCall(ID, what, party))));
        }
        for (Party party : parties) {
            all.add(ask(new InteractionCommand.TransferOutside(ID, party, "+493012345", Optional.empty())));
        }
        all.add(ask(new InteractionCommand.AnswerOutside(ID, OUTSIDE)));
        all.add(ask(new InteractionCommand.EndOutside(ID, OUTSIDE, "sip-486")));
        all.add(ask(new InteractionCommand.FailRecording(ID, new RecordingId("r1"), "full")));
        all.add(ask(new InteractionCommand.FetchRecording(ID, new RecordingId("r1"), "q", Party.supervisor("eve"))));
        all.add(ask(new InteractionCommand.RemoveRecording(ID, new RecordingId("r1"), Party.supervisor("eve"))));
        all.add(ask(new InteractionCommand.Drop(ID)));
        all.add(ask(new InteractionCommand.Return(ID)));
        all.add(ask(new InteractionCommand.Reprioritise(ID, 9, Map.of())));
        all.add(ask(new InteractionCommand.ChangeAttributes(ID, Attributes.of(Map.of("vip", "yes")))));
        all.add(ask(new InteractionCommand.Divert(ID, QUEUES.getFirst(), MORNING, Optional.of(QUEUES.get(1)), "")));
        all.add(ask(new InteractionCommand.Divert(ID, QUEUES.getFirst(), MORNING, Optional.empty(), "Closed.")));
        all.add(ask(new InteractionCommand.Reclassify(
                ID, QUEUES.getFirst(), MORNING, Attributes.of(Map.of("escalated", true)))));
        all.add(ask(new InteractionCommand.Show(ID)));
        return all;
    }

    private static Ask<InteractionCommand> ask(InteractionCommand command) {
        return new Ask<>(command.toString(), _ -> command);
    }

    private static final Contact CONTACT = new Contact(
            Medium.VOICE, Optional.of("c"), Optional.of("Hi"), Optional.of(Duration.ofSeconds(30)), Map.of("a", "b"));

    private static Ask<InteractionCommand> guided() {
        return ask(new InteractionCommand.Open(
                ID, CONTACT, PLACE, Optional.empty(), Optional.empty(), Optional.of(new Guide("welcome", 1))));
    }

    private static Ask<InteractionCommand> open(boolean later) {
        return new Ask<>(
                later ? "Open later" : "Open",
                now -> new InteractionCommand.Open(
                        ID, CONTACT, PLACE, later ? Optional.of(now.plusSeconds(60)) : Optional.empty()));
    }

    private static Ask<InteractionCommand> offer(OfferId offer, AgentId agent, int i) {
        Terms terms = new Terms(
                Duration.ofSeconds(20),
                2,
                i == 5,
                1 + i % 2,
                new Terms.WrapUp(WRAP_UPS.get(i % 3), Duration.ofMinutes(2)),
                Duration.ofMinutes(1),
                i % 2 == 0 ? Terms.AfterKeep.REQUEUE : Terms.AfterKeep.CLOSE,
                Optional.of(Duration.ofSeconds(i)).filter(_ -> i % 3 == 0),
                Optional.empty(),
                Optional.of(new Terms.Recorded(i % 2 == 0, Duration.ofSeconds(20), Duration.ofDays(30)))
                        .filter(_ -> i % 3 != 1));
        return new Ask<>(
                "Offer " + offer + ' ' + agent,
                now -> new InteractionCommand.Offer(
                        ID, offer, agent, terms, now.plusSeconds(20), 1, 0, "longest-idle"));
    }

    @Property(tries = 400)
    void replayAndSnapshotEqualTheLiveState(@ForAll("lives") List<Step<InteractionCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        life.check();
    }

    @Property(tries = 400)
    void oneWinnerAStayAndNoneAfterTheEnd(@ForAll("lives") List<Step<InteractionCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        int winners = 0;
        for (InteractionEvent event : life.journal()) {
            if (event instanceof InteractionEvent.Queued) {
                winners = 0;
            } else if (event instanceof InteractionEvent.Assigned) {
                assertThat(++winners).isEqualTo(1);
            } else if (event instanceof InteractionEvent.Closed) {
                winners = 1;
            }
        }
    }

    @Property(tries = 400)
    void everybodyInvolvedIsOwedWordOfTheEnd(@ForAll("lives") List<Step<InteractionCommand>> steps) {
        var life = life();
        for (Step<InteractionCommand> step : steps) {
            life.live(step);
            Set<OfferId> owed = new HashSet<>();
            switch (life.state()) {
                case Unopened _ -> {}
                case InQueue s -> owed.addAll(s.offers().keySet());
                case WithAgent s -> owed.add(s.offer());
                case InWrapUp s -> owed.add(s.work().offer());
                case Scheduled _, Guided _, WithOutside _, Ended _ -> {}
            }
            if (life.state() instanceof InteractionState.Opened opened) {
                owed.addAll(opened.story().dues().offers().keySet());
            }
            Set<OfferId> made = new HashSet<>();
            for (InteractionEvent event : life.journal()) {
                switch (event) {
                    case InteractionEvent.Offered e -> made.add(e.offer());
                    case InteractionEvent.DuesPaid e -> made.removeAll(e.offers());
                    case InteractionEvent.Settled _ -> made.clear();
                    default -> {}
                }
            }
            assertThat(owed).as("offers whose agents are yet to be told").isEqualTo(made);
        }
    }

    /** One recording at a time, and only while an agent has it. */
    @Property(tries = 300)
    void isRecordedOnlyWhileAnAgentHasIt(@ForAll("lives") List<Step<InteractionCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        Optional<RecordingId> running = Optional.empty();
        for (InteractionEvent event : life.journal()) {
            switch (event) {
                case InteractionEvent.RecordingStarted e -> {
                    assertThat(running).isEmpty();
                    running = Optional.of(e.recording());
                }
                case InteractionEvent.RecordingPaused e -> assertThat(running).contains(e.recording());
                case InteractionEvent.RecordingResumed e -> assertThat(running).contains(e.recording());
                case InteractionEvent.RecordingStopped e -> {
                    assertThat(running).contains(e.recording());
                    running = Optional.empty();
                }
                case InteractionEvent.RecordingFailed e -> {
                    assertThat(running).contains(e.recording());
                    running = Optional.empty();
                }
                case InteractionEvent.Queued _,
                        InteractionEvent.TransferredOutside _,
                        InteractionEvent.WrapUpStarted _,
                        InteractionEvent.Closed _ -> assertThat(running).isEmpty();
                default -> {}
            }
        }
    }

    /** Whatever happens to it, its age stays once it waits, and each stay in a queue begins later than the one before. */
    @Property(tries = 300)
    void ageStaysAndStaysAreTold(@ForAll("lives") List<Step<InteractionCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        Instant stay = MORNING;
        Optional<Instant> age = Optional.of(MORNING);
        for (InteractionEvent event : life.journal()) {
            if (event instanceof InteractionEvent.Opened opened
                    && opened.guided().isPresent()) {
                age = Optional.empty();
            } else if (event instanceof InteractionEvent.Queued(var place, var why, var at)) {
                age = age.or(() -> Optional.of(why == InteractionEvent.Queued.Why.ARRIVED ? at : MORNING));
                assertThat(place.since()).isEqualTo(age.get());
                assertThat(place.enqueued()).isAfter(stay);
                stay = place.enqueued();
            } else if (event instanceof InteractionEvent.PlaceChanged) {
                stay = stay.plusMillis(1);
            }
        }
    }

    private static Life<InteractionCommand, InteractionEvent, InteractionState> life() {
        return new Life<>(new Unopened(ID), Interactions.TYPE.restored());
    }
}

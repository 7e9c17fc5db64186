package io.cordboard.routing.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.Life;
import io.cordboard.routing.Life.Ask;
import io.cordboard.routing.Life.Step;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked of an agent, in whatever order, and however what it owes is answered. */
class AgentPropertyTest {

    private static final AgentId ALICE = AgentId.of("acme/alice");

    /** Chats step aside for calls. */
    private static final Capacity STEPPING = new Capacity(
            100,
            Map.of(
                    Medium.VOICE, new Capacity.Share(100, 1, true),
                    Medium.CHAT, new Capacity.Share(33, 3, false).interruptedBy(Medium.VOICE),
                    Medium.TASK, new Capacity.Share(50, 2, false)));

    /** A rest after whatever came to nothing. */
    private static final Terms WEARY = new Terms(
            Terms.DEFAULT.deadline(),
            2,
            false,
            1,
            Terms.DEFAULT.wrapUp(),
            Terms.DEFAULT.keep(),
            Terms.DEFAULT.then(),
            Optional.empty(),
            Optional.of(Map.of(
                    OfferOutcome.REJECTED, Duration.ofSeconds(10),
                    OfferOutcome.MISSED, Duration.ofSeconds(30),
                    OfferOutcome.UNREACHABLE, Duration.ofMinutes(1))));

    @Provide
    Arbitrary<List<Step<AgentCommand>>> lives() {
        return Life.of(commands());
    }

    private static List<Ask<AgentCommand>> commands() {
        var all = new ArrayList<Ask<AgentCommand>>();
        for (int i = 1; i <= 3; i++) {
            int revision = i;
            all.add(ask("Configure r" + i, new AgentCommand.Configure(ALICE, profile(i == 3), revision)));
        }
        all.add(ask("Remove r2", new AgentCommand.Remove(ALICE, 2)));
        for (int often = 0; often < 3; often++) {
            all.add(ask("SignIn", new AgentCommand.SignIn(ALICE)));
            all.add(ask("BecomeReady", new AgentCommand.BecomeReady(ALICE)));
        }
        all.add(ask("SignOut", new AgentCommand.SignOut(ALICE, "home")));
        all.add(ask("BecomeNotReady lunch", new AgentCommand.BecomeNotReady(ALICE, "lunch")));
        all.add(ask("LoseConnection", new AgentCommand.LoseConnection(ALICE)));
        all.add(ask("RestoreConnection", new AgentCommand.RestoreConnection(ALICE)));
        all.add(ask("Show", new AgentCommand.Show(ALICE)));
        for (int i = 0; i < 3; i++) {
            String work = "w" + i;
            Medium medium = i == 0 ? Medium.VOICE : Medium.CHAT;
            all.add(ask(
                    "Count " + work,
                    new AgentCommand.CountOutsideWork(ALICE, work, medium, Duration.ofSeconds(40 * (i + 1)))));
            all.add(ask("End " + work, new AgentCommand.EndOutsideWork(ALICE, work)));
        }
        List<Medium> media = List.of(Medium.CHAT, Medium.CHAT, Medium.CHAT, Medium.CHAT, Medium.VOICE, Medium.TASK);
        for (int i = 0; i < media.size(); i++) {
            OfferId offer = new OfferId("i" + i + ".1");
            Medium medium = media.get(i);
            all.add(reserve(offer, medium));
            all.add(reserve(offer, medium));
            all.add(ask("Win " + offer, new AgentCommand.Win(ALICE, offer)));
            all.add(ask("Release missed " + offer, new AgentCommand.Release(ALICE, offer, OfferOutcome.MISSED)));
            all.add(ask("Release " + offer, new AgentCommand.Release(ALICE, offer, OfferOutcome.REJECTED)));
            all.add(new Ask<>(
                    "StartWrapUp " + offer, now -> new AgentCommand.StartWrapUp(ALICE, offer, now.plusSeconds(60))));
            all.add(ask("Finish " + offer, new AgentCommand.Finish(ALICE, offer, Optional.of("solved"))));
        }
        return all;
    }

    private static Ask<AgentCommand> ask(String name, AgentCommand command) {
        return new Ask<>(name, _ -> command);
    }

    private static Ask<AgentCommand> reserve(OfferId offer, Medium medium) {
        return new Ask<>(
                "Reserve " + offer + ' ' + medium,
                now -> new AgentCommand.Reserve(
                        ALICE,
                        offer,
                        offer.interaction(new TenantId("acme")),
                        QueueId.of("acme/support"),
                        medium,
                        medium.equals(Medium.TASK) ? Terms.DEFAULT : WEARY,
                        now.plusSeconds(20),
                        1,
                        0,
                        "longest-idle"));
    }

    private static AgentProfile profile(boolean unattended) {
        return new AgentProfile(
                "Alice",
                Optional.of(new Team("first")),
                Set.of(QueueId.of("acme/support")),
                Map.of(new Skill("german"), 7),
                STEPPING,
                Duration.ofSeconds(15),
                unattended);
    }

    @Property(tries = 400)
    void replayAndSnapshotEqualTheLiveState(@ForAll("lives") List<Step<AgentCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        life.check();
    }

    @Property(tries = 400)
    void neverOverCapacityNorForgettingWhatIsInHand(@ForAll("lives") List<Step<AgentCommand>> steps) {
        var life = life();
        for (Step<AgentCommand> step : steps) {
            int before = life.journal().size();
            List<Medium> outside = life.state() instanceof AgentState.Listed agent
                    ? agent.view().outsideWork().stream()
                            .map(OutsideWork::medium)
                            .toList()
                    : List.of();
            life.live(step);
            if (life.state() instanceof AgentState.Listed agent) {
                var carried = new ArrayList<Medium>();
                for (Work work : agent.desk().work()) {
                    assertThat(STEPPING.fits(carried, work.medium()))
                            .as("%s beside %s", work.medium(), carried)
                            .isTrue();
                    carried.add(work.medium());
                }
                withinCapacityButForWhatIsInterrupted(carried);
                if (life.journal().size() > before
                        && life.journal().getLast() instanceof AgentEvent.Reserved reserved) {
                    carried.removeLast();
                    carried.addAll(outside);
                    assertThat(STEPPING.fits(carried, reserved.medium()))
                            .as("%s beside %s", reserved.medium(), carried)
                            .isTrue();
                    carried.add(reserved.medium());
                }
                assertThat(agent.desk().work().stream().map(Work::offer)).doesNotHaveDuplicates();
                assertThat(agent.dormant() && !carried.isEmpty())
                        .as("leaves memory with work in hand")
                        .isFalse();
            }
        }
    }

    private static void withinCapacityButForWhatIsInterrupted(List<Medium> carried) {
        var active = carried.stream()
                .filter(medium -> carried.stream().noneMatch(STEPPING.media().get(medium)::isInterruptedBy))
                .toList();
        assertThat(STEPPING.used(active)).isLessThanOrEqualTo(STEPPING.units());
        if (active.contains(Medium.VOICE)) {
            assertThat(active)
                    .as("a call excludes all that it does not interrupt")
                    .hasSize(1);
        }
    }

    /** From an offer that came to nothing until the rest is over, or the agent says to be ready, nothing is reserved. */
    @Property(tries = 400)
    void nothingIsReservedDuringARest(@ForAll("lives") List<Step<AgentCommand>> steps) {
        var life = life();
        // So that offers, and rests, are frequent.
        life.live(ask("Configure", new AgentCommand.Configure(ALICE, profile(true), 1)));
        life.live(ask("SignIn", new AgentCommand.SignIn(ALICE)));
        life.live(ask("BecomeReady", new AgentCommand.BecomeReady(ALICE)));
        for (Step<AgentCommand> step : steps) {
            int before = life.journal().size();
            Optional<Instant> rest = restOf(life.journal());
            life.live(step);
            if (rest.isPresent()) {
                assertThat(life.journal().subList(before, life.journal().size()))
                        .noneMatch(AgentEvent.Reserved.class::isInstance);
            }
            restOf(life.journal()).ifPresent(until -> assertThat(life.now()).isBefore(until));
            assertThat(
                            life.state() instanceof AgentState.Listed agent
                                    ? agent.view().restsUntil()
                                    : Optional.empty())
                    .isEqualTo(restOf(life.journal()));
        }
    }

    /** What the history says of it. */
    private static Optional<Instant> restOf(List<AgentEvent> journal) {
        Optional<Instant> rest = Optional.empty();
        for (AgentEvent event : journal) {
            rest = switch (event) {
                case AgentEvent.Released e -> e.restsUntil().isPresent() ? e.restsUntil() : rest;
                case AgentEvent.BecameReady _,
                        AgentEvent.BecameNotReady _,
                        AgentEvent.RestEnded _,
                        AgentEvent.SignedIn _,
                        AgentEvent.SignedOut _,
                        AgentEvent.DrainStarted _ -> Optional.empty();
                default -> rest;
            };
        }
        return rest;
    }

    /** A reservation is a lease: left alone, it is given back, and word of it is owed until the interaction has answered. */
    @Property(tries = 200)
    void everyReservationEndsByItself(@ForAll("lives") List<Step<AgentCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        life.live(new Life.Pass<>(Duration.ofMinutes(10)));
        if (life.state() instanceof AgentState.Listed agent) {
            assertThat(agent.desk().work().stream().map(Work::phase)).noneMatch(Work.Reserved.class::isInstance);
            assertThat(agent.view().outsideWork()).as("a lease, too").isEmpty();
            var owed = agent.desk().debts().stream().map(debt -> debt.ref()).toList();
            agent.desk().work().stream()
                    .filter(work -> work.phase() instanceof Work.Returning)
                    .forEach(work -> assertThat(owed).contains("EndOffer " + work.offer()));
        }
    }

    private static Life<AgentCommand, AgentEvent, AgentState> life() {
        return new Life<>(new AgentState.Unlisted(ALICE), Agents.TYPE.restored());
    }
}

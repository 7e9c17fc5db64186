package io.cordboard.routing.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.routing.RuleTable;
import io.cordboard.routing.agent.AgentEvent.*;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AgentStateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final AgentId ALICE = AgentId.of("acme/alice");
    private static final OfferId O1 = new OfferId("i1.1");
    private static final OfferId O2 = new OfferId("i2.1");
    private static final OfferId O3 = new OfferId("i3.1");
    /** Not ready after two misses; 60 s until handled work is taken away. */
    private static final Terms TERMS = Terms.DEFAULT;
    /** Seconds of rest by how an offer ended, and not ready after two misses. */
    private static final Terms WEARY = new Terms(
            TERMS.deadline(),
            TERMS.misses(),
            false,
            1,
            TERMS.wrapUp(),
            TERMS.keep(),
            TERMS.then(),
            TERMS.namedFor(),
            Optional.of(Map.of(
                    OfferOutcome.REJECTED, Duration.ofSeconds(10),
                    OfferOutcome.BUSY, Duration.ofSeconds(60),
                    OfferOutcome.MISSED, Duration.ofSeconds(30),
                    OfferOutcome.UNREACHABLE, Duration.ofSeconds(90))));

    /** However many are missed, the agent stays ready. */
    private static final Terms FREE =
            new Terms(TERMS.deadline(), 0, false, 1, TERMS.wrapUp(), TERMS.keep(), TERMS.then(), TERMS.namedFor());

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Optional<Instant> RESTED = Optional.of(NOW.plusSeconds(60));

    private static final RuleTable<AgentCommand, AgentEvent, AgentState> TABLE = new RuleTable<
                    AgentCommand, AgentEvent, AgentState>("""
            unlisted agent is listed by being configured          | unlisted     | Configure r2     | agent-configured
            unlisted agent cannot sign in                         | unlisted     | SignIn           | NOT_FOUND
            unlisted agent cannot sign out                        | unlisted     | SignOut          | NOT_FOUND
            unlisted agent cannot become ready                    | unlisted     | BecomeReady      | NOT_FOUND
            unlisted agent cannot become not ready                | unlisted     | BecomeNotReady   | NOT_FOUND
            unlisted agent cannot be reserved                     | unlisted     | Reserve o1       | NOT_FOUND
            unlisted agent has won nothing                        | unlisted     | Win o1           | NOT_FOUND
            unlisted agent has nothing to release                 | unlisted     | Release o1       | unchanged
            unlisted agent has nothing to wrap up                 | unlisted     | StartWrapUp o1   | unchanged
            unlisted agent has nothing to finish                  | unlisted     | Finish o1        | unchanged
            unlisted agent is removed already                     | unlisted     | Remove r3        | unchanged
            unlisted agent has no connection to lose              | unlisted     | LoseConnection   | unchanged
            unlisted agent has no connection to restore           | unlisted     | RestoreConnection| NOT_FOUND
            unlisted agent may be woken by a sweep                | unlisted     | Wake             | unchanged
            unlisted agent is not shown                           | unlisted     | Show             | NOT_FOUND
            unlisted agent is not followed                        | unlisted     | Watch            | NOT_FOUND
            unlisted agent does nothing outside                   | unlisted     | Count w1         | NOT_FOUND
            unlisted agent has nothing to end outside             | unlisted     | End w1           | NOT_FOUND
            signed-out agent may work outside                     | away         | Count w1         | outside-work-counted
            signed-out agent ends work outside                    | away-outside | End w1           | outside-work-ended
            removed agent does nothing outside                    | removed      | Count w1         | NOT_FOUND
            signed-out agent is configured anew                   | away         | Configure r2     | agent-configured
            old revision of a profile is ignored                  | away         | Configure r1     | unchanged
            signed-out agent is removed                           | away         | Remove r3        | agent-removed
            removed agent cannot sign in                          | removed      | SignIn           | NOT_FOUND
            removed agent is removed already                      | removed      | Remove r3        | unchanged
            removed agent may be listed again                     | removed      | Configure r4     | agent-configured
            signed-out agent signs in                             | away         | SignIn           | agent-signed-in
            signed-out agent is signed out already                | away         | SignOut          | unchanged
            signed-out agent cannot become ready                  | away         | BecomeReady      | NOT_READY
            signed-out agent cannot become not ready              | away         | BecomeNotReady   | NOT_READY
            signed-out agent cannot be reserved                   | away         | Reserve o1       | NOT_READY
            signed-out agent has no reservation to win            | away         | Win o1           | NOT_HELD
            signed-out agent whose work is still owned is told so | away-forsaken| Win o1           | unchanged
            signed-out agent has nothing to release               | away         | Release o1       | unchanged
            signed-out agent has nothing to wrap up               | away         | StartWrapUp o1   | unchanged
            signed-out agent has nothing to finish                | away         | Finish o1        | unchanged
            forsaken work that was taken back is finished         | away-forsaken| Finish o1        | work-finished
            signed-out agent has no connection to lose            | away         | LoseConnection   | unchanged
            signed-out agent has no connection to restore         | away         | RestoreConnection| unchanged
            signed-out agent may be woken                         | away         | Wake             | unchanged
            signed-out agent is shown                             | away         | Show             | shown
            signed-out agent is followed                          | away         | Watch            | unchanged
            signed-in agent signs in again                        | not-ready    | SignIn           | unchanged
            agent without work signs out at once                  | ready        | SignOut          | agent-signed-out
            agent with work drains first                          | handling     | SignOut          | agent-drain-started
            agent with an open offer drains and gives it back     | offered      | SignOut          | agent-drain-started, work-given-up
            draining agent goes on draining                       | draining     | SignOut          | unchanged
            draining agent who signs in stays                     | draining     | SignIn           | agent-signed-in
            draining agent does not become ready                  | draining     | BecomeReady      | NOT_READY
            draining agent stays as not ready as they are         | draining     | BecomeNotReady   | unchanged
            draining agent gets nothing new                       | draining     | Reserve o2       | NOT_READY
            draining agent signs out with the last work           | draining     | Finish o1        | work-finished, agent-signed-out
            removed agent with work drains                        | handling     | Remove r3        | agent-removed, agent-drain-started
            agent is configured while working                     | handling     | Configure r2     | agent-configured
            agent becomes ready                                   | not-ready    | BecomeReady      | agent-became-ready
            ready agent is ready already                          | ready        | BecomeReady      | unchanged
            agent without a connection does not become ready      | lost-lunch   | BecomeReady      | NOT_READY
            ready agent goes to lunch                             | ready        | BecomeNotReady   | agent-became-not-ready
            agent at lunch is at lunch already                    | at-lunch     | BecomeNotReady   | unchanged
            agent back from lunch goes to a training              | at-lunch     | BecomeNotReady2  | agent-became-not-ready
            reason must say something                             | ready        | BecomeNotReady0  | INVALID
            ready agent is reserved                               | ready        | Reserve o1       | offer-reserved
            agent who is not ready is not reserved                | not-ready    | Reserve o1       | NOT_READY
            agent without a connection is not reserved            | lost         | Reserve o1       | NOT_READY
            agent who works by telephone alone needs none         | unattended   | Reserve o1       | offer-reserved
            reservation whose deadline has passed is refused      | ready        | Reserve o1 late  | OFFER_OVER
            reservation that is there already stays               | offered      | Reserve o1       | unchanged
            reservation that is over does not revive              | released     | Reserve o1       | OFFER_OVER
            second chat fits beside the first                     | handling     | Reserve o2       | offer-reserved
            call does not fit beside a chat                       | handling     | Reserve o2 call  | NO_CAPACITY
            chat does not fit beside a call                       | on-a-call    | Reserve o2       | NO_CAPACITY
            fourth chat is one too many                           | full         | Reserve o2       | NO_CAPACITY
            medium that the agent does not serve is refused       | ready        | Reserve o1 fax   | NO_CAPACITY
            offer is won                                          | offered      | Win o1           | offer-won
            offer that is being returned may yet have been won    | returning    | Win o1           | offer-won
            work in hand is won already                           | handling     | Win o1           | unchanged
            offer that was released is not won                    | released     | Win o1           | NOT_HELD
            offer is released                                     | offered      | Release o1       | offer-released
            offer that was released is released already           | released     | Release o1       | unchanged
            first missed offer leaves the agent ready             | offered      | Release o1 missed| offer-released
            second missed offer in a row sets the agent not ready | missed-once  | Release o1 missed| offer-released, agent-became-not-ready
            winning breaks the row of misses                      | missed-won   | Release o3 missed| offer-released
            agent stays ready however often, if misses are free   | free-misses  | Release o1 missed| offer-released
            rejecting breaks the row of misses                    | missed-once  | Release o1       | offer-released
            agent who rests after an offer is not reserved        | resting      | Reserve o3       | NOT_READY
            resting agent may win what was offered before         | resting-two  | Win o1           | offer-won
            resting agent who becomes ready ends the rest         | resting      | BecomeReady      | agent-became-ready
            resting agent goes to lunch                           | resting      | BecomeNotReady   | agent-became-not-ready
            resting agent signs out                               | resting      | SignOut          | agent-signed-out
            rested agent is reserved again                        | rested       | Reserve o3       | offer-reserved
            work outside is counted                               | ready        | Count w1         | outside-work-counted
            work outside is counted for an agent who is not ready | not-ready    | Count w1         | outside-work-counted
            work outside is counted though there is no room       | on-a-call    | Count w1         | outside-work-counted
            open offers stay when work outside is counted         | offered      | Count w1         | outside-work-counted
            work outside goes on for longer                       | outside      | Count w1 longer  | outside-work-counted
            work outside is counted already                       | outside      | Count w1         | unchanged
            work outside changes its medium                       | outside      | Count w1 chat    | outside-work-counted
            call does not fit beside one outside                  | outside      | Reserve o2 call  | NO_CAPACITY
            chat does not fit beside a call outside               | outside      | Reserve o2       | NO_CAPACITY
            chat fits beside a chat outside                       | outside-chat | Reserve o2       | offer-reserved
            chat fits again once the call outside is over         | outside-over | Reserve o2       | offer-reserved
            work in hand ends as ever beside work outside         | outside-full | Finish o1        | work-finished
            draining agent does not wait for work outside         | outside-draining | Finish o1    | work-finished, agent-signed-out
            agent signs out though there is work outside          | outside      | SignOut          | agent-signed-out
            twenty-first work outside is one too many             | outside-much | Count w1         | LIMIT
            one of twenty goes on for longer                      | outside-much | Count x1 longer  | outside-work-counted
            work outside ends                                     | outside      | End w1           | outside-work-ended
            work outside that is not counted has ended            | ready        | End w1           | unchanged
            conversation is over and the agent wraps up           | handling     | StartWrapUp o1   | work-wrapping
            wrap-up has begun already                             | wrapping     | StartWrapUp o1   | unchanged
            wrap-up overtakes word of the win                     | offered      | StartWrapUp o1   | work-wrapping
            work is finished                                      | wrapping     | Finish o1        | work-finished
            end of the work overtakes word of the win             | offered      | Finish o1        | work-finished
            unknown work is finished already                      | ready        | Finish o1        | unchanged
            last connection is lost                               | ready        | LoseConnection   | agent-connection-lost
            connection that is lost is lost already               | lost         | LoseConnection   | unchanged
            agent who works by telephone alone has none to lose   | unattended   | LoseConnection   | unchanged
            connection is restored                                | lost         | RestoreConnection| agent-connection-restored
            connection that is there is there already             | ready        | RestoreConnection| unchanged
            agent may be woken                                    | ready        | Wake             | unchanged
            agent is shown                                        | ready        | Show             | shown
            agent is followed                                     | ready        | Watch            | unchanged
            """, NOW)
            .state("unlisted", new AgentState.Unlisted(ALICE))
            .state("away", "unlisted", new Configured(profile(false), 1, NOW))
            .state("removed", "away", new Removed(3, NOW))
            .state("not-ready", "away", new SignedIn(NOW))
            .state("at-lunch", "not-ready", new BecameNotReady("lunch", NOW))
            .state("ready", "not-ready", new BecameReady(NOW))
            .state("unattended", "ready", new Configured(profile(true), 2, NOW))
            .state("offered", "ready", reserved(O1, Medium.CHAT))
            .state("returning", "offered", new GivenUp(O1, OfferOutcome.MISSED, NOW))
            .state("released", "offered", new Released(O1, OfferOutcome.REJECTED, Optional.empty(), NOW))
            .state(
                    "missed-once",
                    "ready",
                    reserved(O2, Medium.CHAT),
                    new Released(O2, OfferOutcome.MISSED, Optional.empty(), NOW),
                    reserved(O1, Medium.CHAT))
            .state("missed-won", "missed-once", new Won(O1, NOW), reserved(O3, Medium.CHAT))
            .state(
                    "free-misses",
                    "ready",
                    reserved(O2, Medium.CHAT, FREE),
                    new Released(O2, OfferOutcome.MISSED, Optional.empty(), NOW),
                    reserved(O3, Medium.CHAT, FREE),
                    new Released(O3, OfferOutcome.MISSED, Optional.empty(), NOW),
                    reserved(O1, Medium.CHAT, FREE))
            .state("weary-offered", "ready", reserved(O1, Medium.CHAT, WEARY), reserved(O2, Medium.CHAT, WEARY))
            .state("weary-missed-once", "weary-offered", new Released(O2, OfferOutcome.MISSED, Optional.empty(), NOW))
            .state("weary-at-lunch", "weary-offered", new BecameNotReady("lunch", NOW))
            .state("weary-draining", "weary-offered", new DrainStarted(NOW))
            .state("resting-two", "weary-offered", new Released(O2, OfferOutcome.BUSY, RESTED, NOW))
            .state("resting", "resting-two", new Released(O1, OfferOutcome.RESCINDED, Optional.empty(), NOW))
            .state("rested", "resting", new RestEnded(NOW))
            .state("rest-cut-short", "resting", new BecameReady(NOW))
            .state("resting-lost", "resting", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("handling", "offered", new Won(O1, NOW))
            .state("on-a-call", "ready", reserved(O1, Medium.VOICE), new Won(O1, NOW))
            .state(
                    "full",
                    "ready",
                    reserved(new OfferId("a.1"), Medium.CHAT),
                    reserved(new OfferId("b.1"), Medium.CHAT),
                    reserved(new OfferId("c.1"), Medium.CHAT))
            .state("wrapping", "handling", new Wrapping(O1, NOW.plusSeconds(120), NOW))
            .state("draining", "handling", new DrainStarted(NOW))
            .state("outside", "ready", counted("w1", Medium.VOICE))
            .state("outside-chat", "ready", counted("w1", Medium.CHAT))
            .state("outside-over", "outside", new OutsideWorkEnded("w1", false, NOW.plusSeconds(5)))
            .state("outside-full", "on-a-call", counted("w1", Medium.VOICE))
            .state("outside-draining", "draining", counted("w1", Medium.VOICE))
            .state(
                    "outside-much",
                    "ready",
                    IntStream.rangeClosed(1, 20)
                            .mapToObj(i -> counted("x" + i, Medium.CHAT))
                            .toArray(AgentEvent[]::new))
            .state("outside-handling", "handling", counted("w1", Medium.CHAT))
            .state("away-outside", "away", counted("w1", Medium.VOICE))
            .state("lost", "ready", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("lost-lunch", "at-lunch", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("lost-offered", "offered", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("lost-handling", "handling", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("lost-draining", "draining", new ConnectionLost(NOW.plusSeconds(15), NOW))
            .state("forsaken", "lost-handling", new GivenUp(O1, OfferOutcome.MISSED, NOW))
            .state("away-forsaken", "forsaken", new SignedOut("home", NOW))
            .state("away-handling", "handling", new SignedOut("home", NOW))
            .command("Configure r1", new AgentCommand.Configure(ALICE, profile(true), 1))
            .command("Configure r2", new AgentCommand.Configure(ALICE, profile(true), 2))
            .command("Configure r4", new AgentCommand.Configure(ALICE, profile(true), 4))
            .command("Remove r3", new AgentCommand.Remove(ALICE, 3))
            .command("SignIn", new AgentCommand.SignIn(ALICE))
            .command("SignOut", new AgentCommand.SignOut(ALICE, "home"))
            .command("BecomeReady", new AgentCommand.BecomeReady(ALICE))
            .command("BecomeNotReady", new AgentCommand.BecomeNotReady(ALICE, "lunch"))
            .command("BecomeNotReady2", new AgentCommand.BecomeNotReady(ALICE, "training"))
            .command("BecomeNotReady0", new AgentCommand.BecomeNotReady(ALICE, " "))
            .command("Reserve o1", reserve(O1, Medium.CHAT, NOW.plusSeconds(20)))
            .command("Reserve o1 late", reserve(O1, Medium.CHAT, NOW))
            .command("Reserve o1 fax", reserve(O1, new Medium("fax"), NOW.plusSeconds(20)))
            .command("Reserve o2", reserve(O2, Medium.CHAT, NOW.plusSeconds(20)))
            .command("Release o3 missed", new AgentCommand.Release(ALICE, O3, OfferOutcome.MISSED))
            .command("Reserve o3", reserve(O3, Medium.CHAT, NOW.plusSeconds(20)))
            .command("Reserve o2 call", reserve(O2, Medium.VOICE, NOW.plusSeconds(20)))
            .command("Win o1", new AgentCommand.Win(ALICE, O1))
            .command("Release o1", new AgentCommand.Release(ALICE, O1, OfferOutcome.REJECTED))
            .command("Release o1 missed", new AgentCommand.Release(ALICE, O1, OfferOutcome.MISSED))
            .command("StartWrapUp o1", new AgentCommand.StartWrapUp(ALICE, O1, NOW.plusSeconds(120)))
            .command("Finish o1", new AgentCommand.Finish(ALICE, O1, Optional.of("solved")))
            .command("Count w1", new AgentCommand.CountOutsideWork(ALICE, "w1", Medium.VOICE, LEASE))
            .command("Count w1 longer", new AgentCommand.CountOutsideWork(ALICE, "w1", Medium.VOICE, LEASE.plus(LEASE)))
            .command("Count w1 chat", new AgentCommand.CountOutsideWork(ALICE, "w1", Medium.CHAT, LEASE))
            .command("Count x1 longer", new AgentCommand.CountOutsideWork(ALICE, "x1", Medium.CHAT, LEASE.plus(LEASE)))
            .command("End w1", new AgentCommand.EndOutsideWork(ALICE, "w1"))
            .command("LoseConnection", new AgentCommand.LoseConnection(ALICE))
            .command("RestoreConnection", new AgentCommand.RestoreConnection(ALICE))
            .command("Wake", new AgentCommand.Wake(ALICE))
            .command("Show", new AgentCommand.Show(ALICE))
            .command("Watch", new AgentCommand.Watch(ALICE, true, Duration.ofSeconds(7)));

    private static AgentProfile profile(boolean unattended) {
        return new AgentProfile(
                "Alice",
                Optional.empty(),
                Set.of(),
                Map.of(new Skill("german"), 7),
                Capacity.DEFAULT,
                Duration.ofSeconds(15),
                unattended);
    }

    private static AgentCommand.Reserve reserve(OfferId offer, Medium medium, Instant deadline) {
        return new AgentCommand.Reserve(
                ALICE,
                offer,
                InteractionId.of("acme/i1"),
                QueueId.of("acme/support"),
                medium,
                TERMS,
                deadline,
                3,
                1,
                "longest-idle");
    }

    private static OutsideWorkCounted counted(String work, Medium medium) {
        return new OutsideWorkCounted(work, medium, NOW.plus(LEASE), NOW);
    }

    private static Reserved reserved(OfferId offer, Medium medium) {
        return reserved(offer, medium, TERMS);
    }

    private static Reserved reserved(OfferId offer, Medium medium, Terms terms) {
        var c = reserve(offer, medium, NOW.plusSeconds(20));
        return new Reserved(offer, c.interaction(), c.queue(), medium, terms, c.deadline(), 3, 1, "longest-idle", NOW);
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
        TABLE.covers(AgentState.class, AgentCommand.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing is due while nothing is open                    | ready        | 999 | unchanged
            reservation is not asked about before its margin        | offered      | 22  | unchanged
            reservation without an answer is returned as missed     | offered      | 23  | work-given-up
            what is being returned waits for the interaction's word | returning    | 999 | unchanged
            work in hand has no deadline of its own                 | handling     | 999 | unchanged
            wrap-up ends by the interaction's clock                 | wrapping     | 999 | unchanged
            lost connection has until the end of its grace          | lost         | 14  | unchanged
            agent without work who stays away is signed out         | lost         | 15  | agent-signed-out
            open offer is given up at the end of the grace          | lost-offered | 15  | work-given-up, agent-became-not-ready
            handled work is kept beyond the grace                   | lost-handling| 15  | agent-became-not-ready
            handled work is given up when its keep is over          | lost-handling| 60  | work-given-up, agent-became-not-ready
            draining agent who is lost keeps the work as long       | lost-draining| 59  | unchanged
            draining agent's work is given up in the end            | lost-draining| 60  | work-given-up
            rest lasts as long as the terms of the offer said       | resting      | 59  | unchanged
            rest ends by itself                                     | resting      | 60  | agent-rest-ended
            rest that was cut short does not end again              | rest-cut-short| 60 | unchanged
            resting agent who stays away is signed out              | resting-lost | 60  | agent-signed-out
            work of a signed-out agent is given up at once          | away-handling| 0   | work-given-up
            work outside lasts as long as its lease                 | outside      | 299 | unchanged
            work outside ends by itself                             | outside      | 300 | outside-work-ended
            work outside of a signed-out agent ends by itself, too  | away-outside | 300 | outside-work-ended
            forsaken work waits for the interaction's word          | away-forsaken| 999 | unchanged
            """)
    void due(String sentence, String state, int seconds, String events) {
        assertThat(RuleTable.names(TABLE.state(state).due(NOW.plusSeconds(seconds))))
                .as(sentence)
                .isEqualTo(events);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unlisted agent owes nothing                        | unlisted      |
            agent owes the router how they are                 | ready         | AgentChanged acme/alice 3
            reserved agent owes the interaction the offer      | offered       | Offer i1.1, AgentChanged acme/alice 4
            returned offer is owed back                        | returning     | EndOffer i1.1, AgentChanged acme/alice 5
            agent who handles owes nothing more                | handling      | AgentChanged acme/alice 5
            forsaken work is owed back                         | away-forsaken | LoseAgent i1.1, AgentChanged acme/alice 8
            """)
    void debts(String sentence, String state, String refs) {
        assertThat(TABLE.state(state).debts().stream().map(Command::ref))
                .as(sentence)
                .containsExactly(refs == null ? new String[0] : refs.split(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ready agent is announced as ready               | ready        | true
            agent who works outside is ready for more       | outside      | true
            agent with an offer is ready for more           | offered      | true
            resting agent is not                            | resting      | false
            rested agent is                                 | rested       | true
            agent at lunch is not                           | at-lunch     | false
            draining agent is not                           | draining     | false
            agent without a connection is not               | lost         | false
            agent who needs no connection is                | unattended   | true
            signed-out agent is not                         | away         | false
            """)
    void announcement(String sentence, String state, boolean ready) {
        assertThat(TABLE.state(state).debts())
                .last()
                .satisfies(debt -> assertThat(((RouterCommand.AgentChanged) debt).ready())
                        .as(sentence)
                        .matches(announced -> announced.isPresent() == ready));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            agent who declined rests for a moment                | weary-offered     | REJECTED    | 10
            agent whose phone is engaged rests longer            | weary-offered     | BUSY        | 60
            agent who let the deadline pass rests                | weary-offered     | MISSED      | 30
            agent who was not there rests                        | weary-offered     | UNREACHABLE | 90
            agent whose offer was rescinded does not rest        | weary-offered     | RESCINDED   |
            agent rests only where the policy says so            | offered           | REJECTED    |
            shorter rest does not cut a longer one short         | resting-two       | MISSED      |
            longer rest prolongs a shorter one                   | resting-two       | UNREACHABLE | 90
            agent set not ready by misses needs no rest          | weary-missed-once | MISSED      |
            agent at lunch needs no rest                         | weary-at-lunch    | REJECTED    |
            agent who is leaving needs no rest                   | weary-draining    | REJECTED    |
            """)
    void rest(String sentence, String state, OfferOutcome outcome, Integer seconds) {
        var accepted = (Decision.Accepted<AgentEvent>)
                TABLE.state(state).decide(new AgentCommand.Release(ALICE, O1, outcome), NOW);

        assertThat(((Released) accepted.events().getFirst()).restsUntil())
                .as(sentence)
                .isEqualTo(Optional.ofNullable(seconds).map(NOW::plusSeconds));
    }

    @Test
    void workOutsideIsShownAndAnnouncedAsCarried() {
        var outside = (AgentState.Listed) TABLE.state("outside-handling");

        assertThat(outside.view().unitsUsed()).isEqualTo(66);
        assertThat(outside.view().outsideWork())
                .containsExactly(new OutsideWork("w1", Medium.CHAT, NOW, NOW.plus(LEASE)));
        assertThat(((RouterCommand.AgentChanged) outside.announcement())
                        .ready()
                        .orElseThrow()
                        .carried())
                .containsExactly(Medium.CHAT, Medium.CHAT);
        assertThat(TABLE.state("outside").standing().phase()).isEqualTo("busy");
    }

    @Test
    void agentIsIdleFromTheEndOfWorkOutside() {
        var over = (AgentState.Listed) TABLE.state("outside-over");

        assertThat(((RouterCommand.AgentChanged) over.announcement())
                        .ready()
                        .orElseThrow()
                        .idleSince())
                .isEqualTo(NOW.plusSeconds(5));
        assertThat(over.standing().phase()).isEqualTo("available");
    }

    @Test
    void workOutsideThatGoesOnKeepsItsBeginningAndIsNotAnnouncedAnew() {
        var outside = (AgentState.Listed) TABLE.state("outside");

        var goesOn = (AgentState.Listed)
                outside.apply(new OutsideWorkCounted("w1", Medium.VOICE, NOW.plusSeconds(900), NOW.plusSeconds(60)));

        assertThat(goesOn.view().outsideWork())
                .containsExactly(new OutsideWork("w1", Medium.VOICE, NOW, NOW.plusSeconds(900)));
        assertThat(goesOn.announcement()).isEqualTo(outside.announcement());
    }

    @ParameterizedTest
    @CsvSource({"PT0.9S", "PT0S", "PT-1H", "PT24H0.1S"})
    void leaseOfWorkOutsideHasLimits(Duration lease) {
        assertThatThrownBy(() -> new AgentCommand.CountOutsideWork(ALICE, "w1", Medium.VOICE, lease))
                .hasMessage("Expected a duration of PT1S to PT24H, but got " + lease);
    }

    @Test
    void restIsShownAndCountsApart() {
        var resting = (AgentState.Listed) TABLE.state("resting");

        assertThat(resting.view())
                .extracting(AgentView::status, AgentView::restsUntil)
                .containsExactly(AgentStatus.READY, RESTED);
        assertThat(resting.standing().phase()).isEqualTo("resting");
        assertThat(((AgentState.Listed) TABLE.state("rested")).view().restsUntil())
                .isEmpty();
        assertThat(TABLE.state("rested").standing().phase()).isEqualTo("available");
    }

    /** Word of the win may be overtaken by word of what came after. */
    @Test
    void contactCountsHoweverItsWinIsLearned() {
        AgentState offered = TABLE.state("missed-once");

        assertThat((Present) offered.apply(new Wrapping(O1, NOW.plusSeconds(120), NOW)))
                .extracting(Present::tally)
                .isEqualTo(new Present.Tally(0, 1, Duration.ZERO));
        assertThat((Present) offered.apply(new Finished(O1, Optional.empty(), NOW)))
                .extracting(Present::tally)
                .isEqualTo(new Present.Tally(0, 1, Duration.ZERO));
    }

    @Test
    void timeWithTheCustomerCountsOnceTheWorkIsDoneAndWrapUpDoesNot() {
        AgentState handling = TABLE.state("handling");
        AgentState wrapping = handling.apply(new Wrapping(O1, NOW.plusSeconds(120), NOW.plusSeconds(70)));
        var done = new Finished(O1, Optional.empty(), NOW.plusSeconds(100));

        assertThat(((Present) wrapping).tally().talked()).isEqualTo(Duration.ZERO);
        assertThat(((Present) wrapping.apply(done)).tally().talked()).isEqualTo(Duration.ofSeconds(70));
        assertThat(((Present) handling.apply(done)).tally().talked())
                .as("taken away without wrap-up")
                .isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void wrapUpIsNotAnnouncedForItLeavesTheAgentAsBusyAsBefore() {
        var handling = (AgentState.Listed) TABLE.state("handling");
        var wrapping = new Wrapping(O1, NOW.plusSeconds(120), NOW);

        assertThat(((AgentState.Listed) handling.apply(wrapping)).announcement())
                .isEqualTo(handling.announcement());
        var offered = (AgentState.Listed) TABLE.state("offered");
        assertThat(((RouterCommand.AgentChanged) ((AgentState.Listed) offered.apply(wrapping)).announcement())
                        .version())
                .as("the win is news")
                .isGreaterThan(((RouterCommand.AgentChanged) offered.announcement()).version());
    }

    @Test
    void unansweredReasonIsShown() {
        AgentView view = ((AgentState.Listed) TABLE.state("at-lunch")).view();

        assertThat(view.status()).isEqualTo(AgentStatus.NOT_READY);
        assertThat(view.reason()).contains("lunch");
    }
}

package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.able;
import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.having;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.policy.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatcherTest extends Examples {

    @Test
    void longestIdleAgentIsChosen() {
        policy(draft -> {});
        agents(idleSince(ready("ann"), 5), idleSince(ready("bob"), 2), idleSince(ready("cid"), 9));
        calls(call("i1", 10));
        assertThat(matched(10)).containsExactly("i1>bob");
    }

    @Test
    void equallyIdleAgentsAreChosenById() {
        policy(draft -> {});
        agents(ready("bob"), ready("ann"));
        calls(call("i1", 10));
        assertThat(matched(10)).containsExactly("i1>ann");
    }

    @Test
    void roundRobinGoesOnAfterTheLastAndStartsAgain() {
        policy(draft -> draft.strategy = new Strategy.RoundRobin());
        for (int i = 0; i < 3; i++) {
            agents(ready("ann"), ready("bob"));
            calls(call("i" + i, i));
            assertThat(matched(i)).containsExactly("i" + i + (i % 2 == 0 ? ">ann" : ">bob"));
            matcher.over(interaction("i" + i), agent(i % 2 == 0 ? "ann" : "bob"));
            matcher.forgetWaiting(interaction("i" + i));
        }
    }

    @Test
    void leastOccupiedAgentIsChosen() {
        policy(draft -> draft.strategy = new Strategy.LeastOccupied());
        agents(carrying(ready("ann"), Medium.CHAT, Medium.CHAT), carrying(ready("bob"), Medium.CHAT));
        calls(call("i1", 0).on(Medium.CHAT));
        assertThat(matched(0)).containsExactly("i1>bob");
    }

    @Test
    void mostSkilledAgentIsChosenByTheSkillsAskedFor() {
        policy(draft -> draft.strategy = new Strategy.MostSkilled());
        agents(skilled(ready("ann"), "billing", 4, "golf", 10), skilled(ready("bob"), "billing", 6));
        calls(call("i1", 0).asking("billing", 2));
        assertThat(matched(0)).containsExactly("i1>bob");
    }

    @Test
    void leastSkilledAgentIsChosenByTheSkillsAskedFor() {
        policy(draft -> draft.strategy = new Strategy.LeastSkilled());
        agents(skilled(ready("ann"), "billing", 6), skilled(ready("bob"), "billing", 4, "golf", 10));
        calls(call("i1", 0).asking("billing", 2));
        assertThat(matched(0)).containsExactly("i1>bob");
    }

    @Test
    void agentWithTheFewestContactsIsChosen() {
        policy(draft -> draft.strategy = new Strategy.FewestContacts());
        agents(having(ready("ann"), 3), having(idleSince(ready("bob"), 9), 2), having(idleSince(ready("cid"), 5), 2));
        calls(call("i1", 10));
        assertThat(matched(10)).containsExactly("i1>cid");
    }

    @Test
    void freedAgentTakesTheFirstInLineOfItsQueues() {
        policy(draft -> {});
        matcher.queue(queue("r"), Policy.DEFAULT, 1);
        calls(call("i1", 2), call("i2", 1).in("r"), call("i3", 0).in("s"));
        agents(serving(ready("ann"), "q", "r"));
        assertThat(matched(3)).containsExactly("i2>ann");
    }

    @Test
    void priorityBeatsAge() {
        policy(draft -> {});
        calls(call("old", 0), call("urgent", 50).priority(1));
        agents(ready("ann"));
        assertThat(matched(60)).containsExactly("urgent>ann");
    }

    @Test
    void withAgeCreditAPointIsWorthSoMuchWaiting() {
        policy(draft -> draft.priority = new Priority(0, Optional.of(Duration.ofSeconds(30))));
        calls(call("old", 0), call("urgent", 31).priority(1));
        agents(ready("ann"));
        assertThat(matched(60)).containsExactly("old>ann");
    }

    @Test
    void transferredCallKeepsItsPlaceInLine() {
        policy(draft -> {});
        calls(call("new", 30), call("old", 0).transferred(50));
        agents(ready("ann"));
        assertThat(matched(60)).containsExactly("old>ann");
    }

    @Test
    void transferredCallStartsAnewWhereThePolicySaysSo() {
        policy(draft -> draft.transfer = new Transfer(false, Optional.empty()));
        calls(call("new", 30), call("old", 0).transferred(50));
        agents(ready("ann"));
        assertThat(matched(60)).containsExactly("new>ann");
    }

    @Test
    void baseRanksQueuesAgainstEachOther() {
        policy(draft -> {});
        matcher.queue(
                queue("vip"), Policy.DEFAULT.with(draft -> draft.priority = new Priority(5, Optional.empty())), 1);
        calls(call("old", 0), call("vip", 50).in("vip"));
        agents(ready("ann"));
        assertThat(matched(60)).containsExactly("vip>ann");
    }

    @Test
    void higherOfTheQueuesAndTheInteractionsMinimumCounts() {
        policy(draft -> draft.requirements = skills("billing", 3));
        agents(skilled(ready("ann"), "billing", 4));
        calls(call("i1", 0).asking("billing", 5), call("i2", 1).asking("billing", 2));
        assertThat(matched(1)).containsExactly("i2>ann");
    }

    @Test
    void stepsWidenAndThenDropWhatIsAskedFor() {
        Skill billing = new Skill("billing");
        policy(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(
                    new Step(Duration.ofSeconds(30), Map.of(billing, 1), Set.of(), 0),
                    new Step(Duration.ofSeconds(60), Map.of(), Set.of(billing), 0));
        });
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(0)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(30));
        assertThat(matched(30)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(60));
        assertThat(matcher.match(at(60), 1)).singleElement().satisfies(proposal -> {
            assertThat(proposal.agent()).isEqualTo(agent("ann"));
            assertThat(proposal.step()).isEqualTo(2);
        });
    }

    @Test
    void stepWidensAMinimumAndNeverRaisesOne() {
        Skill billing = new Skill("billing");
        policy(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(
                    new Step(Duration.ofSeconds(30), Map.of(billing, 2, new Skill("german"), 9), Set.of(), 0),
                    new Step(Duration.ofSeconds(60), Map.of(billing, 10), Set.of(), 0));
        });
        agents(skilled(ready("ann"), "billing", 2));
        calls(call("i1", 0));
        assertThat(matched(29)).isEmpty();
        assertThat(matched(90)).containsExactly("i1>ann");
    }

    @Test
    void lastAgentIsWaitedForAndThenAnyoneMayHaveIt() {
        policy(draft -> draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20))));
        agents(carrying(ready("ann"), Medium.VOICE), ready("bob"));
        calls(call("i1", 0).last("ann"));
        assertThat(matched(19)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(20));
        assertThat(matched(20)).containsExactly("i1>bob");
    }

    @Test
    void lastAgentWhoGetsFreeInTimeHasIt() {
        policy(draft -> draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20))));
        agents(carrying(ready("ann"), Medium.VOICE), ready("bob"));
        calls(call("i1", 0).last("ann"));
        assertThat(matched(5)).isEmpty();
        agents(ready("ann"));
        assertThat(matched(6)).containsExactly("i1>ann");
    }

    @Test
    void lastAgentWhoLeavesIsNotWaitedFor() {
        policy(draft -> draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20))));
        agents(carrying(ready("ann"), Medium.VOICE), ready("bob"));
        calls(call("i1", 0).last("ann"));
        assertThat(matched(5)).isEmpty();
        matcher.forgetAgent(agent("ann"));
        assertThat(matched(6)).containsExactly("i1>bob");
    }

    @Test
    void namedAgentHasItWithoutQueueOrSkill() {
        policy(draft -> draft.requirements = skills("billing", 5));
        agents(serving(ready("ann"), "other"), skilled(ready("bob"), "billing", 9));
        calls(call("i1", 0).only("ann"));
        assertThat(matched(0)).containsExactly("i1>ann");
    }

    @Test
    void namedAgentHasItAloneForAsLongAsThePolicySays() {
        policy(draft -> draft.transfer = new Transfer(true, Optional.of(Duration.ofSeconds(30))));
        agents(ready("bob"));
        calls(call("i1", 0).only("ann"));
        assertThat(matched(29)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(30));
        assertThat(matched(30)).containsExactly("i1>bob");
    }

    @Test
    void namedAgentHasItAloneForEverWhereThePolicySaysNothing() {
        policy(draft -> {});
        agents(ready("bob"));
        calls(call("i1", 0).only("ann"));
        assertThat(matched(1_000_000)).isEmpty();
        assertThat(matcher.nextDue()).isEmpty();
    }

    @Test
    void namedAgentWhoComesLateHasItLikeAnybodyWhoServesTheQueue() {
        policy(draft -> draft.transfer = new Transfer(true, Optional.of(Duration.ofSeconds(30))));
        calls(call("i1", 0).only("ann"), call("i2", 1).only("ann"));
        agents(serving(ready("ann"), "other"));
        assertThat(matched(30)).containsExactly("i2>ann");
        agents(ready("bob"));
        assertThat(matched(30)).containsExactly("i1>bob");
    }

    @Test
    void excludedAgentIsPassedOver() {
        policy(draft -> {});
        agents(ready("ann"), ready("bob"));
        calls(call("i1", 0).excluding("ann"));
        assertThat(matched(0)).containsExactly("i1>bob");
    }

    @Test
    void severalAgentsAreAskedAtOnce() {
        policy(draft -> draft.simultaneousOffers = 2);
        agents(ready("ann"), ready("bob"), ready("cid"));
        calls(call("i1", 0));
        assertThat(matched(0)).containsExactly("i1>ann", "i1>bob");
        matcher.over(interaction("i1"), agent("ann"));
        calls(call("i1", 0).excluding("ann"));
        assertThat(matched(1)).containsExactly("i1>cid");
    }

    @Test
    void agentWithACallGetsNothingElse() {
        policy(draft -> {});
        agents(carrying(ready("ann"), Medium.VOICE), carrying(ready("bob"), Medium.CHAT));
        calls(call("chat", 0).on(Medium.CHAT), call("call", 1));
        assertThat(matched(1)).containsExactly("chat>bob");
    }

    @Test
    void proposalHoldsTheAgentUntilItIsOver() {
        policy(draft -> {});
        agents(ready("ann"));
        calls(call("i1", 0), call("i2", 1));
        assertThat(matched(1)).containsExactly("i1>ann");
        agents(ready("ann"));
        assertThat(matched(2)).isEmpty();
        matcher.over(interaction("i1"), agent("ann"));
        assertThat(matched(3)).containsExactly("i1>ann");
    }

    @Test
    void confirmedProposalIsCountedByTheAgentAlone() {
        policy(draft -> {});
        agents(able(ready("ann"), new Capacity(2, Map.of(Medium.CHAT, new Capacity.Share(1, 2, false)))));
        calls(
                call("i1", 0).on(Medium.CHAT),
                call("i2", 1).on(Medium.CHAT),
                call("i3", 2).on(Medium.CHAT));
        assertThat(matcher.match(at(2), 1)).hasSize(1);
        agents(carrying(
                able(ready("ann"), new Capacity(2, Map.of(Medium.CHAT, new Capacity.Share(1, 2, false)))),
                Medium.CHAT));
        assertThat(matched(3)).isEmpty();
        matcher.confirmed(interaction("i1"), agent("ann"));
        assertThat(matched(4)).containsExactly("i2>ann");
    }

    @Test
    void callInterruptsChatsThatStepAsideAndNothingGoesBesideIt() {
        var stepping = new Capacity(
                100,
                Map.of(
                        Medium.VOICE,
                        new Capacity.Share(100, 1, true),
                        Medium.CHAT,
                        new Capacity.Share(50, 2, false).interruptedBy(Medium.VOICE)));
        policy(draft -> {});
        agents(carrying(able(ready("ann"), stepping), Medium.CHAT, Medium.CHAT), carrying(ready("bob"), Medium.CHAT));
        calls(call("i1", 0), call("i2", 1), call("i3", 2).on(Medium.CHAT));

        assertThat(matched(2)).containsExactly("i1>ann", "i3>bob");
        matcher.confirmed(interaction("i1"), agent("ann"));
        agents(carrying(able(ready("ann"), stepping), Medium.CHAT, Medium.CHAT, Medium.VOICE));
        calls(call("i4", 3).on(Medium.CHAT).in("other"));
        matcher.queue(Tenant.queue("other"), Policy.DEFAULT, 1);
        agents(Tenant.serving(carrying(ready("bob"), Medium.CHAT, Medium.CHAT), "q"));

        assertThat(matched(4)).as("the chat waits for the end of the call").isEmpty();
        agents(carrying(able(ready("ann"), stepping), Medium.CHAT));
        assertThat(matched(5)).containsExactly("i2>ann");
    }

    @Test
    void holdThatNobodyEndsLapses() {
        policy(draft -> {});
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(0)).containsExactly("i1>ann");
        assertThat(matcher.nextDue()).contains(at(25));
        assertThat(matched(24)).isEmpty();
        assertThat(matched(25)).containsExactly("i1>ann");
    }

    @Test
    void matchIsCutAtMaxAndGoesOnWhereItStopped() {
        policy(draft -> {});
        agents(ready("ann"), ready("bob"), ready("cid"));
        calls(call("i1", 0), call("i2", 1), call("i3", 2));
        assertThat(matcher.match(at(2), 2)).hasSize(2);
        assertThat(matched(2)).containsExactly("i3>cid");
    }

    @Test
    void queueWithoutPolicyProposesNothingAndForgetsNobody() {
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(0)).isEmpty();
        policy(draft -> {});
        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void kernelThatIsToldByAnotherHoldsAgentsForThoseWhoHaveGone() {
        policy(_ -> {});
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(1)).containsExactly("i1>ann");
        matcher.forgetWaiting(interaction("i1"));

        var other = new Matcher();
        matcher.tell(other);

        other.waiting(call("i2", 2).waiting());
        assertThat(other.match(at(3), 10)).isEmpty();
        other.over(interaction("i1"), agent("ann"));
        assertThat(other.match(at(4), 10)).hasSize(1);
    }
}

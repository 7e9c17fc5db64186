package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.having;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.inTeam;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.matching.Explanation.Obstacle;
import io.cordboard.routing.matching.Explanation.Wait;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order an agent goes through the queues, and how long some of what waits there must have stood. */
class PreferenceTest extends Examples {

    /** Queues {@code q}, {@code r} and {@code s} have the default policy. */
    @BeforeEach
    void queues() {
        everywhere(_ -> {});
    }

    private void everywhere(Consumer<Policy.Draft> change) {
        List.of("q", "r", "s").forEach(name -> matcher.queue(queue(name), Policy.DEFAULT.with(change), 1));
    }

    /** Serves {@code q} before {@code r}, and {@code r} before {@code s}. */
    private static ReadyAgent inTurn(String name) {
        return serving(serving(serving(ready(name), "q", 1, 0), "r", 2, 0), "s", 9, 0);
    }

    @Test
    void freeAgentServesTheQueueThatComesFirstWhateverRankAndAge() {
        matcher.queue(queue("r"), Policy.DEFAULT.with(draft -> draft.priority = new Priority(9, Optional.empty())), 1);
        calls(call("i1", 0).in("s"), call("i2", 10).in("r").priority(5), call("i3", 20));
        agents(inTurn("ann"));

        assertThat(matched(30)).containsExactly("i3>ann");
    }

    @Test
    void queuesOfOnePriorityGoByLine() {
        calls(call("i1", 2), call("i2", 1).in("r"), call("i3", 0).in("s"));
        agents(serving(serving(serving(ready("ann"), "q", 3, 0), "r", 3, 0), "s", 4, 0));

        assertThat(matched(3)).containsExactly("i2>ann");
    }

    @Test
    void laterQueueIsServedOnceNobodyIsLeftInAnEarlierOne() {
        calls(call("i1", 0).in("r").on(Medium.CHAT), call("i2", 1).on(Medium.CHAT));
        agents(inTurn("ann"));

        assertThat(matched(2)).containsExactly("i2>ann", "i1>ann");
    }

    @Test
    void whoHasNothingBetterTakesItThoughTheOtherIsIdleForLonger() {
        calls(call("i1", 0).in("r"), call("i2", 1));
        agents(inTurn("ann"), idleSince(serving(ready("bob"), "r"), 5));

        assertThat(matched(6)).containsExactly("i1>bob", "i2>ann");
    }

    @Test
    void whoIsPassedOverIsAskedAgainWhenTheBetterOneGoesToAnother() {
        calls(call("i1", 0).in("r"), call("i2", 1).in("s"), call("i3", 2));
        agents(idleSince(inTurn("ann"), 1), serving(ready("bob"), "q"));

        assertThat(matched(3)).containsExactly("i3>bob", "i1>ann");
    }

    @Test
    void thoseWhoArePassedOverGetWhatIsNextInLineInItsOrder() {
        calls(call("i1", 0).in("r").asking("billing", 5), call("i2", 1).in("r").asking("german", 5), call("i3", 2));
        assertThat(matched(3)).isEmpty();
        calls(call("i2", 1).in("r").asking("german", 4));
        agents(
                skilled(idleSince(inTurn("ann"), 1), "billing", 5),
                skilled(idleSince(inTurn("bob"), 1), "german", 5),
                serving(ready("cid"), "q"));

        assertThat(matched(4)).containsExactly("i3>cid", "i1>ann", "i2>bob");
    }

    @Test
    void whomTheAgentMayNotHaveStandsInNoWay() {
        calls(
                call("i1", 0).asking("billing", 5),
                call("i2", 1).excluding("ann"),
                call("i3", 2).on(new Medium("fax")),
                call("i4", 3).in("r"));
        agents(skilled(inTurn("ann"), "billing", 4));

        assertThat(matched(4)).containsExactly("i4>ann");
    }

    @Test
    void oneWhoIsOfferedToAsManyAsAllowedStandsInNoWay() {
        agents(serving(ready("bob"), "q"));
        calls(call("i1", 0));
        assertThat(matched(1)).containsExactly("i1>bob");
        calls(call("i2", 2).in("s"));
        agents(inTurn("ann"));

        assertThat(matched(3)).containsExactly("i2>ann");
    }

    @Test
    void secondOfferOfOneGoesToWhoeverHasNothingBetterThen() {
        everywhere(draft -> draft.simultaneousOffers = 2);
        calls(call("i1", 0).in("r").on(Medium.CHAT), call("i2", 1).on(Medium.CHAT));
        agents(inTurn("ann"));

        assertThat(matched(2)).containsExactly("i2>ann", "i1>ann");
    }

    @Test
    void strategyDecidesAmongThoseWhoHaveNothingBetter() {
        everywhere(draft -> {
            draft.strategy = new Strategy.Percentage();
            draft.score = List.of(new ScorePart(99, Optional.of(Expression.of("agent.team == 'north'"))));
        });
        calls(call("i1", 0).in("r"), call("i2", 1));
        agents(inTeam(inTurn("ann"), "north"), serving(ready("bob"), "r"));

        assertThat(matched(2)).containsExactly("i1>bob", "i2>ann");
    }

    /** So many that they are found by sets. */
    @Test
    void amongManyItIsTheSame() {
        for (Strategy strategy : List.of(new Strategy.LongestIdle(), new Strategy.FewestContacts())) {
            everywhere(draft -> draft.strategy = strategy);
            calls(call("i1", 0).in("r"), call("i2", 1), call("i3", 2).in("s"));
            for (int i = 0; i < 200; i++) {
                agents(serving(inTurn("a" + i), "s", 9, 30));
            }
            agents(having(idleSince(serving(ready("bob"), "r"), 1), 7));
            agents(having(idleSince(serving(ready("cid"), "s"), 1), 7));

            assertThat(matched(2)).containsExactly("i1>bob", "i2>a0", "i3>cid");

            List.of("i1", "i2", "i3").forEach(each -> {
                matcher.forgetWaiting(interaction(each));
                List.of("a0", "bob", "cid").forEach(agent -> matcher.over(interaction(each), agent(agent)));
            });
        }
    }

    @Test
    void batchGivesNothingFromALaterQueue() {
        everywhere(draft -> draft.strategy = Strategy.BatchOptimum.DEFAULT);
        calls(call("i1", 0).in("r"), call("i2", 1).in("r"), call("i3", 2));
        agents(inTurn("ann"), idleSince(serving(ready("bob"), "r"), 1));

        assertThat(matched(3)).containsExactly("i1>bob", "i3>ann");
    }

    @Test
    void whatIsForTheAgentAloneComesWithTheFirst() {
        calls(call("i1", 0).in("r"), call("i2", 1).in("elsewhere").only("ann"), call("i3", 2));
        matcher.queue(queue("elsewhere"), Policy.DEFAULT, 1);
        agents(inTurn("ann"));
        assertThat(matched(3)).containsExactly("i2>ann");

        calls(call("i4", 0.5));
        matcher.forgetAgent(agent("ann"));
        agents(inTurn("ann"));

        assertThat(matched(4)).containsExactly("i4>ann");
    }

    @Test
    void agentsWithoutPreferencesGoByLineAsEver() {
        calls(call("i1", 0).in("s"), call("i2", 1));
        agents(serving(ready("ann"), "q", "r", "s"));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void agentMayHaveItOnceItHasStoodInTheQueueForTheDelay() {
        calls(call("i1", -100).enqueued(0));
        agents(serving(ready("ann"), "q", 1, 30));

        assertThat(matched(29.9)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(30));
        assertThat(matched(30)).containsExactly("i1>ann");
    }

    @Test
    void overflowTeamsComeOneAfterTheOther() {
        calls(call("i1", 0), call("i2", 1));
        ReadyAgent bob = serving(ready("bob"), "q", 1, 30);
        agents(serving(ready("ann"), "q", 1, 60), bob);

        assertThat(matched(29)).isEmpty();
        assertThat(matched(30)).containsExactly("i1>bob");
        matcher.forgetWaiting(interaction("i1"));
        agents(carrying(bob, Medium.VOICE));
        assertThat(matched(60)).isEmpty();
        assertThat(matched(61)).containsExactly("i2>ann");
    }

    @Test
    void onceTheDelayHasPassedTheStrategyDecidesAmongAll() {
        agents(serving(ready("ann"), "q", 1, 30), serving(idleSince(ready("bob"), 50), "q"));
        calls(call("i1", 20));

        assertThat(matched(50)).containsExactly("i1>ann");
    }

    @Test
    void oneThatHasNotStoodLongEnoughStandsInNoWay() {
        calls(call("i1", 0), call("i2", 5).in("r"));
        agents(serving(serving(ready("ann"), "q", 1, 10), "r", 2, 0));

        assertThat(matched(9)).containsExactly("i2>ann");
    }

    @Test
    void whatIsForTheAgentAloneWaitsForNoDelay() {
        everywhere(draft -> draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20))));
        agents(serving(ready("ann"), "q", 1, 30), serving(ready("bob"), "q", 1, 30));
        calls(call("i1", 0).only("ann"), call("i2", 1).last("bob"));

        assertThat(matched(2)).containsExactly("i1>ann", "i2>bob");
    }

    @Test
    void changeOfTheDelayCountsAtOnce() {
        calls(call("i1", 0));
        agents(serving(ready("ann"), "q", 1, 60));
        assertThat(matched(20)).isEmpty();

        agents(serving(ready("ann"), "q", 1, 25));

        assertThat(matcher.nextDue()).contains(at(25));
        assertThat(matched(25)).containsExactly("i1>ann");
    }

    @Test
    void whoIsYetToServeItIsNotAmongTheAgentsOfItsQueue() {
        policy(draft -> {
            draft.requirements = Tenant.skills("billing", 5);
            draft.steps = List.of(new Step(
                    Duration.ofDays(1),
                    Map.of(),
                    Set.of(new io.cordboard.routing.agent.Skill("billing")),
                    Optional.empty(),
                    Optional.of(Expression.readOfQueue("queue.agents == 0").orThrow()),
                    0));
        });
        agents(serving(skilled(ready("ann"), "billing", 5), "q", 1, 30), ready("bob"));
        calls(call("i1", 0));

        for (int second = 1; second < 3; second++) {
            assertThat(matched(second)).isEmpty();
        }
        assertThat(matched(3)).containsExactly("i1>bob");
    }

    @Test
    void explanationNamesWhoIsTooEarlyAndWhoHasBetter() throws IOException {
        agents(
                inTurn("ann"),
                serving(ready("bob"), "r", 1, 30),
                serving(ready("cid"), "r", 1, 60),
                idleSince(serving(ready("dan"), "r"), 1));
        calls(call("i1", 0).in("r"), call("i2", 5));

        ExplanationSchemaTest.assertGolden(explained(18), Explanation.class, "explanation-preferences.json");
    }

    @Test
    void oneForWhichAllAreTooEarlyWaitsForTheFirst() {
        agents(serving(ready("ann"), "q", 1, 60), serving(ready("bob"), "q", 1, 30));
        calls(call("i1", 0));
        assertThat(matched(18)).isEmpty();

        assertThat(explained(18).waitsFor()).isEqualTo(new Wait.ForDelay(at(30)));
        assertThat(explained(30).waitsFor()).isEqualTo(new Wait.ForMatch());
    }

    @Test
    void oneThatWaitsOnlyForWhatIsBetterIsDecidedByTheNextMatch() {
        agents(inTurn("ann"));
        calls(call("i1", 0).in("r"), call("i2", 1));

        assertThat(explained(2).waitsFor()).isEqualTo(new Wait.ForMatch());
        assertThat(explained(2).ineligible())
                .extracting(Explanation.Barred::obstacle)
                .containsExactly(new Obstacle.HasBetter(interaction("i2"), queue("q")));
    }

    @Test
    void agentIsToldTheOrderOfTheQueuesAndWhatIsTooEarly() throws IOException {
        calls(
                call("i1", 0).in("r"),
                call("i2", 1).in("r").priority(5),
                call("i3", 2).enqueued(20),
                call("i4", 3),
                call("i5", 40).only("ann").in("s"));
        assertThat(matched(45)).isEmpty();
        agents(serving(serving(ready("ann"), "q", 1, 30), "r", 2, 0));

        AgentExplanation explanation = matcher.explain(agent("ann"), at(45)).orElseThrow();

        ExplanationSchemaTest.assertGolden(explanation, AgentExplanation.class, "agent-explanation-preferences.json");
    }
}

package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.known;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.ServiceLevel;
import io.cordboard.routing.policy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the strategy batch-optimum decides; each example says beside what greedy would do, where that differs. */
class BatchTest extends Examples {

    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @Test
    void whoeverCanHaveAnotherAgentLeavesTheOneWhomSomebodyNeeds() {
        agents(skilled(ready("ann"), "billing", 9), skilled(idleSince(ready("bob"), 5), "billing", 5));
        calls(call("i1", 6).asking("billing", 5), call("i2", 7).asking("billing", 8));

        assertThat(matchedGreedily(8)).containsExactly("i1>ann");
        assertThat(matchedAtOnce(8)).containsExactly("i1>bob", "i2>ann");
    }

    @Test
    void agentsGoWhereTheirScoreCounts() {
        List<ScorePart> score = List.of(
                new ScorePart(20, Optional.of(Expression.of("agent.site == interaction.site"))),
                new ScorePart(10, Optional.of(Expression.of("interaction.vip and agent.senior"))));
        agents(
                known(ready("ann"), "site", "north", "senior", true),
                known(idleSince(ready("bob"), 5), "site", "north"));
        calls(call("i1", 6).known("site", "north"), call("i2", 7).known("site", "north", "vip", true));

        policy(draft -> {
            draft.strategy = new Strategy.BestScore();
            draft.score = score;
        });
        assertThat(matchedThenUndone(8)).containsExactly("i1>ann", "i2>bob");
        policy(draft -> {
            draft.strategy = Strategy.BatchOptimum.DEFAULT;
            draft.score = score;
        });
        assertThat(matched(8)).containsExactly("i1>bob", "i2>ann");
    }

    @Test
    void whereAllCostsAreEqualTheFirstInLineGetsTheLongestIdle() {
        agents(idleSince(ready("ann"), 3), idleSince(ready("bob"), 1), idleSince(ready("cid"), 2));
        calls(call("i1", 4), call("i2", 5));

        assertThat(matchedAtOnce(6)).containsExactly("i1>bob", "i2>cid");
    }

    @Test
    void whenAgentsAreScarceTheMostUrgentIsFirst() {
        target("slow", Duration.ofMinutes(5), Strategy.BatchOptimum.DEFAULT);
        target("fast", Duration.ofSeconds(10), Strategy.BatchOptimum.DEFAULT);
        agents(ready("ann"));
        calls(call("i1", 0).in("slow"), call("i2", 30).in("fast"));

        // i1: 40 s are 6.67 points, and (40/300)^2 of 10. i2: 10 s are 1.67 points, and all of 10.
        assertThat(matched(40)).containsExactly("i2>ann");
    }

    @Test
    void whoeverHasWaitedForLongIsFirstInTheEnd() {
        target("slow", Duration.ofMinutes(5), Strategy.BatchOptimum.DEFAULT);
        target("fast", Duration.ofSeconds(10), Strategy.BatchOptimum.DEFAULT);
        agents(ready("ann"));
        calls(call("i1", 0).in("slow"), call("i2", 230).in("fast"));

        // i1: 240 s are 40 points, and (240/300)^2 of 10.
        assertThat(matched(240)).containsExactly("i1>ann");
    }

    @Test
    void betterMatchIsWorthAsMuchWaitAsTheWeightsSay() {
        agents(skilled(ready("ann"), "billing", 6, "german", 9));
        calls(call("i1", 0).asking("billing", 6), call("i2", 10).asking("german", 4));

        // Mismatch: i1 10/2, i2 10/33. Wait: 10 s more are 10/6 points, or 10.
        weights(new Strategy.BatchOptimum(10, 10, 0, 0));
        assertThat(matchedThenUndone(15)).containsExactly("i2>ann");
        weights(new Strategy.BatchOptimum(10, 60, 0, 0));
        assertThat(matchedThenUndone(15)).containsExactly("i1>ann");
    }

    @Test
    void higherRankIsServedFirstWhateverItCosts() {
        agents(skilled(ready("ann"), "billing", 9));
        calls(
                call("i1", 0).asking("billing", 1),
                call("i2", 3_000).asking("billing", 9).priority(1));

        assertThat(matchedAtOnce(3_001)).containsExactly("i2>ann");
    }

    @Test
    void ageCreditCountsAsWait() {
        policy(draft -> {
            draft.strategy = Strategy.BatchOptimum.DEFAULT;
            draft.priority = new Priority(0, Optional.of(Duration.ofMinutes(2)));
        });
        agents(ready("ann"));
        calls(call("i1", 0), call("i2", 100).priority(1));

        assertThat(matched(101)).containsExactly("i2>ann");
    }

    @Test
    void agentWithRoomForThreeChatsGetsThree() {
        agents(ready("ann"));
        calls(chat("i1", 0), chat("i2", 1), chat("i3", 2), chat("i4", 3));

        assertThat(matchedAtOnce(4)).containsExactly("i1>ann", "i2>ann", "i3>ann");
    }

    @Test
    void chatsAreSharedOutByFairness() {
        agents(ready("ann"), carrying(ready("bob"), Medium.CHAT));
        calls(chat("i1", 0), chat("i2", 1), chat("i3", 2));

        assertThat(matchedAtOnce(3)).containsExactly("i1>ann", "i2>bob", "i3>ann");
    }

    @Test
    void withoutFairnessTheBetterAgentGetsThemAll() {
        agents(skilled(ready("ann"), "billing", 9), skilled(ready("bob"), "billing", 2));
        weights(new Strategy.BatchOptimum(10, 10, 10, 0));
        calls(
                chat("i1", 0).asking("billing", 1),
                chat("i2", 1).asking("billing", 1),
                chat("i3", 2).asking("billing", 1));

        assertThat(matched(3)).containsExactly("i1>ann", "i2>ann", "i3>ann");
    }

    @Test
    void excludedAgentsGetOthers() {
        agents(ready("ann"), idleSince(ready("bob"), 1));
        calls(call("i1", 2).excluding("ann"), call("i2", 3), call("i3", 4).excluding("ann", "bob"));

        assertThat(matchedAtOnce(5)).containsExactly("i1>bob", "i2>ann");
    }

    @Test
    void whoWaitsForTheLastAgentIsNoPartOfIt() {
        policy(draft -> {
            draft.strategy = Strategy.BatchOptimum.DEFAULT;
            draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20)));
        });
        agents(carrying(ready("ann"), Medium.VOICE), ready("bob"));
        calls(call("i1", 0).last("ann"), call("i2", 1));

        assertThat(matched(2)).containsExactly("i2>bob");
        agents(ready("ann"));
        assertThat(matcher.match(at(3), 9)).singleElement().satisfies(proposal -> {
            assertThat(proposal.agent().name()).isEqualTo("ann");
            assertThat(proposal.reason()).isEqualTo("last-agent");
        });
    }

    @Test
    void queuesWithoutItKeepTheirTurn() {
        matcher.queue(queue("plain"), Policy.DEFAULT, 1);
        weights(Strategy.BatchOptimum.DEFAULT);
        agents(skilled(ready("ann"), "billing", 9), skilled(idleSince(ready("bob"), 1), "billing", 9));
        calls(
                call("i1", 2).asking("billing", 9),
                call("i2", 3).in("plain"),
                call("i3", 4).asking("billing", 1));

        // The batch has its turn with i1, and i3 behind i2 is a part of it: of both agents nothing is left for i2.
        assertThat(matched(5)).containsExactly("i1>ann", "i3>bob");
    }

    @Test
    void whatAMatchMayNotProposeTheNextOneDoes() {
        weights(Strategy.BatchOptimum.DEFAULT);
        agents(ready("ann"), idleSince(ready("bob"), 1), idleSince(ready("cid"), 2));
        calls(call("i1", 3), call("i2", 4), call("i3", 5));

        List<String> reasons = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            matcher.match(at(6), 1).forEach(proposal -> {
                reasons.add(proposal.reason());
                pairs.add(proposal.interaction().name() + '>' + proposal.agent().name());
            });
        }

        assertThat(pairs).containsExactly("i1>ann", "i2>bob", "i3>cid");
        assertThat(reasons).containsOnly("batch-optimum");
    }

    @Test
    void moreThanOneDecisionLooksAtAreDecidedByTheNext() {
        weights(Strategy.BatchOptimum.DEFAULT);
        for (int i = 0; i < 1_500; i++) {
            agents(idleSince(ready("a" + (10_000 + i)), i));
            calls(call("i" + (10_000 + i), i));
        }

        List<String> pairs = matched(2_000);

        assertThat(pairs).hasSize(1_500).doesNotHaveDuplicates();
        assertThat(pairs).startsWith("i10000>a10000", "i10001>a10001").endsWith("i11499>a11499");
    }

    @Test
    void explanationSaysWhatEachCandidateCosts() {
        weights(new Strategy.BatchOptimum(10, 10, 10, 2));
        agents(skilled(carrying(ready("ann"), Medium.CHAT), "billing", 5), skilled(ready("bob"), "billing", 4));
        calls(chat("i1", 0).asking("billing", 4));

        // 10 s: 10/6 points of wait, (10/20)^2 of 10 for urgency.
        var eligible = explained(10).eligible();
        assertThat(eligible).extracting(each -> each.agent().name()).containsExactly("ann", "bob");
        var ann = eligible.getFirst().score().orElseThrow();
        assertThat(ann.parts().get(0)).isCloseTo(10 / 3.0, EXACT);
        assertThat(ann.parts().get(1)).isCloseTo(2 * 0.33, EXACT);
        assertThat(ann.parts().get(2)).isCloseTo(-10 / 6.0, EXACT);
        assertThat(ann.parts().get(3)).isCloseTo(-2.5, EXACT);
        assertThat(ann.sum()).isCloseTo(10 / 3.0 + 0.66 - 10 / 6.0 - 2.5, EXACT);
        assertThat(explained(10).strategy()).isEqualTo("batch-optimum");
    }

    private static Tenant.Call chat(String name, double seconds) {
        return call(name, seconds).on(Medium.CHAT);
    }

    private void weights(Strategy.BatchOptimum weights) {
        policy(draft -> draft.strategy = weights);
    }

    private void target(String queue, Duration within, Strategy strategy) {
        matcher.queue(
                queue(queue),
                Policy.DEFAULT.with(draft -> {
                    draft.strategy = strategy;
                    draft.serviceLevel = new ServiceLevel(within, 0.8);
                }),
                1);
    }

    private List<String> matchedAtOnce(double seconds) {
        weights(Strategy.BatchOptimum.DEFAULT);
        return matchedThenUndone(seconds);
    }

    private List<String> matchedGreedily(double seconds) {
        policy(draft -> draft.strategy = new Strategy.LongestIdle());
        return matchedThenUndone(seconds);
    }

    /** As if nothing had been proposed. */
    private List<String> matchedThenUndone(double seconds) {
        List<Proposal> proposals = matcher.match(at(seconds), 100);
        proposals.forEach(proposal -> matcher.over(proposal.interaction(), proposal.agent()));
        return proposals.stream()
                .map(proposal ->
                        proposal.interaction().name() + '>' + proposal.agent().name())
                .toList();
    }
}

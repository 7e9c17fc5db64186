package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ServiceLevel;
import io.cordboard.routing.policy.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A batch costs as little as the best of all there are, by costs worked out here from what the policy's page says. */
class BatchPropertyTest {

    private static final int NOW = 300;

    record Caller(int seconds, int target, String skill, int level) {}

    record Agent(int idle, int billing, int german) {}

    @Provide
    Arbitrary<Caller> callers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, NOW),
                        Arbitraries.of(20, 240),
                        Arbitraries.of("billing", "german"),
                        Arbitraries.integers().between(1, 5))
                .as(Caller::new);
    }

    @Provide
    Arbitrary<Agent> agents() {
        Arbitrary<Integer> level = Arbitraries.of(0, 1, 3, 5, 8);
        return Combinators.combine(Arbitraries.integers().between(0, 9), level, level)
                .as(Agent::new);
    }

    @Property(tries = 2_000)
    void noOtherPairsCostLess(
            @ForAll @Size(max = 5) List<@net.jqwik.api.From("callers") Caller> callers,
            @ForAll @Size(max = 4) List<@net.jqwik.api.From("agents") Agent> agents) {
        Matcher matcher = new Matcher();
        for (int target : List.of(20, 240)) {
            matcher.queue(
                    queue("q" + target),
                    Policy.DEFAULT.with(draft -> {
                        draft.strategy = Strategy.BatchOptimum.DEFAULT;
                        draft.serviceLevel = new ServiceLevel(Duration.ofSeconds(target), 0.8);
                    }),
                    1);
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < agents.size(); i++) {
            Agent each = agents.get(i);
            numbers.put("a" + i, i);
            matcher.agent(
                    skilled(idleSince(ready("a" + i), each.idle), "billing", each.billing, "german", each.german));
        }
        for (int i = 0; i < callers.size(); i++) {
            Caller each = callers.get(i);
            numbers.put("i" + i, i);
            matcher.waiting(call("i" + i, each.seconds)
                    .in("q" + each.target)
                    .asking(each.skill, each.level)
                    .waiting());
        }

        List<Proposal> proposals = matcher.match(at(NOW), 100);

        double cost = callers.stream().mapToDouble(BatchPropertyTest::leaving).sum();
        assertThat(proposals).extracting(Proposal::agent).doesNotHaveDuplicates();
        assertThat(proposals.stream().map(Proposal::interaction).toArray(InteractionId[]::new))
                .doesNotHaveDuplicates();
        for (Proposal proposal : proposals) {
            Caller caller = callers.get(numbers.get(proposal.interaction().name()));
            cost += pair(caller, agents.get(numbers.get(proposal.agent().name()))) - leaving(caller);
        }
        assertThat(cost).isLessThanOrEqualTo(least(0, callers, agents, new boolean[agents.size()]) + 5 / 64.0);
    }

    private static double least(int row, List<Caller> callers, List<Agent> agents, boolean[] taken) {
        if (row == callers.size()) {
            return 0;
        }
        Caller caller = callers.get(row);
        double least = leaving(caller) + least(row + 1, callers, agents, taken);
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i] && level(caller, agents.get(i)) >= caller.level) {
                taken[i] = true;
                least = Math.min(least, pair(caller, agents.get(i)) + least(row + 1, callers, agents, taken));
                taken[i] = false;
            }
        }
        return least;
    }

    private static int level(Caller caller, Agent agent) {
        return caller.skill.equals("billing") ? agent.billing : agent.german;
    }

    /** 2,001 points for being served at all, 10 a minute of wait, 10 by the square of the share of the target's time. */
    private static double leaving(Caller caller) {
        double waited = NOW - caller.seconds;
        return 2_001 + 10 * waited / 60 + 10 * Math.min(1, Math.pow(waited / caller.target, 2));
    }

    private static double pair(Caller caller, Agent agent) {
        return 10 * (1 - 1 / (1 + Math.pow(2, caller.level - level(caller, agent))));
    }
}

package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.matching.Input;
import io.cordboard.routing.matching.Inputs;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** jqwik prints the seed of each run; {@code @Property(seed = "...")} runs it again. */
class UnderstudyPropertyTest {

    @Provide
    Arbitrary<List<Input>> small() {
        return new Inputs(2, 4, 6, 60, true).sequences();
    }

    @Provide
    Arbitrary<List<Input>> large() {
        return new Inputs(3, 150, 200, 1_200, true).sequences();
    }

    @Property(tries = 1_000)
    void policyThatIsTriedAgainstItselfNeverDiffers(@ForAll("small") List<Input> inputs) {
        neverDiffers(inputs, policy -> policy);
    }

    @Property(tries = 20)
    void policyThatIsTriedAgainstItselfNeverDiffersInACrowd(@ForAll("large") List<Input> inputs) {
        neverDiffers(inputs, policy -> policy);
    }

    /** What a queue remembers of its turns and shares is the same beside. */
    @Property(tries = 300)
    void policyByTurnsOrSharesThatIsTriedAgainstItselfNeverDiffers(@ForAll("small") List<Input> inputs) {
        neverDiffers(inputs, UnderstudyPropertyTest::byShares);
    }

    private static Policy byShares(Policy policy) {
        return policy.with(draft -> {
            boolean turns = policy.simultaneousOffers() > 1;
            draft.strategy = turns ? new Strategy.RoundRobin() : new Strategy.Percentage();
            draft.order = List.of();
            draft.score = turns
                    ? List.of()
                    : List.of(
                            new ScorePart(2, Optional.of(Expression.of("agent.site == 'north'"))),
                            new ScorePart(1, Optional.of(Expression.of("agent.team == 'first'"))));
        });
    }

    private static void neverDiffers(List<Input> inputs, UnaryOperator<Policy> change) {
        Kernel kernel = new Kernel(true);
        Map<InteractionId, Waiting> waiting = new HashMap<>();
        for (Input input : inputs) {
            if (input instanceof Input.Wait(var each)) {
                waiting.put(each.interaction(), each);
            }
            Input changed = input instanceof Input.Queue(var queue, var policy, int version, _)
                    ? new Input.Queue(queue, change.apply(policy), version)
                    : input;
            for (Kernel.Decision decision : tell(kernel, changed, "new", (_, policy) -> Optional.of(policy))) {
                Proposal proposal = decision.proposal();
                if (waiting.get(proposal.interaction())
                        .place()
                        .arm()
                        .filter(arm -> arm.isRuledBy("new"))
                        .isPresent()) {
                    assertThat(decision.shadow()).isEmpty();
                    continue;
                }
                Shadow.Choice chosen = decision.shadow().orElseThrow().chosen().orElseThrow();
                assertThat(chosen.agent()).as("%s", proposal).isEqualTo(proposal.agent());
                assertThat(chosen.step()).isEqualTo(proposal.step());
                assertThat(chosen.reason()).isEqualTo(proposal.reason());
            }
        }
        assertThat(kernel.failure()).isEmpty();
    }

    @Property(tries = 1_000)
    void decisionsAreTheSameWithATrialAsWithout(
            @ForAll("small") List<Input> inputs, @ForAll("small") List<Input> others) {
        sameDecisions(inputs, others);
    }

    @Property(tries = 20)
    void decisionsAreTheSameWithATrialAsWithoutInACrowd(
            @ForAll("large") List<Input> inputs, @ForAll("small") List<Input> others) {
        sameDecisions(inputs, others);
    }

    private static void sameDecisions(List<Input> inputs, List<Input> others) {
        List<Policy> tried = others.stream()
                .flatMap(each -> each instanceof Input.Queue(_, var policy, _, _)
                        ? List.of(policy).stream()
                        : List.<Policy>of().stream())
                .toList();
        Kernel plain = new Kernel(true);
        Kernel trying = new Kernel(true);
        Map<QueueId, Integer> turns = new HashMap<>();
        for (Input input : inputs) {
            List<Proposal> expected = proposals(tell(plain, input, "tried", (_, _) -> Optional.empty()));
            // Now this policy is tried, now that, now none.
            List<Proposal> got = proposals(tell(
                    trying,
                    input,
                    "tried",
                    (queue, _) -> Optional.of(turns.merge(queue, 1, Integer::sum) % (tried.size() + 1))
                            .filter(turn -> turn < tried.size())
                            .map(tried::get)));
            assertThat(got).isEqualTo(expected);
            assertThat(trying.nextDue().isPresent() || plain.nextDue().isEmpty())
                    .isTrue();
        }
        assertThat(trying.failure()).isEmpty();
    }

    private static List<Proposal> proposals(List<Kernel.Decision> decisions) {
        return decisions.stream().map(Kernel.Decision::proposal).toList();
    }

    private interface Tried {
        Optional<Policy> in(QueueId queue, Policy policy);
    }

    private static List<Kernel.Decision> tell(Kernel kernel, Input input, String name, Tried tried) {
        switch (input) {
            case Input.Queue(var queue, var policy, int version, _) ->
                kernel.queue(
                        queue,
                        new RouterCommand.QueueRules(
                                policy,
                                version,
                                tried.in(queue, policy).map(beside -> new Trial(name, beside, version))));
            case Input.ForgetQueue _ -> {}
            case Input.Agent(var agent) -> kernel.agent(agent);
            case Input.ForgetAgent(var agent) -> kernel.forgetAgent(agent);
            case Input.Wait(var waiting) -> kernel.waiting(waiting);
            case Input.ForgetWaiting(var interaction) -> kernel.forgetWaiting(interaction);
            case Input.Confirmed(var interaction, var agent) -> kernel.confirmed(interaction, agent);
            case Input.Over(var interaction, var agent) -> kernel.over(interaction, agent);
            case Input.Match(var now, int max) -> {
                return kernel.match(now, max);
            }
        }
        return new ArrayList<>();
    }
}

package io.cordboard.routing.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** jqwik prints the seed of each run; {@code @Property(seed = "...")} runs it again. */
class MatcherPropertyTest {

    @Provide
    Arbitrary<List<Input>> small() {
        return new Inputs(2, 4, 6, 60).sequences();
    }

    /** So many queues that agents go through them in several turns. */
    @Provide
    Arbitrary<List<Input>> queues() {
        return new Inputs(4, 6, 10, 80).sequences();
    }

    @Provide
    Arbitrary<List<Input>> withBatches() {
        return new Inputs(2, 4, 6, 60, true).sequences();
    }

    @Provide
    Arbitrary<List<Input>> largeWithBatches() {
        return new Inputs(3, 150, 200, 1_200, true).sequences();
    }

    /** So many agents and interactions at once that they crowd, and that seats are found by sets. */
    @Provide
    Arbitrary<List<Input>> large() {
        return new Inputs(3, 150, 200, 1_200).sequences();
    }

    @Property(tries = 3_000)
    void decidesAsTheNaiveKernelDoes(@ForAll("small") List<Input> inputs) {
        decidesAlike(inputs);
    }

    @Property(tries = 3_000)
    void decidesAsTheNaiveKernelDoesInSeveralQueues(@ForAll("queues") List<Input> inputs) {
        decidesAlike(inputs);
    }

    @Property(tries = 60)
    void decidesAsTheNaiveKernelDoesInACrowd(@ForAll("large") List<Input> inputs) {
        decidesAlike(inputs);
    }

    private static void decidesAlike(List<Input> inputs) {
        Matcher matcher = new Matcher();
        NaiveMatcher naive = new NaiveMatcher();
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(Input.tell(matcher, inputs.get(i))).as("input " + i).isEqualTo(naive.tell(inputs.get(i)));
        }
    }

    @Property(tries = 500)
    void decidesTheSameTwice(@ForAll("withBatches") List<Input> inputs) {
        assertThat(proposals(inputs)).isEqualTo(proposals(inputs));
    }

    private static List<Proposal> proposals(List<Input> inputs) {
        Matcher matcher = new Matcher();
        return inputs.stream()
                .flatMap(input -> Input.tell(matcher, input).stream())
                .toList();
    }

    @Property(tries = 1_000)
    void neverOverCapacityNorTooManyOffersNorExcludedNorStranger(@ForAll("withBatches") List<Input> inputs) {
        staysWithinLimits(inputs);
    }

    @Property(tries = 60)
    void neverOverCapacityNorTooManyOffersNorExcludedNorStrangerInACrowd(
            @ForAll("largeWithBatches") List<Input> inputs) {
        staysWithinLimits(inputs);
    }

    private static void staysWithinLimits(List<Input> inputs) {
        Matcher matcher = new Matcher();
        Map<AgentId, ReadyAgent> agents = new HashMap<>();
        Map<InteractionId, Waiting> waiting = new HashMap<>();
        Map<String, Input.Queue> policies = new HashMap<>();
        Instant now = Instant.MIN;
        for (Input input : inputs) {
            switch (input) {
                case Input.Agent(var agent) -> agents.put(agent.agent(), agent);
                case Input.ForgetAgent(var agent) -> agents.remove(agent);
                case Input.Wait(var each) -> waiting.put(each.interaction(), each);
                case Input.ForgetWaiting(var interaction) -> waiting.remove(interaction);
                case Input.Queue rules -> policies.put(rules.queue().name(), rules);
                case Input.ForgetQueue(var queue) -> policies.remove(queue.name());
                case Input.Match(var at, _) -> now = at.isAfter(now) ? at : now;
                default -> {}
            }
            List<Proposal> proposals = Input.tell(matcher, input);
            Map<AgentId, List<Medium>> loads = new HashMap<>();
            for (Proposal proposal : proposals) {
                ReadyAgent agent = agents.get(proposal.agent());
                Waiting each = waiting.get(proposal.interaction());
                List<Medium> load = loads.computeIfAbsent(agent.agent(), _ -> new ArrayList<>(agent.carried()));
                assertThat(agent.capacity().fits(load, proposal.medium())).isTrue();
                load.add(proposal.medium());
                assertThat(each.excluded()).doesNotContain(agent.agent());
                assertThat(policies).containsKey(proposal.queue().name());
                if (!each.onlyAgent().orElse(agent.agent()).equals(agent.agent())) {
                    Policy policy = policy(policies.get(proposal.queue().name()), each);
                    assertThat(policy.transfer().namedFor()).isPresent();
                    assertThat(each.enqueued().plus(policy.transfer().namedFor().get()))
                            .isBeforeOrEqualTo(now);
                }
            }
            proposals.stream().map(Proposal::interaction).distinct().forEach(interaction -> {
                List<AgentId> asked = proposals.stream()
                        .filter(proposal -> proposal.interaction().equals(interaction))
                        .map(Proposal::agent)
                        .toList();
                assertThat(asked).doesNotHaveDuplicates();
                assertThat(asked)
                        .hasSizeLessThanOrEqualTo(policy(
                                        policies.get(
                                                waiting.get(interaction).queue().name()),
                                        waiting.get(interaction))
                                .simultaneousOffers());
            });
        }
    }

    private static Policy policy(Input.Queue rules, Waiting waiting) {
        return rules.trial()
                .flatMap(trial -> trial.acting(rules.policy(), waiting.place().arm()))
                .orElse(rules.policy());
    }

    @Property(tries = 2_000)
    void nobodyIsOvertakenByAnEqual(@ForAll("withBatches") List<Input> inputs) {
        Matcher matcher = new Matcher();
        Map<InteractionId, Waiting> waiting = new HashMap<>();
        Set<QueueId> lastFirst = new HashSet<>();
        for (Input input : inputs) {
            if (input instanceof Input.Wait(var each)) {
                waiting.put(each.interaction(), each);
            } else if (input instanceof Input.Queue(var queue, var policy, _, _)) {
                lastFirst.remove(queue);
                if (policy.priority().order() == Priority.Order.LIFO) {
                    lastFirst.add(queue);
                }
            } else if (input instanceof Input.ForgetWaiting(var interaction)) {
                waiting.remove(interaction);
            }
            for (Proposal proposal : Input.tell(matcher, input)) {
                Instant now = ((Input.Match) input).now();
                Waiting served = waiting.get(proposal.interaction());
                for (Waiting other : waiting.values()) {
                    if (!lastFirst.contains(other.queue()) && isEqualButOlder(other, served)) {
                        Explanation older =
                                matcher.explain(other.interaction(), now).orElseThrow();
                        assertThat(mayWaitOn(older, proposal))
                                .as("%s was overtaken by %s", older, proposal)
                                .isTrue();
                    }
                }
            }
        }
    }

    /**
     * Older and equal in all else, so it is asked for already by as many as may be, or by the one who got the other; or a step
     * of its policy, which the other has not come to, makes it ask for more or stand behind.
     */
    private static boolean mayWaitOn(Explanation older, Proposal proposal) {
        return older.waitsFor() instanceof Explanation.Wait.ForAnswer
                || older.offered().contains(proposal.agent())
                || older.step() != proposal.step();
    }

    private static boolean isEqualButOlder(Waiting one, Waiting other) {
        return one.since().isBefore(other.since())
                && !one.enqueued().isAfter(other.enqueued())
                && one.priority() == other.priority()
                && one.queue().equals(other.queue())
                && one.place().arm().equals(other.place().arm())
                && one.medium().equals(other.medium())
                && one.skills().equals(other.skills())
                && one.attributes().equals(other.attributes())
                && one.excluded().isEmpty()
                && one.transferred().isEmpty()
                && one.place().stand().isEmpty()
                && other.place().stand().isEmpty()
                && one.onlyAgent().isEmpty()
                && one.lastAgent().isEmpty()
                && other.onlyAgent().isEmpty()
                && other.lastAgent().isEmpty();
    }

    @Property(tries = 1_000)
    void nothingIsLeftToDecideAfterAMatchUntilTheNextDue(@ForAll("withBatches") List<Input> inputs) {
        Matcher matcher = new Matcher();
        List<InteractionId> waiting = new ArrayList<>();
        for (Input input : inputs) {
            Input.tell(matcher, input);
            if (input instanceof Input.Wait(var each)) {
                waiting.add(each.interaction());
            }
            if (input instanceof Input.Match(var now, int max) && max == Integer.MAX_VALUE) {
                for (InteractionId interaction : waiting) {
                    Optional<Explanation> why = matcher.explain(interaction, now);
                    why.ifPresent(each -> assertThat(each.waitsFor()).isNotInstanceOf(Explanation.Wait.ForMatch.class));
                }
                matcher.nextDue().ifPresent(due -> {
                    assertThat(due).isAfter(now);
                    assertThat(matcher.match(due.minusNanos(1), Integer.MAX_VALUE))
                            .isEmpty();
                });
            }
        }
    }
}

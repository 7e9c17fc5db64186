package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.AgentExplanation.Next;
import io.cordboard.routing.matching.AgentExplanation.QueueSummary;
import io.cordboard.routing.matching.Explanation.Obstacle;
import io.cordboard.routing.matching.Explanation.Wait;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AgentExplanationTest extends Examples {

    @Test
    void agentIsToldWhatComesNextAndWhyNotTheRest() throws IOException {
        policy(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(new Step(Duration.ofSeconds(30), skills("billing", 3), Set.of(), 1));
        });
        matcher.queue(queue("r"), Policy.DEFAULT, 2);
        agents(serving(skilled(carrying(ready("ann"), Medium.VOICE), "billing", 4), "q", "r", "s"));
        calls(
                call("i1", 0),
                call("i2", 20).in("r").priority(5),
                call("i3", 31),
                call("i4", 32).in("r").on(Medium.CHAT).excluding("ann"),
                call("i5", 33).in("s"),
                call("i6", 34).in("elsewhere"),
                call("i7", 35).in("elsewhere").only("ann"));

        assertThat(matched(40)).as("ann has no room").isEmpty();

        AgentExplanation explanation = explainedTo("ann", 40);

        ExplanationSchemaTest.assertGolden(explanation, AgentExplanation.class, "agent-explanation.json");
    }

    @Test
    void agentWithRoomIsToldSo() {
        policy(_ -> {});
        agents(ready("ann"));
        calls(call("i1", 0), call("i2", 1).on(Medium.CHAT));

        assertThat(explainedTo("ann", 2).next()).extracting(Next::room).containsExactly(true, true);
    }

    @Test
    void orderIsThatOfTheKernel() {
        policy(_ -> {});
        calls(call("i1", 0), call("i2", 1).priority(2), call("i3", 2).priority(1), call("i4", -1));
        agents(carrying(ready("ann"), Medium.VOICE));
        List<String> told = next("ann", 3);

        List<String> given = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            agents(ready("ann"));
            List<String> matched = matched(3);
            given.addAll(matched);
            String taken = matched.getFirst().substring(0, 2);
            matcher.forgetWaiting(Tenant.interaction(taken));
            matcher.over(Tenant.interaction(taken), agent("ann"));
        }

        assertThat(given)
                .containsExactlyElementsOf(
                        told.stream().map(each -> each + ">ann").toList());
    }

    @Test
    void agentWhoIsOfferedOneIsToldSoAndOthersThatItIsOffered() {
        policy(_ -> {});
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(1)).containsExactly("i1>ann");
        agents(ready("bob"));

        assertThat(explainedTo("ann", 2).barred().getFirst().obstacle()).isEqualTo(new Obstacle.AlreadyOffered());
        assertThat(explainedTo("ann", 2).carried()).containsExactly(Medium.VOICE);
        assertThat(explainedTo("bob", 2).barred().getFirst().obstacle()).isEqualTo(new Obstacle.OfferedToOthers());
    }

    @Test
    void agentIsToldOfTheStepThatHasJustFired() {
        policy(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(new Step(
                    Duration.ofSeconds(30), Map.of(), skills("billing", 5).keySet(), 0));
        });
        agents(carrying(ready("ann"), Medium.VOICE));
        calls(call("i1", 0));

        assertThat(next("ann", 29)).isEmpty();
        assertThat(next("ann", 30)).containsExactly("i1");
    }

    @Test
    void oneWhoIsNotReadyIsNotKnown() {
        assertThat(matcher.explain(agent("ann"), at(0))).isEmpty();
    }

    @Test
    void listsHoldTheFirstInLineAndTheRestIsCounted() {
        policy(_ -> {});
        agents(serving(carrying(ready("ann"), Medium.VOICE), "q"));
        for (int i = 0; i < 450; i++) {
            calls(
                    call("may-" + i, 450 - i),
                    call("not-" + i, 450 - i).excluding("ann"),
                    call("far-" + i, 0).in("r"));
        }

        AgentExplanation explanation = explainedTo("ann", 500);

        assertThat(explanation.next()).hasSize(200);
        assertThat(explanation.next().getFirst().interaction().name()).isEqualTo("may-449");
        assertThat(explanation.next().getLast().interaction().name()).isEqualTo("may-250");
        assertThat(explanation.barred()).hasSize(200);
        assertThat(explanation.unlisted()).isEqualTo(500);
        assertThat(explanation.elsewhere()).isEqualTo(450);
        assertThat(explanation.queues()).containsExactly(new QueueSummary(queue("q"), 1, 900, 450));
    }

    @Provide
    Arbitrary<List<Input>> inputs() {
        return new Inputs(2, 4, 6, 60).sequences();
    }

    /** What is told of an agent and what is told of each interaction are two ways to ask the same. */
    @Property(tries = 1_000)
    void agentAndInteractionAreToldTheSame(@ForAll("inputs") List<Input> inputs) {
        Matcher told = new Matcher();
        Set<InteractionId> interactions = new TreeSet<>();
        Set<io.cordboard.routing.agent.AgentId> agents = new TreeSet<>();
        for (Input input : inputs) {
            Input.tell(told, input);
            switch (input) {
                case Input.Agent(var each) -> agents.add(each.agent());
                case Input.Wait(var each) -> interactions.add(each.interaction());
                case Input.Match(var now, _) ->
                    agents.forEach(agent ->
                            told.explain(agent, now).ifPresent(each -> assertToldTheSame(told, each, interactions)));
                default -> {}
            }
        }
    }

    private static void assertToldTheSame(Matcher told, AgentExplanation to, Set<InteractionId> interactions) {
        Instant now = to.at();
        Map<InteractionId, Boolean> room = new HashMap<>();
        to.next().forEach(each -> room.put(each.interaction(), each.room()));
        int listed = to.next().size() + to.barred().size() + to.elsewhere();
        int waiting = 0;
        for (InteractionId id : interactions) {
            var of = told.explain(id, now);
            if (of.isEmpty()) {
                continue;
            }
            waiting++;
            boolean shut = of.get().waitsFor() instanceof Wait.ForPolicy
                    || of.get().waitsFor() instanceof Wait.ForOpening
                    || of.get().waitsFor() instanceof Wait.ForAnswer;
            boolean eligible =
                    of.get().eligible().stream().anyMatch(each -> each.agent().equals(to.agent()));
            boolean full = of.get().ineligible().stream()
                    .anyMatch(
                            each -> each.agent().equals(to.agent()) && each.obstacle() instanceof Obstacle.NoCapacity);
            boolean elsewhere = of.get().ineligible().stream()
                    .anyMatch(each -> each.agent().equals(to.agent()) && each.obstacle() instanceof Obstacle.HasBetter);
            assertThat(room.containsKey(id))
                    .as("%s and %s", to, of.get())
                    .isEqualTo(!shut && (eligible || full || elsewhere));
            if (room.containsKey(id)) {
                assertThat(room.get(id)).as("%s and %s", to, of.get()).isEqualTo(!full);
            }
        }
        assertThat(listed).isEqualTo(waiting);
    }

    private List<String> next(String name, double seconds) {
        return explainedTo(name, seconds).next().stream()
                .map(each -> each.interaction().name())
                .toList();
    }

    private AgentExplanation explainedTo(String name, double seconds) {
        return matcher.explain(agent(name), at(seconds)).orElseThrow();
    }
}

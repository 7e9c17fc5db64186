package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.policy.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static void assertGolden(Explanation explanation, String name) throws IOException {
        assertGolden(explanation, Explanation.class, name);
    }

    static <T> void assertGolden(T explanation, Class<T> type, String name) throws IOException {
        try (InputStream in = ExplanationSchemaTest.class.getResourceAsStream(name)) {
            JsonNode written = JSON.readTree(JSON.writeValueAsBytes(explanation));
            assertThat(written).as(written.toPrettyString()).isEqualTo(JSON.readTree(in));
            assertThat(JSON.treeToValue(written, type)).isEqualTo(explanation);
        }
    }

    @Test
    void explanationSaysWhoCouldHaveItAndWhyTheOthersCannot() throws IOException {
        Matcher matcher = new Matcher();
        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(draft -> {
                    draft.strategy = new Strategy.MostSkilled();
                    draft.requirements = skills("billing", 5);
                    draft.steps = List.of(
                            new Step(Duration.ofSeconds(30), Map.of(new Skill("billing"), 3), Set.of(), 1),
                            new Step(Duration.ofSeconds(60), Map.of(), Set.of(new Skill("billing")), 0));
                }),
                7);
        matcher.agent(skilled(ready("ann"), "billing", 4));
        matcher.agent(skilled(carrying(idleSince(ready("bob"), 3), Medium.CHAT), "billing", 9));
        matcher.agent(skilled(idleSince(ready("cid"), 5), "billing", 9));
        matcher.agent(skilled(ready("dan"), "billing", 2));
        matcher.agent(ready("eve"));
        matcher.agent(serving(ready("fay"), "other"));
        matcher.agent(ready("gus"));
        matcher.waiting(call("i1", 0).excluding("gus").waiting());

        Explanation explanation = matcher.explain(interaction("i1"), at(40)).orElseThrow();

        assertGolden(explanation, "explanation.json");
    }

    @Test
    void explanationOfOneThatIsForANamedAgent() {
        Matcher matcher = new Matcher();
        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(draft -> draft.transfer = new Transfer(true, Optional.of(Duration.ofSeconds(20)))),
                1);
        matcher.agent(ready("bob"));
        matcher.waiting(call("i1", 0).only("ann").waiting());

        Explanation before = matcher.explain(interaction("i1"), at(5)).orElseThrow();
        Explanation after = matcher.explain(interaction("i1"), at(20)).orElseThrow();

        assertThat(before.waitsFor()).isEqualTo(new Explanation.Wait.ForNamedAgent(agent("ann"), Optional.of(at(20))));
        assertThat(before.ineligible())
                .containsExactly(new Explanation.Barred(agent("bob"), new Explanation.Obstacle.NotNamed(agent("ann"))));
        assertThat(after.waitsFor()).isEqualTo(new Explanation.Wait.ForMatch());
    }

    @Test
    void explanationOfOneThatIsHeldForItsLastAgent() throws IOException {
        Matcher matcher = new Matcher();
        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(draft -> draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(20)))),
                1);
        matcher.agent(carrying(ready("ann"), Medium.VOICE));
        matcher.agent(ready("bob"));
        matcher.waiting(call("i1", 0).last("ann").waiting());

        Explanation explanation = matcher.explain(interaction("i1"), at(5)).orElseThrow();

        assertGolden(explanation, "explanation-last-agent.json");
    }

    @Test
    void agentOfferedItIsNamed() {
        Matcher matcher = new Matcher();
        matcher.queue(queue("q"), Policy.DEFAULT, 1);
        matcher.agent(ready("ann"));
        matcher.waiting(call("i1", 0).waiting());
        assertThat(matcher.match(at(0), 1)).hasSize(1);

        Explanation explanation = matcher.explain(interaction("i1"), at(1)).orElseThrow();

        assertThat(explanation.waitsFor()).isEqualTo(new Explanation.Wait.ForAnswer());
        assertThat(explanation.offered()).containsExactly(agent("ann"));
        assertThat(explanation.ineligible())
                .containsExactly(new Explanation.Barred(agent("ann"), new Explanation.Obstacle.AlreadyOffered()));
    }

    @Test
    void listsNoMoreAgentsThanAMessageHolds() {
        Matcher matcher = new Matcher();
        matcher.queue(queue("q"), Policy.DEFAULT, 1);
        for (int i = 0; i < 700; i++) {
            matcher.agent(ready("free-" + i));
            matcher.agent(carrying(ready("busy-" + i), Medium.VOICE));
        }
        matcher.waiting(call("i1", 0).waiting());

        Explanation explanation = matcher.explain(interaction("i1"), at(1)).orElseThrow();

        assertThat(explanation.eligible()).hasSize(500);
        assertThat(explanation.ineligible()).hasSize(500);
        assertThat(explanation.unlisted()).isEqualTo(400);
    }
}

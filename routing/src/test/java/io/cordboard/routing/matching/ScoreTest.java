package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.known;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Whom the strategy best-score prefers. */
class ScoreTest extends Examples {

    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void agentWithTheMostPointsIsChosen() {
        score(part(20, "agent.site == interaction.site"), part(15, "agent.senior"), part(-10, "agent.trainee"));
        agents(
                known(ready("ann"), "site", "north", "trainee", true),
                known(ready("bob"), "senior", true),
                known(ready("cid"), "site", "north"));

        calls(call("i1", 0).known("site", "north"), call("i2", 1).known("site", "south"));

        assertThat(matched(2)).containsExactly("i1>cid", "i2>bob");
    }

    @Test
    void equalPointsGoToTheLongestIdleAndThenById() {
        score(part(5, "agent.site == 'north'"));
        agents(
                known(idleSince(ready("dan"), 9), "site", "north"),
                known(idleSince(ready("cid"), 3), "site", "north"),
                known(idleSince(ready("bob"), 3), "site", "north"),
                ready("ann"));

        calls(call("i1", 10), call("i2", 11), call("i3", 12), call("i4", 13));

        assertThat(matched(14)).containsExactly("i1>bob", "i2>cid", "i3>dan", "i4>ann");
    }

    /** 1/(1 + 2^-d): 1/2 at what is asked, 2/3 one above, 4/5 two above, 1/3 one below. */
    @Test
    void withoutPartsTheBetterMatchOfWhatWasAskedForIsChosen() {
        policy(draft -> draft.strategy = new Strategy.BestScore());
        agents(
                skilled(ready("ann"), "billing", 5, "german", 9),
                skilled(ready("bob"), "billing", 6, "german", 6),
                skilled(ready("cid"), "billing", 5, "german", 5));

        calls(call("i1", 0).asking("billing", 5, "german", 5));

        var eligible = explained(1).eligible();
        assertThat(eligible).extracting(each -> each.agent().name()).containsExactly("ann", "bob", "cid");
        assertThat(sum(eligible.get(0))).isCloseTo((1 / 2.0 + 16 / 17.0) / 2, EXACT);
        assertThat(sum(eligible.get(1))).isCloseTo(2 / 3.0, EXACT);
        assertThat(sum(eligible.get(2))).isCloseTo(1 / 2.0, EXACT);
        assertThat(matched(1)).containsExactly("i1>ann");
    }

    /** Whom a step let in is preferred the less, the further from what was asked for at first. */
    @Test
    void afterAStepWhoeverMeetsWhatWasAskedForBeforeIsPreferred() {
        policy(draft -> {
            draft.strategy = new Strategy.BestScore();
            draft.requirements = skills("billing", 5);
            draft.where = Optional.of(Expression.of("agent.site == 'north' and agent.senior"));
            draft.steps = List.of(new Step(
                    Duration.ofSeconds(30),
                    Map.of(new Skill("billing"), 1),
                    Set.of(),
                    Optional.of(Expression.Constant.ALWAYS),
                    0));
        });
        agents(
                skilled(ready("ann"), "billing", 6),
                known(skilled(ready("bob"), "billing", 4), "site", "north", "senior", true),
                known(skilled(ready("cid"), "billing", 5), "site", "north"));
        calls(call("i1", 0));

        assertThat(matched(29)).isEmpty();

        var eligible = explained(30).eligible();
        assertThat(eligible).extracting(each -> each.agent().name()).containsExactly("bob", "cid", "ann");
        assertThat(sum(eligible.get(0))).isCloseTo((1 / 3.0 + 2) / 3, EXACT);
        assertThat(sum(eligible.get(1))).isCloseTo((1 / 2.0 + 1) / 3, EXACT);
        assertThat(sum(eligible.get(2))).isCloseTo((2 / 3.0 + 0) / 3, EXACT);
    }

    @Test
    void explanationHasThePartsInThePolicysOrder() {
        score(
                part(20, "agent.site == interaction.site"),
                new ScorePart(4, Optional.empty()),
                part(-1, "agent.trainee"));
        agents(known(ready("ann"), "site", "north", "trainee", true));
        calls(call("i1", 0).known("site", "north"));

        assertThat(explained(1).eligible().getFirst().score())
                .contains(new Explanation.Scored(23, List.of(20.0, 4.0, -1.0)));
    }

    @Test
    void otherStrategiesHaveNoScore() {
        policy(_ -> {});
        agents(ready("ann"));
        calls(call("i1", 0));

        assertThat(explained(1).eligible().getFirst().score()).isEmpty();
    }

    /** More than are compared one by one, and one of them the best. */
    @Test
    void amongManyAgentsTheBestIsChosen() {
        score(part(3, "agent.number in interaction.good"), part(2, "agent.number >= 123"));
        for (int i = 0; i < 300; i++) {
            agents(known(ready("a" + i), "number", i));
        }
        matcher.agent(ready("z"));

        calls(call("i1", 0).known("good", List.of(7, 200, 299)));

        assertThat(matched(1)).containsExactly("i1>a200");
    }

    private static double sum(Explanation.Candidate candidate) {
        return candidate.score().orElseThrow().sum();
    }

    private static ScorePart part(int points, String where) {
        return new ScorePart(points, Optional.of(Expression.of(where)));
    }

    private void score(ScorePart... parts) {
        policy(draft -> {
            draft.strategy = new Strategy.BestScore();
            draft.score = List.of(parts);
        });
    }
}

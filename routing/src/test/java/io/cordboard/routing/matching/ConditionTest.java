package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.inTeam;
import static io.cordboard.routing.matching.Tenant.known;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.LastAgent;
import io.cordboard.routing.policy.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a policy's {@code where} asks of an agent. */
class ConditionTest extends Examples {

    @Test
    void onlyAnAgentWhoMeetsTheConditionIsChosen() {
        where("agent.site == 'north'");
        agents(ready("ann"), known(ready("bob"), "site", "south"), known(ready("cid"), "site", "north"));

        calls(call("i1", 0), call("i2", 1));

        assertThat(matched(2)).containsExactly("i1>cid");
    }

    @Test
    void conditionComparesTheAgentWithTheInteraction() {
        where("agent.languages has interaction.language and agent.tier >= interaction.tier");
        agents(
                known(ready("ann"), "languages", List.of("de", "en"), "tier", 1),
                known(ready("bob"), "languages", List.of("fr"), "tier", 3),
                known(ready("cid"), "languages", "de", "tier", 2.5));

        calls(
                call("i1", 0).known("language", "de", "tier", 2),
                call("i2", 1).known("language", "fr", "tier", 3),
                call("i3", 2).known("language", "en", "tier", 4));

        assertThat(matched(3)).containsExactly("i1>cid", "i2>bob");
    }

    @Test
    void whatIsNotKnownMeetsNoComparison() {
        where("agent.tier >= interaction.tier");
        agents(known(ready("ann"), "tier", 9), ready("bob"));

        calls(call("i1", 0), call("i2", 1).known("tier", "2"));

        assertThat(matched(2)).isEmpty();
    }

    @Test
    void skillsTeamAndNameOfTheAgentAreAttributesToo() {
        where("agent.skills.german > 4 and agent.team == 'first' and agent.name != 'cid'");
        agents(
                inTeam(skilled(ready("ann"), "german", 4), "first"),
                inTeam(skilled(ready("bob"), "german", 5), "first"),
                inTeam(skilled(ready("cid"), "german", 9), "first"),
                skilled(ready("dan"), "german", 9));

        calls(call("i1", 0), call("i2", 1));

        assertThat(matched(2)).containsExactly("i1>bob");
    }

    @Test
    void mediumAndCustomerOfTheInteractionAreAttributesToo() {
        where("interaction.medium == 'chat' or customer.vip and agent.site == 'north'");
        agents(known(ready("ann"), "site", "north"), ready("bob"), ready("cid"));

        calls(
                call("i1", 0),
                call("i2", 1).known("customer", Map.of("vip", true)),
                call("i3", 2).on(Medium.CHAT));

        assertThat(matched(3)).containsExactly("i2>ann", "i3>bob");
    }

    @Test
    void stepLetsOthersInBesideThoseWhoCouldBefore() {
        where("agent.site == 'north'", "agent.site == 'south'");
        agents(known(ready("ann"), "site", "south"));
        calls(call("i1", 0), call("i2", 1));

        assertThat(matched(29)).isEmpty();
        assertThat(matched(30)).containsExactly("i1>ann");

        agents(known(ready("bob"), "site", "north"));
        assertThat(matched(31)).containsExactly("i2>bob");
    }

    @Test
    void stepOfTrueLetsAnybodyIn() {
        where("agent.site == interaction.site", "true");
        agents(ready("ann"));
        calls(call("i1", 0));

        assertThat(matched(29)).isEmpty();
        assertThat(matched(30)).containsExactly("i1>ann");
    }

    @Test
    void changedAgentIsAskedAnew() {
        where("agent.site == 'north'");
        agents(known(ready("ann"), "site", "south"));
        calls(call("i1", 0));
        assertThat(matched(1)).isEmpty();

        agents(known(ready("ann"), "site", "north"));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void changedInteractionIsAskedForAnew() {
        where("agent.site == interaction.site");
        agents(known(ready("ann"), "site", "north"));
        calls(call("i1", 0).known("site", "south"));
        assertThat(matched(1)).isEmpty();

        calls(call("i1", 0).known("site", "north"));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void changedPolicyIsAskedForAnew() {
        where("agent.site == 'north'");
        agents(known(ready("ann"), "site", "south"));
        calls(call("i1", 0));
        assertThat(matched(1)).isEmpty();

        where("agent.site == 'south'");

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void lastAgentWhoDoesNotMeetTheConditionIsNotWaitedFor() {
        policy(draft -> {
            draft.where = Optional.of(Expression.of("agent.site == 'north'"));
            draft.lastAgent = Optional.of(new LastAgent(Duration.ofSeconds(60)));
        });
        agents(ready("ann"), known(ready("bob"), "site", "north"));

        calls(call("i1", 0).last("ann"));

        assertThat(matched(1)).containsExactly("i1>bob");
    }

    @Test
    void whomSomebodyNamedNeedNotMeetTheCondition() {
        where("agent.site == 'north'");
        agents(ready("ann"));

        calls(call("i1", 0).only("ann"));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    /** As many as an agent and an interaction may have: what is put together of them is held to no limit. */
    @Test
    void mostSkillsAndAttributesThatThereMayBeAreNotTooMany() {
        where("agent.a199 == interaction.in.a198 and agent.skills.s199 == 1");
        Map<String, Object> many = new HashMap<>();
        Map<Skill, Integer> skills = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            many.put("a" + i, 7);
            skills.put(new Skill("s" + i), 1);
        }
        Map<String, Object> within = new HashMap<>(many);
        within.remove("a199");
        var ann = known(ready("ann"));
        agents(new ReadyAgent(
                ann.agent(),
                Optional.empty(),
                Set.of(),
                skills,
                Capacity.DEFAULT,
                List.of(),
                ann.idleSince(),
                0,
                Duration.ZERO,
                Attributes.of(many),
                Map.of()));

        calls(call("i1", 0).known("in", within));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void namesWithDotsSayWhatIsKnownOfTheCustomer() {
        where("customer.verified == 'true' and customer.\"a.b.c.d.e\" exists");
        agents(ready("ann"));

        calls(call("i1", 0).known("customer.verified", "true", "customer.a.b.c.d.e", 1, "a.b.c.d.e.f", 2));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    /** More than are compared one by one. */
    @Test
    void amongManyAgentsTheLongestIdleOfThoseWhoMeetItIsChosen() {
        where("agent.number in interaction.numbers");
        for (int i = 0; i < 300; i++) {
            agents(known(ready("a" + i), "number", i));
        }

        calls(
                call("i1", 0).known("numbers", List.of(299, 7, 123)),
                call("i2", 1).known("numbers", List.of(500)));

        assertThat(matched(2)).containsExactly("i1>a123");
    }

    @Test
    void explanationSaysWhatIsAskedAndTheFirstPartThatIsNotMet() {
        where("agent.languages has interaction.language and agent.tier >= 2", "agent.tier >= 9");
        agents(
                known(ready("ann"), "languages", List.of("de"), "tier", 1),
                known(ready("bob"), "languages", List.of("fr"), "tier", 3));
        calls(call("i1", 0).known("language", "de"));

        Explanation explanation = explained(5);

        assertThat(explanation.condition()).contains("agent.languages has \"de\" and agent.tier >= 2");
        assertThat(explanation.waitsFor()).isEqualTo(new Explanation.Wait.ForAgent());
        assertThat(explanation.ineligible())
                .containsExactly(
                        new Explanation.Barred(
                                agent("ann"), new Explanation.Obstacle.ConditionUnmet("agent.tier >= 2")),
                        new Explanation.Barred(
                                agent("bob"),
                                new Explanation.Obstacle.ConditionUnmet("agent.languages has interaction.language")));
    }

    @Test
    void explanationOfAQueueWithoutAConditionNamesNone() {
        policy(_ -> {});
        calls(call("i1", 0));

        assertThat(explained(5).condition()).isEmpty();
    }

    private void where(String condition) {
        policy(draft -> draft.where = Optional.of(Expression.of(condition)));
    }

    /** With a step after 30 s. */
    private void where(String condition, String later) {
        policy(draft -> {
            draft.where = Optional.of(Expression.of(condition));
            draft.steps =
                    List.of(new Step(Duration.ofSeconds(30), Map.of(), Set.of(), Optional.of(Expression.of(later)), 0));
        });
    }
}

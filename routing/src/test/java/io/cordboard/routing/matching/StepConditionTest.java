package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ServiceLevel;
import io.cordboard.routing.policy.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps, overflow and credit that go by how a queue is. Queues are looked at each second. */
class StepConditionTest extends Examples {

    private static final Duration LATE = Duration.ofDays(1);

    @Test
    void stepFiresAsSoonAsNoAgentIsThereWhoMayHaveIt() {
        policy(needing(step("queue.agents == 0")));
        agents(skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5), ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(1)).as("bob may have it, though not now").isEmpty();

        matcher.forgetAgent(agent("bob"));

        assertThat(matched(2)).containsExactly("i1>ann");
        assertThat(explained(2).step()).isEqualTo(1);
    }

    @Test
    void stepFiresAsSoonAsNoAgentHasRoom() {
        policy(needing(step("queue.available == 0")));
        agents(skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5), ready("ann"));
        calls(call("i1", 0));

        assertThat(matched(1)).containsExactly("i1>ann");
        assertThat(matcher.verdicts()).containsExactly(fired("i1", 0, "queue.available == 0"));
    }

    @Test
    void conditionThatHoldsNoMoreTakesNothingBack() {
        policy(needing(step("queue.agents == 0")));
        calls(call("i1", 0));
        assertThat(matched(1)).isEmpty();

        agents(ready("ann"), skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void laterStepFiresThoseBeforeIt() {
        policy(draft -> {
            draft.requirements = skills("billing", 5, "german", 5);
            draft.steps = List.of(
                    new Step(LATE, skills("german", 1), Set.of(), 3), dropping(LATE.plusHours(1), "queue.agents == 0"));
        });
        calls(call("i1", 0));
        matched(1);
        assertThat(explained(1).rank()).as("the points of both").isEqualTo(3);

        agents(skilled(ready("ann"), "german", 1));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void queueIsLookedAtEachSecond() {
        policy(needing(step("queue.waiting > 1")));
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(matched(1)).isEmpty();
        assertThat(matcher.nextDue()).contains(at(2));

        calls(call("i2", 1));

        assertThat(matched(1.9)).isEmpty();
        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void queueInWhichNobodyWaitsIsNotLookedAt() {
        policy(needing(step("queue.waiting > 1")));
        calls(call("i1", 0));
        matched(1);
        matcher.forgetWaiting(interaction("i1"));

        matched(2);

        assertThat(matcher.nextDue()).isEmpty();
    }

    @Test
    void stepIsToldUntilItsInteractionHasTakenNote() {
        policy(needing(step("queue.agents == 0")));
        calls(call("i1", 0));
        matched(1);
        matched(2);
        assertThat(matcher.verdicts()).containsExactly(fired("i1", 0, "queue.agents == 0"));

        calls(call("i1", 0).enqueued(0.001).fired(1));
        matched(3);

        assertThat(matcher.verdicts()).isEmpty();
        assertThat(explained(3).step()).isEqualTo(1);
    }

    @Test
    void newRouterKnowsWhichStepsHaveFired() {
        policy(needing(step("queue.waiting > 100")));
        agents(ready("ann"));

        calls(call("i1", 0).fired(1));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void whoIsToldOfBeforeItsQueueKeepsWhatHasFired() {
        agents(ready("ann"));
        calls(call("i1", 0).fired(1));

        policy(needing(step("queue.waiting > 100")));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void whatFiredUnderAnotherVersionOfThePolicyCountsForNothing() {
        agents(ready("ann"));
        calls(call("i1", 0).fired(1));

        matcher.queue(queue("q"), needing(step("queue.waiting > 100")), 2);

        assertThat(matched(1)).isEmpty();
    }

    @Test
    void stepFiresByItsTimeWhereItsConditionDoesNotHold() {
        policy(needing(dropping(Duration.ofSeconds(30), "queue.waiting > 100")));
        agents(ready("ann"));
        calls(call("i1", 0));

        assertThat(matched(29)).isEmpty();
        assertThat(matched(30)).containsExactly("i1>ann");
    }

    /** Answered after 0, 10, 10 and 10 s: 7.5 s each. */
    @Test
    void waitEstimateGoesByTheTimeBetweenAnswers() {
        policy(needing(step("queue.estimate >= 20")));
        answeredEachTenSeconds();
        agents(ready("ann"));
        calls(call("i4", 30));
        assertThat(matched(30)).as("one waits: 15 s for the next").isEmpty();

        calls(call("i5", 31));

        assertThat(matched(31)).as("two wait: 22.5 s for the next").contains("i4>ann");
    }

    /** i0 and i1 were answered in time, i2 and i3 after more than 15 s. */
    @Test
    void stepFiresBecauseOfTheServiceLevelOfAnotherQueue() {
        policy(draft -> draft.serviceLevel = new ServiceLevel(Duration.ofSeconds(15), 0.8));
        matcher.queue(queue("low"), needing(step("queue.others.q.serviceLevel < 0.55")), 1);
        matcher.queue(queue("lower"), needing(step("queue.others.q.serviceLevel < 0.45")), 1);
        answeredEachTenSeconds();
        agents(ready("ann"), ready("dan"));
        calls(call("i7", 30).in("low"), call("i8", 30).in("lower"));

        assertThat(matched(31)).containsExactly("i7>ann");
    }

    @Test
    void estimateThatNobodyKnowsMeetsNoComparison() {
        policy(needing(step("queue.estimate >= 0 or queue.serviceLevel < 2")));
        agents(ready("ann"));
        calls(call("i1", 0));

        assertThat(matched(1)).isEmpty();
    }

    @Test
    void overflowGoesByAConditionOfTheQueue() {
        policy(draft -> draft.overflow = new Overflow(List.of(
                new Overflow.LengthOver(5, new Destination.Close("Too many.")),
                new Overflow.When(when("queue.agents == 0"), new Destination.ToQueue("second")))));
        calls(call("i1", 0));
        matched(1);
        assertThat(matcher.verdicts())
                .containsExactly(new Verdict.Overflowed(interaction("i1"), queue("q"), at(0), 1, 1));

        agents(carrying(ready("ann"), Medium.VOICE));
        matched(2);

        assertThat(matcher.verdicts()).isEmpty();
    }

    @Test
    void queueThatMissesItsServiceLevelIsServedBeforeALongerWait() {
        credited();
        calls(call("i1", 0).in("second"), call("i2", 20));
        matched(26);

        agents(ready("ann"));

        assertThat(matched(27)).as("i2 waits for more than 5 s").containsExactly("i2>ann");
    }

    @Test
    void queueThatKeepsItsServiceLevelGoesByAge() {
        credited();
        calls(call("i1", 0).in("second"), call("i2", 20));
        matched(24);

        agents(ready("ann"));

        assertThat(matched(25)).containsExactly("i1>ann");
    }

    /** Queue q moves forward by up to a minute where fewer than 80 % are answered in 5 s. */
    private void credited() {
        policy(draft -> {
            draft.serviceLevel = new ServiceLevel(Duration.ofSeconds(5), 0.8);
            draft.priority = new Priority(0, Optional.empty(), Optional.of(Duration.ofSeconds(60)));
        });
        matcher.queue(queue("second"), Policy.DEFAULT, 1);
    }

    /** i0 to i3 came at once and are answered by bob after 0, 10, 20 and 30 s. */
    private void answeredEachTenSeconds() {
        matched(0);
        calls(call("i0", 0), call("i1", 0), call("i2", 0), call("i3", 0));
        var bob = skilled(ready("bob"), "billing", 5);
        for (int i = 0; i < 4; i++) {
            agents(bob);
            assertThat(matched(10 * i)).containsExactly("i" + i + ">bob");
            agents(carrying(bob, Medium.VOICE));
            matcher.confirmed(interaction("i" + i), agent("bob"));
            matcher.forgetWaiting(interaction("i" + i));
        }
    }

    private void policy(Policy policy) {
        matcher.queue(queue("q"), policy, 1);
    }

    private static Policy needing(Step step) {
        return Policy.DEFAULT.with(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(step);
        });
    }

    private static Step step(String when) {
        return dropping(LATE, when);
    }

    /** Asks for billing no more. */
    private static Step dropping(Duration after, String when) {
        return new Step(after, Map.of(), Set.of(new Skill("billing")), Optional.empty(), Optional.of(when(when)), 0);
    }

    private static Expression when(String text) {
        return Expression.readOfQueue(text).orThrow();
    }

    private static Verdict fired(String name, double enqueued, String condition) {
        return new Verdict.StepFired(interaction(name), queue("q"), at(enqueued), 1, 1, condition);
    }
}

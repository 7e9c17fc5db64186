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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps, overflow and credit that go by how a queue is, as looks at it each second find it. */
class StepConditionTest extends Examples {

    private static final Duration LATE = Duration.ofDays(1);

    @Test
    void stepFiresWhenNoAgentIsThereWhoMayHaveIt() {
        policy(needing(step("queue.agents == 0")));
        agents(skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5), ready("ann"));
        calls(call("i1", 0));
        assertThat(looked(1)).as("bob may have it, though not now").isEmpty();

        matcher.forgetAgent(agent("bob"));

        assertThat(looked(4)).containsExactly("i1>ann");
        assertThat(explained(6).step()).isEqualTo(1);
    }

    @Test
    void stepFiresWhenNoAgentHasRoom() {
        policy(needing(step("queue.available == 0")));
        agents(skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5), ready("ann"));
        calls(call("i1", 0));

        assertThat(looked(1)).containsExactly("i1>ann");
        assertThat(matcher.verdicts()).containsExactly(fired("i1", "queue.available == 0"));
    }

    @Test
    void conditionThatHoldsForAMomentFiresNothing() {
        policy(needing(step("queue.agents == 0")));
        agents(ready("ann"));
        calls(call("i1", 0));
        matched(1);
        matched(2);
        agents(skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5));
        matched(3);
        matcher.forgetAgent(agent("bob"));

        assertThat(matched(4)).isEmpty();
        assertThat(matched(5)).isEmpty();
        assertThat(matched(6)).containsExactly("i1>ann");
    }

    @Test
    void nothingFiresBeforeAllAgentsAreHeardOf() {
        matcher.looking(false);
        policy(needing(step("queue.agents == 0")));
        agents(ready("ann"));
        calls(call("i1", 0));
        assertThat(looked(1)).isEmpty();

        matcher.looking(true);

        assertThat(looked(4)).containsExactly("i1>ann");
    }

    @Test
    void conditionThatHoldsNoMoreTakesNothingBack() {
        policy(needing(step("queue.agents == 0")));
        calls(call("i1", 0));
        assertThat(looked(1)).isEmpty();

        agents(ready("ann"), skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5));

        assertThat(matched(4)).containsExactly("i1>ann");
    }

    /** With each step it is asked anew, of those whom that step lets in. */
    @Test
    void stepsFireOneAfterTheOtherAsFarAsTheyMust() {
        policy(draft -> {
            draft.requirements = skills("billing", 5);
            draft.steps = List.of(
                    new Step(
                            LATE,
                            skills("billing", 3),
                            Set.of(),
                            Optional.empty(),
                            Optional.of(when("queue.agents == 0")),
                            0),
                    dropping(LATE.plusHours(1), "queue.agents == 0"));
        });
        agents(ready("ann"), skilled(carrying(ready("bob"), Medium.VOICE), "billing", 3));
        calls(call("i1", 0));

        assertThat(looked(1)).isEmpty();
        assertThat(looked(4)).as("bob may have it").isEmpty();
        assertThat(explained(6).step()).isEqualTo(1);
        matcher.forgetAgent(agent("bob"));
        assertThat(looked(7)).containsExactly("i1>ann");
    }

    @Test
    void laterStepFiresThoseBeforeIt() {
        policy(draft -> {
            draft.requirements = skills("billing", 5, "german", 5);
            draft.steps = List.of(
                    new Step(LATE, skills("german", 1), Set.of(), 3), dropping(LATE.plusHours(1), "queue.agents == 0"));
        });
        calls(call("i1", 0));
        looked(1);
        assertThat(explained(3).rank()).as("the points of both").isEqualTo(3);

        agents(skilled(ready("ann"), "german", 1));

        assertThat(matched(4)).containsExactly("i1>ann");
    }

    @Test
    void queueInWhichNobodyWaitsIsNotLookedAt() {
        policy(needing(step("queue.waiting > 1")));
        calls(call("i1", 0));
        matched(1);
        assertThat(matcher.nextDue()).contains(at(2));
        matcher.forgetWaiting(interaction("i1"));

        matched(2);

        assertThat(matcher.nextDue()).isEmpty();
    }

    @Test
    void stepIsToldAgainEverMoreSeldomUntilItsInteractionHasTakenNote() {
        var policy = needing(step("queue.agents == 0"));
        policy(policy);
        calls(call("i1", 0));
        List<Integer> told = new ArrayList<>();
        for (int second = 1; second < 40; second++) {
            matched(second);
            if (!matcher.verdicts().isEmpty()) {
                told.add(second);
            }
        }
        assertThat(told).containsExactly(3, 4, 6, 10, 18, 34);

        calls(call("i1", 0).fired(1, policy));
        looked(80);

        assertThat(matcher.verdicts()).isEmpty();
        assertThat(explained(83).step()).isEqualTo(1);
    }

    @Test
    void newRouterKnowsWhichStepsHaveFired() {
        var policy = needing(step("queue.waiting > 100"));
        policy(policy);
        agents(ready("ann"));

        calls(call("i1", 0).fired(1, policy));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void whoIsToldOfBeforeItsQueueKeepsWhatHasFired() {
        var policy = needing(step("queue.waiting > 100"));
        agents(ready("ann"));
        calls(call("i1", 0).fired(1, policy));

        policy(policy);

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void stepsThatAreTheSameInANewVersionStayFired() {
        var policy = needing(step("queue.waiting > 100"));
        policy(policy);
        agents(ready("ann"));
        calls(call("i1", 0).fired(1, policy));

        matcher.queue(queue("q"), policy.with(draft -> draft.simultaneousOffers = 2), 2);

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void whatFiredOfOtherStepsCountsForNothing() {
        agents(ready("ann"));
        calls(call("i1", 0).fired(1, needing(step("queue.waiting > 50"))));

        policy(needing(step("queue.waiting > 100")));

        assertThat(matched(1)).isEmpty();
    }

    @Test
    void anotherStayBeginsWithoutSteps() {
        policy(needing(step("queue.agents == 0")));
        calls(call("i1", 0));
        looked(1);

        calls(call("i1", 0).enqueued(4));
        agents(ready("ann"), skilled(carrying(ready("bob"), Medium.VOICE), "billing", 5));

        assertThat(looked(5)).isEmpty();
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
        assertThat(looked(30)).as("one waits: 15 s for the next").isEmpty();

        calls(call("i5", 33));

        assertThat(looked(33)).as("two wait: 22.5 s for the next").contains("i4>ann");
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

        assertThat(looked(31)).containsExactly("i7>ann");
    }

    @Test
    void whoHangsUpCountsAsNotAnsweredInTime() {
        policy(draft -> draft.serviceLevel = new ServiceLevel(Duration.ofSeconds(15), 0.8));
        matcher.queue(queue("low"), needing(step("queue.others.q.serviceLevel < 0.1")), 1);
        agents(ready("ann"));
        calls(call("i1", 0).asking("german", 5), call("i7", 0).in("low"));
        matched(1);
        matcher.left(queue("q"), at(0), false);
        matcher.forgetWaiting(interaction("i1"));

        assertThat(looked(2)).containsExactly("i7>ann");
    }

    @Test
    void estimateThatNobodyKnowsMeetsNoComparison() {
        policy(needing(step("queue.estimate >= 0 or queue.serviceLevel < 2")));
        agents(ready("ann"));
        calls(call("i1", 0));

        assertThat(looked(1)).isEmpty();
    }

    @Test
    void overflowGoesByAConditionOfTheQueueForWhoeverHasStayedAWhile() {
        policy(overflowing("queue.agents == 0"));
        calls(call("i1", 0));
        looked(1);
        matched(4);
        assertThat(matcher.verdicts()).as("it came 4 s ago").isEmpty();

        matched(5);

        assertThat(matcher.verdicts()).extracting(StepConditionTest::sent).containsExactly("i1 by 1");
    }

    @Test
    void onlyTheExcessIsSentElsewhereAndTheLastInLineFirst() {
        policy(overflowing("queue.waiting > 3"));
        for (int i = 1; i <= 5; i++) {
            calls(call("i" + i, 0.1 * i));
        }

        looked(6);

        assertThat(matcher.verdicts()).extracting(StepConditionTest::sent).containsExactly("i5 by 1", "i4 by 1");
    }

    @Test
    void nobodyIsSentToAQueueThatIsFullWithThoseWhoAreSent() {
        policy(overflowing("queue.others.second.waiting < 2"));
        matcher.queue(queue("second"), Policy.DEFAULT, 1);
        for (int i = 1; i <= 5; i++) {
            calls(call("i" + i, 0.1 * i));
        }

        looked(6);

        assertThat(matcher.verdicts()).extracting(StepConditionTest::sent).containsExactly("i5 by 1", "i4 by 1");
    }

    @Test
    void whoCannotBeSentElsewhereStays() {
        policy(overflowing("queue.waiting > 0"));
        calls(call("i1", 0));
        int told = 0;
        for (int second = 6; second < 100; second++) {
            matched(second);
            told += matcher.verdicts().size();
        }

        assertThat(told).isEqualTo(4);
    }

    @Test
    void stepThatWasToldLongAgoHindersNoOverflow() {
        policy(Policy.DEFAULT.with(draft -> {
            draft.steps = List.of(step("queue.agents == 0"));
            draft.overflow = new Overflow(
                    List.of(new Overflow.When(when("queue.waiting > 1"), new Destination.ToQueue("second"))));
        }));
        calls(call("i1", 0));
        for (int second = 1; second < 30; second++) {
            matched(second);
        }
        assertThat(matcher.verdicts()).as("that the step fired, in vain").hasSizeGreaterThan(4);

        calls(call("i2", 30));
        for (int second = 30; second < 37; second++) {
            matched(second);
        }

        assertThat(matcher.verdicts()).extracting(StepConditionTest::sent).contains("i1 by 0");
    }

    /** Each that is sent away makes one fewer who waits for too long. */
    @Test
    void noMoreAreSentElsewhereThanTheServiceLevelMisses() {
        policy(Policy.DEFAULT.with(draft -> {
            draft.serviceLevel = new ServiceLevel(Duration.ofSeconds(3), 0.8);
            draft.overflow = new Overflow(
                    List.of(new Overflow.When(when("queue.serviceLevel < 0.49"), new Destination.ToQueue("second"))));
        }));
        answeredAtOnce(3);
        for (int i = 1; i <= 5; i++) {
            calls(call("i" + i, 0.1 * i));
        }

        looked(6);

        assertThat(matcher.verdicts())
                .as("three in time and three too long are a half")
                .extracting(StepConditionTest::sent)
                .containsExactly("i5 by 0", "i4 by 0");
    }

    private void answeredAtOnce(int many) {
        matched(0);
        for (int i = 0; i < many; i++) {
            matcher.left(queue("q"), at(0), true);
        }
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

    /** What the third of three looks brings. */
    private List<String> looked(double from) {
        matched(from);
        matched(from + 1);
        return matched(from + 2);
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
            matcher.left(queue("q"), at(0), true);
            matcher.forgetWaiting(interaction("i" + i));
        }
    }

    private static Policy overflowing(String condition) {
        return Policy.DEFAULT.with(draft -> draft.overflow = new Overflow(List.of(
                new Overflow.LengthOver(100, new Destination.Close("Too many.")),
                new Overflow.When(when(condition), new Destination.ToQueue("second")))));
    }

    private static String sent(Verdict verdict) {
        return verdict instanceof Verdict.Overflowed(var interaction, _, _, _, int rule)
                ? interaction.name() + " by " + rule
                : verdict.toString();
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

    private static Verdict fired(String name, String condition) {
        return new Verdict.StepFired(
                interaction(name),
                queue("q"),
                at(0),
                1,
                needing(step(condition)).stepsMark(),
                1,
                condition);
    }
}

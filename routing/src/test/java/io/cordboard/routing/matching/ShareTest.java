package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.skilled;
import static io.cordboard.routing.matching.Tenant.skills;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A queue that gives a share of its traffic to the policy that it tries: two policies in one line. */
class ShareTest extends Examples {

    private static final Step CROWDED = new Step(
            Duration.ofHours(1),
            Map.of(),
            skills("german", 1).keySet(),
            Optional.empty(),
            Optional.of(Expression.readOfQueue("queue.waiting >= 2").orThrow()),
            0);

    private static void german(Policy.Draft draft) {
        draft.requirements = skills("german", 5);
    }

    private static void anybody(Policy.Draft draft) {
        draft.requirements = Map.of();
    }

    @Test
    void eachAsksForWhatItsOwnPolicySays() {
        policies(ShareTest::german, ShareTest::anybody);
        agents(ready("ann"));

        calls(call("i1", 0), call("i2", 1).tried());

        assertThat(matched(2)).containsExactly("i2>ann");
    }

    @Test
    void agentTakesTheFirstInLineWhicheverPolicyRulesIt() {
        policies(ShareTest::anybody, draft -> {
            draft.strategy = new Strategy.MostSkilled();
            draft.priority = new Priority(5, Optional.of(Duration.ofMinutes(9)));
        });
        calls(call("i3", 2), call("i2", 1).tried(), call("i1", 0), call("i4", 3).tried());

        for (String next : List.of("i1", "i2", "i3", "i4")) {
            agents(ready("ann" + next));
            assertThat(matched(4)).containsExactly(next + ">ann" + next);
        }
    }

    @Test
    void lineHasOneOrderWhateverTheTriedPolicySays() {
        policies(
                ShareTest::anybody,
                draft -> draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty()));
        calls(call("i1", 0).tried(), call("i2", 1).tried());
        agents(ready("ann"));

        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void eachIsOfferedByTheStrategyAndTermsOfItsOwnPolicy() {
        policies(ShareTest::anybody, draft -> {
            draft.strategy = new Strategy.MostSkilled();
            draft.requirements = skills("german", 1);
            draft.offer = new OfferTerms(Duration.ofSeconds(7), 3, true);
        });
        agents(skilled(idleSince(ready("ann"), 0), "german", 1), skilled(idleSince(ready("bob"), 1), "german", 9));
        calls(call("i1", 0).tried(), call("i2", 1));

        List<Proposal> proposals = matcher.match(at(2), 9);

        assertThat(proposals)
                .extracting(
                        each -> each.interaction().name() + '>' + each.agent().name(),
                        Proposal::policyVersion,
                        Proposal::reason,
                        Proposal::deadline,
                        Proposal::autoAccept)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("i1>bob", 2, "most-skilled", Duration.ofSeconds(7), true),
                        org.assertj.core.groups.Tuple.tuple(
                                "i2>ann", 1, "longest-idle", Duration.ofSeconds(20), false));
    }

    @Test
    void eachTakesTurnsByItself() {
        policies(
                draft -> draft.strategy = new Strategy.RoundRobin(),
                draft -> draft.strategy = new Strategy.RoundRobin());
        agents(ready("ann"), ready("bob"), ready("cid"), ready("dan"));

        calls(call("i1", 0));
        assertThat(matched(1)).containsExactly("i1>ann");
        calls(call("i2", 1));
        assertThat(matched(2)).containsExactly("i2>bob");
        matcher.over(interaction("i1"), Tenant.agent("ann"));
        matcher.forgetWaiting(interaction("i1"));

        calls(call("i3", 2).tried());
        assertThat(matched(3)).containsExactly("i3>ann");
    }

    @Test
    void stepsAreThoseOfItsOwnPolicy() {
        policies(ShareTest::german, draft -> {
            german(draft);
            draft.steps = List.of(new Step(
                    Duration.ofSeconds(20), Map.of(), skills("german", 1).keySet(), 0));
        });
        agents(ready("ann"), ready("bob"));
        calls(call("i1", 0), call("i2", 0).tried());

        assertThat(matched(19)).isEmpty();
        assertThat(matched(20)).containsExactly("i2>ann");
        assertThat(matcher.explain(interaction("i1"), at(20)).orElseThrow().step())
                .isZero();
    }

    @Test
    void positionsAndEstimatesAreOfTheWholeLine() {
        policies(ShareTest::anybody, ShareTest::german);
        calls(call("i1", 0), call("i2", 1).tried(), call("i3", 2));

        assertThat(matcher.outlook(interaction("i3"), at(3)).orElseThrow().position())
                .isEqualTo(3);
        assertThat(matcher.stand(interaction("i3"), 1)).isPresent();
        calls(call("i3", 2).standing(matcher.stand(interaction("i3"), 1).orElseThrow()));
        assertThat(matcher.outlook(interaction("i1"), at(3)).orElseThrow().position())
                .isEqualTo(2);
    }

    @Test
    void conditionsAreThoseOfItsOwnPolicyAndAskOfTheWholeQueue() {
        var sent = new Overflow(List.of(new Overflow.When(
                Expression.readOfQueue("queue.waiting >= 2").orThrow(), new Destination.Close("Later."))));
        policies(
                draft -> {
                    german(draft);
                    draft.overflow = sent;
                },
                draft -> {
                    german(draft);
                    draft.steps = List.of(CROWDED);
                });
        calls(call("i1", 0), call("i2", 0).tried());

        for (int second = 1; second < 10; second++) {
            matched(second);
        }

        assertThat(matcher.verdicts().stream().distinct())
                .satisfiesExactlyInAnyOrder(
                        fired -> assertThat(fired)
                                .isEqualTo(new Verdict.StepFired(
                                        interaction("i2"),
                                        queue("q"),
                                        at(0),
                                        2,
                                        Policy.DEFAULT
                                                .with(draft -> draft.steps = List.of(CROWDED))
                                                .stepsMark(),
                                        1,
                                        "queue.waiting >= 2")),
                        away -> assertThat(away)
                                .isEqualTo(
                                        new Verdict.Overflowed(interaction("i1"), queue("q"), at(0), sent.mark(), 0)));
    }

    @Test
    void lastOfTheWholeLineAreSentElsewhereFirst() {
        var crowded = new Overflow(List.of(new Overflow.When(
                Expression.readOfQueue("queue.waiting >= 3").orThrow(), new Destination.Close("Later."))));
        Consumer<Policy.Draft> both = draft -> {
            german(draft);
            draft.overflow = crowded;
        };
        policies(both, both);
        calls(
                call("i1", 0),
                call("i2", 0.1).tried(),
                call("i3", 0.2),
                call("i4", 0.3).tried());

        for (int second = 1; second < 10; second++) {
            matched(second + 0.5);
        }

        assertThat(matcher.verdicts().stream()
                        .map(verdict -> verdict.interaction().name())
                        .distinct())
                .containsExactlyInAnyOrder("i4", "i3");
    }

    @Test
    void batchTakesThoseOfItsOwnPolicyAlone() {
        policies(ShareTest::anybody, draft -> draft.strategy = Strategy.BatchOptimum.DEFAULT);
        calls(call("i1", 0).tried(), call("i2", 1), call("i3", 2).tried());
        agents(ready("ann"), ready("bob"), ready("cid"));

        assertThat(matched(3)).containsExactlyInAnyOrder("i1>ann", "i3>bob", "i2>cid");
    }

    @Test
    void batchThatWouldServeTheLastFirstRulesNobody() {
        policies(
                draft -> draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty()),
                draft -> {
                    german(draft);
                    draft.strategy = Strategy.BatchOptimum.DEFAULT;
                });
        calls(call("i1", 0).tried());
        agents(ready("ann"));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void explanationSaysWhichPolicyRulesIt() {
        policies(ShareTest::german, ShareTest::anybody);
        calls(call("i1", 0).tried());

        Explanation tried = explained(1);
        assertThat(tried.arm()).contains(new Arm("new", 2, Arm.Side.TRIAL));
        assertThat(tried.policyVersion()).isEqualTo(2);
        assertThat(tried.requirements()).isEmpty();
        calls(call("i1", 0).arm("new", Arm.Side.RULING));
        Explanation ruling = explained(1);
        assertThat(ruling.arm()).contains(new Arm("new", 2, Arm.Side.RULING));
        assertThat(ruling.policyVersion()).isEqualTo(1);
        assertThat(ruling.requirements()).isEqualTo(skills("german", 5));
    }

    @Test
    void whoWasRuledByAPolicyThatIsTriedNoMoreIsRuledByThatOfTheQueue() {
        policies(ShareTest::german, ShareTest::anybody);
        calls(call("i1", 0).tried());
        policy(ShareTest::german);
        agents(ready("ann"));

        assertThat(matched(1)).isEmpty();
        assertThat(explained(1).arm()).isEmpty();
        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(ShareTest::german),
                1,
                Optional.of(new Trial("other", Policy.DEFAULT, 1, 50)));
        assertThat(matched(2)).as("another policy").isEmpty();
        policies(ShareTest::german, ShareTest::anybody);
        assertThat(matched(3)).containsExactly("i1>ann");
    }

    @Test
    void newVersionOfTheTriedPolicyRulesWhomItRuled() {
        policies(ShareTest::german, ShareTest::german);
        agents(ready("ann"));
        calls(call("i1", 0).tried(), call("i2", 1));
        assertThat(matched(1)).isEmpty();

        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(ShareTest::german),
                1,
                Optional.of(new Trial("new", Policy.DEFAULT, 3, 0)));

        assertThat(matcher.match(at(2), 9))
                .singleElement()
                .satisfies(each -> assertThat(each.policyVersion()).isEqualTo(3));
    }

    @Test
    void trialThatRulesNobodyWhoWaitsIsNotFeltByThem() {
        Consumer<Policy.Draft> ruling = draft -> {
            german(draft);
            draft.steps = List.of(CROWDED);
        };
        policy(ruling);
        calls(call("i1", 0), call("i2", 0));
        matched(0);
        matched(1);
        assertThat(matcher.verdicts()).isEmpty();

        policies(ruling, ShareTest::anybody);
        matched(2);

        assertThat(matcher.verdicts()).as("what had held held on").hasSize(2);
    }

    @Test
    void conditionsOfTheTriedPolicyAreLookedAtWhileSomebodyIsRuledByIt() {
        policies(ShareTest::german, draft -> {
            german(draft);
            draft.steps = List.of(CROWDED);
        });
        calls(call("i1", 0));
        matched(1);
        assertThat(matcher.nextDue()).isEmpty();

        calls(call("i2", 2).tried());
        matched(2);
        assertThat(matcher.nextDue()).contains(at(3));

        matcher.forgetWaiting(interaction("i2"));
        matched(3);
        assertThat(matcher.nextDue()).isEmpty();
    }

    @Test
    void whoIsRuledByWhatBeginsToBeTriedGoesByItAtOnce() {
        policy(ShareTest::german);
        agents(ready("ann"));
        calls(call("i1", 0).tried(), call("i2", 0));
        assertThat(matched(1)).isEmpty();

        policies(ShareTest::german, ShareTest::anybody);
        assertThat(matched(2)).containsExactly("i1>ann");
    }

    @Test
    void asManyAreAskedAtOnceAsItsOwnPolicySays() {
        policies(ShareTest::anybody, draft -> draft.simultaneousOffers = 2);
        agents(ready("ann"), ready("bob"), ready("cid"));
        calls(call("i1", 0).tried(), call("i2", 1));

        assertThat(matched(2)).containsExactly("i1>ann", "i1>bob", "i2>cid");
    }
}

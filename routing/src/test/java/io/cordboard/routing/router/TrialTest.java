package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a policy decides that is tried beside the one that rules. {@code i1>ann} is a decision, after {@code |} what the other made of it. */
class TrialTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final QueueId SALES = new QueueId(ACME, "sales");
    private static final QueueId SUPPORT = new QueueId(ACME, "support");
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final Skill GERMAN = new Skill("german");

    private final Kernel kernel = new Kernel(true);

    @Test
    void decisionSaysWhomTheTriedPolicyWouldHaveAsked() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 1), draft -> {
            draft.requirements = Map.of(GERMAN, 1);
            draft.strategy = new Strategy.MostSkilled();
        });
        agent("ann", 0, 3);
        agent("bob", 1, 9);
        call("i1", SALES, 10);

        assertThat(matched(10)).containsExactly("i1>ann|bob at 10 step 0");
    }

    @Test
    void decisionThatWasMadeSoonerKeepsItsInstantAndStep() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), draft -> {
            draft.requirements = Map.of(GERMAN, 5);
            draft.steps = List.of(new Step(Duration.ofSeconds(20), Map.of(), Set.of(GERMAN), 0));
        });
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(10)).isEmpty();
        assertThat(kernel.nextDue()).contains(NINE.plusSeconds(20));
        assertThat(matched(20)).isEmpty();

        agent("bob", 0, 5);

        assertThat(matched(31)).containsExactly("i1>bob|ann at 20 step 1");
    }

    @Test
    void decisionSaysNobodyIfTheTriedPolicyLetsItWaitStill() {
        rules(SALES, _ -> {}, draft -> draft.requirements = Map.of(GERMAN, 5));
        agent("ann", 0, 0);
        call("i1", SALES, 0);

        assertThat(matched(1)).containsExactly("i1>ann|nobody");
    }

    @Test
    void whoIsChosenBySomeThingThatIsTriedStaysFreeForEverythingElse() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        rules(SUPPORT, _ -> {}, _ -> {});
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).isEmpty();

        call("i2", SUPPORT, 2);

        assertThat(matched(2)).containsExactly("i2>ann|ann at 2 step 0");
    }

    @Test
    void decisionsInOtherQueuesCountForThePolicyThatIsTried() {
        rules(SALES, _ -> {}, _ -> {});
        rules(SUPPORT, _ -> {});
        agent("ann", 0, 0);
        call("i1", SUPPORT, 0);
        call("i2", SALES, 1);
        assertThat(matched(1)).containsExactly("i1>ann");

        agent("bob", 5, 0);

        assertThat(matched(5)).containsExactly("i2>bob|bob at 5 step 0");
    }

    @Test
    void whoWasAskedInsteadOfTheOneThatWasTriedIsBusyForBoth() {
        rules(SALES, _ -> {}, draft -> {
            draft.requirements = Map.of(GERMAN, 1);
            draft.strategy = new Strategy.MostSkilled();
        });
        agent("ann", 0, 5);
        agent("bob", 1, 9);
        agent("eve", 2, 1);
        call("i1", SALES, 3);
        assertThat(matched(3)).containsExactly("i1>ann|bob at 3 step 0");

        kernel.forgetWaiting(interaction("i1"));
        kernel.forgetAgent(agentId("bob"));
        call("i2", SALES, 4);

        assertThat(matched(4)).containsExactly("i2>eve|eve at 4 step 0");
    }

    @Test
    void afterAnOfferThatCameToNothingItIsDecidedAnew() {
        rules(SALES, _ -> {}, _ -> {});
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).containsExactly("i1>ann|ann at 1 step 0");

        kernel.over(interaction("i1"), agentId("ann"));
        kernel.waiting(waiting("i1", SALES, 0).excluding(Set.of(agentId("ann"))));

        assertThat(matched(9)).containsExactly("i1>bob|bob at 9 step 0");
    }

    @Test
    void whatWasDecidedInAStayIsForgottenWithIt() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        rules(SUPPORT, _ -> {}, draft -> draft.requirements = Map.of(GERMAN, 5));
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).isEmpty();

        call("i1", SUPPORT, 2);

        assertThat(matched(2)).containsExactly("i1>ann|nobody");
    }

    @Test
    void whatAnotherVersionOfTheTriedPolicyDecidedIsForgotten() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).isEmpty();

        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), draft -> draft.requirements = Map.of(GERMAN, 4));
        agent("bob", 0, 6);

        assertThat(matched(2)).containsExactly("i1>bob|bob at 2 step 0");
    }

    @Test
    void trialBeginsWithWhatIsKnownThen() {
        rules(SALES, _ -> {});
        agent("ann", 0, 0);
        agent("bob", 1, 9);
        call("i1", SALES, 0);
        assertThat(matched(1)).containsExactly("i1>ann");
        call("i2", SALES, 2);

        rules(SALES, _ -> {}, draft -> draft.requirements = Map.of(GERMAN, 5));

        assertThat(matched(3)).containsExactly("i2>bob|bob at 3 step 0");
    }

    @Test
    void queueWhoseTrialIsOverHasNoShadow() {
        rules(SALES, _ -> {}, _ -> {});
        rules(SUPPORT, _ -> {}, _ -> {});
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        rules(SALES, _ -> {});
        call("i1", SALES, 0);
        call("i2", SUPPORT, 1);

        assertThat(matched(2)).containsExactly("i1>ann", "i2>bob|bob at 2 step 0");
    }

    @Test
    void everyoneWhoIsAskedAtOnceIsHeldAgainstTheSame() {
        rules(SALES, draft -> draft.simultaneousOffers = 2, draft -> draft.simultaneousOffers = 2);
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        call("i1", SALES, 0);

        assertThat(matched(1)).containsExactly("i1>ann|ann at 1 step 0", "i1>bob|bob at 1 step 0");
    }

    @Test
    void offerTermsAreThoseOfTheRulingPolicy() {
        rules(SALES, draft -> draft.offer = offer(30), draft -> draft.offer = offer(10));
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).containsExactly("i1>ann|ann at 1 step 0");
        // The agent counts it, and the offer is still out.
        kernel.confirmed(interaction("i1"), agentId("ann"));
        assertThat(matched(17)).isEmpty();

        kernel.over(interaction("i1"), agentId("ann"));
        kernel.waiting(waiting("i1", SALES, 0).excluding(Set.of(agentId("ann"))));

        assertThat(matched(32)).containsExactly("i1>bob|bob at 32 step 0");
    }

    @Test
    void asManyAreAskedAtOnceAsTheRulingPolicySays() {
        rules(SALES, draft -> draft.simultaneousOffers = 2, _ -> {});
        rules(SUPPORT, _ -> {}, draft -> draft.simultaneousOffers = 3);
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        agent("cid", 2, 0);
        call("i1", SALES, 0);
        call("i2", SUPPORT, 1);

        assertThat(matched(2))
                .containsExactly("i1>ann|ann at 2 step 0", "i1>bob|bob at 2 step 0", "i2>cid|cid at 2 step 0");
    }

    @Test
    void offersBesideTheOneThatABatchMakesAreHeldAgainstNothing() {
        rules(SALES, draft -> draft.simultaneousOffers = 2, draft -> draft.strategy = Strategy.BatchOptimum.DEFAULT);
        agent("ann", 0, 0);
        agent("bob", 1, 0);
        call("i1", SALES, 0);

        assertThat(matched(1)).containsExactly("i1>ann|ann at 1 step 0", "i1>bob");
    }

    @Test
    void whoIsChosenIsNotHeld() {
        var understudy = new Understudy();
        understudy.queue(
                SALES,
                new RouterCommand.QueueRules(Policy.DEFAULT, 1, Optional.of(new Trial("new", Policy.DEFAULT, 1))));
        understudy.matcher().agent(ready("ann", 0, 0));
        for (int second = 0; second < 5; second++) {
            understudy.waiting(waiting("i" + second, SALES, second));
        }
        for (int second = 0; second < 5; second++) {
            understudy.match(NINE.plusSeconds(second), 100);
            assertThat(understudy.follow(List.of())).isEmpty();
        }

        for (int second = 0; second < 5; second++) {
            assertThat(understudy.matcher().isOffered(interaction("i" + second)))
                    .isFalse();
        }
        understudy.matcher().forgetAgent(agentId("ann"));
        understudy.matcher().agent(ready("bob", 9, 0));
        assertThat(understudy.matcher().match(NINE.plusSeconds(9), 100))
                .as("all are set aside")
                .isEmpty();
    }

    @Test
    void whatIsCutOffIsHeldAgainstNothingUntilItIsDecided() {
        rules(
                SALES,
                _ -> {},
                draft -> draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty()));
        for (String name : List.of("ann", "bob", "cid")) {
            agent(name, 0, 0);
        }
        for (int i = 1; i <= 3; i++) {
            call("i" + i, SALES, i);
        }

        assertThat(matched(4, 1)).containsExactly("i1>ann");
        assertThat(kernel.nextDue()).contains(NINE.plusSeconds(4));
        assertThat(matched(5, 2)).containsExactly("i2>bob|bob at 5 step 0", "i3>cid|ann at 4 step 0");
    }

    @Test
    void matchThatIsCutOffIsMadeAgainOnlyIfSomethingNewCameOfIt() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        rules(SUPPORT, _ -> {});
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).isEmpty();
        agent("ann", 0, 5);
        call("i2", SUPPORT, 2);

        assertThat(matched(2, 1)).containsExactly("i1>ann|ann at 1 step 0");
        assertThat(kernel.nextDue().orElseThrow()).isAfter(NINE.plusSeconds(2));
    }

    @Test
    void conditionsOfAPolicyThatIsTriedBringNothingAbout() {
        var away = new Overflow.When(Expression.readOfQueue("queue.agents == 0").orThrow(), new Destination.Close("?"));
        var early = new Step(
                Duration.ofMinutes(5),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.of(Expression.readOfQueue("queue.agents == 0").orThrow()),
                0);
        rules(SALES, _ -> {}, draft -> {
            draft.overflow = new Overflow(List.of(away));
            draft.steps = List.of(early);
        });
        call("i1", SALES, 0);

        for (int second = 0; second < 20; second++) {
            assertThat(matched(second)).isEmpty();
            assertThat(kernel.verdicts()).isEmpty();
        }
        agent("ann", 20, 0);

        assertThat(matched(20)).containsExactly("i1>ann|ann at 20 step 1");
    }

    @Test
    @SuppressWarnings("NullAway") // What cannot be is what fails.
    void failureOfATrialIsNotFeltAndEndsItUntilATrialChanges() {
        kernel.queue(
                SALES,
                new RouterCommand.QueueRules(
                        Policy.DEFAULT,
                        1,
                        Optional.of(new Trial("impossible", Policy.DEFAULT.with(draft -> draft.lastAgent = null), 1))));

        agent("ann", 0, 0);
        call("i1", SALES, 0);
        assertThat(matched(1)).containsExactly("i1>ann");
        assertThat(kernel.failure()).isPresent();
        assertThat(kernel.failure()).as("told once").isEmpty();

        rules(SALES, _ -> {}, _ -> {});
        agent("bob", 2, 0);
        call("i2", SALES, 2);
        assertThat(matched(2)).containsExactly("i2>bob|bob at 2 step 0");
    }

    @Test
    void nothingIsKeptOfThoseWhoHaveGone() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        agent("ann", 0, 0);
        call("i1", SALES, 0);
        matched(1);
        kernel.forgetWaiting(interaction("i1"));

        agent("bob", 2, 9);
        call("i1", SALES, 2);

        assertThat(matched(2)).containsExactly("i1>bob|ann at 2 step 0");
    }

    @Test
    void thoseWhomTheTriedPolicyRulesHaveNoShadow() {
        rules(SALES, draft -> draft.requirements = Map.of(GERMAN, 5), _ -> {});
        agent("ann", 0, 0);
        agent("bob", 1, 9);
        kernel.waiting(tried("i1", 0));
        call("i2", SALES, 1);

        assertThat(matched(2)).containsExactly("i1>ann", "i2>bob|bob at 2 step 0");
    }

    @Test
    void whoIsChosenForOneThatTheTriedPolicyRulesStaysFreeForEverythingElse() {
        var never = new BusinessHours(ZoneOffset.UTC, List.of(), Set.of(), Optional.empty());
        rules(SALES, draft -> draft.hours = Optional.of(never), _ -> {});
        rules(SUPPORT, _ -> {}, _ -> {});
        agent("ann", 0, 0);
        kernel.waiting(tried("i1", 0));
        assertThat(matched(1)).isEmpty();

        call("i2", SUPPORT, 2);
        assertThat(matched(2)).containsExactly("i2>ann|ann at 2 step 0");

        kernel.forgetWaiting(interaction("i2"));
        rules(SALES, _ -> {}, _ -> {});
        agent("bob", 3, 0);
        assertThat(matched(3)).containsExactly("i1>bob");
    }

    @Test
    void whatTheTriedPolicyDecidesOfThoseItRulesCountsForItsShadow() {
        rules(SALES, _ -> {}, draft -> draft.offer = offer(5));
        agent("ann", 0, 0);
        kernel.waiting(tried("i1", 0));
        call("i2", SALES, 1);
        assertThat(matched(2)).containsExactly("i1>ann");

        kernel.forgetWaiting(interaction("i1"));
        agent("bob", 3, 0);

        assertThat(matched(3)).containsExactly("i2>bob|bob at 3 step 0");
        assertThat(kernel.failure()).isEmpty();
    }

    private static Waiting tried(String name, int second) {
        Waiting waiting = waiting(name, SALES, second);
        return new Waiting(
                waiting.interaction(),
                waiting.medium(),
                waiting.place().in(Optional.of(new Arm("new", 1, Arm.Side.TRIAL))));
    }

    private void rules(QueueId queue, Consumer<Policy.Draft> live) {
        kernel.queue(queue, new RouterCommand.QueueRules(Policy.DEFAULT.with(live), 1));
    }

    private void rules(QueueId queue, Consumer<Policy.Draft> live, Consumer<Policy.Draft> tried) {
        kernel.queue(
                queue,
                new RouterCommand.QueueRules(
                        Policy.DEFAULT.with(live), 1, Optional.of(new Trial("new", Policy.DEFAULT.with(tried), 2))));
    }

    private void agent(String name, int idleSince, int german) {
        kernel.agent(ready(name, idleSince, german));
    }

    private static ReadyAgent ready(String name, int idleSince, int german) {
        return new ReadyAgent(
                agentId(name),
                Optional.empty(),
                Set.of(),
                german == 0 ? Map.of() : Map.of(GERMAN, german),
                Capacity.DEFAULT,
                List.of(),
                NINE.plusSeconds(idleSince),
                0);
    }

    private static OfferTerms offer(int seconds) {
        OfferTerms usual = Policy.DEFAULT.offer();
        return new OfferTerms(Duration.ofSeconds(seconds), usual.misses(), usual.autoAccept(), usual.restAfter());
    }

    private void call(String name, QueueId queue, int second) {
        kernel.waiting(waiting(name, queue, second));
    }

    private static Waiting waiting(String name, QueueId queue, int second) {
        Instant since = NINE.plusSeconds(second);
        return new Waiting(
                interaction(name),
                Medium.VOICE,
                new Place(queue, 0, since, since, Map.of(), Optional.empty(), Optional.empty(), Set.of()));
    }

    private List<String> matched(int second) {
        return matched(second, 100);
    }

    private List<String> matched(int second, int max) {
        return kernel.match(NINE.plusSeconds(second), max).stream()
                .map(TrialTest::words)
                .toList();
    }

    private static String words(Kernel.Decision decision) {
        return decision.proposal().interaction().name()
                + '>'
                + decision.proposal().agent().name()
                + decision.shadow()
                        .map(shadow ->
                                '|' + shadow.chosen().map(TrialTest::words).orElse("nobody"))
                        .orElse("");
    }

    private static String words(Shadow.Choice choice) {
        return choice.agent().name() + " at "
                + Duration.between(NINE, choice.at()).toSeconds() + " step " + choice.step();
    }

    private static AgentId agentId(String name) {
        return new AgentId(ACME, name);
    }

    private static InteractionId interaction(String name) {
        return new InteractionId(ACME, name);
    }
}

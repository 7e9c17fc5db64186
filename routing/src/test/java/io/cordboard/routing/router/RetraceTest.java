package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.router.Retraced.Cause;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers that were recorded, held against what the kernel makes of the same news. Times are seconds. */
class RetraceTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final QueueId SALES = new QueueId(ACME, "sales");
    private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private final List<Retraced> decisions = new ArrayList<>();
    private final Retrace retrace = new Retrace(decisions::add);
    private int offers;

    @BeforeEach
    void queueIsThere() {
        retrace.queue(SALES, new QueueEvent.Configured("Sales", "standard", Policy.DEFAULT, 1, 1, at(0)));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    private static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    private void ready(String name, double seconds) {
        var profile = new AgentProfile(
                name, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true);
        retrace.agent(agent(name), new AgentEvent.Configured(profile, 1, at(seconds)));
        retrace.agent(agent(name), new AgentEvent.SignedIn(at(seconds)));
        retrace.agent(agent(name), new AgentEvent.BecameReady(at(seconds)));
    }

    private static InteractionId call(String name) {
        return new InteractionId(ACME, name);
    }

    private void waits(String name, int priority, Map<Skill, Integer> skills, double seconds) {
        var place = new Place(
                SALES, priority, at(seconds), at(seconds), skills, Optional.empty(), Optional.empty(), Set.of());
        retrace.queue(SALES, new QueueEvent.Enqueued(call(name), Medium.VOICE, place, at(seconds)));
    }

    private void waits(String name, double seconds) {
        waits(name, 0, Map.of(), seconds);
    }

    private OfferId offered(String name, String interaction, int version, double seconds) {
        OfferId offer = OfferId.of(call(interaction), "recorded-" + ++offers);
        retrace.agent(
                agent(name),
                new AgentEvent.Reserved(
                        offer,
                        call(interaction),
                        SALES,
                        Medium.VOICE,
                        Terms.DEFAULT,
                        at(seconds + 20),
                        version,
                        0,
                        "longest-idle",
                        at(seconds)));
        return offer;
    }

    private OfferId offered(String name, String interaction, double seconds) {
        return offered(name, interaction, 1, seconds);
    }

    private void won(String name, String interaction, OfferId offer, double seconds) {
        retrace.agent(agent(name), new AgentEvent.Won(offer, at(seconds)));
        retrace.queue(SALES, new QueueEvent.Dequeued(call(interaction), at(seconds), at(seconds)));
    }

    private List<Cause> causes() {
        return decisions.stream().map(Retraced::cause).toList();
    }

    @Test
    void offersThatTheKernelMakesAreTheSame() {
        ready("ann", 1);
        ready("bob", 2);
        waits("c1", 10);
        OfferId first = offered("ann", "c1", 10.01);
        waits("c2", 11);
        offered("bob", "c2", 11.01);
        won("ann", "c1", first, 12);
        waits("c3", 13);
        retrace.agent(agent("ann"), new AgentEvent.Finished(first, Optional.empty(), at(30)));
        offered("ann", "c3", 30.01);
        assertThat(causes()).containsExactly(Cause.SAME, Cause.SAME, Cause.SAME);
    }

    @Test
    void eachIsDecidedByThePolicyOnWhoseSideOfTheTrialItWas() {
        Policy german = Policy.DEFAULT.with(draft -> draft.requirements = Map.of(new Skill("german"), 5));
        var trial = Optional.of(new Trial("new", Policy.DEFAULT, 7, 50));
        retrace.queue(SALES, new QueueEvent.Configured("Sales", "standard", german, 2, trial, 2, at(1)));
        ready("ann", 2);
        ready("bob", 3);
        waits("c1", Arm.Side.RULING, 10);
        waits("c2", Arm.Side.TRIAL, 11);
        offered("ann", "c2", 7, 11.01);
        retrace.queue(SALES, new QueueEvent.Configured("Sales", "standard", german, 2, trial, 3, at(20)));
        waits("c3", Arm.Side.TRIAL, 21);
        offered("bob", "c3", 7, 21.01);
        retrace.queue(SALES, new QueueEvent.Removed(3, at(30)));
        ready("cid", 31);
        waits("c4", Arm.Side.TRIAL, 32);
        retrace.advance(at(40));

        assertThat(causes()).containsExactly(Cause.SAME, Cause.SAME);
    }

    private void waits(String name, Arm.Side side, double seconds) {
        var place =
                new Place(SALES, 0, at(seconds), at(seconds), Map.of(), Optional.empty(), Optional.empty(), Set.of());
        retrace.queue(
                SALES,
                new QueueEvent.Enqueued(
                        call(name), Medium.VOICE, place.in(Optional.of(new Arm("new", 7, side))), at(seconds)));
    }

    @Test
    void offerThatWasDeclinedGoesToTheNext() {
        ready("ann", 1);
        ready("bob", 2);
        waits("c1", 10);
        OfferId first = offered("ann", "c1", 10.01);
        retrace.agent(agent("ann"), new AgentEvent.Released(first, OfferOutcome.REJECTED, Optional.empty(), at(14)));
        offered("bob", "c1", 14.01);
        assertThat(causes()).containsExactly(Cause.SAME, Cause.SAME);
    }

    @Test
    void whoIsBeingSentElsewhereIsOfferedToNobodyThoughMoreIsKnownOfThem() {
        waits("c1", 10);
        retrace.queue(SALES, new QueueEvent.Diverted(call("c1"), new Destination.Classify(Attributes.NONE), at(12)));
        waits("c1", 9, Map.of(), 10);
        ready("ann", 13);
        retrace.advance(at(20));
        assertThat(causes()).isEmpty();

        retrace.queue(SALES, new QueueEvent.Stayed(call("c1"), at(21)));
        offered("ann", "c1", 21.01);
        assertThat(causes()).containsExactly(Cause.SAME);
    }

    @Test
    void anotherAgentIsADifferenceThatDoesNotMakeTheNext() {
        ready("ann", 1);
        ready("bob", 2);
        waits("c1", 10);
        offered("bob", "c1", 10.01);
        waits("c2", 11);
        offered("ann", "c2", 11.01);
        assertThat(causes()).containsExactly(Cause.OTHER_AGENT, Cause.SAME);
        assertThat(decisions.getFirst().why()).isEqualTo("the kernel: acme/ann");
        assertThat(decisions.getFirst().by()).isEqualTo(agent("bob"));
    }

    @Test
    void anotherAgentWhoWasHeardOfJustThenIsNewsUnderWay() {
        ready("ann", 9.8);
        ready("bob", 9.9);
        waits("c1", 10);
        offered("bob", "c1", 10.01);
        assertThat(causes()).containsExactly(Cause.UNDER_WAY);
    }

    @Test
    void anotherInteractionFirstIsADifference() {
        waits("c1", 1);
        waits("c2", 5, Map.of(), 2);
        ready("ann", 10);
        offered("ann", "c1", 10.01);
        assertThat(causes()).containsExactly(Cause.OTHER_INTERACTION);
        assertThat(decisions.getFirst().why()).isEqualTo("the kernel: acme/c2");
    }

    @Test
    void offerOfWhatDoesNotWaitOrToWhoCannotHaveItIsADifference() {
        ready("ann", 1);
        offered("ann", "c1", 10);
        ready("bob", 11);
        waits("c2", 0, Map.of(new Skill("german"), 5), 12);
        offered("bob", "c2", 15);
        assertThat(causes()).containsExactly(Cause.NOT_WAITING, Cause.NOT_ELIGIBLE);
        assertThat(decisions.getLast().why()).containsIgnoringCase("german");
    }

    @Test
    void sameAgentByAnotherVersionIsOtherRules() {
        ready("ann", 1);
        waits("c1", 10);
        offered("ann", "c1", 7, 10.01);
        assertThat(causes()).containsExactly(Cause.OTHER_RULES);
    }

    @Test
    void whatIsOverIsForgotten() {
        ready("ann", 1);
        waits("c0", 2);
        retrace.advance(at(5));
        retrace.queue(SALES, new QueueEvent.Dequeued(call("c0"), at(5), at(5)));
        for (int i = 1; i < 100; i++) {
            waits("c" + i, i * 10);
            OfferId offer = offered("ann", "c" + i, i * 10 + 0.01);
            won("ann", "c" + i, offer, i * 10 + 2);
            retrace.agent(agent("ann"), new AgentEvent.Finished(offer, Optional.empty(), at(i * 10 + 5)));
        }
        retrace.advance(at(2_000));
        assertThat(causes()).hasSize(100).contains(Cause.NOT_MADE);
        assertThat(retrace.remembered()).isZero();
    }

    @Test
    void offerThatIsNotRecordedIsSaidOnce() {
        ready("ann", 1);
        waits("c1", 10);
        retrace.advance(at(60));
        assertThat(causes()).containsExactly(Cause.NOT_MADE);
        assertThat(decisions.getFirst().at()).isEqualTo(at(10));
    }
}

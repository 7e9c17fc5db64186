package io.cordboard.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.RestAfter;
import io.cordboard.routing.policy.Transfer;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of an interaction through entities, router and kernel on one node. */
class RoutingFlowTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static OneNode node;

    private TenantId tenant;
    private QueueId queue;

    @BeforeAll
    static void start() {
        node = new OneNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void freshTenant() {
        tenant = new TenantId("t" + TENANTS.incrementAndGet());
        queue = new QueueId(tenant, "support");
        configure(queue, policy(Duration.ofSeconds(20), 2));
    }

    @Test
    void waitingInteractionGoesToTheReadyAgentAndIsWrappedUp() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");

        OfferId offer = offered(alice);
        done(new InteractionCommand.Accept(chat, offer, alice));
        assertThat(view(chat).phase()).isEqualTo(Phase.ASSIGNED);
        done(new InteractionCommand.Say(chat, "m1", Party.agent(alice), "Hello"));
        done(new InteractionCommand.End(chat, Party.CUSTOMER));
        assertThat(view(chat).phase()).isEqualTo(Phase.WRAPPING_UP);
        done(new InteractionCommand.WrapUp(chat, Party.agent(alice), Optional.of("solved"), Optional.empty()));

        assertThat(view(chat).phase()).isEqualTo(Phase.CLOSED);
        await().untilAsserted(() -> assertThat(view(alice).work()).isEmpty());
    }

    @Test
    void agentWhoBecomesReadyLaterGetsWhatWaited() {
        InteractionId chat = open("c1");
        AgentId alice = ready("alice");

        done(new InteractionCommand.Accept(chat, offered(alice), alice));

        assertThat(view(chat).agent()).contains(alice);
    }

    @Test
    void rejectedOfferGoesToAnotherAgent() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        OfferId first = offered(alice);
        AgentId bob = ready("bob");

        done(new InteractionCommand.EndOffer(chat, first, alice, OfferOutcome.REJECTED, Optional.of("busy")));

        OfferId second = offered(bob);
        assertThat(refusal(new InteractionCommand.Accept(chat, first, alice))).isEqualTo(Refusal.OFFER_OVER);
        done(new InteractionCommand.Accept(chat, second, bob));
        assertThat(view(chat).agent()).contains(bob);
    }

    @Test
    void missedOffersSetTheAgentNotReady() {
        configure(queue, policy(Duration.ofSeconds(1), 1), 2);
        AgentId alice = ready("alice");
        open("c1");
        offered(alice);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(view(alice).status()).isEqualTo(AgentStatus.NOT_READY));
        assertThat(view(alice).reason()).contains("missed-offers");
        assertThat(view(alice).work()).isEmpty();
    }

    @Test
    void autoAcceptGivesTheAgentTheInteractionWithoutAsking() {
        configure(
                queue, Policy.DEFAULT.with(draft -> draft.offer = new OfferTerms(Duration.ofSeconds(20), 2, true)), 2);
        AgentId alice = ready("alice");

        InteractionId chat = open("c1");

        await().untilAsserted(() -> assertThat(view(chat).phase()).isEqualTo(Phase.ASSIGNED));
        assertThat(view(chat).agent()).contains(alice);
        await().untilAsserted(() ->
                assertThat(view(alice).work().getFirst().phase()).isEqualTo(AgentView.Work.Phase.HANDLING));
    }

    @Test
    void wrapUpThatNobodyEndsEndsAtItsLimitAndTheAgentGetsTheNext() {
        configure(
                queue,
                Policy.DEFAULT.with(draft -> draft.wrapUp = new WrapUp(WrapUp.Mode.MANDATORY, Duration.ofSeconds(1))),
                2);
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        done(new InteractionCommand.Accept(chat, offered(alice), alice));

        done(new InteractionCommand.End(chat, Party.CUSTOMER));
        assertThat(view(chat).phase()).isEqualTo(Phase.WRAPPING_UP);

        await().untilAsserted(() -> assertThat(view(chat).phase()).isEqualTo(Phase.CLOSED));
        await().untilAsserted(() -> assertThat(view(alice).work()).isEmpty());
        open("c2");
        offered(alice);
    }

    @Test
    void agentRestsAfterDecliningAndIsThenOfferedWhatWaits() {
        configure(
                queue,
                policy(Duration.ofSeconds(20), 2)
                        .with(draft -> draft.offer = new OfferTerms(
                                Duration.ofSeconds(20),
                                2,
                                false,
                                new RestAfter(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, Duration.ZERO))),
                2);
        AgentId alice = ready("alice");
        InteractionId first = open("c1");
        OfferId declined = offered(alice);

        Instant before = Instant.now();
        done(new InteractionCommand.EndOffer(first, declined, alice, OfferOutcome.REJECTED, Optional.empty()));
        await().untilAsserted(() -> assertThat(view(alice).work()).isEmpty());
        open("c2");
        offered(alice);

        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(1_990));
        assertThat(view(alice).restsUntil()).isEmpty();
    }

    @Test
    void customerWhoLeavesWhileOfferedFreesTheAgent() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        OfferId offer = offered(alice);

        done(new InteractionCommand.End(chat, Party.CUSTOMER));

        assertThat(refusal(new InteractionCommand.Accept(chat, offer, alice))).isEqualTo(Refusal.OFFER_OVER);
        await().untilAsserted(() -> assertThat(view(alice).work()).isEmpty());
    }

    @Test
    void transferToAnAgentGoesToThatAgentOnly() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        done(new InteractionCommand.Accept(chat, offered(alice), alice));
        AgentId bob = ready("bob");
        AgentId carol = ready("carol");

        done(new InteractionCommand.Transfer(chat, Party.agent(alice), queue, Optional.of(carol)));

        OfferId offer = offered(carol);
        assertThat(view(bob).work()).isEmpty();
        done(new InteractionCommand.Accept(chat, offer, carol));
        assertThat(view(chat).agent()).contains(carol);
        await().untilAsserted(() -> assertThat(view(alice).work()).isEmpty());
    }

    @Test
    void transferToAnAgentWhoStaysAwayGoesToAnotherOnceTheTimeForIsOver() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        done(new InteractionCommand.Accept(chat, offered(alice), alice));
        var away = new AgentId(tenant, "away");
        AgentId bob = ready("bob");
        configure(
                queue,
                policy(Duration.ofSeconds(20), 2)
                        .with(draft -> draft.transfer = new Transfer(true, Optional.of(Duration.ofSeconds(2)))),
                2);

        Instant before = Instant.now();
        done(new InteractionCommand.Transfer(chat, Party.agent(alice), queue, Optional.of(away)));
        OfferId offer = offered(bob);
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(1_990));

        done(new InteractionCommand.Accept(chat, offer, bob));
        assertThat(view(chat).agent()).contains(bob);
    }

    @Test
    void requeuedInteractionKeepsItsAge() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        Instant since = view(chat).since();
        done(new InteractionCommand.Accept(chat, offered(alice), alice));

        done(new InteractionCommand.Requeue(chat, Party.agent(alice)));

        assertThat(view(chat).since()).isEqualTo(since);
        done(new InteractionCommand.Accept(chat, offered(alice), alice));
    }

    @Test
    void agentWithWorkInHandDrainsBeforeSigningOut() {
        AgentId alice = ready("alice");
        InteractionId chat = open("c1");
        done(new InteractionCommand.Accept(chat, offered(alice), alice));
        await().untilAsserted(() ->
                assertThat(view(alice).work().getFirst().phase()).isEqualTo(AgentView.Work.Phase.HANDLING));

        done(new AgentCommand.SignOut(alice, "home"));
        assertThat(view(alice).status()).isEqualTo(AgentStatus.DRAINING);
        done(new InteractionCommand.End(chat, Party.agent(alice)));
        done(new InteractionCommand.WrapUp(chat, Party.agent(alice), Optional.empty(), Optional.empty()));

        await().untilAsserted(() -> assertThat(view(alice).status()).isEqualTo(AgentStatus.SIGNED_OUT));
    }

    private AgentId ready(String name) {
        AgentId agent = new AgentId(tenant, name);
        done(new AgentCommand.Configure(agent, profile(name), 1));
        done(new AgentCommand.SignIn(agent));
        done(new AgentCommand.BecomeReady(agent));
        return agent;
    }

    /** Works by telephone alone, so that no desktop needs to be connected. */
    private static AgentProfile profile(String name) {
        return new AgentProfile(
                name, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true);
    }

    private InteractionId open(String name) {
        InteractionId id = new InteractionId(tenant, name);
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        done(new InteractionCommand.Open(
                id,
                new Contact(Medium.CHAT, Optional.of("c"), Optional.empty(), Optional.empty(), Map.of()),
                new Place(queue, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty()));
        return id;
    }

    private OfferId offered(AgentId agent) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> view(agent).work().stream()
                                .filter(w -> w.phase() == AgentView.Work.Phase.OFFERED)
                                .filter(w -> view(w.interaction()).offers().stream()
                                        .anyMatch(o -> o.offer().equals(w.offer())))
                                .map(AgentView.Work::offer)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void configure(QueueId id, Policy policy) {
        configure(id, policy, 1);
    }

    private void configure(QueueId id, Policy policy, int version) {
        done(new QueueCommand.Configure(id, id.name(), "standard", policy, version, version));
    }

    private static Policy policy(Duration deadline, int misses) {
        return Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(deadline, misses, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(60));
        });
    }

    private AgentView view(AgentId agent) {
        return (AgentView) ((Reply.Found) node.ask(new AgentCommand.Show(agent))).view();
    }

    private InteractionView view(InteractionId interaction) {
        return (InteractionView) ((Reply.Found) node.ask(new InteractionCommand.Show(interaction))).view();
    }

    private void done(io.cordboard.routing.entity.Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }

    private static Refusal refusal(io.cordboard.routing.entity.Command command) {
        return ((Reply.Refused) node.ask(command)).refusal();
    }
}

package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of agents and queues reaches them, through whatever happens on the way. */
class TenantEntityTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static OneNode node;
    private static PersistenceTestKit journal;

    private TenantId tenant;

    @BeforeAll
    static void start() {
        node = new OneNode();
        journal = PersistenceTestKit.create(node.system());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void freshTenant() {
        tenant = new TenantId("shop" + TENANTS.incrementAndGet());
    }

    @AfterEach
    void journalWorksAgain() {
        journal.resetPolicy();
    }

    @Test
    void registeredTenantIsFoundedAndListed() {
        var register = new DirectoryCommand.Register(tenant, "Shop", "ops");
        assertThat(node.ask(register)).isInstanceOf(Reply.Done.class);
        assertThat(node.ask(register)).isInstanceOf(Reply.Done.class);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(summary().displayName()).isEqualTo("Shop"));
        var page = (DirectoryView.Page) found(new DirectoryCommand.Browse(Optional.empty(), 500));
        assertThat(page.tenants()).extracting(DirectoryView.Entry::tenant).contains(tenant);
        assertThat(node.ask(new DirectoryCommand.Register(tenant, "Another", "ops")))
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.ALREADY_EXISTS));
    }

    @Test
    void tenantThatNobodyRegisteredIsNotThere() {
        assertThat(node.ask(new TenantCommand.Show(tenant)))
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.NOT_FOUND));
    }

    @Test
    void importedDemoReachesEveryAgentAndQueue() throws IOException {
        tenant = new TenantId("demo");
        create();

        done(new TenantCommand.Import(tenant, demo(), Optional.empty(), BY));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(summary().undelivered()).isZero());
        assertThat(agent("alice").profile().displayName()).isEqualTo("Alice Archer");
        assertThat(agent("victor").profile().grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(queue("vip").policyId()).isEqualTo("vip");
        assertThat(events().filter(TenantEvent.Delivered.class::isInstance)).hasSizeLessThan(4);
    }

    @Test
    void publishedPolicyReachesTheQueuesThatFollowIt() {
        create();
        done(new TenantCommand.PublishPolicy(tenant, "standard", Policy.DEFAULT, Optional.empty(), BY));
        done(new TenantCommand.Define(
                tenant, Shop.queue("support", "standard", Optional.empty()), Optional.empty(), BY));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(queue("support").policyVersion()).isEqualTo(1));

        done(new TenantCommand.PublishPolicy(tenant, "standard", GERMANLESS, Optional.empty(), BY));

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(queue("support").policyVersion()).isEqualTo(2));
    }

    private static final Policy GERMANLESS = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = 2);

    @Test
    void tenantKilledBeforeDeliveryDeliversWhenItIsBack() {
        create();
        journal.failNextNPersisted("agent|" + tenant + "/alice", 1_000);
        done(define("alice"));
        assertThat(summary().undelivered()).isEqualTo(1);

        kill();
        journal.resetPolicy();

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(agent("alice").profile().displayName()).isEqualTo("Agent alice"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(summary().undelivered()).isZero());
    }

    @Test
    void agentThatCannotBeReachedDoesNotHoldUpTheOthers() {
        create();
        journal.failNextNPersisted("agent|" + tenant + "/agent-000", 1_000_000);
        var agents = new TreeMap<String, Settings>();
        for (int i = 0; i < Delivery.WINDOW + 50; i++) {
            String name = "agent-%03d".formatted(i);
            agents.put(name, Shop.agent(name).settings());
        }

        done(new TenantCommand.Import(
                tenant,
                new TenantDocument(Optional.empty(), Optional.empty(), Map.of(Kind.AGENT, agents), Optional.empty()),
                Optional.empty(),
                BY));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(summary().undelivered()).isEqualTo(1));
        assertThat(agent("agent-249").profile().displayName()).isEqualTo("Agent agent-249");
    }

    @Test
    void refusedWriteLeavesTheTenantAsItWas() {
        create();
        done(define("alice"));
        journal.failNextPersisted("tenant|" + tenant);

        assertThat(node.ask(define("bob")))
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.UNAVAILABLE));

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(summary().counts().get(Kind.AGENT)).isEqualTo(1));
    }

    @Test
    void killedTenantIsTheSameFromItsEvents() {
        create();
        for (int i = 0; i < 30; i++) {
            done(define("agent-" + i));
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(summary().undelivered()).isZero());
        var before = found(new TenantCommand.Export(tenant));

        kill();

        assertThat(found(new TenantCommand.Export(tenant))).isEqualTo(before);
    }

    private void create() {
        done(new TenantCommand.Create(tenant, "Shop"));
    }

    private TenantCommand define(String agent) {
        return new TenantCommand.Define(tenant, Shop.agent(agent), Optional.empty(), BY);
    }

    private void kill() {
        ActorRef entity = node.system()
                .actorSelection("/system/sharding/tenant/*/" + tenant)
                .resolveOne(Duration.ofSeconds(10))
                .toCompletableFuture()
                .join();
        TestKit probe = new TestKit(node.system());
        probe.watch(entity);
        entity.tell(PoisonPill.getInstance(), ActorRef.noSender());
        probe.expectTerminated(entity);
        // What is sent before sharding has noticed is lost.
        await().atMost(LONG).until(() -> node.ask(new TenantCommand.Wake(tenant)) instanceof Reply.Done);
    }

    private static void done(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }

    private static Reply.View found(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Found.class);
        return ((Reply.Found) node.ask(command)).view();
    }

    private TenantView.Summary summary() {
        return (TenantView.Summary) found(new TenantCommand.Show(tenant));
    }

    private AgentView agent(String name) {
        return (AgentView) found(new AgentCommand.Show(new AgentId(tenant, name)));
    }

    private QueueView queue(String name) {
        return (QueueView) found(new QueueCommand.Show(new QueueId(tenant, name)));
    }

    private java.util.stream.Stream<Object> events() {
        return journal.persistedInStorage("tenant|" + tenant).stream();
    }

    private static TenantDocument demo() throws IOException {
        try (var in = TenantYaml.class.getResourceAsStream("/demo-tenant.yaml")) {
            return TenantYaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .orThrow();
        }
    }
}

package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.tenant.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shell around every entity promises, whatever its rules are. */
class EntityShellTest {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final AtomicInteger AGENTS_BEGUN = new AtomicInteger();
    private static final AtomicInteger LARGEST_WRITE = new AtomicInteger();
    private static OneNode node;
    private static PersistenceTestKit journal;
    private static SnapshotTestKit snapshots;

    private TenantId tenant;
    private QueueId queue;
    private AgentId alice;
    private CountDownLatch journalAnswers;

    @BeforeAll
    static void start() {
        node = new OneNode(new Observer() {
            @Override
            public void recovered(String type, long nanos) {
                if (type.equals("agent")) {
                    AGENTS_BEGUN.incrementAndGet();
                }
            }

            @Override
            public void wrote(String type, int events) {
                LARGEST_WRITE.accumulateAndGet(events, Math::max);
            }
        });
        journal = PersistenceTestKit.create(node.system());
        snapshots = SnapshotTestKit.create(node.system());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void freshTenant() {
        tenant = new TenantId("shell" + TENANTS.incrementAndGet());
        queue = new QueueId(tenant, "support");
        alice = new AgentId(tenant, "alice");
        journalAnswers = new CountDownLatch(0);
    }

    @AfterEach
    void journalAnswersAgain() {
        journalAnswers.countDown();
        journal.resetPolicy();
    }

    @Test
    void commandsThatArriveDuringAWriteShareTheNextOnes() {
        done(configured(queue));
        AtomicInteger writes = holdWritesOf("queue|" + queue);

        var answers = IntStream.range(0, 600)
                .mapToObj(n -> node.switchboard().ask(enqueue(n), ANSWER).toCompletableFuture())
                .toList();
        await().until(() -> writes.get() == 1);
        journalAnswers.countDown();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Reply.Done.class));
        assertThat(LARGEST_WRITE.get()).isGreaterThan(100);
        assertThat(((QueueView) found(new QueueCommand.Show(queue))).waiting()).isEqualTo(600);
    }

    @Test
    void nothingIsAnsweredOrShownBeforeItIsRecorded() {
        done(configured(queue));
        AtomicInteger writes = holdWritesOf("queue|" + queue);

        var enqueued = node.switchboard().ask(enqueue(1), ANSWER).toCompletableFuture();
        await().until(() -> writes.get() == 1);
        var shown = node.switchboard().ask(new QueueCommand.Show(queue), ANSWER).toCompletableFuture();

        assertThat(enqueued).isNotDone();
        assertThat(shown).isNotDone();
        journalAnswers.countDown();
        assertThat(enqueued.join()).isInstanceOf(Reply.Done.class);
        assertThat(shown.join()).isInstanceOf(Reply.Found.class);
    }

    @Test
    void moreCommandsThanMayWaitAreRefusedAndTheOthersCarriedOut() {
        AgentId agent = configuredAgent();
        AtomicInteger writes = holdWritesOf("agent|" + agent);

        var answers = IntStream.range(0, 150)
                .mapToObj(n ->
                        node.switchboard().ask(configure(agent, 10 + n), ANSWER).toCompletableFuture())
                .toList();
        await().until(() -> writes.get() == 1);
        await().until(() -> answers.stream().filter(each -> each.isDone()).count() == 50);
        journalAnswers.countDown();

        assertThat(answers.stream().map(each -> each.join()).filter(Reply.Done.class::isInstance))
                .hasSize(100);
        assertThat(answers.stream().map(each -> each.join()).filter(Reply.Refused.class::isInstance))
                .allSatisfy(
                        reply -> assertThat(((Reply.Refused) reply).refusal()).isEqualTo(Refusal.OVERLOADED));
    }

    @Test
    void failedWriteIsUnavailableAndLeavesNothing() {
        done(configured(queue));
        journal.failNextPersisted("queue|" + queue);

        Reply failed = node.ask(enqueue(1));

        assertThat(((Reply.Refused) failed).refusal()).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(((QueueView) found(new QueueCommand.Show(queue))).waiting()).isZero();
        await().until(() -> node.ask(enqueue(1)) instanceof Reply.Done);
        assertThat(((QueueView) found(new QueueCommand.Show(queue))).waiting()).isEqualTo(1);
    }

    @Test
    void snapshotsAreACache() {
        AgentId agent = configuredAgent();
        for (int revision = 2; revision <= 1_700; revision += 90) {
            IntStream.range(revision, revision + 90)
                    .mapToObj(each -> node.switchboard()
                            .ask(configure(agent, each), ANSWER)
                            .toCompletableFuture())
                    .toList()
                    .forEach(answer -> assertThat(answer.join()).isInstanceOf(Reply.Done.class));
        }
        Reply.View before = found(new AgentCommand.Show(agent));
        String pid = "agent|" + agent;
        await().untilAsserted(
                        () -> assertThat(snapshots.persistedInStorage(pid)).hasSize(2));

        restart(agent);
        assertThat(found(new AgentCommand.Show(agent))).isEqualTo(before);

        snapshots.clearByPersistenceId(pid);
        restart(agent);
        assertThat(found(new AgentCommand.Show(agent))).isEqualTo(before);
    }

    @Test
    void liveEntityThatIsToldToLeaveIsBackWithoutBeingCalled() {
        // As after its shard has moved: it is told to go, and its home is elsewhere.
        ActorRef leaving = node.system()
                .actorOf(
                        JournaledEntity.props(Agents.type(), node.switchboard()),
                        URLEncoder.encode(alice.toString(), StandardCharsets.UTF_8));
        tell(leaving, configure(alice, 1));
        tell(leaving, new AgentCommand.SignIn(alice));
        int begun = AGENTS_BEGUN.get();

        leaving.tell(Switchboard.stopMessage(), ActorRef.noSender());

        await().until(() -> AGENTS_BEGUN.get() > begun);
    }

    @Test
    void dormantEntityThatIsToldToLeaveStaysAway() {
        ActorRef leaving = node.system()
                .actorOf(
                        JournaledEntity.props(Agents.type(), node.switchboard()),
                        URLEncoder.encode(alice.toString(), StandardCharsets.UTF_8));
        tell(leaving, configure(alice, 1));
        int begun = AGENTS_BEGUN.get();
        var gone = new TestKit(node.system());
        gone.watch(leaving);

        leaving.tell(Switchboard.stopMessage(), ActorRef.noSender());

        gone.expectTerminated(leaving);
        // Whoever comes now is the next one to be begun.
        found(new AgentCommand.Show(alice));
        assertThat(AGENTS_BEGUN.get()).isEqualTo(begun + 1);
    }

    private static void tell(ActorRef entity, Command command) {
        assertThat(Patterns.ask(entity, command, ANSWER).toCompletableFuture().join())
                .isInstanceOf(Reply.Done.class);
    }

    private AgentId configuredAgent() {
        done(configure(alice, 1));
        return alice;
    }

    private static AgentCommand.Configure configure(AgentId agent, long revision) {
        var profile = new AgentProfile(
                "Alice " + revision,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Capacity.DEFAULT,
                Duration.ofSeconds(30),
                true);
        return new AgentCommand.Configure(agent, profile, revision);
    }

    private static QueueCommand configured(QueueId queue) {
        return new QueueCommand.Configure(queue, queue.name(), "standard", Policy.DEFAULT, 1, 1);
    }

    private QueueCommand enqueue(int n) {
        Instant since = Instant.parse("2026-11-21T12:00:00Z").plusMillis(n);
        return new QueueCommand.Enqueue(
                queue,
                new InteractionId(tenant, "c" + n),
                Medium.CHAT,
                new Place(queue, 0, since, since, Map.of(), Optional.empty(), Optional.empty(), Set.of()));
    }

    /** From now on the journal takes this entity's writes one after the other, but does not answer; counts them. */
    private AtomicInteger holdWritesOf(String persistenceId) {
        var writes = new AtomicInteger();
        var answers = new CountDownLatch(1);
        journalAnswers = answers;
        journal.withPolicy((id, operation) -> {
            if (id.equals(persistenceId) && operation instanceof WriteEvents) {
                writes.incrementAndGet();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return ProcessingSuccess.getInstance();
        });
        return writes;
    }

    /** Ends the entity where it is; the next command brings it back from the journal. */
    private void restart(AgentId agent) {
        int begun = AGENTS_BEGUN.get();
        node.system()
                .actorSelection(
                        "/system/sharding/agent/*/" + URLEncoder.encode(agent.toString(), StandardCharsets.UTF_8))
                .tell(Switchboard.stopMessage(), ActorRef.noSender());
        await().until(() -> {
            node.ask(new AgentCommand.Show(agent));
            return AGENTS_BEGUN.get() > begun;
        });
    }

    /** Asked again where the question was lost with an entity that had just stopped. */
    private Reply.View found(Command command) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> node.ask(command), Reply.Found.class::isInstance)
                        instanceof Reply.Found found
                ? found.view()
                : null;
    }

    private static void done(Command command) {
        assertThat(List.of(node.ask(command))).hasOnlyElementsOfType(Reply.Done.class);
    }
}

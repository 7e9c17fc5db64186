package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three nodes on PostgreSQL; one after another is killed with kill -9 under load and started again. Whatever was acknowledged
 * to the recorder outside is there in the end, was owned by one agent at a time, and ended once.
 */
@EnabledIfSystemProperty(named = "cordboard.kills", matches = "\\d+")
class KillClusterIT {

    private static final int KILLS = Integer.getInteger("cordboard.kills", 20);
    private static final int AGENTS = 24;
    private static final Duration SETTLE_WITHIN = Duration.ofMinutes(5);
    private static final TenantId TENANT = new TenantId("acme");
    private static final List<QueueId> QUEUES =
            List.of(new QueueId(TENANT, "a"), new QueueId(TENANT, "b"), new QueueId(TENANT, "c"));

    private final long seed = Long.getLong("cordboard.seed", new Random().nextLong());
    private final Set<InteractionId> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicBoolean opening = new AtomicBoolean(true);
    private final AtomicBoolean working = new AtomicBoolean(true);
    private final AtomicInteger tried = new AtomicInteger();

    @Test
    @Timeout(45 * 60)
    void nothingAcknowledgedIsLostOrDoubledWhileNodesAreKilled() throws Exception {
        System.out.println(
                "KillClusterIT: seed " + seed + ", " + KILLS + " kills (rerun with -Dcordboard.seed=" + seed + ")");
        JournalSettings journal = LocalPostgres.shared().newDatabase("kills", 10);
        try (var cluster = new ChaosCluster(journal, 3)) {
            cluster.startAll();
            prepare(cluster);
            var threads = new ArrayList<Thread>();
            threads.add(Thread.ofVirtual().start(() -> open(cluster)));
            for (int i = 0; i < 6; i++) {
                int share = i;
                threads.add(Thread.ofVirtual().start(() -> work(cluster, share)));
            }

            killAndRestart(cluster);

            opening.set(false);
            await().atMost(SETTLE_WITHIN)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(open(journal))
                            .as("interactions that have not ended")
                            .isZero());
            working.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            verify(cluster, journal);
        }
    }

    private void prepare(ChaosCluster cluster) {
        var random = new Random(seed);
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(15), 0, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(30));
        });
        QUEUES.forEach(queue -> done(cluster.insist(
                random, new QueueCommand.Configure(queue, queue.name(), "p", policy, 1, 1), SETTLE_WITHIN)));
        for (int i = 0; i < AGENTS; i++) {
            var profile = new AgentProfile(
                    "Agent " + i, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(15), true);
            done(cluster.insist(random, new AgentCommand.Configure(agent(i), profile, 1), SETTLE_WITHIN));
            done(cluster.insist(random, new AgentCommand.SignIn(agent(i)), SETTLE_WITHIN));
            done(cluster.insist(random, new AgentCommand.BecomeReady(agent(i)), SETTLE_WITHIN));
        }
    }

    private static AgentId agent(int i) {
        return new AgentId(TENANT, "agent-" + i);
    }

    private void killAndRestart(ChaosCluster cluster) {
        var random = new Random(seed + 1);
        for (int kill = 1; kill <= KILLS; kill++) {
            int victim = random.nextInt(3);
            int before = acknowledged.size();
            cluster.kill(victim);
            // The rest goes on: more is acknowledged while the node is away.
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(acknowledged.size()).isGreaterThan(before + 20));
            cluster.start(victim);
            System.out.println("KillClusterIT: kill " + kill + ", acknowledged " + acknowledged.size());
        }
    }

    private void open(ChaosCluster cluster) {
        var random = new Random(seed + 2);
        for (int i = 0; opening.get(); i++) {
            var id = new InteractionId(TENANT, "i" + i);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Medium medium = List.of(Medium.VOICE, Medium.CHAT, Medium.TASK).get(random.nextInt(3));
            var command = new InteractionCommand.Open(
                    id,
                    new Contact(medium, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                    new Place(
                            QUEUES.get(random.nextInt(3)),
                            0,
                            now,
                            now,
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Set.of()),
                    Optional.empty());
            tried.incrementAndGet();
            if (cluster.insist(random, command, SETTLE_WITHIN) instanceof Reply.Done) {
                acknowledged.add(id);
            }
        }
    }

    /** Agents that take what they are offered, end it and wrap it up. */
    private void work(ChaosCluster cluster, int share) {
        var random = new Random(seed + 10 + share);
        while (working.get()) {
            for (int i = share; i < AGENTS; i += 6) {
                if (cluster.ask(random, new AgentCommand.Show(agent(i)))
                        instanceof Reply.Found(_, _, AgentView view)) {
                    view.work().forEach(work -> step(cluster, random, view.agent(), work));
                }
            }
        }
    }

    private static void step(ChaosCluster cluster, Random random, AgentId agent, AgentView.Work work) {
        Command next = switch (work.phase()) {
            case OFFERED ->
                random.nextInt(10) == 0
                        ? new InteractionCommand.EndOffer(
                                work.interaction(),
                                work.offer(),
                                agent,
                                io.cordboard.routing.interaction.OfferOutcome.REJECTED,
                                Optional.empty())
                        : new InteractionCommand.Accept(work.interaction(), work.offer(), agent);
            case HANDLING ->
                random.nextInt(20) == 0
                        ? new InteractionCommand.Requeue(work.interaction(), Party.agent(agent))
                        : new InteractionCommand.End(work.interaction(), Party.agent(agent));
            case WRAPPING_UP ->
                new InteractionCommand.WrapUp(
                        work.interaction(), Party.agent(agent), Optional.of("done"), Optional.empty());
        };
        cluster.ask(random, next);
    }

    private static void done(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Done.class);
    }

    /** Interactions that have begun and not settled, by the journal. */
    private static long open(JournalSettings journal) throws SQLException {
        return count(
                journal,
                "SELECT count(*) FROM event_journal o WHERE o.event_ser_manifest = 'interaction-opened' AND NOT EXISTS"
                        + " (SELECT 1 FROM event_journal s WHERE s.persistence_id = o.persistence_id AND"
                        + " s.event_ser_manifest = 'interaction-settled')");
    }

    private void verify(ChaosCluster cluster, JournalSettings journal) throws SQLException {
        var random = new Random(seed);
        System.out.println("KillClusterIT: " + tried.get() + " tried, " + acknowledged.size() + " acknowledged");
        for (InteractionId id : acknowledged) {
            Reply reply = cluster.insist(random, new InteractionCommand.Show(id), SETTLE_WITHIN);
            assertThat(reply).as("%s was acknowledged", id).isInstanceOf(Reply.Found.class);
            assertThat(((InteractionView) ((Reply.Found) reply).view()).phase())
                    .isEqualTo(InteractionView.Phase.CLOSED);
        }
        assertThat(count(journal, """
            SELECT count(*) FROM (SELECT persistence_id FROM event_journal
            WHERE event_ser_manifest = 'interaction-closed' GROUP BY persistence_id HAVING count(*) > 1) twice\
            """))
                .as("interactions" + " that" + " ended" + " twice")
                .isZero();
        assertThat(count(journal, """
            SELECT count(*) FROM (
              SELECT event_ser_manifest AS now, lag(event_ser_manifest) OVER
                     (PARTITION BY persistence_id ORDER BY sequence_number) AS before
              FROM event_journal WHERE event_ser_manifest IN
              ('interaction-assigned', 'interaction-queued', 'interaction-opened')) owners
            WHERE now = 'interaction-assigned' AND before = 'interaction-assigned'\
            """))
                .as("interactions that got a second owner")
                .isZero();
        for (int i = 0; i < AGENTS; i++) {
            AgentId agent = agent(i);
            var view = (AgentView)
                    ((Reply.Found) cluster.insist(random, new AgentCommand.Show(agent), SETTLE_WITHIN)).view();
            assertThat(view.work()).as("work left with %s", agent).isEmpty();
            assertThat(JournalledAgents.mostCarried(journal, agent))
                    .allSatisfy(carried -> assertThat(carried)
                            .as("%s never carried more than its capacity", agent)
                            .isTrue());
        }
    }

    private static long count(JournalSettings journal, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

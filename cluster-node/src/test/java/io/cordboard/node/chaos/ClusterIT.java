package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do to a cluster of three nodes, and what befalls it, short of violence at random. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    private static LocalPostgres postgres;
    private static JournalSettings journal;
    private static ChaosCluster cluster;

    /** Whom a router has to know again after its node was killed: -Dcordboard.agents and -Dcordboard.waiting for more. */
    private static final int AGENTS = Integer.getInteger("cordboard.agents", 300);

    private static final int WAITING = Integer.getInteger("cordboard.waiting", 2_000);

    private final long seed = Long.getLong("cordboard.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() throws IOException {
        postgres = LocalPostgres.startTemporary();
        journal = postgres.newDatabase("cluster", 10);
        cluster = ChaosCluster.onLoopback(journal, 4, 3);
        cluster.start(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        postgres.close();
    }

    @AfterEach
    void databaseIsThere() {
        postgres.start();
    }

    @Test
    void nodesLeaveJoinAndAreReplacedUnderLoadAndNothingIsLost() throws Exception {
        System.out.println("ClusterIT: seed " + seed + " (rerun with -Dcordboard.seed=" + seed + ")");
        var recorder = new Recorder();
        try (var traffic = new Traffic(cluster, recorder, seed, 16, "rolling")) {
            traffic.prepare();
            traffic.start(Duration.ofMillis(150));
            awaitMore(recorder, 30);

            for (int i = 0; i < 3; i++) {
                Instant asked = Instant.now();
                int exitCode = cluster.node(i).leave();
                Duration left = Duration.between(asked, Instant.now());
                await().atMost(WITHIN)
                        .until(() -> recorder.silentSince(asked.plus(left)).isEmpty());
                System.out.println("ClusterIT: node " + (i + 1) + " left within " + left.toMillis()
                        + " ms, all agents answered after "
                        + Duration.between(asked, Instant.now()).toMillis() + " ms");
                // 143: ended by the signal that it was sent, in good order.
                assertThat(exitCode).isEqualTo(143);
                awaitMore(recorder, 10);
                cluster.node(i).start();
                cluster.awaitUp(3);
            }
            cluster.node(3).start();
            cluster.awaitUp(4);
            await().atMost(WITHIN)
                    .until(() -> hosted(3, "agent").size() > 1
                            && hosted(3, "interaction").size() > 1);
            awaitMore(recorder, 10);
            cluster.node(3).leave();

            traffic.stopOpening();
            await().atMost(WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Histories.open(journal)).isZero());
            traffic.finish();
            System.out.println("ClusterIT: " + recorder);
            assertThat(recorder.refusedForGood())
                    .as("refused, and not to be tried again")
                    .isEmpty();
            new Verdict(journal).everythingHolds(cluster, recorder);
        }
    }

    @Test
    void routerIsWholeAgainAfterItsNodeWasKilled() throws Exception {
        // Given
        var tenant = new TenantId("busy");
        var queue = new QueueId(tenant, "line");
        done(new QueueCommand.Configure(queue, "Line", "p", Policy.DEFAULT, 1, 1));
        var calls = new Capacity(100, Map.of(Medium.VOICE, new Capacity.Share(100, 1, true)));
        var chats = new Capacity(100, Map.of(Medium.CHAT, new Capacity.Share(100, 1, false)));
        var commands = new ArrayList<List<Command>>();
        IntStream.range(0, AGENTS)
                .mapToObj(i -> new AgentId(tenant, "a" + i))
                .forEach(agent -> commands.add(List.of(
                        configure(agent, calls, 1),
                        new AgentCommand.SignIn(agent),
                        new AgentCommand.BecomeReady(agent))));
        IntStream.range(0, WAITING).forEach(i -> commands.add(List.of(open(queue, "w" + i, Medium.CHAT))));
        atOnce(commands);
        await().atMost(WITHIN)
                .until(() -> router(tenant)
                        .filter(r -> r.agents() == AGENTS && r.waiting() == WAITING)
                        .isPresent());
        int host = IntStream.range(0, 3)
                .filter(i -> hosted(i, "router").contains(tenant.value()))
                .findFirst()
                .orElseThrow();

        // When
        Instant killed = Instant.now();
        cluster.node(host).kill();

        // Then
        await().atMost(WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> router(tenant)
                        .filter(r -> r.started().isAfter(killed) && r.agents() == AGENTS && r.waiting() == WAITING)
                        .isPresent());
        System.out.println("ClusterIT: " + AGENTS + " agents and " + WAITING + " who wait are indexed again "
                + Duration.between(killed, Instant.now()).toMillis() + " ms after the kill, by a router that began "
                + Duration.between(killed, router(tenant).orElseThrow().started())
                        .toMillis() + " ms after it");
        done(open(queue, "call", Medium.VOICE));
        await().atMost(WITHIN).until(() -> phase(new InteractionId(tenant, "call")) == InteractionView.Phase.OFFERED);
        done(configure(new AgentId(tenant, "a0"), chats, 2));
        await().atMost(WITHIN).until(() -> phase(new InteractionId(tenant, "w0")) == InteractionView.Phase.OFFERED);
        cluster.awaitUp(3);
    }

    @Test
    void clusterOfWhichAllNodesWereKilledComesBackWithEverything() {
        // Given
        var tenant = new TenantId("kept");
        var queue = new QueueId(tenant, "line");
        done(new QueueCommand.Configure(queue, "Line", "p", Policy.DEFAULT, 1, 1));
        IntStream.range(0, 50).forEach(i -> done(open(queue, "k" + i, Medium.CHAT)));

        // When
        IntStream.range(0, 3).forEach(i -> cluster.node(i).kill());
        cluster.awaitUp(3);

        // Then
        IntStream.range(0, 50)
                .forEach(i ->
                        assertThat(phase(new InteractionId(tenant, "k" + i))).isEqualTo(InteractionView.Phase.WAITING));
        await().atMost(WITHIN)
                .until(() -> router(tenant).filter(r -> r.waiting() == 50).isPresent());
    }

    @Test
    void secondClusterOnTheSameDatabaseIsRefusedAndSaysWhy() throws Exception {
        // Given
        var command = new ArrayList<>(Supervisor.java());
        command.addAll(
                List.of("io.cordboard.node.Main", "up", "--no-demo", "--journal", "postgres", "--port", "18099"));
        var second = new ProcessBuilder(command).redirectErrorStream(true);
        second.environment().putAll(Supervisor.environment(journal));

        // When
        var process = second.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said)
                .containsPattern(
                        "(?m)^cordboard: The journal jdbc:postgresql:.* is another cluster's: .* holds and renews it")
                .doesNotContain("\tat io.cordboard");
        done(new QueueCommand.Configure(new QueueId(new TenantId("after"), "line"), "Line", "p", Policy.DEFAULT, 1, 1));
    }

    @Test
    void databaseThatIsAwayMeansRefusalsAndFullSpeedAgainWithinAMinuteOfItsReturn() throws Exception {
        // Given
        var nodes = IntStream.range(0, 3)
                .mapToObj(i -> cluster.node(i).up().orElseThrow().api())
                .toList();
        int endings = IntStream.range(0, 3).map(i -> cluster.node(i).endings()).sum();
        try (var load = new TaskLoad(Caller.logIn(nodes.getFirst(), "ada"), nodes, 12, Duration.ofMillis(50))) {
            await().atMost(WITHIN).until(() -> load.created().size() > 200);
            long before = perSecond(load);

            // When
            postgres.stop();
            int refused = load.refused();
            await().atMost(WITHIN).until(() -> load.refused() > refused + 20);
            await().pollDelay(Duration.ofSeconds(15)).atMost(WITHIN).until(() -> true);
            int during = load.created().size();
            postgres.start();
            Instant back = Instant.now();

            // Then
            await().atMost(Duration.ofMinutes(1)).until(() -> perSecond(load) >= before * 0.8);
            System.out.println("ClusterIT: " + before + " tasks/s before the outage, " + (load.refused() - refused)
                    + " refused, as many tasks/s again "
                    + Duration.between(back, Instant.now()).toMillis() + " ms after the database was back");
            assertThat(load.created().size()).isGreaterThan(during);
            assertThat(load.wrong())
                    .as("answers that are neither yes nor later")
                    .isEmpty();
            assertThat(IntStream.range(0, 3).map(i -> cluster.node(i).endings()).sum())
                    .as("nodes that ran out of memory, or gave up")
                    .isEqualTo(endings);
            load.finish();
            var caller = Caller.logIn(nodes.getFirst(), "ada");
            for (String location : load.created()) {
                assertThat(caller.get(nodes.getFirst(), location).statusCode())
                        .as("%s was acknowledged", location)
                        .isEqualTo(200);
            }
        }
    }

    /** Over the next two seconds. */
    private static long perSecond(TaskLoad load) {
        int from = load.created().size();
        await().pollDelay(Duration.ofSeconds(2)).atMost(WITHIN).until(() -> true);
        return (long) (load.created().size() - from) / 2;
    }

    private static void awaitMore(Recorder recorder, int more) {
        int before = recorder.opened();
        await().atMost(WITHIN).until(() -> recorder.opened() >= before + more);
    }

    private static Set<String> hosted(int node, String type) {
        try {
            return ChaosNode.hosted(cluster.node(node).up().orElseThrow().commands(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<RouterView> router(TenantId tenant) {
        return cluster.ask(random, new RouterCommand.Show(tenant)) instanceof Reply.Found(_, _, RouterView view)
                ? Optional.of(view)
                : Optional.empty();
    }

    private InteractionView.Phase phase(InteractionId id) {
        var reply = cluster.insist(random, new InteractionCommand.Show(id), WITHIN);
        return ((InteractionView) ((Reply.Found) reply).view()).phase();
    }

    private void done(Command command) {
        assertThat(cluster.insist(random, command, WITHIN)).isInstanceOf(Reply.Done.class);
    }

    /** Each list in order, many lists at a time. */
    private void atOnce(List<List<Command>> lists) {
        var failed = new ConcurrentLinkedQueue<String>();
        try (var asking = Executors.newFixedThreadPool(16)) {
            lists.forEach(list -> asking.execute(() -> list.forEach(command -> {
                Reply reply = cluster.insist(new Random(command.hashCode()), command, WITHIN);
                if (!(reply instanceof Reply.Done)) {
                    failed.add(reply.toString());
                }
            })));
        }
        assertThat(failed).isEmpty();
    }

    private static AgentCommand.Configure configure(AgentId agent, Capacity capacity, long revision) {
        return new AgentCommand.Configure(
                agent,
                new AgentProfile(
                        agent.name(), Optional.empty(), Set.of(), Map.of(), capacity, Duration.ofSeconds(15), true),
                revision);
    }

    private static InteractionCommand.Open open(QueueId queue, String name, Medium medium) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new InteractionCommand.Open(
                new InteractionId(queue.tenant(), name),
                new Contact(medium, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Place(queue, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty());
    }
}

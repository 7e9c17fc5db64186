package io.cordboard.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.ops.metrics.JournalMetrics;
import io.cordboard.ops.metrics.Metrics;
import io.cordboard.ops.metrics.RoutingMetrics;
import io.cordboard.ops.metrics.WorkMetrics;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalPlugin;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.lines.LineTable;
import io.cordboard.persistence.live.LiveIndex;
import io.cordboard.persistence.ownership.ClusterMembership;
import io.cordboard.persistence.ownership.OwnershipGuard;
import io.cordboard.persistence.ownership.OwnershipSettings;
import io.cordboard.persistence.projection.Projection;
import io.cordboard.persistence.projection.ProjectionSettings;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.view.InteractionList;
import io.cordboard.routing.Routing;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.telephony.recording.Recordings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: database, cluster, the right to write, entities, views, and the API in front of them; started in this
 * order and stopped in reverse.
 */
public final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final int SECONDS_TO_JOIN = 120;
    /** A cluster that crashed as a whole leaves a lease that must run out first. */
    private static final int SECONDS_TO_OWN = 60;

    /** The exit code of a node that was not asked to end; the one that Pekko ends a process with in this case. */
    static final int HAD_TO_GO = 255;

    private static final Set<CoordinatedShutdown.Reason> FORCED = Set.of(
            CoordinatedShutdown.clusterDowningReason(),
            CoordinatedShutdown.clusterJoinUnsuccessfulReason(),
            CoordinatedShutdown.incompatibleConfigurationDetectedReason());

    private final ActorSystem system;
    private final JournalDatabase database;
    private final Switchboard switchboard;
    private final Metrics metrics;
    private final String apiUrl;

    private Node(
            ActorSystem system, JournalDatabase database, Switchboard switchboard, Metrics metrics, String apiUrl) {
        this.system = system;
        this.database = database;
        this.switchboard = switchboard;
        this.metrics = metrics;
        this.apiUrl = apiUrl;
    }

    /** Starts with {@code application.conf}, the environment, and {@code overrides} on top; returns once the node is up. */
    public static Node start(Map<String, ?> overrides) {
        Config loaded = ConfigFactory.load(
                ConfigFactory.parseMap(overrides, "command line").withFallback(ConfigFactory.defaultApplication()));
        var demoAgents = DemoAgents.of(loaded);
        Config application = demoAgents.withLogins(loaded);
        JournalSettings journal = JournalSettings.of(application);
        Metrics metrics = Metrics.start(application);
        JournalDatabase database = JournalDatabase.open(journal);
        ActorSystem system = ActorSystem.create(
                "cordboard",
                JournalPlugin.config(journal).withFallback(application).resolve());
        try {
            joinCluster(system, application.getConfig("cordboard.node"));
            ownJournal(system, database, application);
            var work = new WorkMetrics(metrics.settings(), Clock.systemUTC());
            Switchboard switchboard = Routing.start(system, Clock.systemUTC(), observer(metrics, work));
            JournalTail tail = new JournalTail(database);
            List<Projection> views = startViews(system, database, tail, application);
            work.ask(switchboard);
            metrics.sample(work::sample);
            metrics.sample(new JournalMetrics(database, views)::sample);
            Sweeper.start(system, switchboard, new LiveIndex(database.readers()));
            Recordings recordings = KeptRecordings.open(system, application, metrics, Clock.systemUTC());
            boolean demo = application.getBoolean("cordboard.node.demo");
            var demoIsThere = new AtomicBoolean();
            String url = Surface.start(
                    system,
                    switchboard,
                    database,
                    tail,
                    application,
                    metrics,
                    recordings,
                    demo ? List.of(DemoTenant.check(demoIsThere::get)) : List.of());
            if (demo) {
                DemoTenant.ensure(switchboard, demoAgents, application.getString("cordboard.telephony.sip.domain"));
                demoIsThere.set(true);
            }
            Telephony.start(
                    system,
                    switchboard,
                    database,
                    application,
                    recordings,
                    metrics.settings().maxSeries());
            system.getWhenTerminated().whenComplete((_, _) -> {
                metrics.close();
                database.close();
            });
            return new Node(system, database, switchboard, metrics, url);
        } catch (RuntimeException e) {
            // An exit code of its own comes with the exception; the system must not end the process with another.
            system.terminate();
            metrics.close();
            database.close();
            throw e;
        }
    }

    private static Observer observer(Metrics metrics, WorkMetrics work) {
        return metrics.settings().enabled()
                ? new RoutingMetrics(work, metrics.settings().maxSeries())
                : Observer.NONE;
    }

    private static void joinCluster(ActorSystem system, Config node) {
        Cluster cluster = Cluster.get(system);
        var up = new CompletableFuture<Done>();
        cluster.registerOnMemberUp(() -> up.complete(Done.done()));
        cluster.registerOnMemberRemoved(() ->
                up.completeExceptionally(new IllegalStateException("Expected to join the cluster, but was removed")));
        var seeds = Seeds.of(node, cluster.selfAddress());
        LOG.info("Joining {}", seeds);
        cluster.joinSeedNodes(seeds);
        up.orTimeout(SECONDS_TO_JOIN, TimeUnit.SECONDS).join();
    }

    /** No entity starts before this cluster has the journal to itself; a node that loses it stops. */
    private static void ownJournal(ActorSystem system, JournalDatabase database, Config application) {
        var guard = new OwnershipGuard(
                database, OwnershipSettings.of(application), ClusterMembership.follow(system), reason -> {
                    LOG.error("Stopping: {}", reason);
                    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
                });
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseClusterExitingDone(),
                        "give-journal-back",
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    guard.close();
                                    return Done.done();
                                },
                                system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher")));
        try {
            guard.start()
                    .toCompletableFuture()
                    .orTimeout(SECONDS_TO_OWN, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            guard.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static List<Projection> startViews(
            ActorSystem system, JournalDatabase database, JournalTail tail, Config application) {
        var settings = ProjectionSettings.of(application);
        var list = new Projection(InteractionList.PROJECTION, database, tail, InteractionList.projection(), settings);
        var live = new Projection("live-index", database, tail, LiveIndex.projection(), settings);
        Projections.start(system, "list", list);
        Projections.start(system, "live", live);
        var lines = new Projection(LineTable.PROJECTION, database, tail, LineTable.projection(), settings);
        Projections.start(system, "lines", lines);
        return List.of(list, live, lines);
    }

    public ActorSystem system() {
        return system;
    }

    public JournalDatabase database() {
        return database;
    }

    public Switchboard switchboard() {
        return switchboard;
    }

    /** Where the API is, for example {@code http://127.0.0.1:8080}. */
    public String apiUrl() {
        return apiUrl;
    }

    /** The port of {@code /metrics}; empty if there is none. */
    public OptionalInt metricsPort() {
        return metrics.port();
    }

    /**
     * Waits until the node has stopped. Returns a process's exit code: 0 if it was told to, {@link #HAD_TO_GO} if it was
     * removed from the cluster or has lost the journal, so that whoever supervises the process starts it again.
     */
    public int awaitTermination() {
        system.getWhenTerminated().toCompletableFuture().join();
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(FORCED::contains)
                .map(_ -> HAD_TO_GO)
                .orElse(0);
    }

    /** Leaves the cluster in good order: nothing new, what is under way is finished, shards go to the other nodes. */
    @Override
    public void close() {
        CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.unknownReason())
                .toCompletableFuture()
                .join();
    }
}

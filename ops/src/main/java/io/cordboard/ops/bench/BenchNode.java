package io.cordboard.ops.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalPlugin;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.Routing;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;

/** A cluster of one node: the entities as a real node hosts them, without the API in front and without views. */
final class BenchNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorSystem system;
    private final Switchboard switchboard;
    private final Optional<JournalDatabase> database;

    private BenchNode(ActorSystem system, Switchboard switchboard, Optional<JournalDatabase> database) {
        this.system = system;
        this.switchboard = switchboard;
        this.database = database;
    }

    /** Keeps everything in the journal. */
    static BenchNode durable(JournalSettings journal, Observer observer) {
        JournalDatabase database = JournalDatabase.open(journal);
        ActorSystem system = start(JournalPlugin.config(journal).withFallback(config()));
        return new BenchNode(system, Routing.start(system, Clock.systemUTC(), observer), Optional.of(database));
    }

    /** Keeps nothing: rules and protocol alone. */
    static BenchNode inMemory(Observer observer) {
        return hosting(system -> Routing.startVolatile(system, Clock.systemUTC(), observer));
    }

    /** Keeps nothing, and hosts what the caller says. */
    static BenchNode hosting(Function<ActorSystem, Switchboard> hosts) {
        ActorSystem system = start(config());
        return new BenchNode(system, hosts.apply(system), Optional.empty());
    }

    /** A node's own configuration where there is one, alone in its cluster. */
    private static Config config() {
        return ConfigFactory.parseString("""
                        pekko {
                          loglevel = WARNING
                          stdout-loglevel = WARNING
                          loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                          logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                          log-dead-letters = off
                          actor.provider = cluster
                          actor.allow-java-serialization = off
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster.jmx.enabled = off
                          cluster.shutdown-after-unsuccessful-join-seed-nodes = off
                          coordinated-shutdown.exit-jvm = off
                          coordinated-shutdown.run-by-jvm-shutdown-hook = off
                        }
                        """).withFallback(ConfigFactory.load());
    }

    private static ActorSystem start(Config config) {
        ActorSystem system = ActorSystem.create("cordboard", config);
        Cluster cluster = Cluster.get(system);
        var up = new CountDownLatch(1);
        cluster.registerOnMemberUp(up::countDown);
        cluster.join(cluster.selfAddress());
        try {
            if (!up.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Expected a cluster of one within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a node starts", e);
        }
        return system;
    }

    ActorSystem system() {
        return system;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    JournalDatabase database() {
        return database.orElseThrow(() -> new IllegalStateException("Expected a durable node"));
    }

    /** Asks until it is answered: a node that starts may need a moment. */
    Reply ask(Command command) {
        return switchboard.ask(command, PATIENCE).toCompletableFuture().join();
    }

    /** Asks for something that must be granted. */
    void require(Command command) {
        if (!(ask(command) instanceof Reply.Done)) {
            throw new IllegalStateException("Expected " + command.ref() + " to be done, but got " + ask(command));
        }
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        database.ifPresent(JournalDatabase::close);
    }
}

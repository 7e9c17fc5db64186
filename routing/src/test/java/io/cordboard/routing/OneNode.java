package io.cordboard.routing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.router.RouterCommand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.awaitility.Awaitility;

/** A cluster of one node with a journal in memory that serializes as the real ones do. */
public final class OneNode implements AutoCloseable {

    private static final Config IN_MEMORY = ConfigFactory.parseString(
                    "cordboard.routing.read-journal = \"pekko.persistence.testkit.query\"")
            .withFallback(PersistenceTestKitPlugin.getInstance().config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config());

    private final ActorSystem system;
    private final Switchboard switchboard;

    /** With entities that are recorded in memory. */
    public static OneNode hosting(Function<ActorSystem, Switchboard> hosting) {
        return new OneNode(IN_MEMORY, hosting);
    }

    /** The same kind of entity, but for how often it is kept in a snapshot and how long it stays in memory unasked. */
    public static <C extends Command, E extends Event, S extends State<C, E, S>> EntityType<C, E, S> kept(
            EntityType<C, E, S> type, int snapshotEvery, Duration idle) {
        return new EntityType<>(
                type.name(),
                type.commands(),
                type.events(),
                type.initial(),
                type.wake(),
                type.restored(),
                snapshotEvery,
                idle,
                type.maxPending(),
                type.announces(),
                type.presence(),
                type.companion());
    }

    /** Never answers. */
    private static final class Silent extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchEquals(Switchboard.stopMessage(), _ -> getContext().stop(getSelf()))
                    .matchAny(_ -> {})
                    .build();
        }
    }

    /** Whose interactions never answer, so whoever arrives is arriving for ever. Nothing else lives there. */
    public static OneNode silent(String overrides, Observer observer) {
        return new OneNode(ConfigFactory.parseString(overrides).withFallback(IN_MEMORY), system -> {
            var switchboard = new Switchboard(system, Clock.systemUTC(), observer, false, RouterCommand.class);
            switchboard.host("interaction", InteractionCommand.class, Props.create(Silent.class, Silent::new));
            return switchboard;
        });
    }

    public OneNode() {
        this(Observer.NONE);
    }

    public OneNode(Observer observer) {
        this(observer, Clock.systemUTC());
    }

    /** @param clock what entities go by; their timers run in real time */
    public OneNode(Observer observer, Clock clock) {
        this(IN_MEMORY, system -> Routing.start(system, clock, observer));
    }

    /**
     * @param journal where entities are recorded
     * @param hosting makes the node host what lives on it
     */
    public OneNode(Config journal, Function<ActorSystem, Switchboard> hosting) {
        system = ActorSystem.create(
                "cordboard",
                ConfigFactory.parseString("""
                    pekko.loglevel = WARNING
                    pekko.actor.provider = cluster
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                    pekko.coordinated-shutdown.exit-jvm = off
                    """).withFallback(journal).withFallback(ConfigFactory.load()));
        Cluster cluster = Cluster.get(system);
        cluster.join(cluster.selfAddress());
        Awaitility.await().until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        switchboard = hosting.apply(system);
    }

    public ActorSystem system() {
        return system;
    }

    public Switchboard switchboard() {
        return switchboard;
    }

    public Reply ask(Command command) {
        try {
            return switchboard
                    .ask(command, Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .get(11, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Expected an answer to " + command, e);
        }
    }

    /** Ends an entity as a crash of its node does: it does nothing more, and whoever calls it next brings it back. */
    public void crash(EntityType<?, ?, ?> type, String entityId) {
        var kit = new TestKit(system);
        ActorRef entity = system.actorSelection(
                        "/system/sharding/" + type.name() + "/*/" + URLEncoder.encode(entityId, StandardCharsets.UTF_8))
                .resolveOne(Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();
        kit.watch(entity);
        entity.tell(PoisonPill.getInstance(), ActorRef.noSender());
        kit.expectTerminated(entity);
    }

    @Override
    public void close() {
        TestKit.shutdownActorSystem(system);
    }
}

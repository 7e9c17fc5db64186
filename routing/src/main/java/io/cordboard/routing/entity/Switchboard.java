package io.cordboard.routing.entity;

import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.pubsub.DistributedPubSub;
import org.apache.pekko.cluster.pubsub.DistributedPubSubMediator;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a node's entities live and how a command finds its entity, on whichever node that is. */
public final class Switchboard {

    private static final String ROUTER_STARTED = "cordboard-router-started";

    /** Asks an entity to leave memory once what it has begun is recorded. */
    enum Stop implements Message {
        INSTANCE
    }

    /** Told to every live entity of a tenant: its router is a new one, named by {@code incarnation}. */
    public record RouterStarted(TenantId tenant, String incarnation) implements Message {}

    private final ActorSystem system;
    private final Clock clock;
    private final Observer observer;
    private final boolean journaled;
    private final Class<? extends Command> announcements;
    private final int shards;
    private final Logger log = LoggerFactory.getLogger(Switchboard.class);
    private final Map<Class<?>, ActorRef> regions = new ConcurrentHashMap<>();
    private final Map<Class<?>, ActorRef> regionByCommand = new ConcurrentHashMap<>();
    private final Map<TenantId, Set<ActorRef>> announcers = new ConcurrentHashMap<>();

    /**
     * @param journaled false only to measure what the rules and the protocol cost without a journal
     * @param announcements the commands that a tenant's router is told, so that a new one is told again
     */
    public Switchboard(
            ActorSystem system,
            Clock clock,
            Observer observer,
            boolean journaled,
            Class<? extends Command> announcements) {
        this.system = system;
        this.clock = clock;
        this.observer = observer;
        this.journaled = journaled;
        this.announcements = announcements;
        this.shards = system.settings().config().getInt("cordboard.routing.shards");
        system.actorOf(Props.create(Relay.class, () -> new Relay(this)), "router-started-relay");
    }

    /** Makes this node one of those on which entities of this type live. */
    public <C extends Command, E extends Event, S extends State<C, E, S>> void host(EntityType<C, E, S> type) {
        host(
                type.name(),
                type.commands(),
                journaled ? JournaledEntity.props(type, this) : VolatileEntity.props(type, this));
    }

    /** The same for actors of another make. They are asked to stop by {@link #stopMessage}. */
    public void host(String name, Class<? extends Command> commands, Props props) {
        regions.put(
                commands,
                ClusterSharding.get(system)
                        .start(
                                name,
                                props,
                                // Entities decide themselves when they may leave: what waits or works must not.
                                ClusterShardingSettings.create(system)
                                        .withPassivationStrategy(
                                                ClusterShardingSettings.PassivationStrategySettings$.MODULE$
                                                        .disabled()),
                                new ByEntityId(shards),
                                ShardCoordinator.ShardAllocationStrategy$.MODULE$.leastShardAllocationStrategy(
                                        shards, 0.5),
                                Stop.INSTANCE));
    }

    public static Object stopMessage() {
        return Stop.INSTANCE;
    }

    /** Sends a command to its entity; {@code from} gets the {@link Reply}, unless the message is lost. */
    public void tell(Command command, ActorRef from) {
        region(command).tell(command, from);
    }

    /** Sends a command; never fails: without an answer in time it is {@link Refusal#UNAVAILABLE}. */
    public CompletionStage<Reply> ask(Command command, Duration timeout) {
        // On the thread that answers: otherwise each answer would be handed to the JDK's common pool first.
        return Patterns.ask(region(command), command, timeout)
                .handleAsync(
                        (reply, failure) -> failure == null ? (Reply) reply : unavailable(command, failure),
                        Runnable::run);
    }

    private Reply unavailable(Command command, Throwable failure) {
        if (!(failure instanceof AskTimeoutException)) {
            log.warn("No answer to {}", command.ref(), failure);
        }
        return new Reply.Refused(
                command.ref(),
                Refusal.UNAVAILABLE,
                "Expected an answer in time, but there was none to " + command.ref());
    }

    private ActorRef region(Command command) {
        ActorRef known = regionByCommand.get(command.getClass());
        return known != null ? known : findRegion(command);
    }

    private ActorRef findRegion(Command command) {
        return regionByCommand.computeIfAbsent(
                command.getClass(),
                commandClass -> regions.entrySet().stream()
                        .filter(entry -> entry.getKey().isAssignableFrom(commandClass))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Expected a hosted type for " + commandClass)));
    }

    /** Tells every live entity of the tenant, on all nodes, that its router is a new one; each node answers the router. */
    public void announceRouter(RouterStarted started, ActorRef router) {
        DistributedPubSub.get(system)
                .mediator()
                .tell(new DistributedPubSubMediator.Publish(ROUTER_STARTED, started), router);
    }

    /** Now, to the millisecond: what is decided and what is written are the same instant. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether this node is on its way out of the cluster. */
    boolean nodeLeaves() {
        return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
    }

    public ActorSystem system() {
        return system;
    }

    public Observer observer() {
        return observer;
    }

    Class<? extends Command> announcements() {
        return announcements;
    }

    Logger log() {
        return log;
    }

    void alive(EntityType<?, ?, ?> type, String entityId, ActorRef ref) {
        if (type.announces()) {
            announcers
                    .computeIfAbsent(tenant(entityId), _ -> ConcurrentHashMap.newKeySet())
                    .add(ref);
        }
    }

    void gone(EntityType<?, ?, ?> type, String entityId, ActorRef ref) {
        if (type.announces()) {
            announcers.computeIfPresent(tenant(entityId), (_, live) -> {
                live.remove(ref);
                return live.isEmpty() ? null : live;
            });
        }
    }

    private static TenantId tenant(String entityId) {
        int slash = entityId.indexOf('/');
        return new TenantId(slash < 0 ? entityId : entityId.substring(0, slash));
    }

    /** Entities by the id that each command carries. */
    private static final class ByEntityId extends ShardRegion.HashCodeMessageExtractor {
        ByEntityId(int shards) {
            super(shards);
        }

        @Override
        public @Nullable String entityId(Object message) {
            // Null means "not for an entity" to sharding.
            return message instanceof Command command ? command.entityId() : null;
        }
    }

    /** Passes the news of a new router on to those of this node whom it concerns, and shows it that the node lives. */
    private static final class Relay extends AbstractActor {
        private final Switchboard switchboard;

        Relay(Switchboard switchboard) {
            this.switchboard = switchboard;
        }

        @Override
        public void preStart() {
            DistributedPubSub.get(getContext().getSystem())
                    .mediator()
                    .tell(new DistributedPubSubMediator.Subscribe(ROUTER_STARTED, getSelf()), getSelf());
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().match(RouterStarted.class, this::passOn).build();
        }

        private void passOn(RouterStarted started) {
            switchboard
                    .announcers
                    .getOrDefault(started.tenant(), Set.of())
                    .forEach(ref -> ref.tell(started, getSelf()));
            getSender().tell(new Reply.Done(started.incarnation(), 0), getSelf());
        }
    }
}

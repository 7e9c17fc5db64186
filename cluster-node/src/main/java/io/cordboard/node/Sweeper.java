package io.cordboard.node;

import io.cordboard.persistence.live.LiveIndex;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.tenant.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.singleton.ClusterSingletonManager;
import org.apache.pekko.cluster.singleton.ClusterSingletonManagerSettings;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes what must be in memory: at start, after a node was lost, and once a minute in case anything was missed. One in the
 * cluster; see ADR 0004.
 */
final class Sweeper extends AbstractActorWithTimers {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** How many are woken at once: a page, then a pause, so that recoveries do not starve the writers. */
    private static final int PAGE = 200;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration REGULARLY = Duration.ofSeconds(60);
    /** After a start or a loss: soon, and again when the index has caught up with what was written last. */
    private static final List<Duration> AFTERWARDS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final List<EntityType<?, ?, ?>> KEPT =
            List.of(Interactions.type(), Agents.type(), Queues.type(), Tenants.type(), Tenants.directory());

    private enum Tick {
        SWEEP
    }

    private record Page(List<String> ids) {}

    private record PageFailed(Throwable cause) {}

    private record Next(String after) {}

    private final Switchboard switchboard;
    private final LiveIndex index;
    private final Executor blocking;
    private boolean sweeping;
    private int woken;

    private Sweeper(Switchboard switchboard, LiveIndex index) {
        this.switchboard = switchboard;
        this.index = index;
        this.blocking = getContext().getSystem().dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
    }

    /** One in the cluster, on its oldest node. */
    static void start(ActorSystem system, Switchboard switchboard, LiveIndex index) {
        system.actorOf(
                ClusterSingletonManager.props(
                        Props.create(Sweeper.class, () -> new Sweeper(switchboard, index)),
                        PoisonPill.getInstance(),
                        ClusterSingletonManagerSettings.create(system)),
                "sweeper");
    }

    @Override
    public void preStart() {
        Cluster.get(getContext().getSystem())
                .subscribe(getSelf(), ClusterEvent.initialStateAsEvents(), ClusterEvent.MemberRemoved.class);
        timers().startTimerWithFixedDelay(Tick.SWEEP, Tick.SWEEP, Duration.ZERO, REGULARLY);
        // The whole cluster may have been down, and nobody is missed.
        sweepAfterwards();
    }

    private void sweepAfterwards() {
        AFTERWARDS.forEach(delay -> timers().startSingleTimer(delay, Tick.SWEEP, delay));
    }

    @Override
    public void postStop() {
        Cluster.get(getContext().getSystem()).unsubscribe(getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(ClusterEvent.MemberRemoved.class, _ -> sweepAfterwards())
                .match(Tick.class, _ -> {
                    if (!sweeping) {
                        sweeping = true;
                        woken = 0;
                        read("");
                    }
                })
                .match(Page.class, this::wake)
                .match(Next.class, next -> read(next.after()))
                .match(PageFailed.class, failed -> {
                    LOG.warn(
                            "The live index could not be read; the next sweep tries again: {}",
                            failed.cause().toString());
                    sweeping = false;
                })
                .build();
    }

    private void read(String after) {
        Patterns.pipe(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return (Object) new Page(index.after(after, PAGE));
                                    } catch (Exception e) {
                                        return new PageFailed(e);
                                    }
                                },
                                blocking),
                        getContext().dispatcher())
                .to(getSelf());
    }

    private void wake(Page page) {
        page.ids().forEach(id -> wake(id).ifPresent(command -> switchboard.tell(command, ActorRef.noSender())));
        woken += page.ids().size();
        if (page.ids().size() < PAGE) {
            sweeping = false;
            LOG.debug("Swept {} live entities", woken);
        } else {
            timers().startSingleTimer("next", new Next(page.ids().getLast()), PAUSE);
        }
    }

    private static Optional<Command> wake(String persistenceId) {
        return KEPT.stream()
                .flatMap(type -> type.waking(persistenceId).stream())
                .findFirst();
    }
}

package io.cordboard.routing.entity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.persistence.AbstractPersistentActorWithTimers;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotOffer;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.slf4j.MDC;
import scala.Option;
import scala.PartialFunction;
import scala.runtime.BoxedUnit;

/**
 * An entity whose events are in the journal. Written with {@code persistAllAsync}, which does not stash: what arrives while
 * a write is under way is decided and joins the next one, so a busy queue is not held to one write at a time. See ADR 0003.
 */
final class JournaledEntity<C extends Command, E extends Event, S extends State<C, E, S>>
        extends AbstractPersistentActorWithTimers implements EntityHost<E> {

    private static final int SNAPSHOTS_KEPT = 2;

    private final EntityType<C, E, S> type;
    private final String entityId;
    private final String tenant;
    private final Switchboard switchboard;
    private final EntityCore<C, E, S> core;
    private final long started = System.nanoTime();
    /** Who called before the history was read. */
    private final List<Early> early = new ArrayList<>();

    private record Early(Command command, ActorRef from) {}

    private JournaledEntity(EntityType<C, E, S> type, Switchboard switchboard) {
        this.type = type;
        this.entityId = URLDecoder.decode(getSelf().path().name(), StandardCharsets.UTF_8);
        this.tenant = entityId.contains("/") ? entityId.substring(0, entityId.indexOf('/')) : entityId;
        this.switchboard = switchboard;
        this.core = new EntityCore<>(type, entityId, switchboard, this);
    }

    static <C extends Command, E extends Event, S extends State<C, E, S>> Props props(
            EntityType<C, E, S> type, Switchboard switchboard) {
        return Props.create(JournaledEntity.class, () -> new JournaledEntity<>(type, switchboard));
    }

    @Override
    public String persistenceId() {
        return type.persistenceId(entityId);
    }

    /** Whatever is logged while a message is handled says whose it is. */
    @Override
    public void aroundReceive(PartialFunction<Object, BoxedUnit> receive, Object message) {
        MDC.put("tenant", tenant);
        MDC.put(type.name(), entityId);
        try {
            if (recoveryRunning()) {
                whileRead(message);
            }
            super.aroundReceive(receive, message);
        } finally {
            MDC.remove("tenant");
            MDC.remove(type.name());
        }
    }

    private void whileRead(Object message) {
        if (message instanceof Command command) {
            early.add(new Early(command, getSender()));
        } else if (message instanceof SnapshotProtocol.LoadSnapshotFailed failed) {
            // Pekko itself tells of it at INFO, and not why.
            switchboard
                    .log()
                    .warn(
                            "The snapshot of {} cannot be read; all of its events are read instead",
                            persistenceId(),
                            failed.cause());
        }
    }

    @Override
    public Recovery recovery() {
        return type.snapshotEvery() == EntityType.NO_SNAPSHOTS
                ? Recovery.create(SnapshotSelectionCriteria.none())
                : Recovery.create();
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(type.events(), core::replay)
                .match(
                        SnapshotOffer.class,
                        offer -> core.restore(
                                (Message) offer.snapshot(), offer.metadata().sequenceNr()))
                .match(RecoveryCompleted.class, _ -> {
                    switchboard.observer().recovered(type.name(), System.nanoTime() - started);
                    switchboard.alive(type, entityId, getSelf());
                    early.clear();
                    core.recovered();
                })
                .build();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(type.commands(), command -> core.command(command, getSender()))
                .match(Reply.class, core::reply)
                .match(EntityHost.Timer.class, core::timer)
                .match(Switchboard.RouterStarted.class, core::routerStarted)
                .match(Terminated.class, gone -> core.unwatched(gone.actor()))
                .match(
                        Switchboard.Stop.class,
                        _ -> deferAsync("stop", _ -> {
                            core.leaving();
                            getContext().stop(getSelf());
                        }))
                .match(
                        SaveSnapshotSuccess.class,
                        saved -> dropOldSnapshots(saved.metadata().sequenceNr()))
                .match(
                        SaveSnapshotFailure.class,
                        failed -> switchboard
                                .log()
                                .warn(
                                        "No snapshot of {} was saved; recovery takes longer",
                                        persistenceId(),
                                        failed.cause()))
                .matchAny(_ -> {})
                .build();
    }

    private void dropOldSnapshots(long latest) {
        long oldest = latest - (long) type.snapshotEvery() * SNAPSHOTS_KEPT;
        if (oldest > 0) {
            deleteSnapshots(SnapshotSelectionCriteria.create(oldest, Long.MAX_VALUE));
        }
    }

    /** The number of what is recorded, not of what is on its way: a snapshot is of the recorded state. */
    @Override
    public long snapshotSequenceNr() {
        return core.seq();
    }

    @Override
    public void record(List<E> events, Runnable then) {
        int[] left = {events.size()};
        persistAllAsync(events, _ -> {
            if (--left[0] == 0) {
                then.run();
            }
        });
    }

    @Override
    public void afterRecorded(Runnable then) {
        deferAsync("answer", _ -> then.run());
    }

    /** The journal refused the event itself, and would let the actor go on with a state that is not recorded. */
    @Override
    public void onPersistRejected(Throwable cause, Object event, long seqNr) {
        super.onPersistRejected(cause, event, seqNr);
        getContext().stop(getSelf());
    }

    @Override
    public void postStop() {
        switchboard.gone(type, entityId, getSelf());
        if (recoveryRunning()) {
            early.forEach(this::refuse);
        } else {
            core.stopped();
        }
    }

    private void refuse(Early call) {
        call.from()
                .tell(
                        new Reply.Refused(
                                call.command().ref(),
                                Refusal.UNAVAILABLE,
                                "Expected a history that can be read, but that of " + entityId + " was not"),
                        getSelf());
    }

    @Override
    public ActorRef me() {
        return getSelf();
    }

    @Override
    public void timer(EntityHost.Timer timer, Duration delay) {
        timers().startSingleTimer(timer, timer, delay);
    }

    @Override
    public void cancel(EntityHost.Timer timer) {
        timers().cancel(timer);
    }

    @Override
    public void watch(ActorRef ref) {
        getContext().watch(ref);
    }

    @Override
    public void saveSnapshot(Snapshot snapshot) {
        saveSnapshot((Object) snapshot);
    }

    @Override
    public void passivate() {
        getContext().getParent().tell(new ShardRegion.Passivate(Switchboard.Stop.INSTANCE), getSelf());
    }

    @Override
    public void preRestart(Throwable reason, Option<Object> message) throws Exception {
        switchboard.log().error("{} failed and starts anew from its journal", persistenceId(), reason);
        super.preRestart(reason, message);
    }
}

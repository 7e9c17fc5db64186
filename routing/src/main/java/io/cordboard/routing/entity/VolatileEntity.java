package io.cordboard.routing.entity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.cluster.sharding.ShardRegion;

/** An entity that records nothing: the same rules and protocol without a journal, to measure what these cost by themselves. */
final class VolatileEntity<C extends Command, E extends Event, S extends State<C, E, S>> extends AbstractActorWithTimers
        implements EntityHost<E> {

    private final EntityType<C, E, S> type;
    private final Switchboard switchboard;
    private final EntityCore<C, E, S> core;
    private final String entityId;

    private VolatileEntity(EntityType<C, E, S> type, Switchboard switchboard) {
        this.type = type;
        this.switchboard = switchboard;
        this.entityId = URLDecoder.decode(getSelf().path().name(), StandardCharsets.UTF_8);
        this.core = new EntityCore<>(type, entityId, switchboard, this);
    }

    static <C extends Command, E extends Event, S extends State<C, E, S>> Props props(
            EntityType<C, E, S> type, Switchboard switchboard) {
        return Props.create(VolatileEntity.class, () -> new VolatileEntity<>(type, switchboard));
    }

    @Override
    public void preStart() {
        switchboard.alive(type, entityId, getSelf());
        core.recovered();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(type.commands(), command -> core.command(command, getSender()))
                .match(Reply.class, core::reply)
                .match(EntityHost.Timer.class, core::timer)
                .match(Switchboard.RouterStarted.class, core::routerStarted)
                .match(Terminated.class, gone -> core.unwatched(gone.actor()))
                .match(Switchboard.Stop.class, _ -> {
                    core.leaving();
                    getContext().stop(getSelf());
                })
                .matchAny(_ -> {})
                .build();
    }

    @Override
    public void postStop() {
        switchboard.gone(type, entityId, getSelf());
        core.stopped();
    }

    @Override
    public void record(List<E> events, Runnable then) {
        then.run();
    }

    @Override
    public void afterRecorded(Runnable then) {
        then.run();
    }

    @Override
    public ActorRef me() {
        return getSelf();
    }

    @Override
    public void timer(EntityHost.Timer timer, Duration delay) {
        getTimers().startSingleTimer(timer, timer, delay);
    }

    @Override
    public void cancel(EntityHost.Timer timer) {
        getTimers().cancel(timer);
    }

    @Override
    public void watch(ActorRef ref) {
        getContext().watch(ref);
    }

    @Override
    public void saveSnapshot(Snapshot snapshot) {}

    @Override
    public void passivate() {
        getContext().getParent().tell(new ShardRegion.Passivate(Switchboard.Stop.INSTANCE), getSelf());
    }
}

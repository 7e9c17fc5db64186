package io.cordboard.ops.bench;

import io.cordboard.routing.entity.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.RecoveryCompleted;

/**
 * The journal by itself: actors without rules write the events that real entities have written, one each time they are told,
 * a fixed number at any time. What the entities reach is held against this.
 */
final class BareJournal implements Load {

    private enum Order {
        WRITE
    }

    private final List<ActorRef> writers;
    private final List<Event> events;
    private final int underWay;
    private final AtomicInteger left = new AtomicInteger();
    private final LongAdder written = new LongAdder();
    private volatile boolean running;

    /** @param run tells the writers of one run from those of another in the same database */
    BareJournal(ActorSystem system, String run, int actors, int underWay, List<Event> events) {
        this.events = List.copyOf(events);
        this.underWay = underWay;
        this.writers = IntStream.range(0, actors)
                .mapToObj(i ->
                        system.actorOf(Props.create(Writer.class, () -> new Writer(this, "bare|" + run + '/' + i))))
                .toList();
    }

    @Override
    public String name() {
        return "bare journal";
    }

    @Override
    public void start() {
        running = true;
        left.set(underWay);
        for (int i = 0; i < underWay; i++) {
            next();
        }
    }

    private void next() {
        writers.get(ThreadLocalRandom.current().nextInt(writers.size())).tell(Order.WRITE, ActorRef.noSender());
    }

    private void written() {
        written.increment();
        if (running) {
            next();
        } else {
            left.decrementAndGet();
        }
    }

    @Override
    public void stop() {
        running = false;
        Meter.await("all writes recorded", Duration.ofMinutes(1), () -> left.get() == 0);
    }

    @Override
    public long done() {
        return written.sum();
    }

    private static final class Writer extends AbstractPersistentActor {
        private final BareJournal load;
        private final String id;

        Writer(BareJournal load, String id) {
            this.load = load;
            this.id = id;
        }

        @Override
        public String persistenceId() {
            return id;
        }

        @Override
        public Receive createReceiveRecover() {
            return receiveBuilder().match(RecoveryCompleted.class, _ -> {}).build();
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Order.class, _ -> {
                        Event event =
                                load.events.get(ThreadLocalRandom.current().nextInt(load.events.size()));
                        persistAllAsync(List.of(event), _ -> load.written());
                    })
                    .build();
        }
    }
}

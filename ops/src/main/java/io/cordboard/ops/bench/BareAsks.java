package io.cordboard.ops.bench;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;

/**
 * The least that anything costs on this machine: a question to a sharded actor that answers at once, sent and answered as
 * Cordboard's own commands are. What a routed interaction costs is held against this.
 */
final class BareAsks implements Load {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Ping(String entityId) implements Command {
        @Override
        public String ref() {
            return "Ping";
        }
    }

    private static final class Echo extends AbstractActor {
        private static final Reply ANSWER = new Reply.Done("Ping", 0);

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Ping.class, _ -> getSender().tell(ANSWER, getSelf()))
                    .matchEquals(Switchboard.stopMessage(), _ -> getContext().stop(getSelf()))
                    .build();
        }
    }

    private final Switchboard switchboard;
    private final List<Ping> pings;
    private final int underWay;
    private final AtomicInteger left = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private volatile boolean running;

    private BareAsks(Switchboard switchboard, int entities, int underWay) {
        this.switchboard = switchboard;
        this.underWay = underWay;
        this.pings = IntStream.range(0, entities)
                .mapToObj(i -> new Ping("bench/e" + i))
                .toList();
    }

    /** Makes this node host the actors that answer. */
    static void host(Switchboard switchboard) {
        switchboard.host("bare", Ping.class, Props.create(Echo.class, Echo::new));
    }

    /** Questions to random ones of so many actors, all of which are in memory already. */
    static BareAsks of(Switchboard switchboard, int entities, int underWay) {
        var load = new BareAsks(switchboard, entities, underWay);
        load.wake();
        return load;
    }

    private void wake() {
        int batch = 1_000;
        for (int from = 0; from < pings.size(); from += batch) {
            var asked = new ArrayList<java.util.concurrent.CompletableFuture<Reply>>();
            pings.subList(from, Math.min(pings.size(), from + batch))
                    .forEach(ping -> asked.add(switchboard.ask(ping, PATIENCE).toCompletableFuture()));
            asked.forEach(answer -> {
                if (answer.join() instanceof Reply.Refused refused) {
                    throw new IllegalStateException("Expected an answer, but: " + refused.message());
                }
            });
        }
    }

    @Override
    public String name() {
        return String.format(java.util.Locale.ROOT, "bare asks, %,d actors", pings.size());
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
        var ping = pings.get(ThreadLocalRandom.current().nextInt(pings.size()));
        var _ = switchboard.ask(ping, PATIENCE).thenAccept(reply -> {
            if (reply instanceof Reply.Done) {
                answered.increment();
            }
            if (running) {
                next();
            } else {
                left.decrementAndGet();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        Meter.await("all questions answered", Duration.ofMinutes(1), () -> left.get() == 0);
    }

    @Override
    public long done() {
        return answered.sum();
    }
}

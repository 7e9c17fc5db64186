package io.cordboard.ops.bench;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Interactions that go their whole way: opened, queued, matched, offered, accepted, ended, wrapped up, closed, and settled
 * with everybody involved. Customers and agents are played: each does the next thing as soon as the one before is
 * acknowledged, and an agent accepts as soon as the interaction has recorded the offer.
 *
 * <p>As a {@link Load} a fixed number is under way at any time; {@link #begin} adds one at any time the caller likes.
 */
final class Lifecycles implements Observer, Load {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final int SAMPLES = 2_400;

    /** One under way; {@code intended} is when it was to begin, in nanoseconds. */
    static final class Life {
        final InteractionId id;
        final long intended;
        volatile boolean offered;

        Life(InteractionId id, long intended) {
            this.id = id;
            this.intended = intended;
        }
    }

    private final String name;
    private final String prefix = Long.toString(System.currentTimeMillis(), 36) + '-';
    private final int underWay;
    private final Map<InteractionId, Life> lives = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<String, LongAdder> detours = new ConcurrentHashMap<>();
    private final AtomicInteger slots = new AtomicInteger();
    private final ConcurrentLinkedQueue<Event> recorded = new ConcurrentLinkedQueue<>();
    private final AtomicInteger recordedSize = new AtomicInteger();
    private volatile Consumer<Life> whenOffered = _ -> {};
    private volatile boolean running;
    private volatile boolean sampling;
    private @Nullable BenchNode node;
    private @Nullable Floor floor;
    private @Nullable Legs legs;

    Lifecycles(String name, int underWay) {
        this.name = name;
        this.underWay = underWay;
    }

    /** Where they go their way. */
    void on(BenchNode where, Floor on) {
        node = where;
        floor = on;
        legs = new Legs(where.switchboard(), PATIENCE);
    }

    /** One that is under way. */
    @Nullable
    Life life(InteractionId id) {
        return lives.get(id);
    }

    /** Told of each when its first offer is recorded. */
    void whenOffered(Consumer<Life> told) {
        whenOffered = told;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        running = true;
        while (slots.get() < underWay) {
            slots.incrementAndGet();
            begin(System.nanoTime(), true);
        }
    }

    @Override
    public void stop() {
        running = false;
        awaitSettled(Duration.ofMinutes(2));
        slots.set(0);
    }

    /** Returns when everything that was acknowledged has gone its whole way; fails if that takes too long. */
    void awaitSettled(Duration limit) {
        Meter.await(
                "all interactions that were acknowledged settled",
                limit,
                () -> lives.isEmpty() && settled.sum() == acknowledged.sum());
    }

    @Override
    public long done() {
        return settled.sum();
    }

    /**
     * One more. {@code insist}: asked again if refused for the moment, and past the door that bounds arrivals, as a fixed number is
     * bounded by itself; else it comes through that door, and counts as turned away if refused.
     */
    void begin(long intended, boolean insist) {
        Floor on = floor();
        long number = numbers.incrementAndGet();
        var id = new InteractionId(on.tenant(), prefix + Long.toString(number, 36));
        var life = new Life(id, intended);
        lives.put(id, life);
        var queue = on.queues().get((int) (number % on.queues().size()));
        InteractionCommand.Open open = on.contact(id, queue, Map.of());
        var arrival = new LegReport.Arrived(id, open.contact(), open.place(), open.scheduled());
        Supplier<CompletionStage<Reply>> asking =
                insist ? () -> node().switchboard().ask(open, PATIENCE) : () -> legs().report(arrival);
        step(asking, insist, acknowledged::increment, () -> {
            lives.remove(id);
            turnedAway.increment();
        });
    }

    private void accept(InteractionEvent.Offered offer) {
        Life life = lives.get(offer.offer().interaction(floor().tenant()));
        if (life == null) {
            return;
        }
        if (!life.offered) {
            life.offered = true;
            whenOffered.accept(life);
        }
        step(
                new InteractionCommand.Accept(life.id, offer.offer(), offer.agent()),
                () -> end(life, Party.agent(offer.agent())));
    }

    private void end(Life life, Party agent) {
        var wrapUp = new InteractionCommand.WrapUp(life.id, agent, Optional.of("solved"), Optional.empty());
        step(
                new InteractionCommand.End(life.id, Party.CUSTOMER),
                () -> step(wrapUp, () -> {
                    lives.remove(life.id);
                    closed.increment();
                }));
    }

    private void step(InteractionCommand command, Runnable then) {
        // Refused for good: the offer was missed, and there will be another.
        step(() -> node().switchboard().ask(command, PATIENCE), true, then, () -> {});
    }

    private void step(Supplier<CompletionStage<Reply>> asking, boolean insist, Runnable then, Runnable otherwise) {
        var _ = asking.get().thenAccept(reply -> {
            if (!(reply instanceof Reply.Refused refused)) {
                then.run();
            } else if (insist
                    && (refused.refusal() == Refusal.OVERLOADED || refused.refusal() == Refusal.UNAVAILABLE)) {
                retried.increment();
                var system = node().system();
                var _ = system.scheduler()
                        .scheduleOnce(RETRY, () -> step(asking, true, then, otherwise), system.dispatcher());
            } else {
                otherwise.run();
            }
        });
    }

    @Override
    public void recorded(String type, String entityId, List<? extends Event> events, long nanos) {
        for (Event event : events) {
            if (event instanceof InteractionEvent.Offered offered) {
                accept(offered);
            } else if (event instanceof InteractionEvent.Settled) {
                settled.increment();
                if (running && slots.get() > 0) {
                    begin(System.nanoTime(), true);
                }
            }
            if (sampling && recordedSize.incrementAndGet() <= SAMPLES) {
                recorded.add(event);
            }
        }
    }

    @Override
    public void refused(String type, Refusal refusal) {
        detours.computeIfAbsent(type + " refused " + refusal, _ -> new LongAdder())
                .increment();
    }

    @Override
    public void resent(String type, int debts) {
        detours.computeIfAbsent(type + " sent again", _ -> new LongAdder()).add(debts);
    }

    @Override
    public void proposed(Duration waited) {
        detours.computeIfAbsent("proposals", _ -> new LongAdder()).increment();
    }

    /** What happened beside the straight way: refusals between entities, what was sent again, proposals. */
    Map<String, Long> detours() {
        var counts = new TreeMap<String, Long>();
        detours.forEach((what, count) -> counts.put(what, count.sum()));
        return counts;
    }

    /** Keeps the events of the next two hundred lifecycles. */
    void sample() {
        sampling = true;
    }

    List<Event> sampled() {
        sampling = false;
        return new ArrayList<>(recorded);
    }

    /** Interactions whose beginning was acknowledged. */
    long acknowledged() {
        return acknowledged.sum();
    }

    long turnedAway() {
        return turnedAway.sum();
    }

    /** Interactions whose end was acknowledged. */
    long closed() {
        return closed.sum();
    }

    /** Commands that were sent again because they were refused for the moment. */
    long retried() {
        return retried.sum();
    }

    private BenchNode node() {
        if (node == null) {
            throw new IllegalStateException("Expected a node to run on");
        }
        return node;
    }

    private Legs legs() {
        if (legs == null) {
            throw new IllegalStateException("Expected a door to come through");
        }
        return legs;
    }

    private Floor floor() {
        if (floor == null) {
            throw new IllegalStateException("Expected a floor to run on");
        }
        return floor;
    }
}

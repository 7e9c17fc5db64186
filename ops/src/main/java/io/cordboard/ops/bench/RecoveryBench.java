package io.cordboard.ops.bench;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;

/**
 * Benchmark h: thousands of agents are ready and thousands of interactions wait for somebody else; then the router is lost, and
 * then the whole node. How long until a router knows them all again, and until somebody who comes at that moment is offered?
 */
final class RecoveryBench {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** As long as a router that has all its news to hear may take. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private static final int TIMES = 3;

    private final BenchSettings settings;
    private final Report report;
    private final int agents;
    private final int waiting;

    RecoveryBench(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.agents = settings.size(5_000, 50);
        this.waiting = settings.size(10_000, 100);
    }

    void run() {
        report.heading("h: %,d agents ready, %,d interactions waiting; the router is lost, then the node"
                .formatted(agents, waiting));
        try (var server = LocalPostgres.startTemporary()) {
            JournalSettings journal = server.newDatabase("bench", 16);
            var probes = new Lifecycles("probes", 1);
            Floor floor;
            try (var node = BenchNode.durable(journal, probes)) {
                floor = fill(node);
                Floor served = new Floor(floor.tenant(), List.of(floor.queues().getFirst()), floor.agents());
                probes.on(node, served);
                awaitIndexed(node, floor);
                var worst = 0.0;
                for (int i = 0; i < (settings.quick() ? 1 : TIMES); i++) {
                    worst = Math.max(worst, loseRouter(node, floor, probes));
                }
                report.aim("h: router lost, all indexed again (s)", worst, "said", worst < LIMIT.toSeconds());
            }
            loseNode(journal, floor);
        }
    }

    /** All agents serve the first queue; everybody waits in the second. */
    private Floor fill(BenchNode node) {
        Floor floor = Floor.open(node, "bench", 2, agents);
        floor.configure(node, Set.of(floor.queues().getFirst()));
        List<Command> opens = new ArrayList<>();
        for (InteractionId id : waitingIds(floor)) {
            opens.add(floor.contact(id, floor.queues().getLast(), Map.of()));
        }
        Floor.all(node, opens);
        return floor;
    }

    private List<InteractionId> waitingIds(Floor floor) {
        return IntStream.range(0, waiting)
                .mapToObj(i -> new InteractionId(floor.tenant(), "w" + i))
                .toList();
    }

    private double loseRouter(BenchNode node, Floor floor, Lifecycles probes) {
        var offered = new CountDownLatch(1);
        probes.whenOffered(_ -> offered.countDown());
        var before = view(node, floor);
        long began = System.nanoTime();
        node.system()
                .actorSelection("/system/sharding/router/*/" + floor.tenant())
                .tell(PoisonPill.getInstance(), ActorRef.noSender());
        Meter.await("a new router", LIMIT, () -> view(node, floor).started().isAfter(before.started()));
        probes.begin(began, true);
        double indexed = awaitIndexed(node, floor, began);
        try {
            if (!offered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Expected somebody who comes after the loss to be offered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while routing recovers", e);
        }
        report.figure("h: router lost, matching resumed", (System.nanoTime() - began) / 1e9, "s (at most)");
        report.figure("h: router lost, all indexed", indexed, "s");
        probes.awaitSettled(LIMIT);
        return indexed;
    }

    /** A new actor system on the same journal: everything is read back. Not counted: the start of a JVM, and joining. */
    private void loseNode(JournalSettings journal, Floor floor) {
        try (var node = BenchNode.durable(journal, io.cordboard.routing.entity.Observer.NONE)) {
            long began = System.nanoTime();
            List<Command> wakes = new ArrayList<>();
            floor.queues().forEach(queue -> wakes.add(new QueueCommand.Wake(queue)));
            floor.agents().forEach(agent -> wakes.add(new AgentCommand.Wake(agent)));
            waitingIds(floor).forEach(id -> wakes.add(new InteractionCommand.Wake(id)));
            Floor.all(node, wakes);
            report.figure("h: node lost, all read back", (System.nanoTime() - began) / 1e9, "s");
            double indexed = awaitIndexed(node, floor, began);
            report.figure("h: node lost, all indexed", indexed, "s");
        }
    }

    private double awaitIndexed(BenchNode node, Floor floor, long began) {
        awaitIndexed(node, floor);
        return (System.nanoTime() - began) / 1e9;
    }

    private void awaitIndexed(BenchNode node, Floor floor) {
        Meter.await("all agents and all who wait indexed", LIMIT, () -> {
            var view = view(node, floor);
            return view.agents() >= agents && view.waiting() >= waiting;
        });
    }

    /** Asks until a router answers: a question to one that is just being lost is lost with it. */
    private static RouterView view(BenchNode node, Floor floor) {
        var show = new RouterCommand.Show(floor.tenant());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Reply reply =
                    node.switchboard().ask(show, ANSWER).toCompletableFuture().join();
            if (reply instanceof Reply.Found(_, _, RouterView view)) {
                return view;
            }
        }
        throw new IllegalStateException("Expected a router that shows itself within " + LIMIT);
    }
}

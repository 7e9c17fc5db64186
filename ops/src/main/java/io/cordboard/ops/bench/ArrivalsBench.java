package io.cordboard.ops.bench;

import io.cordboard.persistence.local.LocalPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Benchmarks e and f: customers who come by themselves, at 70 % and at 200 % of what can be served at most. What that most is
 * is measured in the same run.
 */
final class ArrivalsBench {

    private static final long SEED = 20_261_124;
    private static final int MOST_LATENCIES = 2_000_000;

    private final BenchSettings settings;
    private final Report report;

    ArrivalsBench(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws SQLException {
        report.heading("e, f: customers who come by themselves (open loop, Poisson, seed " + SEED + "), PostgreSQL");
        try (var server = LocalPostgres.startTemporary()) {
            var meter = new Meter(settings, report, Optional.of(server));
            var lifecycles = new Lifecycles("saturation", settings.size(400, 10));
            try (var node = BenchNode.durable(server.newDatabase("bench", 16), lifecycles)) {
                var floor = Floor.open(node, "bench", 4, settings.size(500, 20));
                lifecycles.on(node, floor);
                meter.warmUp(lifecycles);
                if (settings.wants(Bench.Name.LATENCY)) {
                    latency(meter, node, floor, lifecycles);
                }
                if (settings.wants(Bench.Name.OVERLOAD)) {
                    overload(meter, lifecycles);
                }
                JournalCheck.of(node.database(), floor.tenant()).require(lifecycles.acknowledged());
                report.line(
                        "checked: all %,d interactions whose beginning was acknowledged are in the journal, each assigned"
                                + " to one agent, closed once, settled; %,d were turned away with a reason; %s",
                        lifecycles.acknowledged(), lifecycles.turnedAway(), lifecycles.detours());
            }
        }
    }

    private void latency(Meter meter, BenchNode node, Floor floor, Lifecycles lifecycles) {
        double most = meter.measure(lifecycles).perSecond();
        var latencies = new Latencies(MOST_LATENCIES);
        // An offer has reached the agent when the desktop was told and the interaction has confirmed it, whichever is
        // later.
        Map<Object, Boolean> half = new ConcurrentHashMap<>();
        lifecycles.whenOffered(life -> {
            if (half.putIfAbsent(life.id, true) != null) {
                half.remove(life.id);
                latencies.add(System.nanoTime() - life.intended);
            }
        });
        var desktops = node.system().actorOf(Desktops.props(node.switchboard(), floor.agents(), reserved -> {
            var life = lifecycles.life(reserved.interaction());
            if (life != null && half.putIfAbsent(life.id, true) != null) {
                half.remove(life.id);
                latencies.add(System.nanoTime() - life.intended);
            }
        }));
        var arrivals = new Arrivals("arrivals at 70 %", lifecycles, most * 0.7, SEED, Duration.ofMinutes(2));
        meter.measure(arrivals);
        lifecycles.whenOffered(_ -> {});
        node.system().stop(desktops);
        report.figure("e: offer pushed after, p50", latencies.millis(50), "ms");
        report.figure("e: offer pushed after, p99", latencies.millis(99), "ms");
        report.figure("e: offer pushed after, p99.9", latencies.millis(99.9), "ms");
        report.line("of %,d offers, each from the time its customer was to come", latencies.size());
    }

    private void overload(Meter meter, Lifecycles lifecycles) {
        double most = meter.measure(lifecycles).perSecond();
        var twice = new Arrivals("arrivals at 200 %", lifecycles, most * 2, SEED + 1, Duration.ofMinutes(5));
        Pair pair = meter.pair(twice, lifecycles);
        report.pair("f", pair);
        report.aim("f: goodput at twice the saturation", pair.ratio(), ">= 0.9", pair.ratio() >= 0.9);
    }
}

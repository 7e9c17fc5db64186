package io.cordboard.ops.bench;

import java.util.Optional;

/** Benchmark d: what rules, protocol and router cost by themselves, against questions that are answered at once. */
final class MemoryBench {

    private final BenchSettings settings;
    private final Report report;

    MemoryBench(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() {
        report.heading("d: routed interactions without a journal, against bare sharded asks");
        var meter = new Meter(settings, report, Optional.empty());
        var routed = new Lifecycles("routed in memory", settings.size(400, 20));
        try (var node = BenchNode.inMemory(routed)) {
            var floor = Floor.open(node, "bench", 4, settings.size(500, 20));
            routed.on(node, floor);
            BareAsks.host(node.switchboard());
            var asks = BareAsks.of(node.switchboard(), settings.size(10_000, 100), settings.size(400, 20));
            meter.warmUp(asks);
            meter.warmUp(routed);
            Pair pair = meter.pair(routed, asks);
            report.pair("d", pair);
            report.line("of %,d interactions: %s", routed.done(), routed.detours());
            if (routed.closed() != routed.acknowledged() || routed.done() != routed.acknowledged()) {
                throw new IllegalStateException(
                        "Expected " + routed.acknowledged() + " interactions closed and settled, but " + routed.closed()
                                + " and " + routed.done() + " are");
            }
            report.aim("d: routed per CPU / asks per CPU", pair.cpuRatio(), ">= 0.12", pair.cpuRatio() >= 0.12);
        }
    }
}

package io.cordboard.ops.bench;

import java.util.Optional;

/** Benchmark g: how the CPU time of a decision grows with the number of those who wait, against that of a bare ask. */
final class ScaleBench {

    private final BenchSettings settings;
    private final Report report;

    ScaleBench(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() {
        report.heading(
                "g: CPU of a decision of the kernel with so many waiting, and of a bare ask with so many actors");
        int[] sizes = settings.quick() ? new int[] {100, 1_000} : new int[] {1_000, 10_000, 100_000, 1_000_000};
        var meter = new Meter(settings, report, Optional.empty());
        double[] decisions = new double[sizes.length];
        double[] asks = new double[sizes.length];
        meter.warmUp(new KernelLoad(sizes[0]));
        for (int i = 0; i < sizes.length; i++) {
            decisions[i] = meter.measure(new KernelLoad(sizes[i])).cpuMicros();
        }
        try (var node = BenchNode.inMemory(io.cordboard.routing.entity.Observer.NONE)) {
            BareAsks.host(node.switchboard());
            meter.warmUp(BareAsks.of(node.switchboard(), sizes[0], settings.size(400, 20)));
            for (int i = 0; i < sizes.length; i++) {
                asks[i] = meter.measure(BareAsks.of(node.switchboard(), sizes[i], settings.size(400, 20)))
                        .cpuMicros();
            }
        }
        int last = sizes.length - 1;
        report.figure("g: decision grows", decisions[last] / decisions[0], "times");
        report.figure("g: bare ask grows", asks[last] / asks[0], "times");
        double growth = decisions[last] / decisions[0] / (asks[last] / asks[0]);
        report.aim("g: growth of a decision / of a bare ask", growth, "< 1.3", growth < 1.3);
    }
}

package io.cordboard.ops.bench;

import io.cordboard.routing.entity.Observer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

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
        double[] decisions = decisions(meter, sizes);
        double[] asks = asks(meter, sizes);
        int last = sizes.length - 1;
        report.figure("g: decision grows", decisions[last] / decisions[0], "times");
        report.figure("g: bare ask grows", asks[last] / asks[0], "times");
        centre(meter);
        double growth = decisions[last] / decisions[0] / (asks[last] / asks[0]);
        report.aim("g: growth of a decision / of a bare ask", growth, "< 1.3", growth < 1.3);
    }

    private static double[] decisions(Meter meter, int[] sizes) {
        List<Load> loads = loads(sizes, size -> new KernelLoad(new FewQueues(size)));
        // Each, for what is compiled with few does not fit many.
        loads.forEach(meter::warmUp);
        return micros(meter.measure(loads));
    }

    private double[] asks(Meter meter, int[] sizes) {
        try (var node = BenchNode.inMemory(Observer.NONE)) {
            BareAsks.host(node.switchboard());
            List<Load> loads = loads(sizes, size -> BareAsks.of(node.switchboard(), size, settings.size(400, 20)));
            loads.forEach(meter::warmUp);
            return micros(meter.measure(loads));
        }
    }

    /** The kernel at the size of a large outsourcer, and what one who waits takes of its memory. */
    private void centre(Meter meter) {
        int waiting = settings.size(100_000, 1_000);
        var load = new KernelLoad(
                new ManyQueues(settings.size(1_000, 10), settings.size(10_000, 100), settings.size(100, 5), waiting));
        meter.warmUp(load);
        double perSecond = 1e6 / micros(meter.measure(List.of(load)))[0];
        report.aim("g: decisions per CPU-second, one of 10,000 agents", perSecond, ">= 200,000", perSecond >= 200_000);
        int many = settings.size(1_000_000, 1_000);
        long before = used();
        var kept = new FewQueues(many);
        try {
            report.figure("g: memory of one who waits", (used() - before) / (double) many, "bytes");
        } finally {
            java.lang.ref.Reference.reachabilityFence(kept);
        }
    }

    private static long used() {
        System.gc();
        return java.lang.management.ManagementFactory.getMemoryMXBean()
                .getHeapMemoryUsage()
                .getUsed();
    }

    private static List<Load> loads(int[] sizes, IntFunction<Load> ofSize) {
        return Arrays.stream(sizes).mapToObj(ofSize).toList();
    }

    private static double[] micros(List<Meter.Twice> samples) {
        return samples.stream().mapToDouble(sample -> sample.mean().cpuMicros()).toArray();
    }
}

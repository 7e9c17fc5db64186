package io.cordboard.routing.assignment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * Cost and quality of the batch optimum beside an exact solver, A-B-B-A on the same problems, one row for each run;
 * {@code docs/benchmarks.md} says how to run it. The process's CPU time counts, the compiler's and the collector's
 * included; the exact solver's has the building of its network in it, as ours has its sorting. Its name keeps it out of the build.
 */
class AssignmentBench {

    private static final int[][] SIZES = {{100, 1_000}, {1_000, 10_000}, {10_000, 100_000}};

    /** Both solvers take long for what is larger of the hardest kind. */
    private static final int[][] SMALL = {SIZES[0]};

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Test
    void measures() {
        for (Instances kind : Instances.values()) {
            for (int[] size : kind == Instances.ROOM_FOR_ALL ? SMALL : SIZES) {
                for (long seed = 1; seed <= 20 && size[0] <= 1_000; seed++) {
                    Problem warmUp = kind.of(seed, size[0], size[1]);
                    Assignment.of(warmUp, Long.MAX_VALUE);
                    new Exact(warmUp).cost();
                }
                measure(kind, size[0], size[1]);
            }
        }
    }

    private static void measure(Instances kind, int agents, int waiting) {
        Problem problem = kind.of(4711, agents, waiting);
        String name = String.format(Locale.ROOT, "%s, %,d agents, %,d waiting", kind, agents, waiting);
        int times = 200_000 / waiting;
        long greedy = Assignment.greedy(problem).cost();
        long ours = run(
                name,
                "batch optimum",
                times,
                () -> Assignment.of(problem, Long.MAX_VALUE).cost());
        long exact = run(name, "exact", times, () -> new Exact(problem).cost());
        run(name, "exact", times, () -> new Exact(problem).cost());
        run(
                name,
                "batch optimum",
                times,
                () -> Assignment.of(problem, Long.MAX_VALUE).cost());
        System.out.printf(
                Locale.ROOT,
                "%-42s cost / optimum: batch optimum %.6f, greedy %.6f%n",
                name,
                (double) ours / exact,
                (double) greedy / exact);
    }

    private static long run(String name, String solver, int times, LongSupplier solve) {
        System.gc();
        long cost = 0;
        long cpu = SYSTEM.getProcessCpuTime();
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            cost = solve.getAsLong();
        }
        System.out.printf(
                Locale.ROOT,
                "%-42s %-14s %3d x  wall %9.2f ms  CPU %9.2f ms%n",
                name,
                solver,
                times,
                (System.nanoTime() - began) / 1e6 / times,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / times);
        return cost;
    }
}

package io.cordboard.ops.bench;

import io.cordboard.persistence.local.LocalPostgres;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures windows of loads, and warms up before. */
final class Meter {

    /** What a load needs to get going: nothing is measured in it. */
    private static final Duration RAMP = Duration.ofMillis(500);

    private static final double WARM_CPU_SECONDS = 2;
    private static final Duration LONGEST_WARM_WINDOW = Duration.ofSeconds(8);
    private static final int MOST_WARM_WINDOWS = 40;
    /** So much of a window's CPU time may go to the JVM's compiler once it is warm. */
    private static final double COMPILING = 0.03;

    private final BenchSettings settings;
    private final Report report;
    private final Optional<LocalPostgres> server;

    Meter(BenchSettings settings, Report report, Optional<LocalPostgres> server) {
        this.settings = settings;
        this.report = report;
        this.server = server;
    }

    /**
     * Runs the load in windows of two CPU-seconds until the JVM's compiler took hardly any of two in a row. Counted in CPU
     * time, for on a machine that is shared the compiler gets as little of it as everybody.
     */
    void warmUp(Load load) {
        int most = settings.quick() ? 1 : MOST_WARM_WINDOWS;
        int windows = 0;
        int warm = 0;
        double compiling = 1;
        load.start();
        while (windows < most && warm < 2) {
            compiling = warmWindow(load);
            windows++;
            warm = compiling < COMPILING ? warm + 1 : 0;
        }
        load.stop();
        report.line(
                "warm-up  %-28s %2d windows, in the last the compiler took %.1f %%",
                load.name(), windows, compiling * 100);
    }

    /** Returns the compiler's share of the window. */
    private double warmWindow(Load load) {
        if (settings.quick()) {
            window(load, settings.window());
            return 0;
        }
        var compiler = ManagementFactory.getCompilationMXBean();
        Cpu before = Cpu.now(server);
        long compiled = compiler.getTotalCompilationTime();
        long end = System.nanoTime() + LONGEST_WARM_WINDOW.toNanos();
        Cpu spent;
        do {
            pause(Duration.ofMillis(100));
            spent = Cpu.now(server).since(before);
        } while (spent.jvm() < WARM_CPU_SECONDS && System.nanoTime() < end);
        return (compiler.getTotalCompilationTime() - compiled) / 1e3 / spent.jvm();
    }

    /** One window of the load. */
    Sample measure(Load load) {
        load.start();
        pause(settings.quick() ? Duration.ofMillis(50) : RAMP);
        Sample sample = window(load, settings.window());
        load.stop();
        report.sample(sample);
        return sample;
    }

    private Sample window(Load load, Duration length) {
        Cpu cpu = Cpu.now(server);
        long done = load.done();
        long began = System.nanoTime();
        pause(length);
        if (load.done() == done) {
            // A tiny window on a busy machine: long enough for one, or it says nothing.
            await("one of " + load.name(), Duration.ofMinutes(1), () -> load.done() > done);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Sample(
                load.name(), load.done() - done, seconds, Cpu.now(server).since(cpu));
    }

    /**
     * What two windows of a load have in common.
     *
     * @param spread by which share the two differ: what their mean cannot be more exact than
     */
    record Twice(Sample mean, double spread) {}

    /** Each load in turn, then each again in reverse: what changes on the machine meanwhile meets all alike. */
    List<Twice> measure(List<Load> loads) {
        List<Sample> there = loads.stream().map(this::measure).toList();
        List<Sample> back =
                loads.reversed().stream().map(this::measure).toList().reversed();
        return IntStream.range(0, loads.size())
                .mapToObj(i -> new Twice(Sample.mean(there.get(i), back.get(i)), spread(there.get(i), back.get(i))))
                .toList();
    }

    /** First, second, second, first. */
    Pair pair(Load first, Load second) {
        List<Twice> both = measure(List.of(first, second));
        return new Pair(both.getFirst(), both.getLast());
    }

    private static double spread(Sample one, Sample other) {
        double low = Math.min(one.perSecond(), other.perSecond());
        double high = Math.max(one.perSecond(), other.perSecond());
        return high == 0 ? 0 : (high - low) / high;
    }

    static void pause(Duration time) {
        try {
            var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a window was measured", e);
        }
    }

    /** Waits until {@code condition} holds; fails with {@code what} if that takes longer than {@code limit}. */
    static void await(String what, Duration limit, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Expected within " + limit + ": " + what);
            }
            pause(Duration.ofMillis(5));
        }
    }
}

package io.cordboard.ops.bench;

import io.cordboard.persistence.local.LocalPostgres;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Measures windows of loads, and warms up before. */
final class Meter {

    /** What a load needs to get going: nothing is measured in it. */
    private static final Duration RAMP = Duration.ofMillis(500);

    private static final double WARM_CPU_SECONDS = 2;
    private static final Duration LONGEST_WARM_WINDOW = Duration.ofSeconds(8);
    private static final int MOST_WARM_WINDOWS = 20;

    private final BenchSettings settings;
    private final Report report;
    private final Optional<LocalPostgres> server;

    Meter(BenchSettings settings, Report report, Optional<LocalPostgres> server) {
        this.settings = settings;
        this.report = report;
        this.server = server;
    }

    /**
     * Runs the load in windows of two CPU-seconds until the latest three were not more than 5 % cheaper for each operation
     * than the best before: then the JVM has compiled what it will compile. Counted in CPU time, for on a machine that is
     * shared the compiler gets as little of it as everybody.
     */
    void warmUp(Load load) {
        int most = settings.quick() ? 1 : MOST_WARM_WINDOWS;
        double best = Double.MAX_VALUE;
        int since = 0;
        load.start();
        int windows = 0;
        while (windows < most && since < 3) {
            double micros = warmWindow(load);
            windows++;
            since = micros < best * 0.95 ? 0 : since + 1;
            best = Math.min(best, micros);
        }
        load.stop();
        report.line("warm-up  %-28s %2d windows, best %,.1f us each", load.name(), windows, best);
    }

    private double warmWindow(Load load) {
        if (settings.quick()) {
            return window(load, settings.window()).cpuMicros();
        }
        Cpu before = Cpu.now(server);
        long done = load.done();
        long end = System.nanoTime() + LONGEST_WARM_WINDOW.toNanos();
        Cpu spent;
        do {
            pause(Duration.ofMillis(100));
            spent = Cpu.now(server).since(before);
        } while (spent.jvm() < WARM_CPU_SECONDS && System.nanoTime() < end);
        return new Sample(load.name(), load.done() - done, 0, spent).cpuMicros();
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

    /** First, second, second, first, one after the other: what changes on the machine meanwhile meets both alike. */
    Pair pair(Load first, Load second) {
        Sample a = measure(first);
        Sample b = measure(second);
        Sample b2 = measure(second);
        Sample a2 = measure(first);
        return new Pair(Sample.mean(a, a2), Sample.mean(b, b2), spread(a, a2), spread(b, b2));
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

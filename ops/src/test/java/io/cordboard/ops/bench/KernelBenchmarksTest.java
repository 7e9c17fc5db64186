package io.cordboard.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class KernelBenchmarksTest {

    private static final String ALL = KernelBenchmarks.class.getName();

    @Test
    void decidesAsOftenAsTheHarnessAsks(@TempDir Path directory) throws RunnerException {
        var once = new OptionsBuilder()
                .include(ALL)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .param("waiting", "100")
                .param("share", "1")
                .shouldFailOnError(true)
                .output(directory.resolve("jmh.txt").toString())
                .build();
        assertThat(new Runner(once).run())
                .hasSize(2)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    /** Not a test: prints what a decision takes, and how many bytes it leaves behind. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    @EnabledIfSystemProperty(named = "kernel.benchmarks", matches = ".*")
    void measures() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ALL)
                        .forks(1)
                        .jvmArgs("-XX:+UseZGC", "-Xmx3g")
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }
}

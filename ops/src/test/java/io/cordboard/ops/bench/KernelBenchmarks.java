package io.cordboard.ops.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The matching kernel alone, a decision at a time; ops/README.md says how to run it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class KernelBenchmarks {

    /** Ten queues in which so many wait, and agents who serve them all. */
    @State(Scope.Thread)
    public static class Few {

        @Param({"1000", "10000", "100000", "1000000"})
        public int waiting;

        private Centre centre;

        @Setup
        public void set() {
            centre = new FewQueues(waiting);
        }
    }

    /** A large outsourcer: a thousand queues, ten thousand agents, a hundred skills; as much of it as asked for. */
    @State(Scope.Thread)
    public static class Many {

        @Param({"1", "10", "100"})
        public int share;

        private Centre centre;

        @Setup
        public void set() {
            centre = new ManyQueues(10 * share, 100 * share, share, 1_000 * share);
        }
    }

    /** An agent becomes free, gets somebody, and somebody new comes. */
    @Benchmark
    public void inFewQueues(Few few) {
        few.centre.decide();
    }

    @Benchmark
    public void inManyQueues(Many many) {
        many.centre.decide();
    }
}

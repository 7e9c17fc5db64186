package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log made without the kernel, by recursion over agents who become free, comes again in the kernel. */
class TheoryReplayTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final int CALLS = 100_000;
    private static final int AGENTS = 14;

    @TempDir
    private Path directory;

    /** Erlang C: 100 calls per 30 min, 180 s each, 14 agents, first come first served. */
    private static String log(long seed) {
        Random random = new Random(seed);
        long[] free = new long[AGENTS];
        StringBuilder rows = new StringBuilder(Logs.HEADER);
        double at = 0;
        for (int i = 0; i < CALLS; i++) {
            at += random.nextExponential() * 18_000;
            long arrival = (long) at;
            int first = 0;
            for (int agent = 1; agent < AGENTS; agent++) {
                first = free[agent] < free[first] ? agent : first;
            }
            long from = Math.max(arrival, free[first]);
            free[first] = from + (long) (random.nextExponential() * 180_000);
            rows.append(START.plusMillis(arrival))
                    .append(",s,0,")
                    .append((from - arrival) / 1e3)
                    .append(",answered,")
                    .append(START.plusMillis(from))
                    .append(',')
                    .append(START.plusMillis(free[first]))
                    .append(",agent")
                    .append(first)
                    .append('\n');
        }
        return rows.toString();
    }

    @Test
    void fifoLogComesAgainAndBothAreErlangC() {
        long seed = 2_026;
        List<Column> columns =
                Logs.replay(Logs.read(directory, log(seed)), Logs.FIFO).columns();
        Figures recorded = columns.get(0).total();
        Figures run = columns.get(1).total();
        // Which agent takes a call differs, and with it where a night cuts a shift: next to nothing.
        assertThat(run.asaSeconds()).isCloseTo(recorded.asaSeconds(), within(0.02 * recorded.asaSeconds()));
        assertThat(run.serviceLevel()).isCloseTo(recorded.serviceLevel(), within(0.002));
        assertThat(run.answered()).isEqualTo(CALLS);
        // Erlang C: ASA 7.8359 s, 0.88835 in 20 s. Waits hang together, so that so many calls still miss the mean by
        // 0.4 s or so.
        assertThat(run.asaSeconds()).isCloseTo(7.8359, within(0.8));
        assertThat(run.serviceLevel()).isCloseTo(0.88835, within(0.012));
    }
}

package io.cordboard.ops.replay;

import java.util.Arrays;

/** Counts what became of some calls. */
final class Tally {

    private long[] waits = new long[4];
    private int ended;
    private long answered;
    private long abandoned;
    private long unanswered;
    private long answeredInTime;
    private long abandonedLate;
    private double answeredAfterNanos;
    private double handlingNanos;

    void answered(long waitNanos, long handling, long targetNanos) {
        add(waitNanos);
        answered++;
        answeredInTime += waitNanos <= targetNanos ? 1 : 0;
        answeredAfterNanos += waitNanos;
        handlingNanos += handling;
    }

    void abandoned(long waitNanos, long targetNanos) {
        add(waitNanos);
        abandoned++;
        abandonedLate += waitNanos > targetNanos ? 1 : 0;
    }

    void unanswered() {
        unanswered++;
    }

    private void add(long wait) {
        if (ended == waits.length) {
            waits = Arrays.copyOf(waits, ended * 2);
        }
        waits[ended++] = wait;
    }

    Figures figures() {
        long[] sorted = Arrays.copyOf(waits, ended);
        Arrays.sort(sorted);
        return new Figures(
                answered + abandoned + unanswered,
                answered,
                abandoned,
                unanswered,
                answeredAfterNanos / answered / 1e9,
                percentile(sorted, 50),
                percentile(sorted, 90),
                percentile(sorted, 95),
                percentile(sorted, 99),
                percentile(sorted, 100),
                (double) answeredInTime / (answered + abandonedLate + unanswered),
                handlingNanos / 1e9);
    }

    /** Nearest rank: the shortest wait that so many of a hundred do not exceed, in seconds. */
    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        long rank = ((long) sorted.length * percent + 99) / 100;
        return sorted[(int) Math.max(0, rank - 1)] / 1e9;
    }
}

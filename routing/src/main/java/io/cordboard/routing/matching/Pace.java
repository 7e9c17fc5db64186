package io.cordboard.routing.matching;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a queue has got on lately: how often it was answered, and how many in time. Known from what the kernel was told, so a new
 * router knows nothing of it until somebody has left. Those count as answered who leave with an offer out.
 */
final class Pace {

    /** After so long whoever left counts half. */
    private static final long HALF_LIFE = 15 * 60 * 1_000_000_000L;

    /** The mean is that of so many gaps between two answers; from then on each new one counts for one of them. */
    private static final int MEMORY = 8;

    private static final long UNKNOWN = -Nanos.NEVER;

    private double left;
    private double inTime;
    private long weighedAt;

    /** The mean time between two answers while somebody waited, in nanoseconds, and of how many. */
    private double gap;

    private int gaps;

    /** Since when somebody has waited for the next answer; {@link #UNKNOWN} if they waited before anything was known here. */
    private long gapFrom = UNKNOWN;

    void copy(Pace other) {
        left = other.left;
        inTime = other.inTime;
        weighedAt = other.weighedAt;
        gap = other.gap;
        gaps = other.gaps;
        gapFrom = other.gapFrom;
    }

    /** Somebody came, and nobody else waited. Before the first match there is no {@code now}. */
    void begins(long now) {
        gapFrom = now;
    }

    /** Somebody left who stood in line since {@code since}. */
    void left(boolean answered, long since, long target, long now) {
        double weight = weight(now);
        left = left * weight + 1;
        inTime = inTime * weight + (answered && now - since <= target ? 1 : 0);
        weighedAt = now;
        if (answered && gapFrom != UNKNOWN) {
            double latest = Math.max(0.0, (double) (now - gapFrom));
            gaps = Math.min(gaps + 1, MEMORY);
            gap += (latest - gap) / gaps;
        }
        gapFrom = answered ? now : gapFrom;
    }

    /** The share of those who left, and of the {@code overdue} who wait for too long already, who were answered in time; unknown of nobody. */
    OptionalDouble serviceLevel(int overdue, long now) {
        double weight = weight(now);
        double all = left * weight + overdue;
        return all < 1e-6 ? OptionalDouble.empty() : OptionalDouble.of(inTime * weight / all);
    }

    /** How long one with so many before it will wait, in nanoseconds; unknown until somebody was answered. */
    OptionalLong estimate(int before, long now) {
        if (gaps == 0) {
            return OptionalLong.empty();
        }
        // An answer that takes longer than usual, for those who wait, says that the next ones will, too.
        double latest = before == 0 ? gap : Math.max(gap, (double) (now - gapFrom));
        return OptionalLong.of((long) ((before + 1) * latest));
    }

    private double weight(long now) {
        return StrictMath.pow(0.5, (double) Math.max(0, now - weighedAt) / HALF_LIFE);
    }
}

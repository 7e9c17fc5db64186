package io.cordboard.ops.replay;

import java.time.Duration;
import java.time.Instant;

/**
 * What one replay of the journal may take where others need the memory too.
 *
 * @param contacts of the time
 * @param events of the tenant until the end of the time; all before it are read, too
 * @param cells figures of an interval, queue and run
 */
public record ReplayLimits(int contacts, long events, long cells) {

    /** For a process of its own. */
    public static final ReplayLimits NONE = new ReplayLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** @throws ReplayRefused if there are more of these */
    public void checkCells(long figures) {
        if (figures > cells) {
            throw new ReplayRefused("Expected at most " + cells + " figures (intervals x queues x runs), but these are "
                    + figures + ": ask for a longer interval, fewer policies or a shorter time");
        }
    }

    /** How many intervals a time has, or begins. */
    public static long intervals(Instant from, Instant until, Duration interval) {
        return Duration.between(from, until).plus(interval).minusNanos(1).dividedBy(interval);
    }
}

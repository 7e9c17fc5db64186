package io.cordboard.node.replays;

import com.typesafe.config.Config;
import io.cordboard.ops.replay.ReplayLimits;
import io.cordboard.persistence.replays.ReplayJobs;
import java.time.Duration;

/**
 * What replays may take.
 *
 * @param span of the time that one is about
 * @param limits of what one reads and counts
 * @param time that one may run
 * @param report bytes of one's outcome, in each of its forms
 * @param poll how often a node looks for one, and says that it goes on with its own
 */
public record ReplaysSettings(
        ReplayJobs.Limits jobs, Duration span, ReplayLimits limits, Duration time, long report, Duration poll) {

    /** Reads {@code cordboard.node.replays}. */
    public static ReplaysSettings of(Config config) {
        var replays = config.getConfig("cordboard.node.replays");
        return new ReplaysSettings(
                new ReplayJobs.Limits(
                        replays.getInt("open"),
                        replays.getInt("kept"),
                        replays.getDuration("kept-for"),
                        replays.getDuration("lost-after")),
                replays.getDuration("max-span"),
                new ReplayLimits(
                        replays.getInt("max-contacts"), replays.getLong("max-events"), replays.getLong("max-figures")),
                replays.getDuration("max-time"),
                replays.getBytes("max-report"),
                replays.getDuration("poll"));
    }
}

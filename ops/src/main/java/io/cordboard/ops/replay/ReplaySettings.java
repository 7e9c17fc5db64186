package io.cordboard.ops.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to replay, and how.
 *
 * @param policies each is one run
 * @param agents a file of agents in place of those that the log shows
 * @param seed of what the log does not say
 * @param longestGap between two services of one shift
 * @param interval for figures by time of arrival too
 */
public record ReplaySettings(
        List<PolicyChoice> policies,
        Optional<Path> agents,
        long seed,
        Duration longestGap,
        Optional<Duration> interval) {

    public static final Duration DEFAULT_GAP = Duration.ofHours(1);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** @throws IllegalArgumentException if there is no policy, or a time is not of one minute to a month */
    public ReplaySettings {
        policies = List.copyOf(policies);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one policy, but got none");
        }
        require("a gap", longestGap);
        interval.ifPresent(each -> require("an interval", each));
    }

    private static void require(String what, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of " + SHORTEST + " to " + LONGEST + ", but got " + time);
        }
    }
}

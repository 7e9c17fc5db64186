package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * Whether calls of a queue are recorded while an agent has them.
 *
 * @param pauseAtMost after so long a recording that was paused goes on by itself
 * @param retention how long a recording is kept
 */
public record Recording(Mode mode, Duration pauseAtMost, Duration retention) {

    /** When a call is recorded. */
    public enum Mode {
        NEVER("never"),
        ALWAYS("always"),
        /** When the agent, or a supervisor, says so. */
        ON_DEMAND("onDemand");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static final Recording NEVER = new Recording(Mode.NEVER, Duration.ofMinutes(2), Duration.ofDays(90));

    public Recording {
        Range.require("pauseAtMost", pauseAtMost, Limits.SECOND, Limits.HOUR);
        Range.require("retention", retention, Limits.DAY, Limits.DECADE);
    }
}

package io.cordboard.routing.matching;

import java.time.Duration;
import java.util.Optional;

/**
 * What a customer who waits can be told, and which never grows: whoever comes before them meanwhile, what was told once is the most that
 * is told of the same stay later.
 *
 * @param position 1 for the next in line; the {@value #FURTHEST}th and all behind are told the same
 * @param estimate how long they may have to wait yet, in whole seconds; unknown until somebody of the queue was answered
 */
public record Outlook(int position, Optional<Duration> estimate) {

    /** Who is further back is not counted. */
    public static final int FURTHEST = 1_000;

    /** What was told last, and by when an answer was expected then. */
    record Told(int position, long answeredBy) {
        static final Told NOTHING = new Told(FURTHEST, Nanos.NEVER);
    }
}

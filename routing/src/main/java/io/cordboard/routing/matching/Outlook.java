package io.cordboard.routing.matching;

import java.time.Duration;
import java.util.Optional;

/**
 * How long somebody may have to wait yet.
 *
 * @param position 1 for the next in line; the {@value #FURTHEST}th and all behind have the same
 * @param estimate unknown until somebody of the queue was answered
 */
public record Outlook(int position, Optional<Duration> estimate) {

    /** Who is further back is not counted. */
    public static final int FURTHEST = 1_000;
}

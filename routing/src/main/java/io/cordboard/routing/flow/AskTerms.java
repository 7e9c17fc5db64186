package io.cordboard.routing.flow;

import java.time.Duration;
import java.util.Optional;

/**
 * How an answer is listened for.
 *
 * @param least digits that an answer has; for the runner to know, it is the interpreter who judges
 * @param most keys after which an answer is complete
 * @param terminator a key that completes it before
 * @param first how long the first key, or a text, is waited for
 * @param between how long each further one
 * @param masked whether recordings pause and nothing of it may be noted
 */
public record AskTerms(
        int least, int most, Optional<String> terminator, Duration first, Duration between, boolean masked) {}

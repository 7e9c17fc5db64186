package io.cordboard.routing.flow;

import java.time.Duration;
import java.util.Optional;

/** How a step that asks differs from what its flow says of waiting for an answer. */
public record Patience(Optional<Duration> timeout, Optional<Attempts> noInput, Optional<Attempts> noMatch) {

    public static final Patience OF_FLOW = new Patience(Optional.empty(), Optional.empty(), Optional.empty());
}

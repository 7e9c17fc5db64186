package io.cordboard.node.api.cluster;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Something that a node needs to do its work.
 *
 * @param problem why it is not there; empty while it is. Asked often, so it must be cheap and come soon.
 */
public record HealthCheck(String name, Supplier<CompletionStage<Optional<String>>> problem) {}

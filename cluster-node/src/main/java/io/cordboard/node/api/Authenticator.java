package io.cordboard.node.api;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds out who sends a request. */
@FunctionalInterface
public interface Authenticator {

    /** The caller; fails with a {@link ProblemException} of UNAUTHENTICATED where the request proves nobody. */
    CompletionStage<Caller> authenticate(HttpRequest request);
}

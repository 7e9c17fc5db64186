package io.cordboard.routing.flow;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A request by HTTP, complete. It may hold secrets, so it is not for logs.
 *
 * @param body JSON
 * @param timeout of one try
 * @param retries how often it is tried again when no answer comes
 */
public record LookUpRequest(
        FlowStep.LookUp.Method method,
        URI url,
        SortedMap<String, String> headers,
        Optional<String> body,
        Duration timeout,
        int retries) {

    @Override
    public String toString() {
        return method + " " + url.getHost();
    }
}

package io.cordboard.telephony.guide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cordboard.routing.flow.FlowInput;
import io.cordboard.routing.flow.FlowInput.LookUpFailed.Failure;
import io.cordboard.routing.flow.LookUpRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers for what a flow wants to know. Only those that the installation allows, by name and port, so that whoever writes flows
 * reaches nothing else in its network; no redirect is followed.
 */
public final class LookUps implements AutoCloseable {

    private static final int MOST_AT_ONCE = 200;
    private static final long MOST_BYTES = 256 * 1024;

    private final Set<String> allowed;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param allowed hosts, for the usual ports, and {@code host:port} */
    public LookUps(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Never fails: what goes wrong is an answer, too. */
    public CompletionStage<FlowInput> ask(LookUpRequest request) {
        if (!isAllowed(request.url())) {
            return CompletableFuture.completedStage(new FlowInput.LookUpFailed(Failure.NOT_ALLOWED));
        }
        if (!room.tryAcquire()) {
            return CompletableFuture.completedStage(new FlowInput.LookUpFailed(Failure.UNREACHABLE));
        }
        CompletionStage<FlowInput> answer;
        try {
            answer = ask(request(request), request.retries());
        } catch (IllegalArgumentException e) {
            answer = CompletableFuture.completedStage(new FlowInput.LookUpFailed(Failure.UNREACHABLE));
        }
        return answer.whenComplete((_, _) -> room.release());
    }

    private boolean isAllowed(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            return false;
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("http") ? 80 : 443;
        int port = url.getPort() < 0 ? usual : url.getPort();
        return port == usual && allowed.contains(host) || allowed.contains(host + ':' + port);
    }

    private static HttpRequest request(LookUpRequest asked) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(asked.url()).timeout(asked.timeout()).header("Accept", "application/json");
        asked.headers().forEach(request::header);
        asked.body().ifPresent(_ -> request.header("Content-Type", "application/json"));
        return request.method(
                        asked.method().name(),
                        asked.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
    }

    private CompletionStage<FlowInput> ask(HttpRequest request, int retries) {
        var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES);
        var sent = http.sendAsync(request, body);
        // The request's own time is over with the headers of the answer.
        return sent.copy()
                .orTimeout(request.timeout().orElseThrow().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        sent.cancel(true);
                    }
                })
                .thenApply(this::answered)
                .exceptionally(LookUps::failed)
                .thenCompose(answer -> {
                    boolean again = retries > 0
                            && answer instanceof FlowInput.LookUpFailed(var failure)
                            && failure != Failure.UNREADABLE;
                    return again ? ask(request, retries - 1) : CompletableFuture.completedStage(answer);
                });
    }

    private FlowInput answered(HttpResponse<byte[]> response) {
        boolean saysJson = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).contains("json"))
                .isPresent();
        try {
            JsonNode body = response.body().length == 0 ? MissingNode.getInstance() : json.readTree(response.body());
            return new FlowInput.LookedUp(response.statusCode(), body);
        } catch (JsonProcessingException e) {
            return saysJson
                    ? new FlowInput.LookUpFailed(Failure.UNREADABLE)
                    : new FlowInput.LookedUp(response.statusCode(), MissingNode.getInstance());
        } catch (IOException e) {
            return new FlowInput.LookUpFailed(Failure.UNREADABLE);
        }
    }

    private static FlowInput failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new FlowInput.LookUpFailed(
                cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                        ? Failure.TIMEOUT
                        : cause.getMessage() != null && cause.getMessage().contains("body exceeds")
                                ? Failure.UNREADABLE
                                : Failure.UNREACHABLE);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

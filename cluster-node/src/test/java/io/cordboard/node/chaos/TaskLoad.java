package io.cordboard.node.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs that bring tasks over HTTP, each one at a time with a pause in between, spread over the nodes; and what they hear. */
final class TaskLoad implements AutoCloseable {

    private final ScheduledExecutorService clock;
    private final Collection<String> created = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final Collection<String> wrong = new ConcurrentLinkedQueue<>();

    TaskLoad(Caller caller, List<URI> nodes, int programs, Duration pause) {
        clock = Executors.newScheduledThreadPool(programs);
        for (int i = 0; i < programs; i++) {
            URI node = nodes.get(i % nodes.size());
            var _ = clock.scheduleWithFixedDelay(
                    () -> create(caller, node), i, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void create(Caller caller, URI node) {
        try {
            heard(caller.post(node, "/api/v1/interactions", """
                    {"medium": "task", "queue": "support"}"""));
        } catch (IOException e) {
            wrong.add(node + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void heard(HttpResponse<String> answer) {
        boolean explicit = answer.headers().firstValue("Retry-After").isPresent()
                && answer.headers()
                        .firstValue("Content-Type")
                        .filter("application/problem+json"::equals)
                        .isPresent();
        int status = answer.statusCode();
        if (status == 201) {
            created.add(answer.headers().firstValue("Location").orElseThrow());
        } else if ((status == 503 || status == 429) && explicit) {
            refused.incrementAndGet();
        } else {
            wrong.add(status + " " + answer.headers().map() + ' ' + answer.body());
        }
    }

    /** Where each that was acknowledged is. */
    Collection<String> created() {
        return created;
    }

    int refused() {
        return refused.get();
    }

    /** Whatever was neither done nor refused as the API promises. */
    Collection<String> wrong() {
        return wrong;
    }

    @Override
    public void close() {
        finish();
    }

    /** Returns when what is under way has been answered; nothing is sent any more. */
    void finish() {
        clock.close();
    }
}

package io.cordboard.telephony.media.rtpengine;

import io.cordboard.telephony.media.rtpengine.NgFailure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rtpengine of a pool: whether it answers, and who is there. Taken for healthy until it is found not to be. */
final class Rtpengine {

    private static final Logger LOG = LoggerFactory.getLogger(Rtpengine.class);

    private final RtpengineSettings.Node node;
    private final NgClient client;
    private final RtpengineObserver observer;
    private final AtomicInteger parties = new AtomicInteger();
    private volatile boolean healthy = true;
    private boolean closed;

    Rtpengine(RtpengineSettings.Node node, NgClient client, RtpengineObserver observer) {
        this.node = node;
        this.client = client;
        this.observer = observer;
        observer.healthy(node.toString(), true);
    }

    int weight() {
        return node.weight();
    }

    boolean healthy() {
        return healthy;
    }

    /** Fails with {@link NgFailure}. */
    CompletableFuture<Map<String, Object>> ask(String command, Map<String, ?> request) {
        long begun = System.nanoTime();
        return client.ask(request).whenComplete((_, failure) -> {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (failure == null) {
                observer.asked(node.toString(), command, "ok", took);
                turn(true, "it answers");
            } else {
                Kind kind = kind(failure);
                observer.asked(node.toString(), command, kind.name().toLowerCase(Locale.ROOT), took);
                if (kind == Kind.UNANSWERED) {
                    turn(false, cause(failure).getMessage());
                }
            }
        });
    }

    /** Looks whether it is there; what comes of it is what {@link #healthy} says then. */
    void ping() {
        var _ = ask("ping", Map.of("command", "ping")).exceptionally(_ -> Map.of());
    }

    void came() {
        observer.parties(node.toString(), parties.incrementAndGet());
    }

    void went() {
        observer.parties(node.toString(), parties.decrementAndGet());
    }

    private synchronized void turn(boolean to, @Nullable String why) {
        if (healthy != to && !closed) {
            healthy = to;
            observer.healthy(node.toString(), to);
            if (to) {
                LOG.info("rtpengine at {} takes parties again", node);
            } else {
                LOG.warn("rtpengine at {} takes no more parties: {}", node, why);
            }
        }
    }

    synchronized void close() {
        closed = true;
        client.close();
    }

    static Kind kind(Throwable failure) {
        return cause(failure) instanceof NgFailure ng ? ng.kind() : Kind.REFUSED;
    }

    /** What a stage failed for. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

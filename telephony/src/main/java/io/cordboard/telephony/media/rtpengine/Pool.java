package io.cordboard.telephony.media.rtpengine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.cordboard.telephony.media.MediaRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rtpengines of a node: each new party goes to the next healthy one, as often as its weight is of all. */
final class Pool implements AutoCloseable {

    private static final class Share {
        final Rtpengine rtpengine;
        int credit;

        Share(Rtpengine rtpengine) {
            this.rtpengine = rtpengine;
        }
    }

    private final List<Share> shares = new ArrayList<>();
    private final ScheduledThreadPoolExecutor clock;
    private final ExecutorService after = Executors.newVirtualThreadPerTaskExecutor();

    /** Looks after their health from now on. */
    Pool(RtpengineSettings settings, RtpengineObserver observer) {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("rtpengine-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        try {
            for (RtpengineSettings.Node node : settings.nodes()) {
                var client = new NgClient(node.address(), settings.patience(), clock, after);
                shares.add(new Share(new Rtpengine(node, client, observer)));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
        long every = settings.pingEvery().toMillis();
        var _ = clock.scheduleWithFixedDelay(
                () -> shares.forEach(share -> share.rtpengine.ping()), 0, every, MILLISECONDS);
    }

    /**
     * Tries healthy ones, each at most once, until one does it. Fails with what the last said, or for
     * {@link MediaRefused.Reason#UNAVAILABLE} if none is healthy.
     */
    <T> CompletionStage<T> first(Function<Rtpengine, CompletionStage<T>> attempt) {
        return first(attempt, Set.of(), null);
    }

    private <T> CompletionStage<T> first(
            Function<Rtpengine, CompletionStage<T>> attempt, Set<Rtpengine> tried, @Nullable Throwable last) {
        Optional<Rtpengine> next = next(tried);
        if (next.isEmpty()) {
            return CompletableFuture.failedFuture(
                    last != null
                            ? last
                            : new MediaRefused(
                                    MediaRefused.Reason.UNAVAILABLE,
                                    "Expected an rtpengine that answers, but none of " + shares.size() + " does"));
        }
        return attempt.apply(next.get()).exceptionallyCompose(failure -> {
            if (!Rtpengine.kind(failure).elsewhere()) {
                return CompletableFuture.failedFuture(failure);
            }
            var now = new HashSet<>(tried);
            now.add(next.get());
            return first(attempt, now, failure);
        });
    }

    /** Smooth weighted round robin: who has waited the most of its share. */
    private synchronized Optional<Rtpengine> next(Set<Rtpengine> tried) {
        int all = 0;
        Share next = null;
        for (Share share : shares) {
            if (share.rtpengine.healthy() && !tried.contains(share.rtpengine)) {
                all += share.rtpengine.weight();
                share.credit += share.rtpengine.weight();
                next = next == null || share.credit > next.credit ? share : next;
            }
        }
        if (next == null) {
            return Optional.empty();
        }
        next.credit -= all;
        return Optional.of(next.rtpengine);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        shares.forEach(share -> share.rtpengine.close());
        after.shutdown();
    }
}

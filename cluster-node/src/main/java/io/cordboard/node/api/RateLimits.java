package io.cordboard.node.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests one caller may send to this node: a bucket of tokens for each, refilled evenly. A caller who is not
 * heard of for a while is forgotten, and so has a full bucket.
 */
final class RateLimits {

    /** Enough for every agent of a large cluster on one node; what is beyond pushes out the longest unheard of. */
    private static final long MAX_CALLERS = 100_000;

    private final int perMinute;
    private final int burst;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    RateLimits(ApiSettings.Rate rate) {
        this.perMinute = rate.perMinute();
        this.burst = rate.burst();
    }

    /** Takes one token of this caller; the time until there is one again if there is none. */
    Optional<Duration> take(String caller) {
        Bucket bucket = buckets.get(
                caller,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

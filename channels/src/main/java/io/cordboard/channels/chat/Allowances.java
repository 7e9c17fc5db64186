package io.cordboard.channels.chat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * One allowance for each key (a source address, a chat), of this node. Bounded: those that have gone longest without being
 * asked for are forgotten first, which gives them a full allowance again.
 */
final class Allowances<K> {

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final int most;
    private final SequencedMap<K, RateLimit.Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    Allowances(RateLimit limit, int most, LongSupplier nanos) {
        this.limit = limit;
        this.most = most;
        this.nanos = nanos;
    }

    /** Empty if it may happen now; else how long until it may. */
    synchronized Optional<Duration> take(K key) {
        long now = nanos.getAsLong();
        RateLimit.Bucket bucket = buckets.computeIfAbsent(key, _ -> limit.full(now));
        if (buckets.size() > most) {
            buckets.pollFirstEntry();
        }
        return bucket.take(now) ? Optional.empty() : Optional.of(bucket.untilNext(now));
    }

    synchronized int size() {
        return buckets.size();
    }
}

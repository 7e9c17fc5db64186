package io.cordboard.telephony.sip;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/** What each source address may still send: a bucket for each, the oldest of which is forgotten when there are too many. */
final class Sources {

    /** What is done with a message. */
    enum Verdict {
        TAKE,
        /** Too much; nobody has been told within the last second. */
        TELL,
        /** Too much. */
        DROP
    }

    private static final long SECOND = 1_000_000_000L;

    private static final class Bucket {
        private double tokens;
        private long at;
        private long toldAt;

        private Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.at = now;
            this.toldAt = now - SECOND;
        }
    }

    private final SipSettings.Rate rate;
    private final LongSupplier nanos;
    private final int remembered;
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>();

    Sources(SipSettings.Rate rate, int remembered, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.remembered = remembered;
    }

    synchronized Verdict of(String source) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(source, _ -> new Bucket(rate.burst(), now));
        if (buckets.size() > remembered) {
            buckets.pollFirstEntry();
        }
        bucket.tokens = Math.min(rate.burst(), bucket.tokens + (double) (now - bucket.at) * rate.perSecond() / SECOND);
        bucket.at = now;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Verdict.TAKE;
        }
        if (now - bucket.toldAt >= SECOND) {
            bucket.toldAt = now;
            return Verdict.TELL;
        }
        return Verdict.DROP;
    }
}

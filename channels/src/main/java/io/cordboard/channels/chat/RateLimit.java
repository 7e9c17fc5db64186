package io.cordboard.channels.chat;

import java.time.Duration;

/**
 * How often something may happen: {@code burst} times at once, and {@code perMinute} times a minute in the long run.
 *
 * @param burst at least 1
 * @param perMinute at least 1
 */
public record RateLimit(int burst, int perMinute) {

    public RateLimit {
        if (burst < 1 || perMinute < 1) {
            throw new IllegalArgumentException(
                    "Expected a burst and a rate of at least 1, but got " + burst + " and " + perMinute);
        }
    }

    /** A bucket that is full at {@code nanos}. */
    Bucket full(long nanos) {
        return new Bucket(this, burst, nanos);
    }

    /** What is left of an allowance. Not for several threads. */
    static final class Bucket {

        private static final double MINUTE = Duration.ofMinutes(1).toNanos();

        private final RateLimit limit;
        private double tokens;
        private long since;

        private Bucket(RateLimit limit, double tokens, long since) {
            this.limit = limit;
            this.tokens = tokens;
            this.since = since;
        }

        /** Takes one if there is one. {@code nanos} is of {@link System#nanoTime}. */
        boolean take(long nanos) {
            fill(nanos);
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }

        /** Until there is one to take; zero if there is. */
        Duration untilNext(long nanos) {
            fill(nanos);
            return tokens >= 1
                    ? Duration.ZERO
                    : Duration.ofNanos((long) Math.ceil((1 - tokens) * MINUTE / limit.perMinute()));
        }

        boolean isFull(long nanos) {
            fill(nanos);
            return tokens >= limit.burst();
        }

        private void fill(long nanos) {
            long passed = Math.max(0, nanos - since);
            tokens = Math.min(limit.burst(), tokens + passed * limit.perMinute() / MINUTE);
            since = nanos;
        }
    }
}

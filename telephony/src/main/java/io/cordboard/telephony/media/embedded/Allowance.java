package io.cordboard.telephony.media.embedded;

/** What one source may send: so many packets a second, and a second's worth at once. */
final class Allowance {

    private final long nanosEach;
    private final long mostNanos;
    private long spentUntil = Long.MIN_VALUE;

    Allowance(int perSecond) {
        this.nanosEach = 1_000_000_000L / perSecond;
        this.mostNanos = 1_000_000_000L;
    }

    boolean take(long nowNanos) {
        if (spentUntil == Long.MIN_VALUE || spentUntil < nowNanos) {
            spentUntil = nowNanos;
        }
        if (spentUntil + nanosEach - nowNanos > mostNanos) {
            return false;
        }
        spentUntil += nanosEach;
        return true;
    }
}

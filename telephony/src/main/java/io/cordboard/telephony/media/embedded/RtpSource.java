package io.cordboard.telephony.media.embedded;

/**
 * What is known of the source that a party's packets come from: which it is, what came of it and how evenly (RFC 3550 §6.4.1, A.1,
 * A.3, A.8). Counts go on over a change of source.
 */
final class RtpSource {

    /** RFC 3550 A.1: a greater step forward is believed only when the next packet follows on it. */
    private static final int MAX_DROPOUT = 3_000;

    private static final int MAX_MISORDER = 100;

    enum Verdict {
        /** The latest so far. */
        FORWARD,
        /** The latest so far, and of another source than before. */
        BEGINNING,
        /** Older than one that has come, but new. */
        LATE,
        /** Come before. */
        DUPLICATE,
        /** Fits nothing yet; believed if another follows. */
        STRANGE
    }

    private boolean known;
    private int source;
    private int stranger;
    private int strangeSequence = -1;

    private long first;
    private long highest;
    private long seen;
    private long received;
    private long expectedBefore;
    private long receivedBefore;

    private long expectedAtReport;
    private long receivedAtReport;

    private boolean timed;
    private int transit;
    private double jitter;

    Verdict take(RtpPacket packet) {
        if (!known) {
            begin(packet);
            return Verdict.BEGINNING;
        }
        if (packet.source != source) {
            return takeStranger(packet);
        }
        int step = (short) (packet.sequence - (int) highest);
        if (step > 0 && step < MAX_DROPOUT) {
            highest += step;
            seen = step >= Long.SIZE ? 1 : seen << step | 1;
            received++;
            strangeSequence = -1;
            return Verdict.FORWARD;
        }
        if (step <= 0 && step > -MAX_MISORDER) {
            if (step <= -Long.SIZE || (seen & 1L << -step) != 0) {
                return Verdict.DUPLICATE;
            }
            seen |= 1L << -step;
            received++;
            return Verdict.LATE;
        }
        return takeStranger(packet);
    }

    private Verdict takeStranger(RtpPacket packet) {
        if (packet.source == stranger && packet.sequence == strangeSequence) {
            begin(packet);
            return Verdict.BEGINNING;
        }
        stranger = packet.source;
        strangeSequence = packet.sequence + 1 & 0xFFFF;
        return Verdict.STRANGE;
    }

    private void begin(RtpPacket packet) {
        if (known) {
            expectedBefore = expected();
            receivedBefore = received();
        }
        known = true;
        source = packet.source;
        first = packet.sequence;
        highest = packet.sequence;
        seen = 1;
        received = 1;
        strangeSequence = -1;
        timed = false;
    }

    /** RFC 3550 A.8, for packets that carry sound. */
    void arrived(int timestamp, long nowNanos) {
        int passed = (int) (nowNanos / 125_000) - timestamp;
        if (timed) {
            jitter += (Math.min(Math.abs((double) passed - transit), 16_000) - jitter) / 16;
        }
        transit = passed;
        timed = true;
    }

    boolean known() {
        return known;
    }

    int source() {
        return source;
    }

    long expected() {
        return expectedBefore + (known ? highest - first + 1 : 0);
    }

    long received() {
        return receivedBefore + (known ? received : 0);
    }

    long lost() {
        return Math.max(0, expected() - received());
    }

    /** In 256ths, of what was expected since this was last asked. */
    int fractionLost() {
        long expected = expected() - expectedAtReport;
        long lost = expected - (received() - receivedAtReport);
        expectedAtReport = expected();
        receivedAtReport = received();
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, (lost << 8) / expected);
    }

    /** In samples. */
    double jitter() {
        return jitter;
    }

    /** The highest sequence number, with how often it has wrapped in the upper half. */
    int highest() {
        return (int) highest;
    }
}

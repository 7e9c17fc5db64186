package io.cordboard.telephony.media.rtpengine;

import java.time.Duration;

/** Told what a pool of rtpengines does, for metrics. Must not wait. */
public interface RtpengineObserver {

    /** Whether this one takes new parties from now on. */
    void healthy(String node, boolean healthy);

    /**
     * It was asked something.
     *
     * @param outcome {@code ok}, {@code unanswered}, {@code busy} or {@code refused}
     */
    void asked(String node, String command, String outcome, Duration took);

    /** So many parties reach their rooms through it now. */
    void parties(String node, int now);
}

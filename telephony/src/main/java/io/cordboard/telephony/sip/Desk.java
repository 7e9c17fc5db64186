package io.cordboard.telephony.sip;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.SipProvider;

/**
 * What the legs of a node share.
 *
 * @param open how many dialogs there are
 * @param placed the Call-IDs of calls that we have placed, until nothing can come of them any more
 */
record Desk(
        SipSettings settings,
        SipProvider provider,
        Messages messages,
        Digest digest,
        ScheduledExecutorService clock,
        SipObserver observer,
        AtomicInteger open,
        Set<String> placed) {

    void begun() {
        observer.dialogs(open.incrementAndGet());
    }

    void ended() {
        observer.dialogs(open.decrementAndGet());
    }

    ScheduledFuture<?> later(Duration delay, Runnable then) {
        return clock.schedule(then, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}

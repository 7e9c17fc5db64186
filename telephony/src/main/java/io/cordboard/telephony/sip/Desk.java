package io.cordboard.telephony.sip;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.SipProvider;

/** What the legs of a node share. */
record Desk(
        SipSettings settings,
        SipProvider provider,
        Messages messages,
        ScheduledExecutorService clock,
        SipObserver observer,
        AtomicInteger open) {

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

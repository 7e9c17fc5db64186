package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.MediaCounts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What is counted, by all threads of a server. */
final class Counters {
    final AtomicInteger rooms = new AtomicInteger();
    final AtomicInteger parties = new AtomicInteger();
    final AtomicInteger recordings = new AtomicInteger();
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final AtomicLong lost = new AtomicLong();
    final LongAdder malformed = new LongAdder();
    final LongAdder foreign = new LongAdder();
    final LongAdder excess = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder lateTicks = new LongAdder();
    final LongAccumulator worstTickNanos = new LongAccumulator(Math::max, 0);

    MediaCounts read() {
        return new MediaCounts(
                rooms.get(),
                parties.get(),
                recordings.get(),
                received.sum(),
                sent.sum(),
                lost.get(),
                malformed.sum(),
                foreign.sum(),
                excess.sum(),
                refused.sum(),
                lateTicks.sum(),
                Duration.ofNanos(worstTickNanos.get()));
    }
}

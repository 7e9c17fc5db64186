package io.cordboard.node.api;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are under way in this node, never more than a bound. */
final class InFlight {

    private final AtomicInteger now = new AtomicInteger();
    private final int max;

    InFlight(int max) {
        this.max = max;
    }

    boolean enter() {
        if (now.incrementAndGet() > max) {
            now.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        now.decrementAndGet();
    }

    int now() {
        return now.get();
    }

    int max() {
        return max;
    }
}

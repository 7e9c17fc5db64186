package io.cordboard.telephony.sip;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Waits for the answer to a question whether somebody is there, and tells it once. */
final class Probe {

    private final IntConsumer told;
    private final AtomicBoolean over = new AtomicBoolean();

    Probe(IntConsumer told) {
        this.told = told;
    }

    void answered(int status) {
        if (over.compareAndSet(false, true)) {
            told.accept(status);
        }
    }
}

package io.cordboard.ops.bench;

import java.util.concurrent.atomic.LongAdder;

/** Decisions of the matching kernel alone, one after the other in one thread. */
final class KernelLoad implements Load {

    private final Centre centre;
    private final LongAdder done = new LongAdder();
    private volatile boolean running;
    private Thread thread = Thread.currentThread();

    KernelLoad(Centre centre) {
        this.centre = centre;
    }

    @Override
    public String name() {
        return centre.name();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("kernel").start(() -> {
            while (running) {
                centre.decide();
                done.increment();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the kernel ends", e);
        }
    }

    @Override
    public long done() {
        return done.sum();
    }
}

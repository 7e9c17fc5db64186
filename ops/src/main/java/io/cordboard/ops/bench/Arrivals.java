package io.cordboard.ops.bench;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers who come whether or not those before them were served (open loop): each at its own time, fixed in advance. What
 * is slow is not waited for, so its slowness is seen by all who come meanwhile.
 */
final class Arrivals implements Load {

    private final String name;
    private final Lifecycles lifecycles;
    private final double perSecond;
    private final Random random;
    private final Duration drain;
    private volatile boolean running;
    private Thread thread = Thread.currentThread();

    /** @param drain how long what has come may take to be done once nobody comes any more */
    Arrivals(String name, Lifecycles lifecycles, double perSecond, long seed, Duration drain) {
        this.name = name;
        this.lifecycles = lifecycles;
        this.perSecond = perSecond;
        this.random = new Random(seed);
        this.drain = drain;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("arrivals").start(this::come);
    }

    private void come() {
        double next = System.nanoTime();
        while (running) {
            next += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            long at = (long) next;
            for (long left = at - System.nanoTime(); left > 0 && running; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            lifecycles.begin(at, false);
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while nobody comes any more", e);
        }
        lifecycles.awaitSettled(drain);
    }

    @Override
    public long done() {
        return lifecycles.done();
    }
}

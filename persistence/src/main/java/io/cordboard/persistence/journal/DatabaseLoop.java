package io.cordboard.persistence.journal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A thread that works on the database again and again until it is closed.
 *
 * <p>It is never interrupted: an interrupt in the middle of a read or write closes H2's file for everybody. Closing waits for
 * the work under way, which the driver's timeouts bound.
 */
public final class DatabaseLoop implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private DatabaseLoop(String name, Supplier<Duration> work) {
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(work));
    }

    /** Starts a thread that does {@code work}, which returns how long to pause before the next time. */
    public static DatabaseLoop start(String name, Supplier<Duration> work) {
        var loop = new DatabaseLoop(name, work);
        loop.thread.start();
        return loop;
    }

    /** Lets the work under way be the last; does not wait for it. */
    public void end() {
        end.countDown();
    }

    /** Returns when the last work is done. */
    @Override
    public void close() {
        end();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!thread.join(END_LIMIT)) {
                throw new IllegalStateException(thread.getName() + " did not end in " + END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + thread.getName() + " ends", e);
        }
    }

    private void run(Supplier<Duration> work) {
        var pause = Duration.ZERO;
        while (!ended(pause)) {
            pause = work.get();
        }
    }

    private boolean ended(Duration pause) {
        try {
            return end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread; ending is what an interrupt asks for.
            return true;
        }
    }
}

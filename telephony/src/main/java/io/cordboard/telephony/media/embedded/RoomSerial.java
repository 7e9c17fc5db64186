package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;

import io.cordboard.telephony.media.MediaRefused;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for one room, one thing at a time and in order, on threads that may block: its requests, and its listener's events. */
final class RoomSerial {

    private static final int MOST_REQUESTS = 256;
    private static final int MOST_EVENTS = 1_024;

    private record Waiting(Runnable task, boolean event) {}

    private final Logger log = LoggerFactory.getLogger(RoomSerial.class);
    private final Executor threads;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int requests;
    private int events;
    private boolean running;

    RoomSerial(Executor threads) {
        this.threads = threads;
    }

    /** Does something; its stage completes within this order, too. Refused when far too much is waiting. */
    <T> CompletionStage<T> ask(Callable<T> request) {
        return ask(request, MOST_REQUESTS);
    }

    /** As {@link #ask}, for what frees what is held: never refused. */
    <T> CompletionStage<T> insist(Callable<T> request) {
        return ask(request, Integer.MAX_VALUE);
    }

    private <T> CompletionStage<T> ask(Callable<T> request, int most) {
        var result = new CompletableFuture<T>();
        Runnable task = () -> {
            try {
                result.complete(request.call());
            } catch (CompletionException e) {
                result.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        };
        if (!add(new Waiting(task, false), most)) {
            result.completeExceptionally(new MediaRefused(
                    LIMIT, "Expected at most " + MOST_REQUESTS + " requests of a room to wait, but there are more"));
        }
        return result;
    }

    /** Tells the listener something, after what came before. */
    void tell(Runnable event) {
        if (!add(new Waiting(event, true), MOST_EVENTS)) {
            log.warn("A room's listener has {} events to hear and takes none: one is dropped", MOST_EVENTS);
        }
    }

    private boolean add(Waiting next, int most) {
        synchronized (waiting) {
            if ((next.event() ? events : requests) >= most) {
                return false;
            }
            waiting.add(next);
            count(next, 1);
            if (running) {
                return true;
            }
            running = true;
        }
        threads.execute(this::run);
        return true;
    }

    private void count(Waiting task, int by) {
        if (task.event()) {
            events += by;
        } else {
            requests += by;
        }
    }

    private void run() {
        while (true) {
            Waiting next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
                count(next, -1);
            }
            try {
                next.task().run();
            } catch (Throwable e) {
                log.error("A room's listener failed", e);
            }
        }
    }
}

package io.cordboard.node.live;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;

/** The sockets of this node: how many there are, and which of them belong to whom. */
final class Sockets {

    private record Entry(String caller, ActorRef session, long order) {}

    private final LiveSettings settings;
    private final Map<String, Entry> bySession = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger();
    private final CompletableFuture<Done> empty = new CompletableFuture<>();
    private volatile boolean draining;
    private long order;

    Sockets(LiveSettings settings) {
        this.settings = settings;
    }

    /** Takes a place; whoever gets one gives it back with {@link #leave} or {@link #giveBack}. */
    boolean enter() {
        if (draining) {
            return false;
        }
        if (places.incrementAndGet() > settings.maxSockets()) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack() {
        places.decrementAndGet();
    }

    /** A session has begun; the caller's oldest one is ended if there are too many. */
    synchronized void begun(String id, String caller, ActorRef session) {
        bySession.put(id, new Entry(caller, session, order++));
        long own = bySession.values().stream()
                .filter(e -> e.caller().equals(caller))
                .count();
        if (own > settings.maxSocketsOfOne()) {
            bySession.values().stream()
                    .filter(e -> e.caller().equals(caller))
                    .min(java.util.Comparator.comparingLong(Entry::order))
                    .ifPresent(oldest -> end(oldest, ServerFrame.Reason.REPLACED));
        }
        if (draining) {
            session.tell(new LiveSession.Bye(ServerFrame.Reason.DRAINING), ActorRef.noSender());
        }
    }

    /** The same page is here again: its former socket, if it is on this node, has nobody at its end. */
    void replaced(String id, String caller) {
        Optional.ofNullable(bySession.get(id))
                .filter(entry -> entry.caller().equals(caller))
                .ifPresent(entry -> end(entry, ServerFrame.Reason.REPLACED));
    }

    private static void end(Entry entry, ServerFrame.Reason reason) {
        entry.session().tell(new LiveSession.Bye(reason), ActorRef.noSender());
    }

    void leave(String id) {
        bySession.remove(id);
        places.decrementAndGet();
        if (draining && bySession.isEmpty()) {
            empty.complete(Done.done());
        }
    }

    int open() {
        return bySession.size();
    }

    boolean isDraining() {
        return draining;
    }

    /** No more sockets; those that are open are told to go elsewhere. Ends when they are gone, or have had their time. */
    synchronized CompletionStage<Done> drain() {
        draining = true;
        bySession.values().forEach(entry -> end(entry, ServerFrame.Reason.DRAINING));
        if (bySession.isEmpty()) {
            empty.complete(Done.done());
        }
        return empty.copy().completeOnTimeout(Done.done(), settings.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}

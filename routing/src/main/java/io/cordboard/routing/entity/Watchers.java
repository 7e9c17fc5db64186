package io.cordboard.routing.entity;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ActorRef;

/** Who follows an entity's events, and until when unless they say so again. */
final class Watchers {

    static final int MAX = 200;

    private final Map<ActorRef, Watcher> all = new HashMap<>();

    private record Watcher(boolean presence, Instant until) {}

    /** Returns whether there is room. */
    boolean add(ActorRef ref, Watch watch, Instant now) {
        if (!all.containsKey(ref) && all.size() >= MAX) {
            return false;
        }
        all.put(ref, new Watcher(watch.presence(), now.plus(watch.ttl())));
        return true;
    }

    void remove(ActorRef ref) {
        all.remove(ref);
    }

    void expire(Instant now) {
        all.values().removeIf(w -> w.until().isBefore(now));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean anyPresence() {
        // Asked after each command, and hardly anybody has followers.
        return !all.isEmpty() && all.values().stream().anyMatch(Watcher::presence);
    }

    void tell(Message news, ActorRef from) {
        all.keySet().forEach(ref -> ref.tell(news, from));
    }
}

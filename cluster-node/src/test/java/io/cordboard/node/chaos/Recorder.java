package io.cordboard.node.chaos;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the cluster has said yes to, remembered outside of it. */
final class Recorder {

    private final ConcurrentMap<InteractionId, Collection<InteractionCommand>> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> byKind = new ConcurrentHashMap<>();
    private final Collection<String> refusedForGood = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentMap<String, Instant> answeredAt = new ConcurrentHashMap<>();

    void sent() {
        sent.incrementAndGet();
    }

    void acknowledged(InteractionCommand command) {
        acknowledged
                .computeIfAbsent(command.interaction(), _ -> new ConcurrentLinkedQueue<>())
                .add(command);
        byKind.computeIfAbsent(command.getClass().getSimpleName(), _ -> new AtomicInteger())
                .incrementAndGet();
    }

    /** The command was refused, and trying it again would be of no use. */
    void refused(Command command, Reply.Refused reply) {
        boolean lostRace = switch (reply.refusal()) {
            // What an agent saw a moment ago is no longer so: another was quicker, or a deadline has passed.
            case OFFER_OVER, TAKEN, WRONG_PHASE, NOT_HELD -> true;
            case UNAVAILABLE, OVERLOADED -> true;
            case ALREADY_EXISTS, NOT_FOUND, NOT_READY, NO_CAPACITY, INVALID, STALE, LIMIT -> false;
        };
        if (!lostRace) {
            refusedForGood.add(command + ": " + reply);
        }
    }

    /** What no fault of the cluster excuses: refusals that are neither "later" nor a lost race. */
    Collection<String> refusedForGood() {
        return refusedForGood;
    }

    /** The entity has answered now, whatever it said. */
    void answered(Command command) {
        answeredAt.put(command.entityId(), Instant.now());
    }

    /** Which of those that have ever answered have not done so since {@code instant}. */
    List<String> silentSince(Instant instant) {
        return answeredAt.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(instant))
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<InteractionId, Collection<InteractionCommand>> acknowledged() {
        return acknowledged;
    }

    int opened() {
        return acknowledged.size();
    }

    @Override
    public String toString() {
        return sent + " commands sent, acknowledged " + new TreeMap<>(byKind);
    }
}

package io.cordboard.routing.queue;

import io.cordboard.routing.interaction.InteractionId;
import java.time.Duration;
import java.time.Instant;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * Who has left a queue lately, as a value: a message that says "I wait here" and was long on its way must not bring back
 * somebody who has left meanwhile.
 *
 * @param stays the last stay of each
 * @param byTime the same in order of leaving, so that the oldest can be forgotten
 */
record Departures(HashPMap<InteractionId, Left> stays, TreePMap<Line.Arrival, Boolean> byTime) {

    /** Longer than any message can be on its way. */
    static final Duration REMEMBERED = Duration.ofMinutes(2);

    static final Departures NONE = new Departures(HashTreePMap.empty(), TreePMap.empty());

    /** The stay that began at {@code stay}, and any before it, is over since {@code at}. */
    record Left(Instant stay, Instant at) {}

    Departures with(InteractionId interaction, Instant stay, Instant at) {
        Left before = stays.get(interaction);
        var kept = stays.plus(interaction, new Left(stay, at));
        var times = before == null ? byTime : byTime.minus(new Line.Arrival(before.at(), interaction));
        times = times.plus(new Line.Arrival(at, interaction), true);
        while (times.firstKey().enqueued().isBefore(at.minus(REMEMBERED))) {
            Line.Arrival oldest = times.firstKey();
            times = times.minus(oldest);
            kept = kept.minus(oldest.interaction());
        }
        return new Departures(kept, times);
    }

    /** Whether the stay that began at {@code enqueued} is known to be over. */
    boolean over(InteractionId interaction, Instant enqueued) {
        Left left = stays.get(interaction);
        return left != null && !enqueued.isAfter(left.stay());
    }
}

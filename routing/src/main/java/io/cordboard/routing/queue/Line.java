package io.cordboard.routing.queue;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * Those who wait in a queue, as a value.
 *
 * @param entries by interaction
 * @param arrivals the same in order of arrival, those that may still be sent elsewhere by the length of their wait
 * @param later those among them that could not be sent elsewhere once, and from when on their wait counts for the next time
 * @param leaving those that the policy sends elsewhere, until their interaction has gone
 * @param departures those who have left lately
 */
record Line(
        HashPMap<InteractionId, Entry> entries,
        TreePMap<Arrival, Boolean> arrivals,
        HashPMap<InteractionId, Instant> later,
        HashPMap<InteractionId, Destination> leaving,
        Departures departures) {

    static final Line EMPTY = new Line(
            HashTreePMap.empty(), TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Departures.NONE);

    /** One that waits. */
    record Entry(Medium medium, Place place, Attributes attributes) {
        Entry {
            // What was kept before there were attributes has none.
            attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
        }
    }

    /** A key that orders by arrival. */
    record Arrival(Instant enqueued, InteractionId interaction) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            int byTime = enqueued.compareTo(other.enqueued);
            return byTime != 0 ? byTime : interaction.compareTo(other.interaction);
        }
    }

    Optional<Entry> entry(InteractionId interaction) {
        return Optional.ofNullable(entries.get(interaction));
    }

    Line joined(InteractionId interaction, Entry entry) {
        Entry known = entries.get(interaction);
        if (known != null && known.place().enqueued().equals(entry.place().enqueued())) {
            // More is known of the same stay: what was tried in it was tried.
            return new Line(entries.plus(interaction, entry), arrivals, later, leaving, departures);
        }
        Line without = without(interaction);
        return new Line(
                without.entries.plus(interaction, entry),
                without.arrivals.plus(new Arrival(entry.place().enqueued(), interaction), true),
                without.later,
                without.leaving,
                departures);
    }

    /** Its stay that began at {@code stay}, or any earlier one, is over. */
    Line left(InteractionId interaction, Instant stay, Instant at) {
        Line remaining = entry(interaction)
                        .filter(e -> !e.place().enqueued().isAfter(stay))
                        .isPresent()
                ? without(interaction)
                : this;
        return new Line(
                remaining.entries,
                remaining.arrivals,
                remaining.later,
                remaining.leaving,
                departures.with(interaction, stay, at));
    }

    private Line without(InteractionId interaction) {
        Line unwatched = unwatched(interaction);
        return new Line(
                entries.minus(interaction),
                unwatched.arrivals,
                unwatched.later,
                leaving.minus(interaction),
                departures);
    }

    /** The same, but the length of its wait matters no more. */
    private Line unwatched(InteractionId interaction) {
        Entry entry = entries.get(interaction);
        if (entry == null) {
            return this;
        }
        Instant from = later.getOrDefault(interaction, entry.place().enqueued());
        return new Line(
                entries, arrivals.minus(new Arrival(from, interaction)), later.minus(interaction), leaving, departures);
    }

    Line sentTo(InteractionId interaction, Destination to) {
        Line unwatched = unwatched(interaction);
        return entries.containsKey(interaction)
                ? new Line(entries, unwatched.arrivals, unwatched.later, leaving.plus(interaction, to), departures)
                : this;
    }

    /** It stays after all, and is looked at again as if it had come at {@code from}, or never. */
    Line kept(InteractionId interaction, Optional<Instant> from) {
        if (!entries.containsKey(interaction)) {
            return this;
        }
        Line unwatched = unwatched(interaction);
        return new Line(
                entries,
                from.map(at -> unwatched.arrivals.plus(new Arrival(at, interaction), true))
                        .orElse(unwatched.arrivals),
                from.map(at -> unwatched.later.plus(interaction, at)).orElse(unwatched.later),
                leaving.minus(interaction),
                departures);
    }

    /** Whether it waits in this stay, and nobody has tried to send it elsewhere yet. */
    boolean mayLeave(InteractionId interaction, Instant enqueued) {
        return entry(interaction)
                        .filter(entry -> entry.place().enqueued().equals(enqueued))
                        .isPresent()
                && arrivals.containsKey(new Arrival(enqueued, interaction))
                && !later.containsKey(interaction);
    }

    Optional<Arrival> first() {
        return arrivals.isEmpty() ? Optional.empty() : Optional.of(arrivals.firstKey());
    }

    int size() {
        return entries.size();
    }

    /** Those who wait here and are not being sent elsewhere. */
    int staying() {
        return entries.size() - leaving.size();
    }
}

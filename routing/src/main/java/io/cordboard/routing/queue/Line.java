package io.cordboard.routing.queue;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * Those who wait in a queue, as a value.
 *
 * @param entries by interaction
 * @param arrivals the same by the policy by whose rules they leave, each in order of arrival; those that may still be sent elsewhere by the length of their wait
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

        private Arrival arrival(InteractionId interaction, Instant from) {
            return new Arrival(
                    place.arm()
                            .filter(arm -> arm.side() == Arm.Side.TRIAL)
                            .map(Arm::trial)
                            .orElse(""),
                    from,
                    interaction);
        }
    }

    /**
     * A key that orders by arrival.
     *
     * @param trial the policy by whose rules these leave; empty for that of the queue
     */
    record Arrival(String trial, Instant enqueued, InteractionId interaction) implements Comparable<Arrival> {

        /** One where that does not matter. */
        Arrival(Instant enqueued, InteractionId interaction) {
            this("", enqueued, interaction);
        }

        @Override
        public int compareTo(Arrival other) {
            int byTrial = trial.compareTo(other.trial);
            int byTime = byTrial != 0 ? byTrial : enqueued.compareTo(other.enqueued);
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
            Instant from = later.getOrDefault(interaction, entry.place().enqueued());
            Arrival before = known.arrival(interaction, from);
            return new Line(
                    entries.plus(interaction, entry),
                    arrivals.containsKey(before)
                            ? arrivals.minus(before).plus(entry.arrival(interaction, from), true)
                            : arrivals,
                    later,
                    leaving,
                    departures);
        }
        Line without = without(interaction);
        return new Line(
                without.entries.plus(interaction, entry),
                without.arrivals.plus(entry.arrival(interaction, entry.place().enqueued()), true),
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
                entries,
                arrivals.minus(entry.arrival(interaction, from)),
                later.minus(interaction),
                leaving,
                departures);
    }

    Line sentTo(InteractionId interaction, Destination to) {
        Line unwatched = unwatched(interaction);
        return entries.containsKey(interaction)
                ? new Line(entries, unwatched.arrivals, unwatched.later, leaving.plus(interaction, to), departures)
                : this;
    }

    /** It stays after all, and is looked at again as if it had come at {@code from}, or never. */
    Line kept(InteractionId interaction, Optional<Instant> from) {
        Entry entry = entries.get(interaction);
        if (entry == null) {
            return this;
        }
        Line unwatched = unwatched(interaction);
        return new Line(
                entries,
                from.map(at -> unwatched.arrivals.plus(entry.arrival(interaction, at), true))
                        .orElse(unwatched.arrivals),
                from.map(at -> unwatched.later.plus(interaction, at)).orElse(unwatched.later),
                leaving.minus(interaction),
                departures);
    }

    /** Whether it waits in this stay, and nobody has tried to send it elsewhere yet. */
    boolean mayLeave(InteractionId interaction, Instant enqueued) {
        return entry(interaction)
                        .filter(entry -> entry.place().enqueued().equals(enqueued))
                        .filter(entry -> arrivals.containsKey(entry.arrival(interaction, enqueued)))
                        .isPresent()
                && !later.containsKey(interaction);
    }

    Optional<Arrival> first() {
        return firsts().stream().min(Comparator.comparing(Arrival::enqueued).thenComparing(Arrival::interaction));
    }

    /** The first of those who leave by the same policy's rules, for each such policy. */
    List<Arrival> firsts() {
        List<Arrival> firsts = new ArrayList<>(1);
        Arrival next = arrivals.isEmpty() ? null : arrivals.firstKey();
        while (next != null) {
            firsts.add(next);
            next = arrivals.higherKey(new Arrival(next.trial, Instant.MAX, next.interaction));
        }
        return firsts;
    }

    /** It, and who came after it and leaves by the same rules. */
    Iterable<Arrival> from(Arrival first) {
        return arrivals.subMap(first, new Arrival(first.trial, Instant.MAX, first.interaction))
                .keySet();
    }

    int size() {
        return entries.size();
    }

    /** Those who wait here and are not being sent elsewhere. */
    int staying() {
        return entries.size() - leaving.size();
    }
}

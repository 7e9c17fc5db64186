package io.cordboard.routing.matching;

import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One interaction that waits, with its place in line. {@link #rank} and {@link #place} change only while it is in no
 * {@link #home}, because the sets there are ordered by them.
 */
final class Entry extends Timed implements Subject, Comparable<Entry> {

    private Waiting waiting;
    Desk desk;

    /** Whether it excludes anyone; kept here because it is asked of all that an agent looks at. */
    boolean excludes;

    /** Whether its queue's trial rules it. */
    boolean tried;

    /** Where it can be found by those who may take it; null while nobody may. */
    @Nullable
    Home home;

    /** Higher goes first. */
    long rank;

    /** Then who stands in line since earlier, with age credit counted in. */
    long place;

    /** Relaxation steps that have fired. */
    int step;

    /** The longest of its queue's {@link Delays} that it has stood. */
    long stood;

    /** Steps that have fired because of a condition, those before them included. */
    int firedEarly;

    /**
     * An overflow rule on the queue that applies to it.
     *
     * @param to where the rule sends it, if that is a queue known here
     */
    record Sent(int rule, @Nullable Desk to) {}

    @Nullable
    Sent sent;

    /** It could not be sent elsewhere. */
    boolean staysPut;

    /** When to tell of it again what was not taken note of, and how long to wait after that. */
    long tellAt = -Nanos.NEVER;

    long backoff;

    /** Whether it is kept out of every line. */
    boolean aside;

    /** Among those to look at again when their last agent comes or goes. */
    boolean hoping;

    /** The last match in which nobody was found for it. */
    long barrenIn = -1;

    /** Neighbours in its desk's list. */
    @Nullable
    Entry previous;

    @Nullable
    Entry next;

    private @Nullable List<Hold> offers;
    private @Nullable Probe probe;

    Entry(Waiting waiting, Desk desk) {
        waiting(waiting);
        this.desk = desk;
        tried = desk.tries(waiting);
    }

    /** What it goes by. */
    Rules rules() {
        return desk.rules(tried);
    }

    void tried(boolean latest) {
        if (tried != latest) {
            tried = latest;
            desk.tried(latest);
        }
    }

    Waiting waiting() {
        return waiting;
    }

    final void waiting(Waiting latest) {
        waiting = latest;
        excludes = !latest.excluded().isEmpty();
    }

    /** As {@link #firedEarly}, but only what its interaction has taken note of, of these steps of its queue's policy. */
    int firedKnown() {
        return waiting.place()
                .fired()
                .filter(fired -> fired.of().equals(rules().stepsMark))
                .map(Place.Fired::steps)
                .orElse(0);
    }

    /** Nothing of what a condition brought about for it is left to be told. */
    boolean isKnown() {
        return sent == null && firedEarly <= firedKnown();
    }

    /** Whatever conditions brought about before counts no more: it is in another stay, or goes by another policy. */
    void looksAnew() {
        comesBack();
        staysPut = false;
        untried();
        firedEarly = firedKnown();
        desk.untold.remove(this);
    }

    /** Its queue's policies have changed, of which it went by this one. */
    void goesBy(@Nullable Policy before) {
        tried(desk.tries(waiting));
        if (!Objects.equals(before, rules().policy)) {
            looksAnew();
        }
    }

    /** Nothing that is to be told of it now was told before. */
    void untried() {
        backoff = 0;
        tellAt = -Nanos.NEVER;
    }

    /** It is not sent elsewhere any more. */
    void comesBack() {
        if (sent != null) {
            desk.leaving--;
            if (sent.to() != null) {
                sent.to().coming--;
            }
            sent = null;
        }
    }

    /** Open offers. */
    List<Hold> offers() {
        return offers == null ? List.of() : offers;
    }

    void offered(Hold hold) {
        if (offers == null) {
            offers = new ArrayList<>(2);
        }
        offers.add(hold);
    }

    void offerOver(Hold hold) {
        if (offers != null) {
            offers.remove(hold);
            offers = offers.isEmpty() ? null : offers;
        }
    }

    /** Whether nobody may take it because as many as allowed are asked already. */
    boolean fullyOffered() {
        Policy policy = rules().policy;
        return offers != null && policy != null && offers.size() >= policy.simultaneousOffers();
    }

    /** Whether it is not for everyone who could take others of its class. */
    boolean particular() {
        return offers != null || excludes;
    }

    @Override
    public @Nullable Probe probe() {
        return probe;
    }

    @Override
    public void probe(@Nullable Probe latest) {
        probe = latest;
    }

    /** Whether it may be behind one with this rank and place: it is, or stands in the same place. */
    boolean isBehind(long otherRank, long otherPlace) {
        return rank != otherRank ? rank < otherRank : place >= otherPlace;
    }

    @Override
    public int compareTo(Entry other) {
        return compare(rank, place, this, other.rank, other.place, other);
    }

    static int compare(long rank, long place, Entry entry, long otherRank, long otherPlace, Entry other) {
        if (rank != otherRank) {
            return Long.compare(otherRank, rank);
        }
        if (place != otherPlace) {
            return Long.compare(place, otherPlace);
        }
        return entry == other
                ? 0
                : entry.waiting().interaction().compareTo(other.waiting().interaction());
    }
}

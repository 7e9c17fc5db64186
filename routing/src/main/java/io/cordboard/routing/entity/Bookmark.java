package io.cordboard.routing.entity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a follower has read in one entity's history, and what it knows of what comes next. Whatever order, repetition or
 * loss the news arrives with, {@link #take} gives each event once, in order, from the first one after the beginning.
 */
final class Bookmark {

    /** News that may wait for what is missing before it. More is forgotten, and read in the journal later. */
    static final int MAX_HELD = 200;

    /** The last one taken. */
    private long last;
    /** The last one that is known to exist. */
    private long head;
    /** From the journal, beginning right after {@link #last}. */
    private final Deque<Event> past = new ArrayDeque<>();
    /** From the entity, without a hole; begins at {@link #heldFirst}, wherever that is. */
    private final Deque<Event> held = new ArrayDeque<>();

    private long heldFirst;

    Bookmark(long after) {
        this.last = after;
        this.head = after;
    }

    long last() {
        return last;
    }

    /** The entity says that it is at {@code seq}. */
    void heard(long seq) {
        head = Math.max(head, seq);
    }

    /** The entity tells of what it has just recorded. */
    void told(long firstSeq, List<? extends Event> events) {
        long end = firstSeq + events.size() - 1;
        heard(end);
        long heldEnd = heldFirst + held.size() - 1;
        if (end <= last || (!held.isEmpty() && end <= heldEnd)) {
            return;
        }
        if (held.isEmpty() || firstSeq > heldEnd + 1 || firstSeq < heldFirst) {
            held.clear();
            heldFirst = firstSeq;
            heldEnd = firstSeq - 1;
        }
        boolean more = !held.isEmpty();
        held.addAll(events.subList((int) (heldEnd + 1 - firstSeq), events.size()));
        if (held.size() > MAX_HELD && (more || !nextIsHeld())) {
            held.clear();
        }
    }

    /** The journal tells of what comes after {@link #last}; asked for only once what it told before is taken. */
    void read(long firstSeq, List<? extends Event> events) {
        long end = firstSeq + events.size() - 1;
        heard(end);
        if (firstSeq <= last + 1 && end > last) {
            past.clear();
            past.addAll(events.subList((int) (last + 1 - firstSeq), events.size()));
        }
    }

    /** The next events, at most {@code max} of them; none if they are not known yet. {@link #last} is then the last of them. */
    List<Event> take(int max) {
        var taken = new ArrayList<Event>(Math.min(max, past.size() + held.size()));
        while (taken.size() < max) {
            Event next = next();
            if (next == null) {
                break;
            }
            taken.add(next);
            last++;
        }
        return taken;
    }

    private @Nullable Event next() {
        if (!past.isEmpty()) {
            return past.poll();
        }
        if (!nextIsHeld()) {
            return null;
        }
        while (heldFirst <= last) {
            held.poll();
            heldFirst++;
        }
        heldFirst++;
        return held.poll();
    }

    private boolean nextIsHeld() {
        return !held.isEmpty() && heldFirst <= last + 1 && heldFirst + held.size() - 1 > last;
    }

    /** Whether there is something next that only the journal can tell. */
    boolean misses() {
        return last < head && past.isEmpty() && !nextIsHeld();
    }

    /** Whether something from the journal is still to be taken. */
    boolean hasPast() {
        return !past.isEmpty();
    }
}

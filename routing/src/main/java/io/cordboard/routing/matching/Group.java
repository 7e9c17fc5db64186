package io.cordboard.routing.matching;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one line that ask for the same skill before all others, the {@link #gate}: a seat without it need not look at
 * any of them. So those who wait at the front for a rare skill cost an agent without it nothing.
 */
final class Group {

    /** The gate of the classes that ask for no skill: open to all. */
    static final int NO_GATE = 0;

    final Line line;

    /** The number of the skill, from 1. */
    final int gate;

    /** The classes in which somebody waits, by the first of each. */
    final TreeMap<Entry, DemandClass> heads = new TreeMap<>();

    /** The first of all, and its class; null if nobody waits. */
    private @Nullable Entry head;

    private @Nullable DemandClass headClass;

    /** All its classes, with those in which nobody waits. */
    int classes;

    Group(Line line, int gate) {
        this.line = line;
        this.gate = gate;
    }

    void headMoved(DemandClass of, @Nullable Entry from, @Nullable Entry to) {
        Entry before = head;
        if (from != null) {
            heads.remove(from);
            line.openClasses--;
            line.board.openClasses--;
        }
        if (to != null) {
            heads.put(to, of);
            line.openClasses++;
            line.board.openClasses++;
        }
        Map.Entry<Entry, DemandClass> first = heads.firstEntry();
        head = first == null ? null : first.getKey();
        headClass = first == null ? null : first.getValue();
        if (before != head) {
            line.gates.headMoved(this, head);
            line.board.headMoved(this, before, head);
        }
        line.headMoved(of, from, to);
    }

    /**
     * The first that {@code seat} may take, which is free for the medium, serves the queue and has the gate's skill; only if
     * before {@code bound}.
     */
    @Nullable
    Entry firstFor(Seat seat, @Nullable Entry bound) {
        if (head == null || headClass == null || (bound != null && head.compareTo(bound) >= 0)) {
            return bound;
        }
        if (headClass.isOpenTo(seat) && !seat.isBarredFrom(head)) {
            return head;
        }
        Entry first = bound;
        for (Map.Entry<Entry, DemandClass> each : heads.entrySet()) {
            if (first != null && each.getKey().compareTo(first) >= 0) {
                break;
            }
            first = each.getValue().firstFor(seat, each.getKey(), first);
        }
        return first;
    }
}

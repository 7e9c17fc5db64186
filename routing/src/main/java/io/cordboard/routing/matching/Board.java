package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Medium;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that waits for one medium, and the seats that are free for it. */
final class Board {

    final Medium medium;

    /** Seats that could carry one more of it now. */
    final Bits free = new Bits();

    /** Seats that could carry one of it if they carried nothing. */
    final Bits able = new Bits();

    final Set<Line> lines = new HashSet<>();

    /** Seats that serve every queue. */
    private int roamers;

    /** For these: the groups in which somebody waits, by gate and then by the first of each. Kept only while there are any. */
    private final Map<Integer, TreeMap<Entry, Group>> heads = new HashMap<>();

    int openClasses;

    /** Lines, and seats that serve the medium. */
    int uses;

    /** The last match that has counted its classes, and the last that has marked them; see {@link Frontier}. */
    long countedIn = -1;

    long markedIn = -1;

    Board(Medium medium) {
        this.medium = medium;
    }

    void addRoamer() {
        if (roamers++ == 0) {
            lines.forEach(line -> line.gates.forEachGroup(group -> put(group, null, group.heads.firstKey())));
        }
    }

    void removeRoamer() {
        if (--roamers == 0) {
            heads.clear();
        }
    }

    void headMoved(Group of, @Nullable Entry from, @Nullable Entry to) {
        if (roamers > 0) {
            put(of, from, to);
        }
    }

    private void put(Group of, @Nullable Entry from, @Nullable Entry to) {
        TreeMap<Entry, Group> sameGate = heads.computeIfAbsent(of.gate, _ -> new TreeMap<>());
        if (from != null) {
            sameGate.remove(from);
        }
        if (to != null) {
            sameGate.put(to, of);
        } else if (sameGate.isEmpty()) {
            heads.remove(of.gate);
        }
    }

    /** The first that {@code seat}, which is free for the medium and serves every queue, may take; only if before {@code bound}. */
    @Nullable
    Entry firstFor(Seat seat, @Nullable Entry bound) {
        Entry first = bound;
        for (Map.Entry<Integer, TreeMap<Entry, Group>> each : heads.entrySet()) {
            if (seat.gates.get(each.getKey())) {
                first = firstFor(seat, each.getValue(), first);
            }
        }
        return first;
    }

    private static @Nullable Entry firstFor(Seat seat, Map<Entry, Group> sameGate, @Nullable Entry bound) {
        Entry first = bound;
        for (Map.Entry<Entry, Group> each : sameGate.entrySet()) {
            if (first != null && each.getKey().compareTo(first) >= 0) {
                break;
            }
            first = each.getValue().firstFor(seat, first);
        }
        return first;
    }
}

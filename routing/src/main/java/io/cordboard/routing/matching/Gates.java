package io.cordboard.routing.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The classes of one line by the skill that they ask for before all others, so that an agent passes over all whose skill it lacks. */
final class Gates {

    private final Line line;
    private final Map<Integer, Group> byGate = new HashMap<>();

    /** The gates of the groups in which somebody waits. */
    private final Bits open = new Bits();

    /** The groups by gate, in which somebody waits. */
    private @Nullable Group[] groups = new @Nullable Group[1];

    /** Rank and place of the first in each, kept here because an agent who gets free reads them of many and needs few. */
    private long[] firsts = new long[2];

    Gates(Line line) {
        this.line = line;
    }

    /** The group of classes behind a gate. */
    Group group(Integer gate) {
        return byGate.computeIfAbsent(gate, _ -> new Group(line, gate));
    }

    /** Takes out a group that has no class any more. */
    void drop(Group group) {
        byGate.remove(group.gate);
    }

    /** To be called whenever another is the first of a group; null when nobody waits in it. */
    void headMoved(Group group, @Nullable Entry to) {
        int gate = group.gate;
        if (to == null) {
            open.set(gate, false);
            groups[gate] = null;
            return;
        }
        if (gate >= groups.length) {
            groups = Arrays.copyOf(groups, gate * 2);
            firsts = Arrays.copyOf(firsts, gate * 4);
        }
        open.set(gate, true);
        groups[gate] = group;
        firsts[2 * gate] = to.rank;
        firsts[2 * gate + 1] = to.place;
    }

    /** The first that {@code seat}, which is free for the medium and serves the queue, may take; only if before {@code bound}. */
    @Nullable
    Entry firstFor(Seat seat, @Nullable Entry bound) {
        Entry first = bound;
        for (int word = 0; word < open.words(); word++) {
            for (long rest = open.word(word) & seat.gates.word(word); rest != 0; rest &= rest - 1) {
                int gate = (word << 6) + Long.numberOfTrailingZeros(rest);
                if (first == null || first.isBehind(firsts[2 * gate], firsts[2 * gate + 1])) {
                    first = Objects.requireNonNull(groups[gate]).firstFor(seat, first);
                }
            }
        }
        return first;
    }

    void forEachGroup(Consumer<Group> action) {
        for (Group group : groups) {
            if (group != null) {
                action.accept(group);
            }
        }
    }
}

package io.cordboard.routing.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which order one agent goes through the queues that the agent serves: those of one priority are one turn, the first is 0.
 * What waits for the agent alone comes with the first.
 */
final class Precedence {

    private final Map<Desk, Integer> turns = new HashMap<>();

    /** By turn, where it ends in {@link Seat#desks}. */
    private final int[] ends;

    /** One whom the agent may take now, so that nothing from a later turn may be; see {@link Engagements}. */
    @Nullable
    Entry engagedWith;

    private Precedence(List<Desk> desks, int[] priorities) {
        int[] all = new int[desks.size()];
        int turn = 0;
        for (int i = 0; i < all.length; i++) {
            turn += i > 0 && priorities[i] != priorities[i - 1] ? 1 : 0;
            turns.put(desks.get(i), turn);
            all[turn] = i + 1;
        }
        ends = java.util.Arrays.copyOf(all, turn + 1);
    }

    /** Null if the agent prefers none to another. */
    static @Nullable Precedence of(ReadyAgent agent, List<Desk> desks) {
        if (agent.preferences().isEmpty()) {
            return null;
        }
        int[] priorities = desks.stream()
                .mapToInt(desk -> agent.preference(desk.queue).priority())
                .toArray();
        return priorities[0] == priorities[priorities.length - 1] ? null : new Precedence(desks, priorities);
    }

    int turns() {
        return ends.length;
    }

    int end(int turn) {
        return ends[turn];
    }

    int turn(Desk desk) {
        return turns.getOrDefault(desk, 0);
    }

    int turn(Entry entry) {
        return entry.home instanceof Personal ? 0 : turn(entry.desk);
    }
}

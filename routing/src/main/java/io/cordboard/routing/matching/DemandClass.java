package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Those of one queue and medium that ask for the same and have come equally far in the relaxation: whoever may take one may take
 * each, save for {@linkplain Entry#particular particular} ones. So only the first of them needs looking at.
 */
final class DemandClass implements Home, Subject {

    /**
     * What an interaction itself asks, what is asked of its agent because of what is known of it, and its relaxation step: with
     * its policy these say what it needs. And the longest delay that it has stood: that says who serves it.
     *
     * @param tried whether that policy is the one that its queue tries
     */
    record Key(Map<Skill, Integer> asked, Expression condition, int step, long stood, boolean tried) {}

    /** One skill needed, at least so well. */
    record Need(Skill skill, int minimum, Proficiencies.Holders holders) {}

    final Line line;
    final Group group;
    final Key key;
    final List<Need> needs;

    /** Who meets the condition; null if there is none. */
    final Conditions.@Nullable Met condition;

    /** Who serves the queue only after longer than that; null if nobody does. */
    private final @Nullable Bits late;

    static final long UNSAID = -1;
    private static final int MOST_PACKED = 1 << 20;

    /** The needs again, as pairs of skill number and minimum: read for every class that an agent looks at. */
    private final int[] minimums;

    final TreeSet<Entry> entries = new TreeSet<>();

    /** The last match in which nobody was found for any of it that is not particular. */
    long barrenIn = -1;

    /** The step whose condition held at the last looks, 0 for none, and at how many; the same for overflow. See {@link Lookout}. */
    int next;

    int looks;
    int overflowLooks;

    private @Nullable Probe probe;

    DemandClass(Group group, Key key, List<Need> needs, Conditions.@Nullable Met condition) {
        this.group = group;
        this.line = group.line;
        this.key = key;
        this.needs = needs;
        this.condition = condition;
        late = line.desk.delays.late(key.stood());
        minimums = new int[2 * needs.size()];
        for (int i = 0; i < needs.size(); i++) {
            minimums[2 * i] = needs.get(i).holders().number();
            minimums[2 * i + 1] = needs.get(i).minimum();
        }
    }

    /** What all of it goes by. */
    Rules rules() {
        return line.desk.rules(key.tried());
    }

    /** The skills needed. */
    Set<Skill> asked() {
        return needs.stream().map(Need::skill).collect(Collectors.toUnmodifiableSet());
    }

    boolean isMetBy(Seat seat) {
        for (int i = 0; i < minimums.length; i += 2) {
            if (seat.level(minimums[i]) < minimums[i + 1]) {
                return false;
            }
        }
        return condition == null || condition.seats.get(seat.number);
    }

    /** Whether it is met by the seat, and has stood for long enough. */
    boolean isOpenTo(Seat seat) {
        return (late == null || !late.get(seat.number)) && isMetBy(seat);
    }

    /** Of 64 seats, those who serve it now. */
    long open(int word) {
        return late == null ? -1 : ~late.word(word);
    }

    /** The first of those in line that {@code seat} may take; {@code bound} unless it is before that. */
    @Nullable
    Entry firstFor(Seat seat, Entry head, @Nullable Entry bound) {
        if (!isOpenTo(seat) || (bound != null && head.compareTo(bound) >= 0)) {
            return bound;
        }
        if (!seat.isBarredFrom(head)) {
            return head;
        }
        for (Entry entry : entries.tailSet(head, false)) {
            if (bound != null && entry.compareTo(bound) >= 0) {
                return bound;
            }
            if (!seat.isBarredFrom(entry)) {
                return entry;
            }
        }
        return bound;
    }

    /**
     * What is needed, in one number to be read where many are: two skills by number, 0 for none, with their minimums; or
     * {@link #UNSAID} if there is more to it.
     */
    long packed() {
        long packed = 0;
        for (int i = 0; i < minimums.length; i += 2) {
            if (i == 4 || minimums[i] > MOST_PACKED) {
                return UNSAID;
            }
            packed = packed << 32 | (long) minimums[i] << 8 | minimums[i + 1];
        }
        return packed;
    }

    /** False only if {@code seat} lacks what {@link #packed} says. */
    static boolean mayFit(long packed, Seat seat) {
        return packed == UNSAID || (fits((int) packed, seat) && fits((int) (packed >>> 32), seat));
    }

    private static boolean fits(int need, Seat seat) {
        return need == 0 || seat.level(need >>> 8) >= (need & 0xff);
    }

    @Override
    public void add(Entry entry) {
        Entry head = entries.isEmpty() ? null : entries.first();
        entries.add(entry);
        if (entries.first() == entry) {
            group.headMoved(this, head, entry);
        }
    }

    @Override
    public void remove(Entry entry) {
        boolean wasHead = entries.first() == entry;
        entries.remove(entry);
        if (wasHead) {
            group.headMoved(this, entry, entries.isEmpty() ? null : entries.first());
        }
    }

    @Override
    public @Nullable Probe probe() {
        return probe;
    }

    @Override
    public void probe(@Nullable Probe latest) {
        probe = latest;
    }
}

package io.cordboard.routing.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits in one queue for one medium. An agent who becomes free reads a little of each of many lines, all of it elsewhere in
 * memory, so the first {@link #MOST} classes lie here side by side, in order of the first of each; only an agent who may have
 * none of them looks at all, through their {@link Gates}.
 */
final class Line {

    /** So many classes are kept side by side, and looked up again when there are fewer than {@link #FEW} left and others wait. */
    private static final int MOST = 64;

    private static final int FEW = 16;

    /** What is kept of each, in a row: rank and place of the first in it, and {@link DemandClass#packed}. */
    private static final int RANK = 0;

    private static final int PLACE = 1;
    private static final int NEEDS = 2;
    private static final int WIDTH = 3;

    final Desk desk;
    final Board board;
    final Map<DemandClass.Key, DemandClass> classes = new HashMap<>();
    final Gates gates = new Gates(this);

    /** Classes in which somebody waits. */
    int openClasses;

    private int front;
    private long[] rows = new long[WIDTH];
    private @Nullable Entry[] heads = new @Nullable Entry[1];
    private @Nullable DemandClass[] fronts = new @Nullable DemandClass[1];

    /** The last match that has counted its classes, and the last that has marked them; see {@link Frontier}. */
    long countedIn = -1;

    long markedIn = -1;

    Line(Desk desk, Board board) {
        this.desk = desk;
        this.board = board;
    }

    /** To be called whenever another is the first of a class, once its group knows; null where nobody waits in it. */
    void headMoved(DemandClass of, @Nullable Entry from, @Nullable Entry to) {
        if (from != null) {
            remove(from);
        }
        if (to != null && ((front == openClasses - 1 && front < MOST) || find(to) < front)) {
            insert(of, to);
        }
        if (front < FEW && front < openClasses) {
            gather();
        }
    }

    /** Puts the first classes of all side by side anew. */
    private void gather() {
        Arrays.fill(heads, 0, front, null);
        Arrays.fill(fronts, 0, front, null);
        front = 0;
        gates.forEachGroup(group -> {
            for (Map.Entry<Entry, DemandClass> each : group.heads.entrySet()) {
                if (front == MOST && find(each.getKey()) == MOST) {
                    break;
                }
                insert(each.getValue(), each.getKey());
            }
        });
    }

    /** How many of the rows are before it. */
    private int find(Entry head) {
        int low = 0;
        int high = front;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int row = WIDTH * middle;
            if (Entry.compare(rows[row + RANK], rows[row + PLACE], head(middle), head.rank, head.place, head) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Entry head(int at) {
        return Objects.requireNonNull(heads[at]);
    }

    private void insert(DemandClass of, Entry head) {
        int at = find(head);
        if (front == MOST) {
            front--;
        } else if (front == heads.length) {
            int length = Math.min(2 * front, MOST);
            heads = Arrays.copyOf(heads, length);
            fronts = Arrays.copyOf(fronts, length);
            rows = Arrays.copyOf(rows, WIDTH * length);
        }
        move(at, at + 1);
        front++;
        heads[at] = head;
        fronts[at] = of;
        rows[WIDTH * at + RANK] = head.rank;
        rows[WIDTH * at + PLACE] = head.place;
        rows[WIDTH * at + NEEDS] = of.packed();
    }

    private void remove(Entry head) {
        int at = find(head);
        if (at < front && heads[at] == head) {
            move(at + 1, at);
            front--;
            heads[front] = null;
            fronts[front] = null;
        }
    }

    /** Moves the rows from there on. */
    private void move(int from, int to) {
        System.arraycopy(heads, from, heads, to, front - from);
        System.arraycopy(fronts, from, fronts, to, front - from);
        System.arraycopy(rows, WIDTH * from, rows, WIDTH * to, WIDTH * (front - from));
    }

    /** The first that {@code seat}, which is free for the medium and serves the queue, may take; only if before {@code bound}. */
    @Nullable
    Entry firstFor(Seat seat, @Nullable Entry bound) {
        Entry first = bound;
        for (int at = 0; at < front; at++) {
            int row = WIDTH * at;
            if (first != null && !first.isBehind(rows[row + RANK], rows[row + PLACE])) {
                return first;
            }
            if (DemandClass.mayFit(rows[row + NEEDS], seat)) {
                first = Objects.requireNonNull(fronts[at]).firstFor(seat, head(at), first);
            }
        }
        return front == openClasses ? first : gates.firstFor(seat, first);
    }

    /** Every class in which somebody waits, with the first of each. */
    void forEachHead(BiConsumer<Entry, DemandClass> action) {
        gates.forEachGroup(group -> group.heads.forEach(action));
    }
}

package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.assignment.Assignment;
import io.cordboard.routing.assignment.Problem;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decision for many at once, of queues with {@link Strategy.BatchOptimum}: of all who wait for one medium with one rank, and
 * the agents who are free for any of them, the pairs of least total cost. The higher rank has been decided before, so it never
 * loses to a lower one. Everybody who can be given an agent is worth it, whatever the weights say.
 *
 * <p>Equal costs go by line: who is further ahead gets an agent, and the one who is longest idle.
 */
final class Batch {

    /** So many of those who wait are looked at, in line order; of a class no more than agents have room for, if its costs are the same. */
    static final int MOST_WAITING = 1_000;

    /** So many of the agents who may have those of one class, the longest idle. */
    static final int MOST_AGENTS = 128;

    /** So many more an agent takes in one decision. */
    private static final int MOST_ROOM = 8;

    private static final int MOST_PAIRS = 1 << 17;

    /** About 30 ms. */
    private static final long STEPS = 8_000_000;

    /** More than any pair can cost by its weights, in points. */
    private static final int SERVED = 2_001;

    /** Costs are counted in so many parts of a point, and equal ones told apart by line and idleness in the bits below. */
    private static final int PARTS = 64;

    private static final int TIE_BITS = 16;
    private static final int TIE_RANKS = (1 << TIE_BITS) / MOST_WAITING - 1;

    /** That these belong together. */
    record Pair(Entry entry, Seat seat) {}

    private record Row(Entry entry, PairCost costs, List<Taker> takers) {}

    /** An agent, and how many more that one may take. */
    private static final class Taker {
        private final Seat seat;
        private final int room;
        private int idleness;

        /** A column for each that the agent may take, because the second costs more than the first. */
        private int firstColumn;

        Taker(Seat seat, Medium medium) {
            this.seat = seat;
            Capacity capacity = seat.agent.capacity();
            List<Medium> load = new ArrayList<>(seat.load());
            int fitting = 0;
            while (fitting < MOST_ROOM && capacity.fits(load, medium)) {
                load.add(medium);
                fitting++;
            }
            room = fitting;
        }
    }

    /** One class, from the next of it on. */
    private static final class Cursor {
        private final Iterator<Entry> rest;
        private final List<Taker> takers;

        /** If they are the same for all of the class. */
        private final @Nullable PairCost costs;

        private Entry next;
        private int passed;

        Cursor(Iterator<Entry> rest, List<Taker> takers) {
            this.rest = rest;
            this.takers = takers;
            next = rest.next();
            PairCost ofNext = costs(next);
            costs = ofNext.isSameForItsClass() ? ofNext : null;
        }

        PairCost costs() {
            return costs == null ? costs(next) : costs;
        }

        boolean advance() {
            passed += next.particular() ? 0 : 1;
            if (!rest.hasNext() || (costs != null && passed >= room(takers))) {
                return false;
            }
            next = rest.next();
            return true;
        }

        private static PairCost costs(Entry entry) {
            Policy policy = Objects.requireNonNull(entry.rules().policy);
            return new PairCost(policy, (Strategy.BatchOptimum) policy.strategy(), entry.waiting());
        }
    }

    private final Floor floor;
    private final Engagements engagements;
    private final long now;
    private final Medium medium;
    private final Entry first;
    private final Map<Seat, Taker> takers = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private int pairs;

    private Batch(Floor floor, Engagements engagements, long now, Entry first) {
        this.floor = floor;
        this.engagements = engagements;
        this.now = now;
        this.first = first;
        medium = first.waiting().medium();
    }

    /**
     * Who gets whom, in line order, of {@code first} and those who stand behind it. At least one gets somebody.
     *
     * @param any somebody who may take {@code first}
     */
    static List<Pair> decide(Floor floor, Engagements engagements, long now, Entry first, DemandClass of, Seat any) {
        Batch batch = new Batch(floor, engagements, now, first);
        batch.gather(of.line.board);
        List<Pair> pairs = batch.solve();
        return pairs.isEmpty() ? List.of(new Pair(first, any)) : pairs;
    }

    private void gather(Board board) {
        PriorityQueue<Cursor> line = new PriorityQueue<>(Comparator.comparing((Cursor each) -> each.next));
        for (Line each : board.lines) {
            if (each.openClasses > 0 && each.desk.batches()) {
                each.forEachHead((_, of) -> open(of, line));
            }
        }
        for (Cursor next = line.poll(); next != null && next.next.rank == first.rank; next = line.poll()) {
            if (!add(next) || rows.size() == MOST_WAITING) {
                return;
            }
            if (next.advance()) {
                line.add(next);
            }
        }
    }

    private void open(DemandClass of, PriorityQueue<Cursor> line) {
        SortedSet<Entry> rest = of.entries.tailSet(first);
        if (!of.rules().batches() || rest.isEmpty() || rest.first().rank != first.rank) {
            return;
        }
        Iterator<Entry> entries = rest.iterator();
        List<Taker> free = floor.candidates(of, MOST_AGENTS, engagements).stream()
                .map(seat -> takers.computeIfAbsent(seat, _ -> new Taker(seat, medium)))
                .toList();
        if (!free.isEmpty()) {
            line.add(new Cursor(entries, free));
        }
    }

    /** False if it would be too much. */
    private boolean add(Cursor of) {
        Entry entry = of.next;
        List<Taker> allowed = of.takers;
        if (entry.particular()) {
            allowed = allowed.stream()
                    .filter(taker -> !taker.seat.isBarredFrom(entry))
                    .toList();
        }
        pairs += room(allowed);
        if (pairs > MOST_PAIRS) {
            return false;
        }
        rows.add(new Row(entry, of.costs(), allowed));
        return true;
    }

    private static int room(List<Taker> takers) {
        int room = 0;
        for (Taker taker : takers) {
            room += taker.room;
        }
        return room;
    }

    private List<Pair> solve() {
        List<Seat> columns = new ArrayList<>();
        int idleness = 0;
        for (Taker taker : takers.values()) {
            taker.idleness = idleness++;
            taker.firstColumn = columns.size();
            columns.addAll(Collections.nCopies(taker.room, taker.seat));
        }
        int[] room = new int[columns.size()];
        Arrays.fill(room, 1);
        Problem problem = new Problem(room);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Entry entry = row.entry;
            problem.row(
                    points(SERVED + row.costs.leaving(Nanos.of(entry.waiting().since()), entry.place, now)));
            for (Taker taker : row.takers) {
                for (int more = 0; more < taker.room; more++) {
                    long rank = taker.idleness + (long) more * takers.size();
                    long tie = (rows.size() - i) * (TIE_RANKS - Math.min(rank, TIE_RANKS - 1));
                    problem.edge(taker.firstColumn + more, points(row.costs.pair(taker.seat, more)) - tie);
                }
            }
        }
        Assignment found = Assignment.of(problem, STEPS);
        List<Pair> decided = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (found.column(i) != Assignment.NONE) {
                decided.add(new Pair(rows.get(i).entry, columns.get(found.column(i))));
            }
        }
        return decided;
    }

    private static long points(double points) {
        return Math.round(points * PARTS) << TIE_BITS;
    }
}

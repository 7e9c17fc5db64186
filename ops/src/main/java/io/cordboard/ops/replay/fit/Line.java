package io.cordboard.ops.replay.fit;

import java.util.Arrays;

/** Who of one queue waits, by priority. Calls are numbered in order of arrival. */
final class Line {

    private final int[] classOf;
    private final int[] placeOf;
    private final Rank[] ranks;
    private int size;

    /** Those of one priority. */
    private static final class Rank {
        final int priority;
        final long[] arrivals;

        /** A Fenwick tree: how many wait, of the first so many who came. */
        final int[] tree;

        final boolean[] waits;
        int waiting;
        int head;

        Rank(int priority, int calls) {
            this.priority = priority;
            arrivals = new long[calls];
            tree = new int[calls + 1];
            waits = new boolean[calls];
        }

        void set(int place, boolean now) {
            waits[place] = now;
            waiting += now ? 1 : -1;
            for (int i = place + 1; i < tree.length; i += i & -i) {
                tree[i] += now ? 1 : -1;
            }
        }

        /** How many wait who came before then. */
        int before(long arrival) {
            int low = 0;
            int high = arrivals.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (arrivals[middle] < arrival) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            int count = 0;
            for (int i = low; i > 0; i -= i & -i) {
                count += tree[i];
            }
            return count;
        }

        /** When the first of those who wait came; there must be one. */
        long first() {
            while (!waits[head]) {
                head++;
            }
            return arrivals[head];
        }
    }

    /**
     * @param priorities of each call
     * @param arrivals of each call
     */
    Line(int[] priorities, long[] arrivals) {
        int[] distinct = Arrays.stream(priorities).distinct().sorted().toArray();
        int[] counts = new int[distinct.length];
        classOf = new int[priorities.length];
        placeOf = new int[priorities.length];
        for (int i = 0; i < priorities.length; i++) {
            classOf[i] = Arrays.binarySearch(distinct, priorities[i]);
            placeOf[i] = counts[classOf[i]]++;
        }
        ranks = new Rank[distinct.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = new Rank(distinct[i], counts[i]);
        }
        for (int i = 0; i < arrivals.length; i++) {
            ranks[classOf[i]].arrivals[placeOf[i]] = arrivals[i];
        }
    }

    int size() {
        return size;
    }

    void enter(int call) {
        ranks[classOf[call]].set(placeOf[call], true);
        size++;
    }

    void leave(int call) {
        if (ranks[classOf[call]].waits[placeOf[call]]) {
            ranks[classOf[call]].set(placeOf[call], false);
            size--;
        }
    }

    /** Of those who wait, so many go before a call, and so many are its equals. */
    record Place(int ahead, int equals) {

        /** 1 for the first; equals share their places. */
        double number() {
            return 1 + ahead + equals / 2.0;
        }

        /** Whether it is the first; of equals each may be. */
        double hit() {
            return ahead > 0 ? 0 : 1.0 / (1 + equals);
        }
    }

    /** Where a call, which does not wait itself, stands if a point of priority is worth so much of age. */
    Place place(int call, long creditNanos) {
        Rank own = ranks[classOf[call]];
        long arrival = own.arrivals[placeOf[call]];
        int ahead = 0;
        int equals = 0;
        for (Rank rank : ranks) {
            if (rank.waiting > 0) {
                long as = arrival - creditNanos * (own.priority - rank.priority);
                int before = rank.before(as);
                ahead += before;
                equals += rank.before(as + 1) - before;
            }
        }
        return new Place(ahead, equals);
    }

    /** Where it stands if priority goes before age. */
    Place strictPlace(int call) {
        Rank own = ranks[classOf[call]];
        long arrival = own.arrivals[placeOf[call]];
        int ahead = own.before(arrival);
        int equals = own.before(arrival + 1) - ahead;
        for (int higher = classOf[call] + 1; higher < ranks.length; higher++) {
            ahead += ranks[higher].waiting;
        }
        return new Place(ahead, equals);
    }

    /** The credits with which a call alone is the first: those above {@code above} and below {@code below}; none, if it never is. */
    record Credits(long above, long below, int equals) {
        static final Credits NONE = new Credits(0, 0, 0);
    }

    Credits credits(int call) {
        Rank own = ranks[classOf[call]];
        long arrival = own.arrivals[placeOf[call]];
        long above = -1;
        long below = Long.MAX_VALUE;
        int equals = 0;
        for (Rank rank : ranks) {
            if (rank.waiting > 0) {
                long later = rank.first() - arrival;
                int points = own.priority - rank.priority;
                if (points > 0) {
                    above = Math.max(above, Math.floorDiv(-later, points));
                } else if (points < 0) {
                    below = Math.min(below, Math.ceilDiv(later, -points));
                } else if (later < 0) {
                    return Credits.NONE;
                } else if (later == 0) {
                    equals = rank.before(arrival + 1);
                }
            }
        }
        return new Credits(above, below, equals);
    }
}

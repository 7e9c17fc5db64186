package io.cordboard.routing.assignment;

import java.util.Arrays;

/**
 * Successive shortest augmenting paths: one unit of a column's room after the other gets the row that is worth most, and whoever
 * loses one for it the next best, along the path that gives up least (Dijkstra with prices on both sides; R. Jonker and
 * A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987).
 *
 * <p>An edge is worth what its row saves by not staying alone; edges worth nothing are left out. All along
 * <ul>
 *   <li>each column has a profit of 0 or more, and each row a price: the worth of the edge to its column less that column's profit,
 *       0 if it is alone;
 *   <li>no edge is worth more than its column's profit and its row's price together;
 *   <li>a column that has had its turn and has room left has a profit of 0.
 * </ul>
 * So once each column has had its turn, no assignment is worth more (duality); and before, none of these columns' alone is.
 */
final class Solver {

    private static final long FAR = Long.MAX_VALUE;

    private final Problem problem;
    private long stepsLeft;
    private final int[] room;

    // Edges by column, those worth most first.
    private final int[] from;
    private final int[] rows;
    private final long[] worths;

    private final int[] columnOf;
    private final long[] worthOf;
    private final long[] profit;

    // The search under way: how much is given up on the way to a column, and the edge by which another takes a row of
    // it.
    private final long[] lost;
    private final int[] taker;
    private final int[] taken;
    private final long[] takenWorth;
    private final Nearest nearest;
    private final int[] reached;
    private int reachedCount;

    Solver(Problem problem, long steps) {
        this.problem = problem;
        stepsLeft = steps;
        room = problem.room();
        int columns = room.length;
        from = new int[columns + 1];
        columnOf = new int[problem.rows()];
        Arrays.fill(columnOf, Assignment.NONE);
        worthOf = new long[problem.rows()];
        profit = new long[columns];
        lost = new long[columns];
        taker = new int[columns];
        taken = new int[columns];
        takenWorth = new long[columns];
        Arrays.fill(lost, FAR);
        nearest = new Nearest(lost);
        reached = new int[columns];
        int edges = countByColumn();
        rows = new int[edges];
        worths = new long[edges];
        fillColumns();
        sortColumns();
    }

    Assignment solve() {
        for (int column = 0; column < room.length; column++) {
            profit[column] = from[column] < from[column + 1] ? worths[from[column]] : 0;
        }
        boolean done = false;
        boolean out = false;
        // A unit of each column at a time, so that none has all it likes before others have had their turn.
        while (!done && !out) {
            done = true;
            for (int column = 0; column < room.length && !out; column++) {
                if (room[column] > 0 && profit[column] > 0) {
                    out = !augment(column);
                    done = false;
                }
            }
        }
        Assignment found = Assignment.complete(problem, columnOf, room, done);
        if (done) {
            return found;
        }
        Assignment greedy = Assignment.greedy(problem);
        return greedy.cost() < found.cost() ? greedy : found;
    }

    private boolean augment(int start) {
        forget();
        reach(start, 0);
        // The way that gives up least ends at a row that is alone, or at a column that goes without one.
        long least = profit[start];
        int endColumn = start;
        int endRow = Assignment.NONE;
        long endWorth = 0;
        while (!nearest.isEmpty() && lost[nearest.first()] < least) {
            int column = nearest.poll();
            long spent = lost[column] + profit[column];
            int edge = from[column];
            for (; edge < from[column + 1]; edge++) {
                long worth = worths[edge];
                if (spent - worth >= least) {
                    break;
                }
                int row = rows[edge];
                int owner = columnOf[row];
                if (owner == Assignment.NONE) {
                    if (spent - worth < least) {
                        least = spent - worth;
                        endColumn = column;
                        endRow = row;
                        endWorth = worth;
                    }
                } else if (owner != column) {
                    long through = spent - worth + worthOf[row] - profit[owner];
                    if (through < least && through < lost[owner]) {
                        reach(owner, through);
                        taker[owner] = column;
                        taken[owner] = row;
                        takenWorth[owner] = worth;
                        if (through + profit[owner] < least) {
                            least = through + profit[owner];
                            endColumn = owner;
                            endRow = Assignment.NONE;
                        }
                    }
                }
            }
            stepsLeft -= edge - from[column] + 1;
            if (stepsLeft < 0) {
                return false;
            }
        }
        for (int i = 0; i < reachedCount; i++) {
            profit[reached[i]] -= Math.max(0, least - lost[reached[i]]);
        }
        if (endRow != Assignment.NONE) {
            give(endRow, endColumn, endWorth);
        } else {
            room[endColumn]++;
        }
        for (int column = endColumn; column != start; column = taker[column]) {
            give(taken[column], taker[column], takenWorth[column]);
        }
        room[start]--;
        return true;
    }

    private void give(int row, int column, long worth) {
        columnOf[row] = column;
        worthOf[row] = worth;
    }

    private void reach(int column, long distance) {
        if (lost[column] == FAR) {
            reached[reachedCount++] = column;
        }
        lost[column] = distance;
        nearest.reached(column);
    }

    private void forget() {
        while (reachedCount > 0) {
            lost[reached[--reachedCount]] = FAR;
        }
        nearest.clear();
    }

    /** Says where each column's edges begin; how many are worth anything. */
    private int countByColumn() {
        for (int row = 0; row < columnOf.length; row++) {
            for (int edge = problem.from(row); edge < problem.from(row + 1); edge++) {
                if (problem.cost(edge) < problem.alone(row)) {
                    from[problem.column(edge) + 1]++;
                }
            }
        }
        for (int column = 0; column < room.length; column++) {
            from[column + 1] += from[column];
        }
        return from[room.length];
    }

    private void fillColumns() {
        int[] next = from.clone();
        for (int row = 0; row < columnOf.length; row++) {
            for (int edge = problem.from(row); edge < problem.from(row + 1); edge++) {
                long worth = problem.alone(row) - problem.cost(edge);
                if (worth > 0) {
                    int at = next[problem.column(edge)]++;
                    rows[at] = row;
                    worths[at] = worth;
                }
            }
        }
    }

    /** Sorts each column's edges by their worth, which fits into one number with their place; see {@link Problem}. */
    private void sortColumns() {
        int most = 0;
        for (int column = 0; column < room.length; column++) {
            most = Math.max(most, from[column + 1] - from[column]);
        }
        int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(most);
        long[] keys = new long[most];
        int[] rowsBefore = new int[most];
        long[] worthsBefore = new long[most];
        for (int column = 0; column < room.length; column++) {
            int first = from[column];
            int count = from[column + 1] - first;
            System.arraycopy(rows, first, rowsBefore, 0, count);
            System.arraycopy(worths, first, worthsBefore, 0, count);
            for (int i = 0; i < count; i++) {
                keys[i] = -(worthsBefore[i] << placeBits) + i;
            }
            Arrays.sort(keys, 0, count);
            for (int i = 0; i < count; i++) {
                int place = (int) (keys[i] & ((1L << placeBits) - 1));
                rows[first + i] = rowsBefore[place];
                worths[first + i] = worthsBefore[place];
            }
        }
    }
}

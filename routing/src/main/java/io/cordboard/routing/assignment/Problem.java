package io.cordboard.routing.assignment;

import java.util.Arrays;

/**
 * Rows to be given to columns: each row to one column or to none, each column as many rows as it has room for. Rows come in the
 * order in which the greedy assignment serves them; a row's eligible columns come with it, each at its cost.
 */
public final class Problem {

    /** Of the largest cost times rows and edges, so that no sum overflows, and a worth and an edge's place fit into one number. */
    private static final long MOST = 1L << 60;

    private final int[] room;
    private long[] alone = new long[16];
    private int rows;

    /** By row: where its edges begin. One more than there are rows. */
    private int[] from = new int[17];

    private int[] columns = new int[64];
    private long[] costs = new long[64];
    private int edges;
    private long largest;

    /**
     * @param room for how many rows each column has room
     * @throws IllegalArgumentException if a column has room for less than none
     */
    public Problem(int... room) {
        for (int each : room) {
            if (each < 0) {
                throw new IllegalArgumentException("Expected room of 0 or more, but got " + each);
            }
        }
        this.room = room.clone();
    }

    /** The next row, which costs {@code unassigned} if no column takes it. */
    public void row(long unassigned) {
        count(unassigned, rows + edges + 1);
        if (rows == alone.length) {
            alone = Arrays.copyOf(alone, rows * 2);
            from = Arrays.copyOf(from, rows * 2 + 1);
        }
        alone[rows++] = unassigned;
        from[rows] = edges;
    }

    /**
     * That {@code column} may take the row begun last. Of several such for one pair the cheapest counts.
     *
     * @throws IllegalArgumentException if there is no row yet or no such column, or costs are so large that sums overflow
     */
    public void edge(int column, long cost) {
        if (rows == 0 || column < 0 || column >= room.length) {
            throw new IllegalArgumentException(
                    "Expected a row, and then a column of 0 to " + (room.length - 1) + ", but got " + column);
        }
        count(cost, rows + edges + 1);
        if (edges == columns.length) {
            columns = Arrays.copyOf(columns, edges * 2);
            costs = Arrays.copyOf(costs, edges * 2);
        }
        columns[edges] = column;
        costs[edges++] = cost;
        from[rows] = edges;
    }

    private void count(long cost, int soMany) {
        largest = Math.max(largest, Math.max(Math.abs(cost), 1));
        if (cost == Long.MIN_VALUE || largest > MOST / soMany) {
            throw new IllegalArgumentException("Expected costs of at most " + MOST / soMany + " with " + soMany
                    + " rows and edges, but got " + largest);
        }
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return room.length;
    }

    public int edges() {
        return edges;
    }

    int[] room() {
        return room.clone();
    }

    long alone(int row) {
        return alone[row];
    }

    /** The first edge of a row; those of the row before end here. */
    int from(int row) {
        return from[row];
    }

    int column(int edge) {
        return columns[edge];
    }

    long cost(int edge) {
        return costs[edge];
    }
}

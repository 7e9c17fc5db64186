package io.cordboard.routing.assignment;

/** Which column each row of a {@link Problem} goes to. */
public final class Assignment {

    /** In place of a column: the row stays alone. */
    public static final int NONE = -1;

    private final int[] columns;
    private final long cost;
    private final boolean optimal;

    Assignment(int[] columns, long cost, boolean optimal) {
        this.columns = columns;
        this.cost = cost;
        this.optimal = optimal;
    }

    /** The least total cost; or, if that takes more than {@code steps}, the best found until then, never more than {@link #greedy}'s. */
    public static Assignment of(Problem problem, long steps) {
        return new Solver(problem, steps).solve();
    }

    /** Each row in turn goes to the cheapest column with room left, the first named of equals, if that costs less than none. */
    public static Assignment greedy(Problem problem) {
        int[] columns = new int[problem.rows()];
        java.util.Arrays.fill(columns, NONE);
        return complete(problem, columns, problem.room(), false);
    }

    /** Gives greedily those who are still alone to those who have room left. */
    static Assignment complete(Problem problem, int[] columns, int[] room, boolean optimal) {
        long total = 0;
        for (int row = 0; row < columns.length; row++) {
            long least = problem.alone(row);
            int chosen = columns[row];
            for (int edge = problem.from(row); edge < problem.from(row + 1); edge++) {
                int column = problem.column(edge);
                boolean open = columns[row] == NONE ? room[column] > 0 : column == columns[row];
                if (open && problem.cost(edge) < least) {
                    least = problem.cost(edge);
                    chosen = column;
                }
            }
            if (columns[row] == NONE && chosen != NONE) {
                room[chosen]--;
                columns[row] = chosen;
            }
            total += least;
        }
        return new Assignment(columns, total, optimal);
    }

    public int rows() {
        return columns.length;
    }

    /** The column that {@code row} goes to, or {@link #NONE}. */
    public int column(int row) {
        return columns[row];
    }

    /** Of all rows together, those that stay alone included. */
    public long cost() {
        return cost;
    }

    /** Whether nothing costs less; if not, nothing less was found. */
    public boolean isOptimal() {
        return optimal;
    }
}

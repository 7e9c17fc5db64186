package io.cordboard.routing.assignment;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase.Status;

/** The least cost of a problem by OR-Tools' minimum cost flow, in native code. */
final class Exact {

    static {
        Loader.loadNativeLibraries();
    }

    private final Problem problem;
    private final MinCostFlow flow;

    /**
     * From columns over rows to a sink, which columns also reach at no cost: fewer units flow than from the rows, if more wait than can
     * be served.
     */
    Exact(Problem problem) {
        this.problem = problem;
        int columns = problem.columns();
        int sink = columns + problem.rows();
        flow = new MinCostFlow(sink + 1, problem.edges() + columns + problem.rows());
        for (int row = 0; row < problem.rows(); row++) {
            for (int edge = problem.from(row); edge < problem.from(row + 1); edge++) {
                long cost = problem.cost(edge) - problem.alone(row);
                if (cost < 0) {
                    flow.addArcWithCapacityAndUnitCost(problem.column(edge), columns + row, 1, cost);
                }
            }
            flow.addArcWithCapacityAndUnitCost(columns + row, sink, 1, 0);
        }
        int[] room = problem.room();
        long all = 0;
        for (int column = 0; column < columns; column++) {
            flow.addArcWithCapacityAndUnitCost(column, sink, room[column], 0);
            flow.setNodeSupply(column, room[column]);
            all += room[column];
        }
        flow.setNodeSupply(sink, -all);
    }

    long cost() {
        Status status = flow.solve();
        if (status != Status.OPTIMAL) {
            throw new IllegalStateException("Expected an optimum, but got " + status);
        }
        long cost = flow.getOptimalCost();
        for (int row = 0; row < problem.rows(); row++) {
            cost += problem.alone(row);
        }
        flow.delete();
        return cost;
    }
}

package io.cordboard.routing.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** jqwik prints the seed of each run; {@code @Property(seed = "...")} runs it again. */
class AssignmentPropertyTest {

    record Edge(int column, long cost) {}

    record Row(long alone, List<Edge> edges) {}

    record Sketch(List<Integer> room, List<Row> rows) {

        Problem problem() {
            Problem problem = new Problem(room.stream().mapToInt(each -> each).toArray());
            for (Row row : rows) {
                problem.row(row.alone);
                row.edges.forEach(edge -> problem.edge(edge.column, edge.cost));
            }
            return problem;
        }

        /** Tries everything. */
        long least() {
            return least(0, new ArrayList<>(room));
        }

        private long least(int row, List<Integer> left) {
            if (row == rows.size()) {
                return 0;
            }
            long least = rows.get(row).alone + least(row + 1, left);
            for (Edge edge : rows.get(row).edges) {
                int room = left.get(edge.column);
                if (room > 0) {
                    left.set(edge.column, room - 1);
                    least = Math.min(least, edge.cost + least(row + 1, left));
                    left.set(edge.column, room);
                }
            }
            return least;
        }
    }

    @Provide
    Arbitrary<Sketch> tiny() {
        return sketches(4, 6);
    }

    @Provide
    Arbitrary<Sketch> middling() {
        return sketches(30, 60);
    }

    /** Few costs, so that many are equal; negative ones; large ones. */
    private static Arbitrary<Sketch> sketches(int columns, int rows) {
        return Arbitraries.of(1L, 1_000_003L, 1L << 42).flatMap(factor -> {
            Arbitrary<Long> cost = Arbitraries.longs().between(-4, 9).map(each -> each * factor + each % 2);
            Arbitrary<Edge> edge = Combinators.combine(Arbitraries.integers().between(0, columns - 1), cost)
                    .as(Edge::new);
            Arbitrary<Row> row =
                    Combinators.combine(cost, edge.list().ofMaxSize(4)).as(Row::new);
            return Combinators.combine(
                            Arbitraries.of(1, 1, 1, 2, 3, 0).list().ofSize(columns),
                            row.list().ofMaxSize(rows))
                    .as(Sketch::new);
        });
    }

    @Property(tries = 3_000)
    void costsAsLittleAsTheBestOfAllThereAre(@ForAll("tiny") Sketch sketch) {
        Assignment found = Assignment.of(sketch.problem(), Long.MAX_VALUE);

        assertThat(found.isOptimal()).isTrue();
        assertThat(found.cost()).isEqualTo(sketch.least());
        assertValid(sketch, found);
    }

    @Property(tries = 300)
    void costsAsLittleAsTheExactSolversAnswer(@ForAll("middling") Sketch sketch) {
        Problem problem = sketch.problem();

        Assignment found = Assignment.of(problem, Long.MAX_VALUE);

        assertThat(found.cost()).isEqualTo(new Exact(problem).cost());
        assertValid(sketch, found);
    }

    @Property(tries = 1_000)
    void interruptedItIsNeverWorseThanGreedy(
            @ForAll("middling") Sketch sketch, @ForAll @LongRange(max = 400) long steps) {
        Problem problem = sketch.problem();

        Assignment found = Assignment.of(problem, steps);

        assertValid(sketch, found);
        assertThat(found.cost()).isLessThanOrEqualTo(Assignment.greedy(problem).cost());
        assertThat(found.isOptimal() && found.cost() > new Exact(problem).cost())
                .isFalse();
    }

    @Property(tries = 300)
    void decidesTheSameTwice(@ForAll("middling") Sketch sketch, @ForAll @IntRange(max = 400) int steps) {
        assertThat(columns(sketch, Assignment.of(sketch.problem(), steps)))
                .isEqualTo(columns(sketch, Assignment.of(sketch.problem(), steps)));
    }

    private static List<Integer> columns(Sketch sketch, Assignment found) {
        List<Integer> columns = new ArrayList<>();
        for (int row = 0; row < sketch.rows.size(); row++) {
            columns.add(found.column(row));
        }
        return columns;
    }

    /** Each row goes where it may, no column takes more than it has room for, and the cost is what it says. */
    private static void assertValid(Sketch sketch, Assignment found) {
        int[] taken = new int[sketch.room.size()];
        long cost = 0;
        for (int i = 0; i < sketch.rows.size(); i++) {
            Row row = sketch.rows.get(i);
            int column = found.column(i);
            if (column == Assignment.NONE) {
                cost += row.alone;
            } else {
                taken[column]++;
                cost += row.edges.stream()
                        .filter(edge -> edge.column == column)
                        .mapToLong(Edge::cost)
                        .min()
                        .orElseThrow();
            }
        }
        for (int column = 0; column < taken.length; column++) {
            assertThat(taken[column]).isLessThanOrEqualTo(sketch.room.get(column));
        }
        assertThat(found.cost()).isEqualTo(cost);
    }
}

package io.cordboard.routing.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentTest {

    @Test
    void whoHasNoOtherGetsTheOneColumnThatBothMayHave() {
        Problem problem = new Problem(1, 1);
        problem.row(100);
        problem.edge(0, 1);
        problem.edge(1, 2);
        problem.row(100);
        problem.edge(0, 1);

        assertThat(columns(Assignment.greedy(problem))).containsExactly(0, Assignment.NONE);
        assertThat(columns(solved(problem))).containsExactly(1, 0);
    }

    @Test
    void withoutRowsColumnsOrEdgesNobodyGoesAnywhere() {
        assertThat(solved(new Problem()).cost()).isZero();
        assertThat(solved(new Problem(1, 1)).isOptimal()).isTrue();

        Problem problem = new Problem(0);
        problem.row(7);
        problem.row(8);
        problem.edge(0, 1);

        assertThat(columns(solved(problem))).containsOnly(Assignment.NONE);
        assertThat(solved(problem).cost()).isEqualTo(15);
    }

    @Test
    void columnThatAllWantTakesThoseWhoSaveMost() {
        Problem problem = new Problem(3);
        for (int row = 0; row < 100; row++) {
            problem.row(row * 7 % 100);
            problem.edge(0, 1);
        }

        Assignment found = solved(problem);

        // 7 * 57 = 399, 7 * 14 = 98, 7 * 71 = 497: they would cost 99, 98 and 97 alone.
        for (int row = 0; row < 100; row++) {
            assertThat(found.column(row)).isEqualTo(row == 57 || row == 14 || row == 71 ? 0 : Assignment.NONE);
        }
    }

    @Test
    void rowForWhichAColumnCostsMoreThanNoneStaysAlone() {
        Problem problem = new Problem(2);
        problem.row(-5);
        problem.edge(0, -4);
        problem.row(-5);
        problem.edge(0, -6);

        assertThat(columns(solved(problem))).containsExactly(Assignment.NONE, 0);
    }

    @Test
    void cheapestOfSeveralEdgesOfAPairCounts() {
        Problem problem = new Problem(2);
        problem.row(9);
        problem.edge(0, 5);
        problem.edge(0, 3);
        problem.edge(0, 4);

        assertThat(solved(problem).cost()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIFORM", "WAITS"})
    void atTheSmallSizeItCostsNoMoreThanTheExactSolversAnswer(Instances kind) {
        for (long seed = 1; seed <= 5; seed++) {
            Problem problem = kind.of(seed, 100, 1_000);
            assertThat(solved(problem).cost()).isEqualTo(new Exact(problem).cost());
        }
        // And at the middle one.
        Problem larger = kind.of(6, 1_000, 10_000);
        assertThat(solved(larger).cost()).isEqualTo(new Exact(larger).cost());
    }

    @Test
    void withMoreStepsItCostsLessUntilItIsTheLeast() {
        Problem problem = Instances.ROOM_FOR_ALL.of(1, 100, 1_000);

        long optimum = solved(problem).cost();

        long greedy = Assignment.greedy(problem).cost();
        assertThat(Assignment.of(problem, 0).cost()).isEqualTo(greedy);
        assertThat(Assignment.of(problem, 0).isOptimal()).isFalse();
        assertThat(optimum).isLessThan(greedy);
        boolean between = false;
        for (long steps = 1_000; !Assignment.of(problem, steps).isOptimal(); steps += steps / 4) {
            long cost = Assignment.of(problem, steps).cost();
            between |= cost < greedy && cost > optimum;
        }
        assertThat(between).isTrue();
    }

    @Test
    void costsOfWhichSumsCouldOverflowAreRefused() {
        Problem problem = new Problem(1);

        assertThatThrownBy(() -> problem.row((1L << 60) + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected costs of at most 1152921504606846976 with 1 rows and edges, but got 1152921504606846977");
        Problem next = new Problem(1);
        next.row(1L << 60);
        assertThatThrownBy(() -> next.row(0))
                .hasMessageContaining("with 2 rows and edges, but got 1152921504606846976");
    }

    @Test
    void negativeRoomAndUnknownColumnsAreRefused() {
        assertThatThrownBy(() -> new Problem(1, -1)).hasMessage("Expected room of 0 or more, but got -1");
        Problem problem = new Problem(1);
        assertThatThrownBy(() -> problem.edge(0, 1)).hasMessageContaining("Expected a row");
        problem.row(1);
        assertThatThrownBy(() -> problem.edge(1, 1)).hasMessageContaining("a column of 0 to 0, but got 1");
    }

    private static Assignment solved(Problem problem) {
        return Assignment.of(problem, Long.MAX_VALUE);
    }

    private static int[] columns(Assignment assignment) {
        int[] columns = new int[assignment.rows()];
        for (int row = 0; row < columns.length; row++) {
            columns[row] = assignment.column(row);
        }
        return columns;
    }
}

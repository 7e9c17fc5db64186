package io.cordboard.routing.expression;

import java.util.List;
import java.util.stream.Collectors;

/** What reading the text of an expression came to. */
public sealed interface ExpressionReading {

    /** The expression it says. */
    record Accepted(Expression expression) implements ExpressionReading {}

    /** What is wrong with it, in the text's order: everything up to the first place where it cannot be followed. */
    record Refused(List<ExpressionProblem> problems) implements ExpressionReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The expression, for who cannot go on without one. */
    default Expression orThrow() {
        return switch (this) {
            case Accepted(Expression expression) -> expression;
            case Refused(var problems) ->
                throw new IllegalArgumentException(
                        problems.stream().map(ExpressionProblem::toString).collect(Collectors.joining("\n")));
        };
    }
}

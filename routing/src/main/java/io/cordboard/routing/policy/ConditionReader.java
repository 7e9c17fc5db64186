package io.cordboard.routing.policy;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.ExpressionReading;
import java.util.Optional;
import java.util.function.Function;

/** Reads the conditions in a document. */
public final class ConditionReader {

    private ConditionReader() {}

    /** {@code where}: a condition on agents. */
    static Optional<Expression> where(Fields in) {
        return read(in, "where", Expression::read);
    }

    /** {@code when}: a condition on an interaction and its customer. */
    public static Optional<Expression> ofContact(Fields in) {
        return read(in, "when", Expression::readOfContact);
    }

    /** {@code when}: a condition on queues. */
    static Optional<Expression> when(Fields in) {
        return read(in, "when", Expression::readOfQueue).filter(condition -> {
            Optional<String> problem = QueueConditions.problem(condition);
            problem.ifPresent(message -> in.problem("/when", message));
            return problem.isEmpty();
        });
    }

    private static Optional<Expression> read(Fields in, String name, Function<String, ExpressionReading> reader) {
        if (!in.has(name)) {
            return Optional.empty();
        }
        String text = in.text(name);
        if (!in.node().get(name).isTextual()) {
            return Optional.empty();
        }
        return switch (reader.apply(text)) {
            case ExpressionReading.Accepted(var expression) -> Optional.of(expression);
            case ExpressionReading.Refused(var wrong) -> {
                wrong.forEach(each -> in.problem('/' + name, each.toString()));
                yield Optional.empty();
            }
        };
    }
}

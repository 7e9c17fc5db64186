package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.ExpressionReading;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.tenant.LocalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what several parts of a flow document have. */
final class Parts {

    private Parts() {}

    /** The text of a field that is there. */
    static Optional<String> text(Fields in, String name) {
        String text = in.text(name);
        return in.node().path(name).isTextual() ? Optional.of(text) : Optional.empty();
    }

    static Optional<String> named(Fields in, String name, String kind) {
        if (!in.needs(name)) {
            return Optional.empty();
        }
        return text(in, name).flatMap(text -> in.make('/' + name, () -> LocalName.require(kind, text)));
    }

    static Optional<String> target(Fields in, String name) {
        return named(in, name, "a step");
    }

    static Optional<String> optionalTarget(Fields in, String name) {
        return in.has(name) ? target(in, name) : Optional.empty();
    }

    static List<String> words(Fields in) {
        List<String> words = new ArrayList<>();
        List<JsonNode> elements = in.array("words", Limits.WORDS);
        for (int i = 0; i < elements.size(); i++) {
            String at = "/words/" + i;
            String text = in.textAt(at, elements.get(i));
            if (elements.get(i).isTextual()) {
                in.make(at, () -> Words.all(List.of(text))).ifPresent(words::addAll);
            }
        }
        return words;
    }

    static Optional<Attempts> attempts(Fields in, String name, PromptReader prompts) {
        if (!in.has(name)) {
            return Optional.empty();
        }
        Fields attempts = in.object(name);
        int limit = attempts.integer("limit", Limits.TRIES, Attempts.DEFAULT.limit());
        List<Prompt> say = prompts.read(attempts, "say", Template.Also.NOTHING);
        Optional<String> then = optionalTarget(attempts, "then");
        attempts.end();
        return Optional.of(new Attempts(limit, say, then));
    }

    /** {@code when}: a condition on who is guided and on queues. */
    static Optional<Expression> when(Fields in) {
        if (!in.needs("when")) {
            return Optional.empty();
        }
        return text(in, "when").flatMap(text -> switch (Expression.readOfFlow(text)) {
            case ExpressionReading.Accepted(var condition) -> {
                Optional<String> problem = FlowConditions.problem(condition);
                problem.ifPresent(message -> in.problem("/when", message));
                yield problem.isEmpty() ? Optional.of(condition) : Optional.empty();
            }
            case ExpressionReading.Refused(var wrong) -> {
                wrong.forEach(each -> in.problem("/when", each.toString()));
                yield Optional.empty();
            }
        });
    }
}

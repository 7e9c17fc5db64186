package io.cordboard.routing.classification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Outcome.Part;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.ConditionReader;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.LocalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Between a {@link Classification} and its JSON document. Reading is strict and finds every problem at once. The document's shape is
 * published as the resource {@link #SCHEMA}; beside it the codec refuses what a schema cannot say: percentages that do not add up to a
 * hundred, and the language of expressions.
 */
public final class ClassificationCodec {

    /** The JSON Schema (2020-12) of the document, a resource of this package. */
    public static final String SCHEMA = "classification.schema.json";

    /** What reading came to. */
    public sealed interface Reading {

        record Accepted(Classification classification) implements Reading {}

        /** Everything that is wrong with it, in the document's order. */
        record Refused(List<PolicyProblem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }

        /** The classification, for who cannot go on without one. */
        default Classification orThrow() {
            return switch (this) {
                case Accepted(Classification classification) -> classification;
                case Refused(var problems) ->
                    throw new IllegalArgumentException(
                            problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
            };
        }
    }

    private ClassificationCodec() {}

    public static Reading read(JsonNode document) {
        List<PolicyProblem> problems = new ArrayList<>();
        if (document.isMissingNode()) {
            return new Reading.Refused(List.of(new PolicyProblem("", "Expected an object, but got nothing")));
        }
        Fields in = new Fields(document, "", problems);
        List<Classification.Rule> rules = new ArrayList<>();
        List<JsonNode> elements = in.array("rules", Classification.MAX_RULES);
        for (int i = 0; i < elements.size(); i++) {
            Fields rule = in.element("/rules/" + i, elements.get(i));
            rule.needs("when");
            Optional<Expression> when = ConditionReader.ofContact(rule);
            Optional<Outcome> outcome = outcome(rule);
            if (when.isPresent() && outcome.isPresent()) {
                rules.add(new Classification.Rule(when.get(), outcome.get()));
            }
        }
        Optional<Outcome> otherwise = in.needs("otherwise") ? outcome(in.object("otherwise")) : Optional.empty();
        in.end();
        return in.sound() && otherwise.isPresent()
                ? new Reading.Accepted(new Classification(rules, otherwise.get()))
                : new Reading.Refused(problems);
    }

    private static Optional<Outcome> outcome(Fields in) {
        boolean one = in.has("queue");
        boolean several = in.has("split");
        if (one == several && in.node().isObject()) {
            in.problem("", "Expected either queue or split, but got " + (one ? "both" : "neither"));
        }
        List<Part> parts = new ArrayList<>();
        if (one) {
            part(in, "", in.node().get("queue"), 100).ifPresent(parts::add);
        }
        List<JsonNode> elements = in.array("split", Outcome.MAX_PARTS);
        for (int i = 0; i < elements.size(); i++) {
            Fields part = in.element("/split/" + i, elements.get(i));
            part.needs("percent");
            int percent = part.integer("percent", Outcome.PERCENT, 1);
            if (part.needs("queue")) {
                part(part, "", part.node().get("queue"), percent).ifPresent(parts::add);
            }
            part.end();
        }
        Optional<Integer> priority =
                in.has("priority") ? Optional.of(in.integer("priority", Outcome.PRIORITY, 0)) : Optional.empty();
        Map<Skill, Integer> requirements = in.minimums("requirements");
        in.end();
        return one != several && parts.size() == (one ? 1 : elements.size())
                ? in.make(several ? "/split" : "", () -> new Outcome(parts, priority, requirements))
                : Optional.empty();
    }

    private static Optional<Part> part(Fields in, String at, JsonNode queue, int percent) {
        String name = in.textAt(at + "/queue", queue);
        return queue.isTextual()
                ? in.make(at + "/queue", () -> new Part(LocalName.require("a queue", name), percent))
                : Optional.empty();
    }

    /** The whole document. */
    public static ObjectNode write(Classification classification) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        var rules = out.putArray("rules");
        classification
                .rules()
                .forEach(rule -> write(rules.addObject().put("when", rule.when().toString()), rule.outcome()));
        write(out.putObject("otherwise"), classification.otherwise());
        return out;
    }

    private static void write(ObjectNode out, Outcome outcome) {
        if (outcome.parts().size() == 1) {
            out.put("queue", outcome.parts().getFirst().queue());
        } else {
            var split = out.putArray("split");
            outcome.parts()
                    .forEach(
                            part -> split.addObject().put("queue", part.queue()).put("percent", part.percent()));
        }
        outcome.priority().ifPresent(priority -> out.put("priority", priority));
        if (!outcome.requirements().isEmpty()) {
            ObjectNode requirements = out.putObject("requirements");
            outcome.requirements().forEach((skill, minimum) -> requirements.put(skill.name(), minimum));
        }
    }
}

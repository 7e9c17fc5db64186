package io.cordboard.routing.classification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which queue an interaction goes to that names none, with which priority and for which skills: the first rule that holds of it says so,
 * and where none does, {@code otherwise}. Stored and sent, it is one JSON document.
 */
public record Classification(List<Rule> rules, Outcome otherwise) {

    public static final int MAX_RULES = 200;

    /** What to do with an interaction of which {@code when} holds. */
    public record Rule(Expression when, Outcome outcome) {}

    public Classification {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("Expected at most " + MAX_RULES + " rules, but got " + rules.size());
        }
        rules = List.copyOf(rules);
    }

    /** Reads the document again. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Classification of(JsonNode document) {
        return ClassificationCodec.read(document).orThrow();
    }

    @JsonValue
    public JsonNode toJson() {
        return ClassificationCodec.write(this);
    }

    /** What it says, as version {@code version}, of an interaction of which this is known. */
    public Ruling of(int version, InteractionId interaction, Medium medium, Attributes attributes) {
        Attributes known = Waiting.known(medium, attributes);
        Attributes customer = Waiting.customer(attributes);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().given(known, customer) == Expression.Constant.ALWAYS) {
                return ruling(version, Optional.of(i), rules.get(i).outcome(), interaction);
            }
        }
        return ruling(version, Optional.empty(), otherwise, interaction);
    }

    private static Ruling ruling(int version, Optional<Integer> rule, Outcome outcome, InteractionId interaction) {
        return new Ruling(version, rule, outcome.queue(interaction), outcome.priority(), outcome.requirements());
    }

    public List<Outcome> outcomes() {
        return java.util.stream.Stream.concat(rules.stream().map(Rule::outcome), java.util.stream.Stream.of(otherwise))
                .toList();
    }

    /** The queues that it sends to. */
    public SortedSet<String> queues() {
        var queues = new TreeSet<String>();
        outcomes().forEach(outcome -> outcome.parts().forEach(part -> queues.add(part.queue())));
        return queues;
    }
}

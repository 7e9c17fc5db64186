package io.cordboard.routing.flow;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.Path;
import io.cordboard.routing.matching.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that a run can read at one moment: what was known before it, what it has learned, and how queues are. */
record Known(
        Attributes interaction,
        Attributes customer,
        Attributes queues,
        Map<String, String> secrets,
        Optional<Integer> place,
        Optional<Duration> left) {

    static final Known NOTHING =
            new Known(Attributes.NONE, Attributes.NONE, Attributes.NONE, Map.of(), Optional.empty(), Optional.empty());

    static Known of(FlowScope scope, Attributes learned, Map<String, String> secrets) {
        Attributes all = scope.attributes().joined(learned.members());
        return new Known(
                Waiting.known(scope.medium(), all),
                Waiting.customer(all),
                scope.queues(),
                secrets,
                Optional.empty(),
                Optional.empty());
    }

    Known standing(Optional<Integer> place, Optional<Duration> left) {
        return new Known(interaction, customer, queues, secrets, place, left);
    }

    boolean holds(Expression condition) {
        return condition.given(interaction, customer).holds(queues);
    }

    @Nullable
    Object value(Path path) {
        return path.of(
                switch (path.scope()) {
                    case INTERACTION -> interaction;
                    case CUSTOMER -> customer;
                    case QUEUE -> queues;
                    case AGENT -> Attributes.NONE;
                });
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list -> list.stream().map(Known::text).collect(Collectors.joining(", "));
            case Map<?, ?> _ -> "";
            default -> value.toString();
        };
    }

    String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    String position() {
        return place.map(String::valueOf).orElse("");
    }

    /** Full minutes, at least one. */
    String minutes() {
        return left.map(time -> String.valueOf(Math.max(1, (time.toSeconds() + 59) / 60)))
                .orElse("");
    }

    Optional<String> language() {
        return interaction.text("language");
    }
}

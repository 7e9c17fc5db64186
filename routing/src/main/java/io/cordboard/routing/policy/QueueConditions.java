package io.cordboard.routing.policy;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.Path;
import io.cordboard.routing.expression.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the conditions of steps and overflow rules may ask of queues: {@code queue.NAME}, and {@code queue.others.QUEUE.NAME} of another. */
public final class QueueConditions {

    /** How many wait. */
    public static final String WAITING = "waiting";

    /** Ready agents who may have the interaction as it asks now. */
    public static final String AGENTS = "agents";

    /** Those of them who have room for it now. */
    public static final String AVAILABLE = "available";

    /** How long one who came now would wait, in seconds; unknown until somebody was answered. */
    public static final String ESTIMATE = "estimate";

    /** The share of those who left lately, and of those who wait for longer than the target, who were answered within it; 0 to 1. */
    public static final String SERVICE_LEVEL = "serviceLevel";

    /** Other queues, by name. */
    public static final String OTHERS = "others";

    private static final List<String> OF_ANY = List.of(WAITING, ESTIMATE, SERVICE_LEVEL);
    private static final List<String> OF_OWN = List.of(WAITING, AGENTS, AVAILABLE, ESTIMATE, SERVICE_LEVEL);

    private QueueConditions() {}

    /** Every condition on queues in a policy. */
    public static Stream<Expression> of(Policy policy) {
        return Stream.concat(
                policy.steps().stream().flatMap(step -> step.when().stream()),
                policy.overflow().rules().stream()
                        .flatMap(rule -> rule instanceof Overflow.When(var condition, _)
                                ? Stream.of(condition)
                                : Stream.empty()));
    }

    /** What it asks, of whichever queue. */
    public static Set<String> asked(Expression condition) {
        return paths(condition).stream().map(path -> path.names().getLast()).collect(Collectors.toSet());
    }

    /** The names of the other queues that it asks about. */
    public static SortedSet<String> others(Expression condition) {
        return paths(condition).stream()
                .filter(path -> path.names().getFirst().equals(OTHERS))
                .map(path -> path.names().get(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with what it asks, if anything. */
    static Optional<String> problem(Expression condition) {
        for (Path path : paths(condition)) {
            List<String> names = path.names();
            boolean other = names.getFirst().equals(OTHERS);
            boolean known = other
                    ? names.size() == 3 && OF_ANY.contains(names.getLast())
                    : names.size() == 1 && OF_OWN.contains(names.getFirst());
            if (!known) {
                return Optional.of("Expected queue. and one of " + String.join(", ", OF_OWN)
                        + ", or queue.others.QUEUE. and one of " + String.join(", ", OF_ANY) + ", but got " + path);
            }
        }
        return Optional.empty();
    }

    private static Set<Path> paths(Expression condition) {
        Set<Path> paths = condition.reads().get(Scope.QUEUE);
        return paths == null ? Set.of() : paths;
    }
}

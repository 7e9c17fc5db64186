package io.cordboard.routing.flow;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.Path;
import io.cordboard.routing.expression.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a flow may ask of queues: {@code queue.NAME.waiting} and the like, each queue by its name. */
public final class FlowConditions {

    /** How many wait in it. */
    public static final String WAITING = "waiting";

    /** How many of its agents have room now. */
    public static final String AVAILABLE = "available";

    /** How long one who came now would wait, in seconds; unknown until somebody was answered. */
    public static final String ESTIMATE = "estimate";

    /** Whether its policy's hours say that it is open. */
    public static final String OPEN = "open";

    private static final List<String> OF_QUEUE = List.of(WAITING, AVAILABLE, ESTIMATE, OPEN);

    private FlowConditions() {}

    static Optional<String> problem(Expression condition) {
        return condition.reads().values().stream()
                .flatMap(Collection::stream)
                .flatMap(path -> problem(path).stream())
                .findFirst();
    }

    static Optional<String> problem(Path path) {
        boolean known = path.scope() != Scope.QUEUE
                || path.names().size() == 2 && OF_QUEUE.contains(path.names().getLast());
        return known
                ? Optional.empty()
                : Optional.of("Expected queue.QUEUE. and one of " + String.join(", ", OF_QUEUE) + ", but got " + path);
    }

    /** The queues that it asks about. */
    static SortedSet<String> queues(Expression condition) {
        SortedSet<String> queues = new TreeSet<>();
        condition.reads().forEach((scope, paths) -> {
            if (scope == Scope.QUEUE) {
                paths.forEach(path -> queues.add(path.names().getFirst()));
            }
        });
        return queues;
    }
}

package io.cordboard.ops.replay;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.Path;
import io.cordboard.routing.expression.Scope;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which attributes the conditions of a policy ask for, all its parts together. */
final class Asked {

    private Asked() {}

    /** Of agents, beside their skills and their team. */
    static Set<Path> ofAgents(Policy policy) {
        return of(policy, Scope.AGENT);
    }

    /** Of calls and customers, beside those that are known: what is unknown makes a condition false. */
    static Set<Path> unknown(Policy policy, List<AttributeColumn> columns) {
        Set<Path> unknown = of(policy, Scope.INTERACTION, Scope.CUSTOMER);
        unknown.removeIf(path ->
                path.scope() == Scope.INTERACTION && path.names().equals(List.of("medium"))
                        || columns.stream()
                                .map(AttributeColumn::name)
                                .anyMatch((path.scope() == Scope.CUSTOMER ? "customer." : "")
                                        .concat(String.join(".", path.names()))::equals));
        return unknown;
    }

    private static Set<Path> of(Policy policy, Scope... scopes) {
        Set<Path> paths = new TreeSet<>();
        Stream.of(
                        policy.where().stream(),
                        policy.steps().stream().map(Step::where).flatMap(Optional::stream),
                        policy.score().stream().map(ScorePart::where).flatMap(Optional::stream))
                .flatMap(conditions -> conditions)
                .map(Expression::reads)
                .forEach(reads -> {
                    for (Scope scope : scopes) {
                        paths.addAll(reads.getOrDefault(scope, new TreeSet<>()));
                    }
                });
        return paths;
    }
}

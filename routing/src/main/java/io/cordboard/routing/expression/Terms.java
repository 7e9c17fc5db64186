package io.cordboard.routing.expression;

import io.cordboard.routing.expression.Expression.And;
import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import io.cordboard.routing.expression.Expression.Or;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What expressions are made of. */
final class Terms {

    private Terms() {}

    static Expression all(List<? extends Expression> terms) {
        List<Expression> flat = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof And(var within)) {
                flat.addAll(within);
            } else {
                flat.add(term);
            }
        }
        return switch (flat.size()) {
            case 0 -> Constant.ALWAYS;
            case 1 -> flat.getFirst();
            default -> new And(flat);
        };
    }

    static Expression any(List<? extends Expression> terms) {
        List<Expression> flat = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof Or(var within)) {
                flat.addAll(within);
            } else {
                flat.add(term);
            }
        }
        return switch (flat.size()) {
            case 0 -> Constant.NEVER;
            case 1 -> flat.getFirst();
            default -> new Or(flat);
        };
    }

    /** The terms of a conjunction or disjunction, in the one form in which it is written. */
    static List<Expression> of(List<Expression> terms, Class<? extends Expression> kind) {
        if (terms.size() < 2 || terms.stream().anyMatch(kind::isInstance)) {
            throw new IllegalArgumentException("Expected two or more terms, none itself such a one, but got " + terms);
        }
        return List.copyOf(terms);
    }

    /** A single value is a list of one; a list, an object and what is unknown are in no list. */
    static boolean contains(@Nullable Object list, @Nullable Object element) {
        if (list == null || element == null || !Values.isSingle(element)) {
            return false;
        }
        return list instanceof List<?> several ? several.contains(element) : element.equals(list);
    }

    static double share(Expression expression, Attributes agent) {
        if (!(expression instanceof And(var terms))) {
            return expression.holds(agent) ? 1 : 0;
        }
        int met = 0;
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).holds(agent)) {
                met++;
            }
        }
        return (double) met / terms.size();
    }

    static Map<Scope, SortedSet<Path>> reads(Expression expression) {
        Map<Scope, SortedSet<Path>> paths = new EnumMap<>(Scope.class);
        collect(expression, paths);
        return paths;
    }

    private static void collect(Expression expression, Map<Scope, SortedSet<Path>> paths) {
        switch (expression) {
            case And(var terms) -> terms.forEach(term -> collect(term, paths));
            case Or(var terms) -> terms.forEach(term -> collect(term, paths));
            case Not(var term) -> collect(term, paths);
            case Compared(var path, _, var with) -> {
                collect(path, paths);
                collect(with, paths);
            }
            case Contained(var element, var list) -> {
                collect(element, paths);
                collect(list, paths);
            }
            case Exists(var path) -> collect(path, paths);
            case Flag(var path) -> collect(path, paths);
            case Constant _ -> {}
        }
    }

    private static void collect(Operand operand, Map<Scope, SortedSet<Path>> paths) {
        switch (operand) {
            case Path path ->
                paths.computeIfAbsent(path.scope(), _ -> new TreeSet<>()).add(path);
            case Operand.Single _, Operand.Several _ -> {}
        }
    }
}

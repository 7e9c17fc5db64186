package io.cordboard.routing.expression;

import io.cordboard.routing.expression.Expression.And;
import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import io.cordboard.routing.expression.Expression.Or;
import io.cordboard.routing.expression.Operand.Several;
import io.cordboard.routing.expression.Operand.Single;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What is left to ask of an agent when interaction and customer are known, in one form for each demand: {@code not} stands before
 * single conditions only, and not where another comparison says it; lists are sorted and have two or more elements; what is said twice
 * is said once; what is settled is left out. The order of conditions stays.
 */
final class Remainder {

    private static final Comparator<Object> VALUES = Comparator.comparingInt(Remainder::kind)
            .thenComparing((one, other) -> one instanceof Boolean flag && other instanceof Boolean than
                    ? Boolean.compare(flag, than)
                    : Values.compare(one, other));

    private final Attributes interaction;
    private final Attributes customer;

    Remainder(Attributes interaction, Attributes customer) {
        this.interaction = interaction;
        this.customer = customer;
    }

    Expression of(Expression expression) {
        return of(expression, true);
    }

    /** What is left of the expression ({@code as} true) or of its opposite. */
    private Expression of(Expression expression, boolean as) {
        return switch (expression) {
            case And(var terms) -> as ? all(terms, true) : any(terms, false);
            case Or(var terms) -> as ? any(terms, true) : all(terms, false);
            case Not(var term) -> of(term, !as);
            case Compared(var path, var by, var with) -> compared(path, by, with, as);
            case Contained(var element, var list) -> contained(element, list, as);
            case Exists(var path) when isOpen(path) -> said(expression, as);
            case Exists(var path) -> constant(value(path) != null, as);
            case Flag(var path) when isOpen(path) -> said(expression, as);
            case Flag(var path) -> constant(Boolean.TRUE.equals(value(path)), as);
            case Constant constant -> constant(constant == Constant.ALWAYS, as);
        };
    }

    private Expression all(List<Expression> terms, boolean as) {
        SequencedSet<Expression> left = new LinkedHashSet<>();
        for (Expression term : terms) {
            switch (of(term, as)) {
                case Constant.NEVER -> {
                    return Constant.NEVER;
                }
                case Constant.ALWAYS -> {}
                case And(var within) -> left.addAll(within);
                case Expression other -> left.add(other);
            }
        }
        return Terms.all(List.copyOf(left));
    }

    private Expression any(List<Expression> terms, boolean as) {
        SequencedSet<Expression> left = new LinkedHashSet<>();
        for (Expression term : terms) {
            switch (of(term, as)) {
                case Constant.ALWAYS -> {
                    return Constant.ALWAYS;
                }
                case Constant.NEVER -> {}
                case Or(var within) -> left.addAll(within);
                case Expression other -> left.add(other);
            }
        }
        return Terms.any(List.copyOf(left));
    }

    private Expression compared(Path path, Comparison by, Operand with, boolean as) {
        if (isOpen(path)) {
            return isOpen(with) ? ordered(path, by, (Path) with, as) : comparedWith(path, by, value(with), as);
        } else if (with instanceof Path open && isOpen(open)) {
            return comparedWith(open, by.mirrored(), value(path), as);
        }
        return constant(by.holds(value(path), value(with)), as);
    }

    private static Expression ordered(Path path, Comparison by, Path with, boolean as) {
        return path.compareTo(with) <= 0
                ? said(new Compared(path, by, with), as)
                : said(new Compared(with, by.mirrored(), path), as);
    }

    private static Expression comparedWith(Path path, Comparison by, @Nullable Object value, boolean as) {
        if (value == null || !Values.isSingle(value) || by.ordered() && value instanceof Boolean) {
            return constant(by == Comparison.UNEQUAL, as);
        }
        return said(new Compared(path, by, new Single(value)), as);
    }

    private Expression contained(Operand element, Operand list, boolean as) {
        if (isOpen(list)) {
            if (isOpen(element)) {
                return said(new Contained(element, list), as);
            }
            Object value = value(element);
            return value != null && Values.isSingle(value)
                    ? said(new Contained(new Single(value), list), as)
                    : constant(false, as);
        } else if (element instanceof Path path && isOpen(path)) {
            return within(path, elements(value(list)), as);
        }
        return constant(Terms.contains(value(list), value(element)), as);
    }

    private static Expression within(Path path, List<Object> elements, boolean as) {
        return switch (elements.size()) {
            case 0 -> constant(false, as);
            case 1 -> said(new Compared(path, Comparison.EQUAL, new Single(elements.getFirst())), as);
            default -> said(new Contained(path, new Several(elements)), as);
        };
    }

    private static List<Object> elements(@Nullable Object list) {
        if (list instanceof List<?> several) {
            List<Object> elements = new ArrayList<>(several);
            return elements.stream().distinct().sorted(VALUES).toList();
        }
        return list != null && Values.isSingle(list) ? List.of(list) : List.of();
    }

    /** A condition on the agent, or its opposite, in the one way of saying it. */
    private static Expression said(Expression condition, boolean as) {
        return switch (condition) {
            case Compared(var path, var by, Single(Boolean flag))
            when flag -> said(new Flag(path), as == (by == Comparison.EQUAL));
            case Compared(var path, var by, var with)
            when !as && by == Comparison.EQUAL -> new Compared(path, Comparison.UNEQUAL, with);
            case Compared(var path, var by, var with)
            when !as && by == Comparison.UNEQUAL -> new Compared(path, Comparison.EQUAL, with);
            case Expression other -> as ? other : new Not(other);
        };
    }

    private static Expression constant(boolean value, boolean as) {
        return value == as ? Constant.ALWAYS : Constant.NEVER;
    }

    private static boolean isOpen(Operand operand) {
        return operand instanceof Path path && path.scope().isOpen();
    }

    private @Nullable Object value(Operand operand) {
        return switch (operand) {
            case Path path ->
                switch (path.scope()) {
                    case AGENT, QUEUE -> null;
                    case INTERACTION -> path.of(interaction);
                    case CUSTOMER -> path.of(customer);
                };
            case Single(var value) -> value;
            case Several(var values) -> values;
        };
    }

    private static int kind(Object value) {
        return value instanceof Boolean ? 0 : value instanceof Number ? 1 : 2;
    }
}

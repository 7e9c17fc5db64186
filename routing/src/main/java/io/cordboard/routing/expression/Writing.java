package io.cordboard.routing.expression;

import io.cordboard.routing.expression.Expression.And;
import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import io.cordboard.routing.expression.Expression.Or;
import java.util.List;
import java.util.stream.Collectors;

/** The canonical text of an expression: no parentheses but those it needs, texts in double quotes. */
final class Writing {

    private Writing() {}

    static String text(Expression expression) {
        return switch (expression) {
            case And(var terms) -> terms.stream().map(Writing::withinAnd).collect(Collectors.joining(" and "));
            case Or(var terms) -> terms.stream().map(Writing::text).collect(Collectors.joining(" or "));
            case Not(var term) -> "not " + withinNot(term);
            case Compared(var path, var by, var with) -> path + " " + by.sign() + ' ' + with;
            case Contained(var element, Path list) -> list + " has " + element;
            case Contained(var element, var list) -> element + " in " + list;
            case Exists(var path) -> path + " exists";
            case Flag(var path) -> path.toString();
            case Constant constant -> constant == Constant.ALWAYS ? "true" : "false";
        };
    }

    private static String withinAnd(Expression term) {
        return term instanceof Or ? '(' + text(term) + ')' : text(term);
    }

    private static String withinNot(Expression term) {
        return term instanceof Or || term instanceof And ? '(' + text(term) + ')' : text(term);
    }

    static String path(Scope scope, List<String> names) {
        return names.stream()
                .map(name -> isPlain(name) ? name : quoted(name))
                .collect(Collectors.joining(".", scope.word() + '.', ""));
    }

    static String single(Object value) {
        return value instanceof String text ? quoted(text) : value.toString();
    }

    static String list(List<Object> values) {
        return values.stream().map(Writing::single).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whether a name in a path needs no quotes. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.codePoints().allMatch(Writing::isPlain);
    }

    static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isUnwritable(character)) {
                        quoted.append(String.format("\\u%04x", character));
                    } else {
                        quoted.appendCodePoint(character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Control characters, and halves of surrogate pairs: the latter are no UTF-8, the former are lost on the way. */
    private static boolean isUnwritable(int character) {
        return Character.isISOControl(character)
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}

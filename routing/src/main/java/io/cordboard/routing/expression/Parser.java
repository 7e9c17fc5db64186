package io.cordboard.routing.expression;

import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import io.cordboard.routing.expression.Operand.Several;
import io.cordboard.routing.expression.Operand.Single;
import io.cordboard.routing.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads one expression; see {@link Expression#read}. What means nothing goes into the problems, and reading goes on with a stand-in;
 * where the text cannot be followed, reading jumps to its end.
 */
final class Parser {

    private static final String VALUE = "a text in quotes, a number, true, false or a path such as interaction.site";

    private final String text;
    private final Set<Scope> scopes;
    private final List<ExpressionProblem> problems = new ArrayList<>();
    private List<Token> tokens = List.of();
    private int next;
    private int depth;
    private int nodes;
    private boolean lost;

    /** {@code scopes} are those whose attributes it may read. */
    Parser(String text, Set<Scope> scopes) {
        this.text = text;
        this.scopes = scopes;
    }

    ExpressionReading read() {
        if (text.length() > Limits.CHARS) {
            problem(Limits.CHARS, "Expected at most " + Limits.CHARS + " characters, but got " + text.length());
            return new ExpressionReading.Refused(problems);
        }
        tokens = Tokens.of(text, scopes);
        Expression expression = disjunction();
        if (peek().kind() != Kind.END) {
            unexpected("and, or or the end");
        }
        // What is accepted is stored as it is written, and must be accepted again.
        int written = problems.isEmpty() ? expression.text().length() : 0;
        if (written > Limits.CHARS) {
            problem(
                    0,
                    "Expected at most " + Limits.CHARS + " characters with spaces and escapes written out, but got "
                            + written);
        }
        return problems.isEmpty()
                ? new ExpressionReading.Accepted(expression)
                : new ExpressionReading.Refused(problems);
    }

    private Expression disjunction() {
        return joined("or", () -> joined("and", this::term, Expression::all), Expression::any);
    }

    private Expression joined(String word, Supplier<Expression> part, Function<List<Expression>, Expression> whole) {
        List<Expression> parts = new ArrayList<>();
        parts.add(part.get());
        while (peek().is(word)) {
            count(take());
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : whole.apply(parts);
    }

    private Expression term() {
        Token first = peek();
        if (!first.is("not") && !first.is("(")) {
            return condition();
        }
        if (++depth > Limits.DEPTH) {
            return lose(
                    first, "Expected at most " + Limits.DEPTH + " not and parentheses within each other, but got more");
        }
        take();
        Expression term;
        if (first.is("not")) {
            count(first);
            term = new Not(term());
        } else {
            term = disjunction();
            if (!peek().is(")")) {
                unexpected("and, or or a ) for the ( in column " + (first.at() + 1));
            }
            take();
        }
        depth--;
        return term;
    }

    private Expression condition() {
        Token first = peek();
        if (first.kind() != Kind.PATH && first.kind() != Kind.VALUE && !first.is("[")) {
            return unexpected("a condition such as agent.tier >= 2 or customer.vip" + after());
        }
        Operand left = operand();
        Token sign = peek();
        for (Comparison by : Comparison.values()) {
            if (sign.is(by.sign())) {
                take();
                return compared(first, left, by);
            }
        }
        if (sign.is("in")) {
            take();
            return contained(first, left, peek(), list());
        } else if (sign.is("has")) {
            take();
            Token element = peek();
            return contained(element, value(), first, left);
        } else if (sign.is("exists")) {
            take();
            count(sign);
            return left instanceof Path path
                    ? new Exists(path)
                    : refuse(first, "Expected a path such as agent.site before exists, but got " + left);
        }
        return alone(first, left);
    }

    private Expression alone(Token at, Operand operand) {
        return switch (operand) {
            case Path path -> new Flag(path);
            case Single(Boolean flag) -> flag ? Constant.ALWAYS : Constant.NEVER;
            case Single _, Several _ ->
                refuse(at, "Expected a condition such as agent.site == \"x\", but got " + operand + " alone");
        };
    }

    private Expression compared(Token first, Operand left, Comparison by) {
        Token second = peek();
        Operand right = value();
        count(second);
        if (lost) {
            return Constant.NEVER;
        } else if (!comparable(first, left, by) || !comparable(second, right, by)) {
            return Constant.NEVER;
        }
        return switch (left) {
            case Path path -> new Compared(path, by, right);
            case Single _ when right instanceof Path path -> new Compared(path, by.mirrored(), left);
            case Single _, Several _ -> constants(first);
        };
    }

    private boolean comparable(Token at, Operand operand, Comparison by) {
        switch (operand) {
            case Several _ ->
                refuse(at, "Expected a single value beside " + by.sign() + " (for one of several: in), but got a list");
            case Single(Boolean flag)
            when by.ordered() ->
                refuse(at, "Expected a number, a text or a path beside " + by.sign() + ", but got " + flag);
            case Single _, Path _ -> {
                return true;
            }
        }
        return false;
    }

    private Expression contained(Token elementAt, Operand element, Token listAt, Operand list) {
        count(listAt);
        if (lost) {
            return Constant.NEVER;
        } else if (element instanceof Several) {
            return refuse(
                    elementAt, "Expected a single value that a list has (one condition for each), but got a list");
        } else if (list instanceof Single) {
            return refuse(listAt, "Expected a list such as [" + list + "] or a path, but got " + list);
        } else if (!(element instanceof Path || list instanceof Path)) {
            return constants(elementAt);
        }
        return new Contained(element, list);
    }

    private Expression constants(Token at) {
        return refuse(
                at, "Expected a path such as agent.site on one side (always is true, never is false), but got none");
    }

    /** What may stand after a comparison. */
    private Operand value() {
        Token token = peek();
        if (token.kind() == Kind.PATH || token.kind() == Kind.VALUE || token.is("[")) {
            return operand();
        }
        unexpected(VALUE + after());
        return new Single(false);
    }

    /** What may stand after {@code in}. */
    private Operand list() {
        Token token = peek();
        if (token.kind() == Kind.PATH || token.kind() == Kind.VALUE || token.is("[")) {
            return operand();
        }
        unexpected("a list such as [\"x\", \"y\"] or a path such as interaction.sites" + after());
        return new Single(false);
    }

    private Operand operand() {
        Token token = take();
        count(token);
        if (token.value() != null) {
            return token.value();
        }
        List<Object> values = new ArrayList<>();
        if (peek().is("]")) {
            refuse(token, "Expected at least one element in the list, but got none");
            take();
            return new Several(List.of(false));
        }
        do {
            Token element = peek();
            if (element.value() instanceof Single(var value)) {
                if (values.size() == Limits.LIST) {
                    lose(element, "Expected at most " + Limits.LIST + " elements in a list, but got more");
                }
                values.add(value);
                take();
            } else {
                unexpected("a text in quotes, a number, true or false as an element");
            }
        } while (peek().is(",") && take().is(","));
        if (!peek().is("]")) {
            unexpected(", or ] in the list");
        }
        take();
        return new Several(lost ? List.of(false) : values);
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** The next token, and on to the one after it; there is always the end. */
    private Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private void count(Token at) {
        if (++nodes > Limits.NODES) {
            lose(at, "Expected at most " + Limits.NODES + " conditions, values and words between them, but got more");
        }
    }

    private String after() {
        return next == 0 ? "" : " after " + tokens.get(next - 1);
    }

    private Expression unexpected(String expected) {
        Token got = peek();
        if (got.kind() == Kind.WRONG) {
            return lose(got, got.written());
        }
        String hint = got.is("not") && next > 0
                ? " (it stands before the whole condition, as in not agent.site in [\"x\"])"
                : got.kind() == Kind.WORD ? " (a text is written in quotes)" : "";
        return lose(got, "Expected " + expected + ", but got " + got + hint);
    }

    /** What is said can be followed, but means nothing. */
    private Expression refuse(Token at, String message) {
        problem(at.at(), message);
        return Constant.NEVER;
    }

    /** Here the text cannot be followed any further. */
    private Expression lose(Token at, String message) {
        problem(at.at(), message);
        lost = true;
        next = tokens.size() - 1;
        return Constant.NEVER;
    }

    private void problem(int at, String message) {
        if (!lost) {
            problems.add(new ExpressionProblem(at + 1, message));
        }
    }
}

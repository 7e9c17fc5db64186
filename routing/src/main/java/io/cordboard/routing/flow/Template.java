package io.cordboard.routing.flow;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.expression.ExpressionReading;
import io.cordboard.routing.expression.Path;
import io.cordboard.routing.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values: {@code Your number is {interaction.account:digits}.} A value that is not known is nothing. Two
 * braces are one that is meant as such. {@code {secret.NAME}} is what a masked question has learned, {@code {waiting.position}} and
 * {@code {waiting.minutes}} how a customer stands in a queue, each only where it has a meaning.
 */
public final class Template {

    /** What a text may have places for, beside what is known of the interaction, its customer and queues. */
    public enum Also {
        NOTHING,
        SECRETS,
        WAITING
    }

    sealed interface Part {
        record Literal(String text) implements Part {}

        record Value(Path path, boolean digits) implements Part {}

        record Secret(String name) implements Part {}

        record Standing(boolean position) implements Part {}
    }

    private static final String DIGITS = "digits";
    private static final String SECRET = "secret.";
    private static final String WAITING = "waiting.";

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Fails with an IllegalArgumentException that says what is wrong. */
    public static Template of(String text, Also also) {
        if (text.length() > Limits.TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "Expected a text of at most " + Limits.TEXT_CHARS + " characters, but got " + text.length());
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean brace = c == '{' || c == '}';
            if (brace && i + 1 < text.length() && text.charAt(i + 1) == c) {
                literal.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw new IllegalArgumentException("Expected a } for the { at character " + (i + 1)
                            + " (write {{ for a brace that is meant as such), but there is none");
                }
                if (!literal.isEmpty()) {
                    parts.add(new Part.Literal(literal.toString()));
                    literal.setLength(0);
                }
                parts.add(part(text.substring(i + 1, end), also));
                i = end;
            } else if (c == '}') {
                throw new IllegalArgumentException("Expected a { before the } at character " + (i + 1)
                        + " (write }} for a brace that is meant as such), but there is none");
            } else {
                literal.append(c);
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
        }
        return new Template(text, List.copyOf(parts));
    }

    private static Part part(String inside, Also also) {
        if (also == Also.SECRETS && inside.startsWith(SECRET)) {
            return new Part.Secret(inside.substring(SECRET.length()));
        }
        if (also == Also.WAITING && (inside.equals("waiting.position") || inside.equals("waiting.minutes"))) {
            return new Part.Standing(inside.equals("waiting.position"));
        }
        boolean digits = inside.endsWith(':' + DIGITS);
        String path = digits ? inside.substring(0, inside.length() - DIGITS.length() - 1) : inside;
        return path(path).<Part>map(found -> new Part.Value(found, digits)).orElseThrow(() -> refused(inside, also));
    }

    private static Optional<Path> path(String text) {
        return Expression.readOfFlow(text + " exists")
                                instanceof ExpressionReading.Accepted(Expression.Exists(Path path))
                        && FlowConditions.problem(path).isEmpty()
                ? Optional.of(path)
                : Optional.empty();
    }

    private static IllegalArgumentException refused(String inside, Also also) {
        String more = switch (also) {
            case NOTHING -> "";
            case SECRETS -> " or {secret.card}, what a masked question has learned";
            case WAITING -> " or {waiting.position} or {waiting.minutes}";
        };
        String why = inside.startsWith(SECRET) && also != Also.SECRETS
                ? ", which only a lookUp may use"
                : inside.startsWith(WAITING) && also != Also.WAITING ? ", which only the part waiting may use" : "";
        return new IllegalArgumentException(
                "Expected a value such as {interaction.account} or {customer.name:digits}" + more + ", but got {"
                        + (inside.length() <= 80 ? inside : inside.substring(0, 80) + "...") + '}' + why);
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** What it begins with, up to the first place. */
    String beginning() {
        return !parts.isEmpty() && parts.getFirst() instanceof Part.Literal(String begins) ? begins : "";
    }

    /** The masked questions whose answers it has places for. */
    Set<String> secrets() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Secret(String name) ? Stream.of(name) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** The queues of which it tells something. */
    Set<String> queues() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Value(Path path, _) && path.scope() == Scope.QUEUE
                        ? Stream.of(path.names().getFirst())
                        : Stream.empty())
                .collect(Collectors.toSet());
    }

    String written(Known known) {
        return filled(known, value -> value, value -> value);
    }

    /** As {@link #written}, but what is to be read by digits has spaces between them. */
    String spoken(Known known) {
        return filled(known, value -> value, Template::apart);
    }

    /** As {@link #written}, every value in the form {@code coding} gives it. */
    String coded(Known known, UnaryOperator<String> coding) {
        return filled(known, coding, coding);
    }

    /** The value itself, where the text is one place only; else the text. Null where the one value is not known. */
    @Nullable
    Object value(Known known) {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Value(Path path, _)
                ? known.value(path)
                : written(known);
    }

    private String filled(Known known, UnaryOperator<String> coding, UnaryOperator<String> byDigits) {
        Function<Part, String> text = part -> switch (part) {
            case Part.Literal(String literal) -> literal;
            case Part.Value(Path path, boolean digits) ->
                (digits ? byDigits : coding).apply(Known.text(known.value(path)));
            case Part.Secret(String name) -> coding.apply(known.secret(name));
            case Part.Standing(boolean position) -> position ? known.position() : known.minutes();
        };
        return parts.stream().map(text).collect(Collectors.joining());
    }

    private static String apart(String value) {
        return value.codePoints().mapToObj(Character::toString).collect(Collectors.joining(" "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && text.equals(that.text) && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was read. */
    @Override
    @JsonValue
    public String toString() {
        return text;
    }
}

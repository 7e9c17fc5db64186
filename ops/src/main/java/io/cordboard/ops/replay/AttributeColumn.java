package io.cordboard.ops.replay;

import io.cordboard.routing.expression.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a log that says an attribute of the call or, where its name begins with {@code customer.}, of its customer.
 *
 * @param name what conditions call it, without {@code interaction.}
 * @param header of the column
 */
public record AttributeColumn(String name, Kind kind, String header) {

    private static final Pattern FLAG = Pattern.compile("true|yes|1|false|no|0");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    /** What its cells hold. An empty cell says nothing, whatever the kind. */
    public enum Kind {
        TEXT("a text of at most " + Attributes.MAX_TEXT + " characters"),
        NUMBER("a number such as 3 or 2.5"),
        BOOLEAN("true, yes or 1, or false, no or 0"),
        LIST("texts with | between them, at most " + Attributes.MAX_LIST);

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
        }
    }

    /** @throws IllegalArgumentException if the name is not one of an attribute */
    public AttributeColumn {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Expected a name of an attribute, but got none");
        }
        var _ = Attributes.of(Map.of(name, true));
    }

    /** What a cell says; none, if it is not of this kind. */
    Optional<Object> read(String cell) {
        String text = cell.toLowerCase(Locale.ROOT);
        Optional<Object> read = switch (kind) {
            case TEXT -> Optional.of(cell);
            case NUMBER -> NUMBER.matcher(text).matches() ? Optional.of(number(text)) : Optional.empty();
            case BOOLEAN ->
                FLAG.matcher(text).matches()
                        ? Optional.of(text.equals("true") || text.equals("yes") || text.equals("1"))
                        : Optional.empty();
            case LIST ->
                Optional.of(List.of(cell.split("\\|", -1)).stream()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList());
        };
        return read.filter(this::isFit);
    }

    private static Object number(String text) {
        return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }

    private boolean isFit(Object value) {
        try {
            var _ = Attributes.of(Map.of(name, value));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}

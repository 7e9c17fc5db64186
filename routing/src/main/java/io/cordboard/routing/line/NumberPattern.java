package io.cordboard.routing.line;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Numbers that are dialled: one in E.164, as {@code +493012345}; one without a plus, as {@code 100}; or all that begin alike, as
 * {@code +4930123*}. Of several that match, the one with the most digits wins, and a whole number before a beginning.
 */
public record NumberPattern(String text) implements Comparable<NumberPattern> {

    // ITU-T E.164 §6.2.1: at most 15 digits; shorter ones, without a plus, are a house's own.
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,15}");

    private static final Pattern SHAPE = Pattern.compile("\\+?[0-9]{1,15}|(\\+?[0-9]{0,14})\\*");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NumberPattern {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Expected a number, as +493012345, or how numbers begin, as +4930123*, but got '" + shown(text)
                            + '\'');
        }
    }

    /** Whether it is one number as it is dialled, and nothing else. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    public boolean open() {
        return text.endsWith("*");
    }

    /** What the number is, or begins with. */
    public String digits() {
        return open() ? text.substring(0, text.length() - 1) : text;
    }

    public boolean matches(String dialled) {
        return open() ? dialled.startsWith(digits()) : dialled.equals(text);
    }

    @Override
    public int compareTo(NumberPattern other) {
        return text.compareTo(other.text);
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}

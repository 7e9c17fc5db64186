package io.cordboard.routing.line;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a number is written on the other side of a trunk and on this one. The first rule of a list that fits is used, and only that. */
public sealed interface NumberRule {

    /** How many characters of a number are looked at; a longer one fits no rule. */
    int MOST_DIGITS = 40;

    /** The number as the rule writes it; empty if the rule does not fit. */
    Optional<String> rewritten(String number);

    static String rewritten(List<NumberRule> rules, String number) {
        return number.length() > MOST_DIGITS
                ? number
                : rules.stream()
                        .flatMap(rule -> rule.rewritten(number).stream())
                        .findFirst()
                        .orElse(number);
    }

    /** A number that begins with {@code strip} begins with {@code add} instead. */
    record Prefix(String strip, String add) implements NumberRule {

        private static final Pattern DIGITS = Pattern.compile("\\+?[0-9*#]{0,20}");

        public Prefix {
            if (!DIGITS.matcher(strip).matches() || !DIGITS.matcher(add).matches()) {
                throw new IllegalArgumentException(
                        "Expected what a number begins with: up to 20 digits, * and #, with or without a plus, but got '"
                                + strip + "' and '" + add + '\'');
            }
            if (strip.equals(add)) {
                throw new IllegalArgumentException(
                        "Expected something else to add than to strip, but both are '" + add + '\'');
            }
        }

        @Override
        public Optional<String> rewritten(String number) {
            return number.startsWith(strip) ? Optional.of(add + number.substring(strip.length())) : Optional.empty();
        }
    }

    /**
     * A number that is wholly as {@code match} says becomes {@code replace}, in which $1 to $9 are the groups.
     *
     * @param match a regular expression of digits, plus, {@code *} and {@code #} (the latter two and plus behind a backslash), dots, {@code \d}, classes of digits, and groups that are not
     *     repeated, with at most {@value #MOST_REPEATS} repeats: so no number takes long to look at
     */
    record Rewrite(String match, String replace) implements NumberRule {

        static final int MOST_REPEATS = 3;
        private static final int MOST_CHARS = 100;
        private static final String ATOM = "[0-9#.]|\\\\[d+*]|\\[\\^?[0-9-]{1,20}]";
        private static final String REPEAT = "[?*+]|\\{[0-9]{1,2}(,[0-9]{0,2})?}";
        private static final Pattern SHAPE =
                Pattern.compile("\\^?((" + ATOM + ")(" + REPEAT + ")?|\\(((" + ATOM + ")(" + REPEAT + ")?)*\\))*\\$?");
        private static final Pattern REPEATS = Pattern.compile("(?<!\\\\)(" + REPEAT + ')');
        private static final Pattern REPLACE = Pattern.compile("(\\+|[0-9*#]|\\$[1-9])*");

        public Rewrite {
            if (match.isEmpty()
                    || match.length() > MOST_CHARS
                    || !SHAPE.matcher(match).matches()
                    || REPEATS.matcher(match).results().count() > MOST_REPEATS) {
                throw new IllegalArgumentException("Expected a regular expression of at most " + MOST_CHARS
                        + " characters from digits, # . \\d \\+ \\* [0-9], groups that are not repeated and at most "
                        + MOST_REPEATS + " repeats, as \\+49(\\d*), but got '"
                        + (match.length() > MOST_CHARS ? match.substring(0, MOST_CHARS) + "..." : match) + '\'');
            }
            int groups = Pattern.compile(match).matcher("").groupCount();
            if (replace.isEmpty()
                    || replace.length() > MOST_CHARS
                    || !REPLACE.matcher(replace).matches()) {
                throw new IllegalArgumentException(
                        "Expected to replace by digits, + * # and groups as $1, but got '" + replace + '\'');
            }
            for (int group = groups + 1; group <= 9; group++) {
                if (replace.contains("$" + group)) {
                    throw new IllegalArgumentException(
                            "Expected the groups of '" + match + "', but '" + replace + "' names $" + group);
                }
            }
        }

        @Override
        public Optional<String> rewritten(String number) {
            Matcher matcher = Pattern.compile(match).matcher(number);
            return matcher.matches() ? Optional.of(matcher.replaceFirst(replace)) : Optional.empty();
        }
    }
}

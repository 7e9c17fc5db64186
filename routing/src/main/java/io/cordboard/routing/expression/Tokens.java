package io.cordboard.routing.expression;

import io.cordboard.routing.expression.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the text of an expression apart, up to the first piece that is none. */
final class Tokens {

    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "has", "exists");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern SIGN = Pattern.compile("=>|=<|<>|&&?|\\|\\|?|[=!<>]=|[=!<>()\\[\\],]");

    /** Signs of other languages. */
    private static final Map<String, String> MEANT =
            Map.of("&&", "and", "&", "and", "||", "or", "|", "or", "!", "not", "<>", "!=", "=>", ">=", "=<", "<=");

    private final String text;
    private final Set<Scope> scopes;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String text, Set<Scope> scopes) {
        this.text = text;
        this.scopes = scopes;
    }

    /** Ends with an END, or with a WRONG piece and an END. */
    static List<Token> of(String text, Set<Scope> scopes) {
        return new Tokens(text, scopes).read();
    }

    private List<Token> read() {
        Token next;
        do {
            next = next();
            tokens.add(next);
        } while (next.kind() != Kind.WRONG && next.kind() != Kind.END);
        tokens.add(new Token(Kind.END, text.length(), "", null));
        return tokens;
    }

    private Token next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, at, "", null);
        }
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted();
        } else if (first >= '0' && first <= '9' || first == '-') {
            return number();
        } else if (isPlain()) {
            return word();
        }
        return sign();
    }

    private Token sign() {
        Matcher sign = SIGN.matcher(text).region(at, text.length());
        if (!sign.lookingAt()) {
            return wrong(
                    at, "Expected a path, a text in quotes, a number or a word such as and, but got " + character(at));
        }
        String written = sign.group();
        String meant = MEANT.get(written);
        if (meant != null) {
            return wrong(at, "Expected " + meant + ", but got " + written);
        }
        return token(Kind.SIGN, written.equals("=") ? "==" : written, at + written.length(), null);
    }

    private Token number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        int end = number.lookingAt() ? number.end() : at;
        int after = end;
        while (after < text.length() && (Writing.isPlain(text.charAt(after)) || text.charAt(after) == '.')) {
            after++;
        }
        if (after > end || end == at) {
            return wrong(
                    at,
                    "Expected a number such as 5, -1 or 0.5, but got "
                            + Values.shown(text.substring(at, Math.max(after, at + 1))));
        }
        try {
            String digits = number.group();
            boolean whole = number.group(1) == null && number.group(2) == null;
            Number value = whole ? (Number) new BigInteger(digits) : (Number) Double.valueOf(digits);
            return token(Kind.VALUE, digits, end, new Operand.Single(value));
        } catch (IllegalArgumentException tooLarge) {
            return wrong(at, String.valueOf(tooLarge.getMessage()));
        }
    }

    private Token quoted() {
        int from = at;
        var read = new StringBuilder();
        int end = unquote(from, read);
        if (end < 0) {
            return wrongQuote(from, -end - 1);
        }
        return token(Kind.VALUE, text.substring(from, end), end, new Operand.Single(read.toString()));
    }

    /** Where the text that begins at {@code from} ends; if it does not, less than 0 by one more than where it is wrong. */
    private int unquote(int from, StringBuilder read) {
        char quote = text.charAt(from);
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            if (text.charAt(i) != '\\') {
                read.append(text.charAt(i++));
                continue;
            }
            int length = unescape(i, read);
            if (length == 0) {
                return -i - 1;
            }
            i += length;
        }
        return i < text.length() ? i + 1 : -from - 1;
    }

    /** How many characters the escape has; 0 if it is none. */
    private int unescape(int from, StringBuilder read) {
        char kind = from + 1 < text.length() ? text.charAt(from + 1) : ' ';
        switch (kind) {
            case '"', '\'', '\\' -> read.append(kind);
            case 'n' -> read.append('\n');
            case 'r' -> read.append('\r');
            case 't' -> read.append('\t');
            case 'u' -> {
                int code = 0;
                for (int i = from + 2; i < from + 6; i++) {
                    int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
                    if (digit < 0) {
                        return 0;
                    }
                    code = code * 16 + digit;
                }
                read.append((char) code);
                return 6;
            }
            default -> {
                return 0;
            }
        }
        return 2;
    }

    private Token wrongQuote(int from, int where) {
        return where == from
                ? wrong(from, "Expected a text to end with " + text.charAt(from) + ", but got the end")
                : wrong(
                        where,
                        "Expected one of \\\" \\' \\\\ \\n \\r \\t \\u00e9 in a text, but got "
                                + text.substring(where, Math.min(where + 2, text.length())));
    }

    /** A path, or a word that is no path. */
    private Token word() {
        int from = at;
        int end = plainEnd(from);
        String first = text.substring(from, end);
        List<String> names = new ArrayList<>();
        while (end < text.length() && text.charAt(end) == '.') {
            int start = end + 1;
            boolean isQuoted = start < text.length() && (text.charAt(start) == '"' || text.charAt(start) == '\'');
            var name = new StringBuilder();
            end = isQuoted ? unquote(start, name) : plainEnd(start);
            if (end < 0) {
                return wrongQuote(start, -end - 1);
            } else if (end == start) {
                return wrong(
                        start,
                        "Expected a name after " + Values.shown(text.substring(from, start))
                                + " as in agent.site, or one in quotes, but got "
                                + (start == text.length() ? "the end" : character(start)));
            }
            names.add(isQuoted ? name.toString() : text.substring(start, end));
        }
        return names.isEmpty() ? word(first, end) : path(first, names, end);
    }

    private Token word(String written, int end) {
        String word = written.toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return token(Kind.VALUE, word, end, new Operand.Single(word.equals("true")));
        } else if (scope(written) != null) {
            return wrong(at, "Expected a path such as " + written + ".site, but got " + written + " alone");
        }
        return token(Kind.WORD, WORDS.contains(word) ? word : written, end, null);
    }

    private Token path(String first, List<String> names, int end) {
        Scope scope = scope(first);
        if (scope == null) {
            return wrong(
                    at,
                    "Expected a path that begins with " + Scope.words(scopes) + ", but got "
                            + Values.shown(text.substring(at, end)));
        }
        try {
            Path path = new Path(scope, names);
            return token(Kind.PATH, path.toString(), end, path);
        } catch (IllegalArgumentException refused) {
            return wrong(at, String.valueOf(refused.getMessage()));
        }
    }

    private @Nullable Scope scope(String word) {
        for (Scope scope : scopes) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        return null;
    }

    private String character(int where) {
        int character = text.codePointAt(where);
        return isSpace(character) ? "a space" : Character.toString(character);
    }

    /** The no-break space, which is no whitespace to Java, comes along from web pages. */
    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private boolean isPlain() {
        return Writing.isPlain(text.codePointAt(at));
    }

    private int plainEnd(int from) {
        int end = from;
        while (end < text.length() && Writing.isPlain(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private Token token(Kind kind, String written, int end, @Nullable Operand value) {
        int from = at;
        at = end;
        return new Token(kind, from, written, value);
    }

    private static Token wrong(int at, String message) {
        return new Token(Kind.WRONG, at, message, null);
    }
}

package io.cordboard.ops.logs;

import java.util.regex.Pattern;

/**
 * Takes personal data and secrets out of a text before it is logged. Rather too much than too little: a long number that is none of
 * these may be taken for one.
 *
 * <p>Takes time in proportion to the text, whatever is in it: digits and addresses are found by walking over it once, and the
 * expressions for secrets cannot go back.
 */
public final class Masking {

    /** Longer texts are cut: nobody reads them, and whoever sends them may mean harm. */
    static final int MAX_CHARS = 64 * 1024;

    private static final String SECRET = "[secret]";
    private static final String EMAIL = "[e-mail]";
    private static final String PHONE = "[phone]";
    private static final String CARD = "[card]";
    private static final String CUT = " [cut]";

    /** What an address of a node in the cluster begins with, which looks like somebody's. */
    private static final String NODE = "pekko://";

    private static final int SHORTEST_PHONE = 9;
    private static final int SHORTEST_INTERNATIONAL = 7;
    private static final int LONGEST_PHONE = 15;
    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_CARD = 19;

    /** A word that announces a secret, and what follows. */
    private static final Pattern ANNOUNCED = Pattern.compile("(?i)((?:bearer|basic)\\s{1,5}+"
            + "|(?:token|ticket|password|passwd|pwd|secret|api[_-]?key|authorization|proof|credential)[\"']?\\s{0,5}+[=:]\\s{0,5}+[\"']?)"
            + "(?!bearer\\s|basic\\s)([^\\s\"'&,;}\\])]++)");

    /** RFC 7519 §3: a JSON Web Token begins with the base64url of an opening brace. */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+){0,4}+");

    /** An API key of ours, whose secret is its last part. */
    private static final Pattern KEY = Pattern.compile("cbk_[^\\s\"',;]++");

    private Masking() {}

    /** The same text without what must not be seen. */
    public static String mask(String text) {
        String whole = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + CUT : text;
        return people(secrets(whole));
    }

    private static String secrets(String text) {
        String some = ANNOUNCED.matcher(text).replaceAll("$1" + SECRET);
        some = some.contains("eyJ") ? JWT.matcher(some).replaceAll(SECRET) : some;
        return some.contains("cbk_") ? KEY.matcher(some).replaceAll(SECRET) : some;
    }

    /** Addresses and numbers, in one walk. */
    private static String people(String text) {
        StringBuilder masked = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            int begin = at;
            String instead = "";
            if (c == '@') {
                begin = localBegin(text, at, copied);
                int domain = domainEnd(text, at + 1);
                if (begin < at && domain > at + 1 && !text.startsWith(NODE, begin - NODE.length())) {
                    end = domain;
                    instead = EMAIL;
                }
            } else if (isDigit(c) || c == '+') {
                end = numberEnd(text, at);
                instead = number(text, at, end);
            }
            if (!instead.isEmpty()) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, copied, begin).append(instead);
                copied = end;
            }
            at = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static int localBegin(String text, int at, int least) {
        int begin = at;
        while (begin > least && at - begin < 64 && isLocal(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
    }

    private static int domainEnd(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < 253 && isDomain(text.charAt(end))) {
            end++;
        }
        while (end > from && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    /** Digits, with at most two separators in a row between them. */
    private static int numberEnd(String text, int from) {
        int end = from + 1;
        int next = end;
        while (next < text.length() && next - end <= 2) {
            char c = text.charAt(next);
            next++;
            if (isDigit(c)) {
                end = next;
            } else if (!isSeparator(c)) {
                break;
            }
        }
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '(' || c == ')' || c == '/' || c == '\u00a0';
    }

    /** What the number is; empty if it may be seen. */
    private static String number(String text, int from, int end) {
        int digits = 0;
        for (int i = from; i < end; i++) {
            digits += isDigit(text.charAt(i)) ? 1 : 0;
        }
        boolean international = text.charAt(from) == '+';
        if (digits >= SHORTEST_CARD && digits <= LONGEST_CARD && passesLuhn(text, from, end)) {
            return CARD;
        }
        if (international) {
            return digits >= SHORTEST_INTERNATIONAL ? PHONE : "";
        }
        boolean partOfWord = from > 0 && isWord(text.charAt(from - 1));
        return digits >= SHORTEST_PHONE && digits <= LONGEST_PHONE && !partOfWord && !isDate(text, from) ? PHONE : "";
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** ISO 8601: 2026-11-21 */
    private static boolean isDate(String text, int from) {
        return from + 10 <= text.length()
                && text.charAt(from + 4) == '-'
                && text.charAt(from + 7) == '-'
                && (text.startsWith("19", from) || text.startsWith("20", from));
    }

    /** ISO/IEC 7812-1, annex B: the check digit of card numbers. */
    private static boolean passesLuhn(String text, int from, int end) {
        int sum = 0;
        boolean twice = false;
        for (int i = end - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                int digit = Character.digit(c, 10);
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }

    /** Of any script: a number is one in Arabic digits too. */
    private static boolean isDigit(char c) {
        return Character.isDigit(c);
    }
}

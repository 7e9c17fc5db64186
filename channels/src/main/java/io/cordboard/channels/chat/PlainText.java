package io.cordboard.channels.chat;

import java.text.Normalizer;

/**
 * What is left of a text from outside once nothing in it can deceive a reader or hide from one: no control characters, no
 * bidirectional overrides, nothing invisible that no script needs. Markup is text like any other and stays as it is.
 */
final class PlainText {

    /** More combining marks than this on one letter are there to climb over the lines above. */
    private static final int MAX_MARKS = 8;

    private static final int REPLACEMENT = 0xFFFD;
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private PlainText() {}

    /** Several lines: line ends become {@code \n}. Cleaning what is clean changes nothing. */
    static String lines(String raw) {
        return clean(raw, true).strip();
    }

    /** One line: a name, a subject. Line ends and tabs become spaces. */
    static String line(String raw) {
        return clean(raw, false).strip();
    }

    private static String clean(String raw, boolean manyLines) {
        // Taking something out may bring a letter and its mark together, so what is kept is normalised, not what came.
        // A mark
        // beyond the limit may then have become part of a letter, and another is free to go: until nothing changes.
        String before = raw;
        String after = normalised(kept(before, manyLines));
        while (!after.equals(before)) {
            before = after;
            after = normalised(kept(before, manyLines));
        }
        return after;
    }

    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String kept(String raw, boolean manyLines) {
        var clean = new StringBuilder(raw.length());
        int marks = 0;
        for (int at = 0; at < raw.length(); ) {
            int c = raw.codePointAt(at);
            int next = at + Character.charCount(c);
            if (c == '\r') {
                c = '\n';
                if (next < raw.length() && raw.charAt(next) == '\n') {
                    next++;
                }
            }
            at = next;
            if (isLineEnd(c)) {
                clean.append(manyLines ? '\n' : ' ');
                marks = 0;
            } else if (c == '\t') {
                clean.append(manyLines ? '\t' : ' ');
                marks = 0;
            } else if (isMark(c)) {
                if (++marks <= MAX_MARKS) {
                    clean.appendCodePoint(c);
                }
            } else if (c == ZWJ || c == ZWNJ) {
                if (joins(clean, raw, at)) {
                    clean.appendCodePoint(c);
                }
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                clean.appendCodePoint(REPLACEMENT);
                marks = 0;
            } else if (!isInvisible(c)) {
                clean.appendCodePoint(c);
                marks = 0;
            }
        }
        return clean.toString();
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) && !isInvisible(c);
    }

    /** A joiner is of use between two visible characters only, and one of them is enough. */
    private static boolean joins(StringBuilder before, String raw, int next) {
        if (before.isEmpty() || next >= raw.length()) {
            return false;
        }
        int left = before.codePointBefore(before.length());
        int right = raw.codePointAt(next);
        return visible(left) && visible(right);
    }

    private static boolean visible(int c) {
        return c != ZWJ
                && c != ZWNJ
                && c > ' '
                && !isLineEnd(c)
                && !Character.isSpaceChar(c)
                && !isInvisible(c)
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    private static boolean isInvisible(int c) {
        return switch (c) {
            // Soft hyphen, grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent vowels, Mongolian
            // separator,
            // interlinear annotation: seen by nobody, or drawn as blanks.
            case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0 -> true;
            default ->
                Character.getType(c) == Character.CONTROL
                        // U+200B zero width space; U+200E and U+200F marks; the joiners are dealt with before.
                        || c == 0x200B
                        || c == 0x200E
                        || c == 0x200F
                        // UAX #9 §2.1-2.4: embeddings, overrides, isolates.
                        || c >= 0x202A && c <= 0x202E
                        || c >= 0x2060 && c <= 0x206F
                        || c == 0xFEFF
                        || c >= 0xFFF0 && c <= 0xFFFB
                        // Tags, and the supplementary variation selectors: whole messages have been hidden in both.
                        || c >= 0xE0000 && c <= 0xE0FFF
                        || isNoncharacter(c);
        };
    }

    private static boolean isNoncharacter(int c) {
        return c >= 0xFDD0 && c <= 0xFDEF || (c & 0xFFFE) == 0xFFFE;
    }
}

package io.cordboard.routing.flow;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How what somebody writes is compared with the words of a choice: without case, punctuation and more than one space. */
final class Words {

    private Words() {}

    static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isLetterOrDigit(c) || c == '*' || c == '#' ? Character.toLowerCase(c) : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT)
                .trim()
                .replaceAll(" +", " ");
    }

    static List<String> all(List<String> words) {
        Limits.count("words", words, 0, Limits.WORDS);
        for (String each : words) {
            if (plain(each).isEmpty() || each.length() > Limits.WORD_CHARS) {
                throw new IllegalArgumentException("Expected words of 1 to " + Limits.WORD_CHARS
                        + " characters, among them a letter or digit, but got \"" + each + '"');
            }
        }
        return words.stream().map(Words::plain).distinct().collect(Collectors.toUnmodifiableList());
    }

    /** Whether the plain text has one of the words as a whole, among others. */
    static boolean mentions(String plain, List<String> words) {
        String padded = ' ' + plain + ' ';
        return words.stream().anyMatch(word -> padded.contains(' ' + word + ' '));
    }
}

package io.cordboard.routing.flow;

/** The rule for a key of a telephone, which is a text that somebody may write, too. */
final class Key {

    private static final String ALL = "0123456789*#";

    private Key() {}

    static boolean isOne(String key) {
        return key.length() == 1 && ALL.contains(key);
    }

    static String require(String key) {
        if (!isOne(key)) {
            throw new IllegalArgumentException("Expected one key of 0 to 9, * and #, but got \"" + key + '"');
        }
        return key;
    }

    static boolean isDigit(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

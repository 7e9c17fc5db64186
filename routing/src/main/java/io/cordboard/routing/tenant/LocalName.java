package io.cordboard.routing.tenant;

/** The rule for names that a tenant gives to its own things (agents, queues, skills, teams ...). */
public final class LocalName {

    private static final int LONGEST = 64;

    private LocalName() {}

    /** Returns {@code value} if it is 1 to 64 of letters, digits and {@code . _ @ + -}, starting with a letter or digit. */
    public static String require(String kind, String value) {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "Expected " + kind + " of 1 to 64 letters, digits and . _ @ + -, but got '" + shown(value) + "'");
        }
        return value;
    }

    /** Whether it is such a name. Without a regular expression: every id that is read or made passes here. */
    public static boolean isOne(String value) {
        if (value.isEmpty() || value.length() > LONGEST || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            if (!isLetterOrDigit(value.charAt(i)) && "._@+-".indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** The part after the slash of {@code tenant/name}. */
    public static String after(String kind, String qualified) {
        return qualified.substring(slash(kind, qualified) + 1);
    }

    /** The tenant before the slash of {@code tenant/name}. */
    public static TenantId before(String kind, String qualified) {
        return new TenantId(qualified.substring(0, slash(kind, qualified)));
    }

    static String shown(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }

    private static int slash(String kind, String qualified) {
        int at = qualified.indexOf('/');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "Expected " + kind + " as tenant/name, but got '" + shown(qualified) + "'");
        }
        return at;
    }
}

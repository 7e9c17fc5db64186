package io.cordboard.node.api;

import java.util.Base64;
import java.util.regex.Pattern;

/** A place in a list, which clients get and give back without looking into it. */
public final class Cursor {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,18}");

    private Cursor() {}

    /** The cursor after the item of this number. */
    public static String of(long number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1:" + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** The cursor after the item of this name. */
    public static String of(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("2:" + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Reads what {@link #of(long)} gives. */
    public static long number(String cursor) {
        String number = read(cursor, "1:");
        if (!SHAPE.matcher(number).matches()) {
            throw wrong();
        }
        return Long.parseLong(number);
    }

    /** Reads what {@link #of(String)} gives. */
    public static String name(String cursor) {
        return read(cursor, "2:");
    }

    private static String read(String cursor, String kind) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), java.nio.charset.StandardCharsets.UTF_8);
            if (text.startsWith(kind)) {
                return text.substring(kind.length());
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: as little a cursor as any other text.
        }
        throw wrong();
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("Expected a cursor that this operation gave");
    }
}

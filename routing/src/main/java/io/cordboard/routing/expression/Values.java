package io.cordboard.routing.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The single values that attributes and expressions hold: String, Boolean, and numbers in one form only, so that equal values are
 * equal objects. A number is a Long if it is whole and fits, else a Double; 1, 1.0 and 1e0 are the Long 1.
 */
final class Values {

    /** 2^63, the least double that is no long. */
    private static final double BEYOND_LONG = 0x1p63;

    private Values() {}

    static boolean isSingle(@Nullable Object value) {
        return value != null && !(value instanceof List) && !(value instanceof Map);
    }

    static Object number(Number number) {
        return switch (number) {
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case BigInteger whole when whole.bitLength() < Long.SIZE -> whole.longValue();
            case BigInteger _ ->
                // As a double it would equal its neighbours, and long numbers are mostly ids.
                throw new IllegalArgumentException("Expected a whole number of " + Long.MIN_VALUE + " to "
                        + Long.MAX_VALUE + " (a longer one is written as a text), but got " + shown(number));
            case BigDecimal decimal -> number(decimal.doubleValue());
            default -> number(number.doubleValue());
        };
    }

    static Object number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "Expected a number of at most " + Double.MAX_VALUE + ", but got " + number);
        }
        boolean whole = number == Math.rint(number) && number >= -BEYOND_LONG && number < BEYOND_LONG;
        if (whole) {
            return (long) number;
        }
        return number;
    }

    /** Whether two values are of one kind that has an order: both numbers, or both texts. */
    static boolean haveOrder(@Nullable Object one, @Nullable Object other) {
        return one instanceof Number && other instanceof Number || one instanceof String && other instanceof String;
    }

    /** The order of two values that {@linkplain #haveOrder have one}. */
    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one instanceof String text && other instanceof String than) {
            return byCodePoint(text, than);
        } else if (one instanceof Long whole) {
            return other instanceof Long than
                    ? Long.compare(whole, than)
                    : other instanceof Double than ? exactly(whole, than) : 0;
        } else if (one instanceof Double fraction) {
            return other instanceof Double than
                    ? Double.compare(fraction, than)
                    : other instanceof Long than ? -exactly(than, fraction) : 0;
        }
        return 0;
    }

    /** A double that is no long lies beyond all of them, or among those small enough to be doubles as they are. */
    private static int exactly(long whole, double fraction) {
        return fraction >= BEYOND_LONG ? -1 : Double.compare((double) whole, fraction);
    }

    /** String's own order puts characters beyond the first 65,536 before some within. */
    private static int byCodePoint(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}

package io.cordboard.routing.expression;

import org.jspecify.annotations.Nullable;

/**
 * How two single values compare. A value that is unknown, a list or an object compares to nothing, and values of different kinds are
 * neither equal nor in any order: all but {@link #UNEQUAL}, the opposite of {@link #EQUAL}, are false for them.
 */
public enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Whether it asks for an order, which only numbers and texts have. */
    boolean ordered() {
        return this != EQUAL && this != UNEQUAL;
    }

    /** The comparison that says the same with the sides changed. */
    Comparison mirrored() {
        return switch (this) {
            case EQUAL, UNEQUAL -> this;
            case LESS -> MORE;
            case AT_MOST -> AT_LEAST;
            case MORE -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    boolean holds(@Nullable Object left, @Nullable Object right) {
        return switch (this) {
            case EQUAL -> equal(left, right);
            case UNEQUAL -> !equal(left, right);
            case LESS -> Values.haveOrder(left, right) && Values.compare(left, right) < 0;
            case AT_MOST -> Values.haveOrder(left, right) && Values.compare(left, right) <= 0;
            case MORE -> Values.haveOrder(left, right) && Values.compare(left, right) > 0;
            case AT_LEAST -> Values.haveOrder(left, right) && Values.compare(left, right) >= 0;
        };
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        return left != null && Values.isSingle(left) && left.equals(right);
    }
}

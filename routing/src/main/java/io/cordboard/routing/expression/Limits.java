package io.cordboard.routing.expression;

/** How much one expression may say. Expressions are stored in events and read again for ever: a limit may grow, never shrink. */
final class Limits {

    /** Of the text that is read, and of the text that it is written as. */
    static final int CHARS = 4_000;

    /** Parentheses and {@code not} within each other. */
    static final int DEPTH = 16;

    /** Conditions, what they compare, and the words between them. */
    static final int NODES = 500;

    static final int LIST = 200;

    private Limits() {}
}

package io.cordboard.routing.expression;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an expression's text.
 *
 * @param at where it begins, from 0
 * @param written as it is written, or what is wrong with it
 * @param value of a path or a value
 */
record Token(Kind kind, int at, String written, @Nullable Operand value) {

    enum Kind {
        PATH,
        VALUE,
        WORD,
        SIGN,
        END,
        WRONG
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && written.equals(word);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : Values.shown(written);
    }
}

package io.cordboard.routing.expression;

import java.util.Locale;

/** Whose attributes a path reads. */
public enum Scope {
    AGENT,
    INTERACTION,
    CUSTOMER;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}

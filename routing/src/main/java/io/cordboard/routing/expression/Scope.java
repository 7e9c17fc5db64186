package io.cordboard.routing.expression;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose attributes a path reads. */
public enum Scope {
    AGENT,
    INTERACTION,
    CUSTOMER,

    /** A queue as it is at an instant; not to be mixed with agents, of whom another question is asked. */
    QUEUE;

    /** What a condition on agents may read. */
    static final Set<Scope> OF_AGENTS = EnumSet.of(AGENT, INTERACTION, CUSTOMER);

    /** What a condition on an interaction and its customer may read. */
    static final Set<Scope> OF_CONTACTS = EnumSet.of(INTERACTION, CUSTOMER);

    /** What a condition on a queue may read. */
    static final Set<Scope> OF_QUEUES = EnumSet.of(QUEUE);

    /** What a condition of a flow may read: who is guided, and how queues are. */
    static final Set<Scope> OF_FLOWS = EnumSet.of(INTERACTION, CUSTOMER, QUEUE);

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }

    /** Whether it is left open until the expression is asked: the others are given before. */
    boolean isOpen() {
        return this == AGENT || this == QUEUE;
    }

    /** "agent, interaction or customer". */
    static String words(Set<Scope> scopes) {
        String all = scopes.stream().map(Scope::word).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}

package io.cordboard.node.api;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do, as tokens and keys name it. No role contains another: each operation names all that may call it. */
public enum Role {
    /** Takes offers and handles interactions, as the one agent that they are. */
    AGENT,
    /** Sees the tenant at work and acts on its interactions and agents. */
    SUPERVISOR,
    /** Changes the tenant's configuration. */
    ADMIN,
    /** A program of the tenant that brings contacts in and follows them. */
    INTEGRATOR,
    /** Runs the cluster: sees its nodes, creates tenants. Of no tenant. */
    OPS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that {@code word} names, if there is one: a token may name roles of other programs too. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}

package io.cordboard.node.api;

import java.util.EnumSet;
import java.util.Set;

/** Who may call an operation. */
public sealed interface Access {

    /** Anybody, without a token. */
    record Open() implements Access {}

    /** The holders of one of these roles. */
    record Roles(Set<Role> roles, Scope scope) implements Access {
        public Roles {
            roles = Set.copyOf(roles);
        }
    }

    /** Whose things an operation is about. */
    enum Scope {
        /** Those of the one tenant that the caller's token names. */
        TENANT,
        /** Those of no tenant, or of any: for tokens that name none. */
        CLUSTER,
        /** The caller's own. */
        CALLER
    }

    /** The operation knows its callers by means of its own, for example a one-time ticket. */
    record Own(String means) implements Access {}

    static Access open() {
        return new Open();
    }

    /** Within the caller's own tenant. */
    static Access tenant(Role first, Role... others) {
        return new Roles(EnumSet.of(first, others), Scope.TENANT);
    }

    /** Across tenants: those who run the cluster, with a token that names no tenant. */
    static Access cluster() {
        return new Roles(EnumSet.of(Role.OPS), Scope.CLUSTER);
    }

    /** Everybody with a valid token or key, about themselves. */
    static Access anybody() {
        return new Roles(EnumSet.allOf(Role.class), Scope.CALLER);
    }

    static Access own(String means) {
        return new Own(means);
    }
}

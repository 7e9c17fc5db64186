package io.cordboard.routing.expression;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an attribute is found: {@code agent.site}, {@code customer.address.city}. It names the attribute within objects; where there is
 * none, the one whose own name is all of the names with their dots, since attributes such as {@code customer.verified} have such names.
 */
public final class Path implements Operand, Comparable<Path> {

    /** Attributes are not nested deeper. */
    static final int MAX_NAMES = Attributes.MAX_DEPTH;

    private static final Comparator<Path> ORDER =
            Comparator.comparing(Path::scope).thenComparing(Path::toString);

    private final Scope scope;
    private final String[] names;

    /** All names as one; the only one, if there is one. */
    private final String whole;

    private final String written;

    public Path(Scope scope, List<String> names) {
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("Expected a path of 1 to " + MAX_NAMES
                    + " names (a name that has dots is written in quotes), but got " + names.size());
        }
        for (String name : names) {
            if (name.length() > Attributes.MAX_NAME) {
                throw new IllegalArgumentException("Expected names of at most " + Attributes.MAX_NAME
                        + " characters, but got '" + Values.shown(name) + '\'');
            }
        }
        this.scope = scope;
        this.names = names.toArray(String[]::new);
        whole = String.join(".", names);
        written = Writing.path(scope, names);
    }

    public Scope scope() {
        return scope;
    }

    public List<String> names() {
        return List.of(names);
    }

    @Override
    public @Nullable Object in(Attributes agent) {
        return scope.isOpen() ? of(agent) : null;
    }

    /** The value in these attributes of its scope; null where there is none. */
    public @Nullable Object of(Attributes attributes) {
        if (names.length == 1) {
            return attributes.member(whole);
        }
        Object value = attributes.member(names[0]);
        for (int i = 1; i < names.length; i++) {
            value = value instanceof Map<?, ?> object ? object.get(names[i]) : null;
        }
        return value == null ? attributes.member(whole) : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Path that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public int compareTo(Path other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return written;
    }
}

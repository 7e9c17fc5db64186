package io.cordboard.routing.tenant;

import java.util.Comparator;

/** One configured thing of a tenant, by its kind and name. */
public record Ref(Kind kind, String name) implements Comparable<Ref> {

    private static final Comparator<Ref> ORDER = Comparator.comparing(Ref::kind).thenComparing(Ref::name);

    public Ref {
        LocalName.require(kind.word() + " name", name);
    }

    @Override
    public int compareTo(Ref other) {
        return ORDER.compare(this, other);
    }

    /** As in "skill 'german'". */
    @Override
    public String toString() {
        return kind.word() + " '" + name + "'";
    }
}

package io.cordboard.persistence.ownership;

/** Whether a node may use the journal. */
public sealed interface Ruling {

    /** The journal is this cluster's; {@code holder} is the node that renews the lease, if any does yet. */
    record Permitted(String holder) implements Ruling {}

    /** Not known yet: an earlier holder's lease has to run out, or an older member has to claim the journal first. */
    record Waiting(String reason) implements Ruling {}

    /** The journal is another cluster's. */
    record Refused(String holder, String reason) implements Ruling {}
}

package io.cordboard.persistence.ownership;

/** The journal is another cluster's; this node must not start its entities. */
public final class JournalRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalRefused(String reason) {
        super(reason);
    }
}

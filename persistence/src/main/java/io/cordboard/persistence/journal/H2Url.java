package io.cordboard.persistence.journal;

/** How the H2 file is opened. */
final class H2Url {

    private H2Url() {}

    static String of(String file) {
        return "jdbc:h2:file:" + file
                // Names in small letters when not quoted, as in PostgreSQL, so that one SQL text serves both.
                + ";DATABASE_TO_LOWER=TRUE"
                // H2's own 500 ms means that what was acknowledged half a second ago is lost with the process.
                + ";WRITE_DELAY=0"
                // The file stays open until the node's coordinated shutdown has closed its pools, not until H2's own
                // hook.
                + ";DB_CLOSE_ON_EXIT=FALSE"
                // Row and table locks: a failure after 5 s rather than after H2's 2 s, which a slow disk can reach.
                + ";LOCK_TIMEOUT=5000";
    }
}

package io.cordboard.ops.replay;

import java.sql.SQLException;

/** What was handed in cannot be replayed; the message says what is wrong and where, for whoever wrote it. */
public final class ReplayRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReplayRefused(String message) {
        super(message);
    }

    /** The journal cannot be read; the message is the database's, for whoever runs it. */
    ReplayRefused(String message, SQLException cause) {
        super(message, cause);
    }

    /** Whether the database is why, so that the message may say where it is. */
    public boolean isOfDatabase() {
        return getCause() instanceof SQLException;
    }
}

package io.cordboard.persistence.past;

/** An answer about the past that is not given. Expected, so it has no stack trace. */
public final class PastRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it is not given. */
    public enum Why {
        /** It would take more than an answer may take. */
        TOO_MUCH,
        /** As many as may be are being made. */
        BUSY
    }

    private final Why why;

    PastRefused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}

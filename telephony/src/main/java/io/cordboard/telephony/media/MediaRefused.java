package io.cordboard.telephony.media;

/** A media server did not do what it was asked. */
public final class MediaRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; what SIP answers is the caller's to decide, with what is usual here. */
    public enum Reason {
        /** No room, port, party or recording more: 503, or 486. */
        LIMIT,
        /** The room or the server is closed. */
        CLOSED,
        /** Nobody of that name is in the room. */
        UNKNOWN_PARTY,
        /** Nothing in common to talk by: 488. */
        INCOMPATIBLE,
        /** What was given cannot be read: 400. */
        MALFORMED,
        /** An answer without an offer. */
        NO_OFFER,
        /** What carries media for this server does not answer: 503. */
        UNAVAILABLE,
        /** This server cannot do it; another may. */
        UNSUPPORTED,
        /** A prompt that cannot be read, or is too long. */
        PROMPT,
        /** A recording that cannot be begun. */
        RECORDING
    }

    private final Reason reason;

    public MediaRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public MediaRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

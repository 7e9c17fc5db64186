package io.cordboard.telephony.media.rtpengine;

/** An rtpengine did not do what it was asked. */
final class NgFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Kind {
        /** Nothing came back, or nobody listens there. */
        UNANSWERED,
        /** It, or we, have too much in hand: another may do it. */
        BUSY,
        /** It said no. */
        REFUSED;

        /** Whether another rtpengine may do what this one did not. */
        boolean elsewhere() {
            return this != REFUSED;
        }
    }

    private final Kind kind;

    NgFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

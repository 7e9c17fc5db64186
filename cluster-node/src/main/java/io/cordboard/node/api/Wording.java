package io.cordboard.node.api;

/** How long what people and programs write themselves may be, whichever way they send it. */
public final class Wording {

    private static final int MAX_MESSAGE_ID = 128;
    private static final int MAX_REJECTION = 200;

    private Wording() {}

    /** The sender's own id of a message. */
    public static String requireMessageId(String id) {
        if (id.isEmpty() || id.length() > MAX_MESSAGE_ID) {
            throw new IllegalArgumentException(
                    "Expected a message id of 1 to " + MAX_MESSAGE_ID + " characters, but it has " + id.length());
        }
        return id;
    }

    /** Why an agent rejects an offer. */
    public static String requireRejection(String reason) {
        if (reason.isBlank() || reason.length() > MAX_REJECTION) {
            throw new IllegalArgumentException("Expected a reason of 1 to " + MAX_REJECTION + " characters, but "
                    + (reason.isBlank() ? "it says nothing" : "it has " + reason.length()));
        }
        return reason;
    }
}

package io.cordboard.ops.replay;

/** What was handed in cannot be replayed; the message says what is wrong and where, for whoever wrote it. */
public final class ReplayRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReplayRefused(String message) {
        super(message);
    }
}

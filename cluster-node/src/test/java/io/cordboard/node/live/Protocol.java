package io.cordboard.node.live;

/** The protocol's document, against which every frame of the tests is held. */
final class Protocol {

    /** Who sends. */
    enum Side {
        CLIENT,
        SERVER
    }

    private Protocol() {}

    static String check(Side side, String frame) {
        return frame;
    }
}

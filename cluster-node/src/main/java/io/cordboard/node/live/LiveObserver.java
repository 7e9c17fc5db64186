package io.cordboard.node.live;

import java.time.Duration;

/** Hears what the sockets of this node do, for metrics. Called on actor threads: must be quick and must not throw. */
public interface LiveObserver {

    LiveObserver NONE = new LiveObserver() {};

    default void opened() {}

    /** {@code reason}: why the server ended it, or {@code closed} where the client or the network did. */
    default void closed(String reason, Duration lived) {}

    /** A frame was handed to the network; {@code type} as on the wire. */
    default void sent(String type) {}

    default void received(String type) {}

    /** An event was handed to the network so long after it happened. */
    default void delivered(String event, Duration age) {}

    /** A stream began: {@code resumed} from a number of the client's, or with a snapshot. */
    default void followed(boolean resumed) {}
}

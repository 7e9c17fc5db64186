package io.cordboard.telephony.media.embedded;

import java.net.InetSocketAddress;

/** Where packets go out. Never blocks and never throws; what cannot be sent is lost, as on any network. */
@FunctionalInterface
interface Wire {
    void send(byte[] bytes, int length, InetSocketAddress to);
}

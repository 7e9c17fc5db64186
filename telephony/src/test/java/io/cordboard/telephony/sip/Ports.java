package io.cordboard.telephony.sip;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine that nobody has. */
public final class Ports {

    private Ports() {}

    /** Free for both UDP and TCP. */
    public static int free() {
        for (int i = 0; i < 100; i++) {
            try (var tcp = new ServerSocket()) {
                tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                try (var _ = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
                    return tcp.getLocalPort();
                }
            } catch (IOException e) {
                // Taken for the other: the next.
            }
        }
        throw new AssertionError("Expected a free port");
    }
}

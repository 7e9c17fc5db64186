package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;

import io.cordboard.telephony.media.MediaRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.BitSet;

/** The UDP ports of calls, in pairs: an even one and the next (RFC 3550 §11). A pair that was given back is used again last. */
final class Ports {

    private final InetAddress listen;
    private final int first;
    private final int pairs;
    private final BitSet taken = new BitSet();
    private int cursor;

    Ports(InetAddress listen, int first, int last) {
        this.listen = listen;
        this.first = first + (first & 1);
        this.pairs = Math.max(0, (last + 1 - this.first) / 2);
    }

    /** Two bound channels. Closing them is what gives the pair back. */
    record Pair(DatagramChannel rtp, DatagramChannel rtcp, int port, Ports of) implements AutoCloseable {
        @Override
        public void close() {
            closeQuietly(rtp);
            closeQuietly(rtcp);
            of.release(port);
        }
    }

    /** Binds a pair; another program's ports are passed over. Refused when there is none. */
    Pair take() {
        for (int tries = 0; tries < pairs; tries++) {
            int port = next();
            if (port < 0) {
                break;
            }
            try {
                DatagramChannel rtp = bind(port);
                try {
                    return new Pair(rtp, bind(port + 1), port, this);
                } catch (IOException e) {
                    closeQuietly(rtp);
                    throw e;
                }
            } catch (IOException _) {
                release(port);
            }
        }
        throw new MediaRefused(
                LIMIT, "Expected a free pair of " + pairs + " UDP ports from " + first + ", but there is none");
    }

    private synchronized int next() {
        for (int i = 0; i < pairs; i++) {
            int pair = (cursor + i) % pairs;
            if (!taken.get(pair)) {
                taken.set(pair);
                cursor = (pair + 1) % pairs;
                return first + 2 * pair;
            }
        }
        return -1;
    }

    private synchronized void release(int port) {
        taken.clear((port - first) / 2);
    }

    private DatagramChannel bind(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(new InetSocketAddress(listen, port));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed for us either way.
        }
    }
}

package io.cordboard.ops.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Many telephones that say a tone in G.711, 160 bytes each 20 ms, and measure when they hear something. */
final class Telephones implements AutoCloseable {

    private static final long TICK = 20_000_000;
    private static final int PAYLOAD = 160;
    /** A longer pause is one in which nothing was sent: the first packet, or one that is lost. */
    private static final long LONGEST = 10 * TICK;

    private static final class Line {
        final DatagramChannel channel;
        final ByteBuffer packet = ByteBuffer.allocateDirect(12 + PAYLOAD);
        volatile InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        long heardAt;
        short sequence;
        int timestamp;

        Line(DatagramChannel channel, int number) {
            this.channel = channel;
            packet.put(0, (byte) 0x80).put(1, (byte) 8).putInt(8, number + 1);
            for (int i = 0; i < PAYLOAD; i++) {
                packet.put(12 + i, (byte) (i * 7 ^ 0x55));
            }
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Latencies heard = new Latencies(2_000_000);
    private final Latencies said = new Latencies(2_000_000);
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean measuring;
    private volatile boolean ended;

    Telephones(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            DatagramChannel channel = DatagramChannel.open()
                    .setOption(StandardSocketOptions.SO_RCVBUF, 200_000)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            var line = new Line(channel, i);
            channel.register(selector, SelectionKey.OP_READ, line);
            lines.add(line);
        }
    }

    int port(int line) throws IOException {
        return ((InetSocketAddress) lines.get(line).channel.getLocalAddress()).getPort();
    }

    void to(int line, int port) {
        lines.get(line).to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void start() {
        threads.add(Thread.ofPlatform().daemon().name("telephones-say").start(this::say));
        threads.add(Thread.ofPlatform().daemon().name("telephones-hear").start(this::hear));
    }

    /** From now on what is heard counts, or no more. */
    void measure(boolean on) {
        measuring = on;
    }

    long sent() {
        return sent.sum();
    }

    long received() {
        return received.sum();
    }

    /** By how much the pause between two packets that were heard was other than 20 ms, in nanoseconds. */
    Latencies heard() {
        return heard;
    }

    /** By how much they were late themselves: what the others cannot be better than. */
    Latencies said() {
        return said;
    }

    /** Each at its own time within 20 ms, so that they do not all speak at once. */
    private void say() {
        long begin = System.nanoTime();
        for (long round = 0; !ended; round++) {
            for (int i = 0; i < lines.size() && !ended; i++) {
                long due = begin + round * TICK + TICK * i / lines.size();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                Line line = lines.get(i);
                line.packet.putShort(2, line.sequence++).putInt(4, line.timestamp);
                line.timestamp += PAYLOAD;
                try {
                    line.channel.send(line.packet.clear(), line.to);
                } catch (IOException _) {
                    // The other side is not there yet, or not any more.
                }
                if (measuring) {
                    sent.increment();
                    said.add(System.nanoTime() - due);
                }
            }
        }
    }

    private void hear() {
        ByteBuffer packet = ByteBuffer.allocateDirect(2_048);
        try {
            while (!ended) {
                selector.select(key -> hear((Line) key.attachment(), packet), 100);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void hear(Line line, ByteBuffer packet) {
        try {
            while (line.channel.receive(packet.clear()) != null) {
                long now = System.nanoTime();
                long pause = now - line.heardAt;
                line.heardAt = now;
                if (measuring) {
                    received.increment();
                    if (pause < LONGEST) {
                        heard.add(Math.abs(pause - TICK));
                    }
                }
            }
        } catch (IOException _) {
            // What was sent before came to nobody.
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (Line line : lines) {
            line.channel.close();
        }
        selector.close();
    }
}

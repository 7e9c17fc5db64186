package io.cordboard.telephony.media.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One media thread: reads the sockets of its rooms, and lets each make its frame every 20 ms. It polls at most every 2 ms, so that one
 * call of the system finds the packets of many parties; with nobody there it sleeps.
 */
final class MediaLoop implements Runnable {

    static final long TICK_NANOS = 20_000_000;
    private static final long GATHER_NANOS = 2_000_000;
    private static final long LATE_NANOS = 10_000_000;
    /** Ticks that are made up for; after a longer halt of the machine the rest is left out. */
    private static final int MADE_UP = 25;

    private static final int ROUNDS = 4;
    /** Packets of one port in a round: more than a network holds up for one party, and no more than a flood may cost. */
    private static final int DRAINED = 64;

    /** What takes the packets of a port. */
    interface Receiver {
        void received(byte[] bytes, int length, InetSocketAddress from, long nowNanos);
    }

    private final Logger log = LoggerFactory.getLogger(MediaLoop.class);
    private final Counters counters;
    private final int maxPacketBytes;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Mix> mixes = new ArrayList<>();
    private final ByteBuffer incoming;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(2_048);
    private final byte[] bytes;
    private final byte[] scratch = new byte[512];
    private final Consumer<SelectionKey> reader = this::read;
    private final Consumer<SelectionKey> drainer = this::drain;
    private final Thread thread;
    private volatile boolean ending;
    private long nextTick;

    MediaLoop(String name, int maxPacketBytes, Counters counters) throws IOException {
        this.counters = counters;
        this.maxPacketBytes = maxPacketBytes;
        this.incoming = ByteBuffer.allocateDirect(maxPacketBytes + 1);
        this.bytes = new byte[maxPacketBytes + 1];
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    /** Has something done on this thread, before its next tick. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    void end() {
        ending = true;
        selector.wakeup();
    }

    // What follows is called on this thread only.

    void add(Mix mix) {
        if (mixes.isEmpty()) {
            nextTick = System.nanoTime() + TICK_NANOS;
        }
        mixes.add(mix);
    }

    void remove(Mix mix) {
        mixes.remove(mix);
    }

    /** Has the system let go of the ports that were closed. */
    void flush() {
        try {
            selector.selectNow(reader);
        } catch (IOException e) {
            log.debug("Ports were not let go of", e);
        }
    }

    byte[] scratch() {
        return scratch;
    }

    void listen(DatagramChannel channel, Receiver receiver) {
        try {
            channel.register(selector, SelectionKey.OP_READ, receiver);
        } catch (ClosedChannelException e) {
            log.debug("A port was closed before it was listened at", e);
        }
    }

    Wire wire(DatagramChannel channel) {
        return (packet, length, to) -> {
            try {
                outgoing.clear();
                outgoing.put(packet, 0, length).flip();
                channel.send(outgoing, to);
            } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
                // Lost, as on any network: an unreachable host, a family of addresses that the port does not speak.
                log.trace("Not sent to {}", to, e);
            }
        };
    }

    @Override
    public void run() {
        while (!ending) {
            try {
                turn();
            } catch (IOException | RuntimeException e) {
                log.error("A media thread failed at its work, and goes on", e);
            }
        }
        runTasks();
        try {
            selector.close();
        } catch (IOException e) {
            log.debug("A selector did not close", e);
        }
    }

    void turn() throws IOException {
        runTasks();
        if (mixes.isEmpty()) {
            selector.select(reader, 1_000);
            return;
        }
        long wait = nextTick - System.nanoTime();
        if (wait > 0) {
            if (wait >= 1_000_000) {
                selector.select(reader, wait / 1_000_000);
            } else {
                selector.selectNow(reader);
            }
            long gather = Math.min(GATHER_NANOS, nextTick - System.nanoTime());
            if (gather > 0) {
                LockSupport.parkNanos(gather);
            }
            return;
        }
        // All that has come by now belongs to this tick. Most ports have one packet, and asking each for a second costs
        // as much again.
        for (int i = 0; i < ROUNDS && selector.selectNow(i == 0 ? reader : drainer) > 0; i++) {
            // Read by then.
        }
        tick(-wait);
    }

    private void tick(long lateNanos) {
        counters.worstTickNanos.accumulate(lateNanos);
        if (lateNanos > LATE_NANOS) {
            counters.lateTicks.increment();
        }
        if (lateNanos > MADE_UP * TICK_NANOS) {
            nextTick += (lateNanos / TICK_NANOS - MADE_UP) * TICK_NANOS;
        }
        long now = System.nanoTime();
        nextTick += TICK_NANOS;
        for (int i = mixes.size() - 1; i >= 0; i--) {
            try {
                mixes.get(i).tick(now, scratch);
            } catch (RuntimeException e) {
                log.error("A room failed at its frame, and is silent from now on", e);
                mixes.remove(i);
            }
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("A request to a media thread failed", e);
            }
            task = tasks.poll();
        }
    }

    private void drain(SelectionKey key) {
        for (int i = 0; i < DRAINED && read(key); i++) {
            // Until there is none.
        }
    }

    /** Reads a packet, if there is one. */
    private boolean read(SelectionKey key) {
        try {
            incoming.clear();
            var from = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(incoming);
            if (from == null) {
                return false;
            }
            int length = incoming.flip().remaining();
            if (length > maxPacketBytes) {
                counters.malformed.increment();
                return true;
            }
            incoming.get(bytes, 0, length);
            ((Receiver) key.attachment()).received(bytes, length, from, System.nanoTime());
            return true;
        } catch (IOException e) {
            log.debug("A port could not be read", e);
            return false;
        } catch (RuntimeException e) {
            counters.malformed.increment();
            log.error("A packet was not understood", e);
            return true;
        }
    }
}

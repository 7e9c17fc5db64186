package io.cordboard.channels.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A network that breaks: passes bytes on, and cuts each connection after so many of them, wherever in a frame that is. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final LongSupplier budgets;
    private final AtomicInteger cuts = new AtomicInteger();

    /** @param budgets how many bytes, in both directions together, the next connection lives for */
    CuttingProxy(int target, LongSupplier budgets) {
        this.target = target;
        this.budgets = budgets;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket in = listening.accept();
                Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
                var left = new AtomicLong(budgets.getAsLong());
                Thread.ofVirtual().start(() -> pass(in, out, left));
                Thread.ofVirtual().start(() -> pass(out, in, left));
            } catch (IOException _) {
                // Closed: the loop ends.
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong left) {
        byte[] buffer = new byte[512];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                long rest = left.getAndAdd(-read);
                out.write(buffer, 0, Math.clamp(rest, 0, read));
                out.flush();
                if (rest <= read) {
                    cuts.incrementAndGet();
                    // A reset, not a farewell.
                    from.setSoLinger(true, 0);
                    to.setSoLinger(true, 0);
                    return;
                }
            }
        } catch (IOException _) {
            // The other direction has cut it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cordboard.node.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Network namespaces, one for each node, joined by a bridge whose other end is in the test's own namespace. What listens on a
 * loopback port here is reached from there through {@link #relay}.
 *
 * <p>Of the networks 198.18.0.0/15, which nobody else may use: they are for tests of networks (RFC 2544).
 */
final class Namespaces implements AutoCloseable {

    private static final String BRIDGE = "cbchaos";
    private static final String NET = "198.18.77.";
    private static final String HERE = NET + "254";

    private final int count;
    private final List<ServerSocket> relays = new java.util.concurrent.CopyOnWriteArrayList<>();

    private Namespaces(int count) {
        this.count = count;
    }

    /** Why there can be none here, if so. */
    static Optional<String> impossible() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("network namespaces are Linux's");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("only root may make network namespaces");
        }
        return ip().isEmpty() ? Optional.of("there is no program ip (Debian: iproute2)") : Optional.empty();
    }

    private static Optional<Path> ip() {
        return Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Namespaces of(int count) {
        var namespaces = new Namespaces(count);
        namespaces.remove();
        run("link", "add", BRIDGE, "type", "bridge");
        run("addr", "add", HERE + "/24", "dev", BRIDGE);
        run("link", "set", BRIDGE, "up");
        IntStream.rangeClosed(1, count).forEach(n -> {
            run("netns", "add", name(n));
            run("link", "add", name(n), "type", "veth", "peer", "name", "eth0", "netns", name(n));
            run("link", "set", name(n), "master", BRIDGE, "up");
            run("-n", name(n), "addr", "add", host(n) + "/24", "dev", "eth0");
            run("-n", name(n), "link", "set", "lo", "up");
            run("-n", name(n), "link", "set", "eth0", "up");
        });
        return namespaces;
    }

    private static String name(int n) {
        return BRIDGE + n;
    }

    /** The address of the node in namespace {@code n}, from 1. */
    static String host(int n) {
        return NET + n;
    }

    /** What a command line begins with that is to run in namespace {@code n}. */
    static List<String> within(int n) {
        return List.of(ip().orElseThrow().toString(), "netns", "exec", name(n));
    }

    /** Node {@code n} hears and is heard by nobody: not the others, not the database, not its clients. */
    void unplug(int n) {
        run("link", "set", name(n), "down");
    }

    void plugIn(int n) {
        run("link", "set", name(n), "up");
    }

    /** Node {@code n} and the other nodes do not hear each other any more; the database and clients go on hearing both. */
    void split(int n) {
        others(n).forEach(other -> run("-n", name(n), "route", "add", "blackhole", host(other) + "/32"));
    }

    void join(int n) {
        others(n).forEach(other -> run("-n", name(n), "route", "del", "blackhole", host(other) + "/32"));
    }

    private IntStream others(int n) {
        return IntStream.rangeClosed(1, count).filter(other -> other != n);
    }

    /** Lets the nodes reach a loopback port of this machine; returns the address that they see. */
    InetSocketAddress relay(int port) throws IOException {
        var listening = new ServerSocket(0, 200, InetAddress.getByName(HERE));
        relays.add(listening);
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket from = listening.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                    Thread.ofVirtual().start(() -> copy(from, to));
                    Thread.ofVirtual().start(() -> copy(to, from));
                } catch (IOException e) {
                    System.out.println("Relay to port " + port + ": " + e);
                }
            }
        });
        return new InetSocketAddress(HERE, listening.getLocalPort());
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side has ended: so does the other.
        }
    }

    @Override
    public void close() {
        relays.forEach(relay -> {
            try {
                relay.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        remove();
    }

    private void remove() {
        for (int n = 1; n <= count; n++) {
            if (Files.exists(Path.of("/var/run/netns", name(n)))) {
                run("netns", "del", name(n));
            }
        }
        if (Files.exists(Path.of("/sys/class/net", BRIDGE))) {
            run("link", "del", BRIDGE);
        }
    }

    private static void run(String... arguments) {
        var command = Stream.concat(Stream.of(ip().orElseThrow().toString()), Stream.of(arguments))
                .toList();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("Expected " + String.join(" ", command) + " to work, but: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

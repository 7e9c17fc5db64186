package io.cordboard.node.chaos;

import io.cordboard.node.chaos.ChaosCluster.Place;
import io.cordboard.persistence.journal.JournalSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps one node's process running, from {@link #start} until {@link #leave} or {@link #close}. */
final class Supervisor implements AutoCloseable {

    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(90);

    /** A node that cannot start must not take the machine from those that run. */
    private static final Duration RESTART = Duration.ofSeconds(1);

    private final int number;
    private final Place place;
    private final int clusterPort;
    private final String seeds;
    private boolean wanted;
    private int endings;
    private @Nullable Process process;
    private volatile @Nullable Up up;

    /** Where a node that is up answers: commands of the recorder, and the API. */
    record Up(InetSocketAddress commands, URI api) {}

    Supervisor(int number, Place place, int clusterPort, String seeds) {
        this.number = number;
        this.place = place;
        this.clusterPort = clusterPort;
        this.seeds = seeds;
    }

    Optional<Up> up() {
        return Optional.ofNullable(up);
    }

    /** How often the process has ended, killed or by itself. */
    synchronized int endings() {
        return endings;
    }

    synchronized void start() {
        wanted = true;
        if (process == null) {
            launch();
        }
    }

    /** kill -9: no farewell of any kind. The process is started again after a second. */
    void kill() {
        Process victim = current();
        up = null;
        if (victim != null) {
            victim.destroyForcibly().onExit().join();
        }
    }

    /** Asks it to leave in good order; returns its exit code. It stays away until {@link #start}. */
    int leave() {
        Process leaving;
        synchronized (this) {
            wanted = false;
            leaving = process;
        }
        if (leaving == null) {
            throw new IllegalStateException("Expected node " + number + " to run");
        }
        // Not of the process itself: that would close its input too, at which it ends at once.
        leaving.toHandle().destroy();
        try {
            return leaving.onExit()
                    .orTimeout(LEAVES_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .exitValue();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                leaving.destroyForcibly();
            }
            throw new IllegalStateException("Expected node " + number + " to leave within " + LEAVES_WITHIN, e);
        }
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private synchronized void launch() {
        var command = new ArrayList<>(place.prefix());
        command.addAll(java());
        command.add(ChaosNode.class.getName());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.putAll(environment(place.journal()));
        environment.put("CORDBOARD_CLUSTER_HOST", place.host());
        environment.put("CORDBOARD_CLUSTER_PORT", String.valueOf(clusterPort));
        environment.put("CORDBOARD_SEEDS", seeds);
        environment.put("CORDBOARD_DEMO", "on");
        try {
            Process started = builder.start();
            process = started;
            Thread.ofVirtual().start(() -> follow(started));
        } catch (IOException e) {
            throw new IllegalStateException("Expected node " + number + " to start", e);
        }
    }

    /** How a JVM with the classes of this one is started, small: a command line up to the main class. */
    static List<String> java() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:+Use")
                        || argument.startsWith("-XX:+Exit")
                        || argument.startsWith("--")
                        || argument.startsWith("-Dlogback"))
                .toList());
        command.addAll(List.of("-Xmx600m", "-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** What tells a node where its journal is. */
    static Map<String, String> environment(JournalSettings journal) {
        return Map.of(
                "CORDBOARD_JOURNAL_URL",
                journal.url(),
                "CORDBOARD_JOURNAL_USER",
                journal.user(),
                "CORDBOARD_JOURNAL_PASSWORD",
                journal.password());
    }

    private void follow(Process started) {
        try (var lines = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ChaosNode.READY)) {
                    ready(started, line.substring(ChaosNode.READY.length()).split(" "));
                } else if (worthTelling(line)) {
                    System.out.println("[node " + number + ", pid " + started.pid() + "] " + line);
                }
            }
        } catch (IOException _) {
            // It was killed.
        }
        ended(started, started.onExit().join().exitValue());
    }

    private static boolean worthTelling(String line) {
        return line.contains(" ERROR ") || Boolean.getBoolean("cordboard.node.logs");
    }

    private synchronized void ready(Process started, String[] ports) {
        if (started.isAlive() && started.equals(process)) {
            up = new Up(new InetSocketAddress(place.host(), Integer.parseInt(ports[0])), URI.create(ports[1]));
        }
    }

    private synchronized void ended(Process started, int exitCode) {
        if (!started.equals(process)) {
            return;
        }
        endings++;
        up = null;
        process = null;
        System.out.println("Node " + number + " has ended with exit code " + exitCode);
        if (wanted) {
            CompletableFuture.delayedExecutor(RESTART.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::restart);
        }
    }

    private synchronized void restart() {
        if (wanted && process == null) {
            launch();
        }
    }

    /** Ends the process at once, for good. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            wanted = false;
            last = process;
            up = null;
        }
        if (last != null) {
            last.destroyForcibly().onExit().join();
        }
    }
}

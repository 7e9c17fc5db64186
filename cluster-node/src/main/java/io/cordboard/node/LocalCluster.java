package io.cordboard.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several nodes of one cluster on this machine, each a process of its own on a loopback address of its own. */
final class LocalCluster {

    private final int nodes;
    private final int firstApiPort;
    private final Map<String, String> environment;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private int up;

    LocalCluster(int nodes, int firstApiPort, Map<String, String> environment) {
        this.nodes = nodes;
        this.firstApiPort = firstApiPort;
        this.environment = environment;
    }

    /** Returns when all have ended; ends them when this process is asked to end. */
    int run() throws IOException, InterruptedException {
        int clusterPort = freePort();
        String seeds = IntStream.rangeClosed(1, nodes)
                .mapToObj(n -> host(n) + ':' + clusterPort)
                .collect(Collectors.joining(","));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-nodes"));
        for (int n = 1; n <= nodes; n++) {
            processes.add(start(n, clusterPort, seeds));
        }
        int worst = 0;
        for (Process process : processes) {
            worst = Math.max(worst, process.waitFor());
        }
        return worst;
    }

    private String api(int n) {
        return "http://127.0.0.1:" + (firstApiPort + n - 1);
    }

    /** Once all are up, says so and where, for each has said so in the midst of the others' lines. */
    private synchronized void isUp() {
        if (++up == nodes) {
            System.out.println(Welcome.text(
                    IntStream.rangeClosed(1, nodes).mapToObj(this::api).toList(), Up.hasDemo(environment)));
        }
    }

    /** A node that was killed, or gave way, is not started again here: the others take over what it did. */
    private synchronized void hasEnded(int n, Process process) {
        // The one that ended may count as alive for a moment yet.
        long left = processes.stream()
                .filter(each -> !each.equals(process) && each.isAlive())
                .count();
        System.out.printf(
                "node %d (pid %d) has ended %s; %d of %d nodes run%n",
                n, process.pid(), how(process.onExit().join().exitValue()), left, nodes);
    }

    private static String how(int exitCode) {
        // A shell's way to say that a signal ended a process.
        return exitCode > 128 && exitCode < 160 ? "by signal " + (exitCode - 128) : "with exit code " + exitCode;
    }

    /** What starts a node; {@code --no-demo} is said again, for it is by that word that a node logs for machines. */
    List<String> command(int n) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up",
                "--port",
                String.valueOf(firstApiPort + n - 1)));
        command.add("--one-of-several");
        command.addAll(List.of("--journal", "postgres"));
        if ("off".equals(environment.get("CORDBOARD_DEMO"))) {
            command.add("--no-demo");
        }
        return command;
    }

    private Process start(int n, int clusterPort, String seeds) throws IOException {
        var builder = new ProcessBuilder(command(n)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("CORDBOARD_CLUSTER_HOST", host(n));
        builder.environment().put("CORDBOARD_CLUSTER_PORT", String.valueOf(clusterPort));
        builder.environment().put("CORDBOARD_SEEDS", seeds);
        Process process = builder.start();
        System.out.printf("node %d: pid %d, API %s%n", n, process.pid(), api(n));
        Thread.ofVirtual().start(() -> relay(n, process));
        return process;
    }

    private void relay(int n, Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("[node " + n + "] " + line);
                if (line.equals(Welcome.UP)) {
                    isUp();
                }
            }
        } catch (IOException _) {
            // The node has ended; that is reported by its exit code.
        }
        hasEnded(n, process);
    }

    private void stop() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
            }
        }
    }

    private static String host(int n) {
        return "127.0.0." + n;
    }

    /** One port that is free on all of the addresses now. */
    private int freePort() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            int port;
            try (var first = new ServerSocket(0, 1, InetAddress.getByName(host(1)))) {
                port = first.getLocalPort();
            }
            if (IntStream.rangeClosed(1, nodes).allMatch(n -> isFree(host(n), port))) {
                return port;
            }
        }
        throw new IOException("Expected a port that is free on " + nodes + " loopback addresses, but found none");
    }

    private static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}

package io.cordboard.node;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own, for as long as a command needs it; what it logs goes into a file, not over the screen. */
final class OwnNode implements AutoCloseable {

    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 60;
    private static final int LAST_LINES = 15;

    private final Process process;
    private final URI url;
    private final Path directory;
    private final boolean temporary;
    private final Thread hook = new Thread(this::stop, "stop-own-node");

    private OwnNode(Process process, URI url, Path directory, boolean temporary) {
        this.process = process;
        this.url = url;
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Returns once it is ready.
     *
     * @param data where it keeps its journal; a temporary place if null
     * @param port 0 for any that is free
     * @param demoAgents that it has beside the demo tenant's people
     */
    static OwnNode start(@Nullable Path data, int port, int demoAgents) throws IOException, InterruptedException {
        Path directory = data == null ? Files.createTempDirectory("cordboard-demo") : data.toAbsolutePath();
        Files.createDirectories(directory);
        int apiPort = port == 0 ? freePort() : port;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
        command.addAll(List.of("--port", String.valueOf(apiPort), "--journal", "h2", "--data", directory.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("node.log").toFile());
        builder.environment().put("CORDBOARD_DEMO_AGENTS", String.valueOf(demoAgents));
        var node = new OwnNode(builder.start(), URI.create("http://127.0.0.1:" + apiPort), directory, data == null);
        Runtime.getRuntime().addShutdownHook(node.hook);
        try {
            node.awaitReady();
            return node;
        } catch (IOException | InterruptedException e) {
            node.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + UP_WITHIN.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url.resolve("/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (true) {
                if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
                    throw new IOException(
                            "Expected the node to come up, but it did not. Its last words:\n" + lastLines());
                }
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (ConnectException | java.net.http.HttpTimeoutException _) {
                    // Not yet.
                }
            }
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    URI url() {
        return url;
    }

    Path log() {
        return directory.resolve("node.log");
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
        if (temporary) {
            remove();
        }
    }

    private void remove() {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("cordboard: " + directory + " could not be removed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process ends already, and the hook does it.
            return;
        }
        stop();
    }
}

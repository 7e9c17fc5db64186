package io.cordboard.ops.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a benchmark measures or makes load with. It ends with the benchmark, by its own id. */
final class Program implements AutoCloseable {

    /** How a part of ours begins each line that is meant for the benchmark; all else it prints is its log. */
    static final String MARK = "part: ";

    private static final int LAST_CHARS = 1_500;

    private final Process process;
    private final Path log;
    private final BufferedReader lines;
    private String greeting = "";
    private final Thread hook = new Thread(this::stop, "stop-program");

    private Program(Process process, Path log, BufferedReader lines) {
        this.process = process;
        this.log = log;
        this.lines = lines;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** One that says nothing to us; what it prints is kept in {@code directory}. */
    static Program start(Path directory, String name, List<String> command) {
        Path log = directory.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Program(process, log, new BufferedReader(java.io.Reader.nullReader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of ours, which is there when it returns. It ends when its input does, so also if we are killed. */
    static Program part(Path directory, String name, List<String> command) {
        Path log = directory.resolve(name + ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            var part = new Program(process, log, process.inputReader(StandardCharsets.UTF_8));
            part.greeting = part.hear();
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a part of ours said when it was there. */
    String greeting() {
        return greeting;
    }

    /** Asks a part of ours something, and returns what it says. */
    String ask(String question) {
        try {
            var out = process.outputWriter(StandardCharsets.UTF_8);
            out.write(question + '\n');
            out.flush();
            return hear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hear() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(MARK)) {
                return line.substring(MARK.length());
            }
            Files.writeString(
                    log, line + '\n', java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        }
        throw new IOException(
                "Expected a word of " + process.info().commandLine().orElse("a part") + ", but " + lastWords());
    }

    /** CPU time in seconds of the process and those that it has started, from {@code /proc/PID/stat}: to a hundredth. */
    double cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .flatMap(each -> each.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1e9;
    }

    /** Fails, with what it said at last, if it runs no more. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Expected a program to run, but it has ended; " + lastWords());
        }
    }

    long pid() {
        return process.pid();
    }

    /** Whether it has ended by itself within this time. */
    boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a program was waited for", e);
        }
    }

    /** The end of what it printed. */
    String lastWords() {
        try {
            String all = Files.exists(log) ? Files.readString(log) : "";
            return String.format(
                    Locale.ROOT, "its last words are: %s", all.substring(Math.max(0, all.length() - LAST_CHARS)));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        try {
            // A part of ours ends by itself, and what it has started with it.
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException _) {
            // It has ended already.
        }
        if (greeting.isEmpty() || !ended(Duration.ofSeconds(20))) {
            process.destroy();
        }
        if (!ended(Duration.ofSeconds(10))) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
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

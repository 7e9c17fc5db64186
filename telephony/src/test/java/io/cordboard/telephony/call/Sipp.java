package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.sip.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A SIPp that plays one scenario once, and is ended with its test. */
final class Sipp implements AutoCloseable {

    private final String scenario;
    private final int port;
    private final Process process;
    private final Path log;

    private Sipp(String scenario, int port, List<String> more) {
        this.scenario = scenario;
        this.port = port;
        try {
            Path script = Files.createTempFile(scenario, ".xml");
            try (var in = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                Files.write(script, in.readAllBytes());
            }
            log = Files.createTempFile(scenario, ".log");
            var command = new ArrayList<>(List.of("sipp", "-sf", script.toString(), "-m", "1", "-i", "127.0.0.1"));
            command.addAll(List.of("-p", Integer.toString(port), "-mp", Integer.toString(Ports.free())));
            command.addAll(List.of("-nostdin", "-timeout", "60s", "-timeout_error", "-trace_err", "-trace_msg"));
            command.addAll(List.of("-error_file", log + ".err", "-message_file", log + ".msg"));
            command.addAll(more);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls {@code number} at a SIP port of this machine. */
    static Sipp caller(String scenario, int sipPort, String number, String... more) {
        var arguments = new ArrayList<>(List.of("-s", number));
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + sipPort);
        return new Sipp(scenario, Ports.free(), arguments);
    }

    /** Waits for a call. */
    static Sipp phone(String scenario, String... more) {
        return new Sipp(scenario, Ports.free(), List.of(more));
    }

    int port() {
        return port;
    }

    /** All of the scenario has happened as it says. */
    void succeeds() {
        try {
            assertThat(process.waitFor(70, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(() -> scenario + ": " + read()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String read() {
        var all = new StringBuilder();
        for (Path file : List.of(log, Path.of(log + ".err"), Path.of(log + ".msg"))) {
            try {
                String text = Files.exists(file) ? Files.readString(file) : "";
                all.append(text, Math.max(0, text.length() - 8_000), text.length());
            } catch (IOException e) {
                all.append(e);
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        process.destroy();
    }
}

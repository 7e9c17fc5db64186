package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.telephony.sip.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A SIPp that plays one scenario once, and is ended with its test. */
final class Sipp implements AutoCloseable {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final String scenario;
    private final int port;
    private final String callId;
    private final Process process;
    private final Path log;

    /** @param sound the port that its descriptions name; one of its own, where nothing is heard, if 0 */
    private Sipp(String scenario, int sound, int port, String callId, List<String> more) {
        this.scenario = scenario;
        this.port = port;
        this.callId = callId;
        try {
            Path script = Files.createTempFile(scenario, ".xml");
            try (var in = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(script, sound == 0 ? text : text.replace("[media_port]", Integer.toString(sound)));
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
        return talking(scenario, 0, sipPort, number, more);
    }

    /** The same, whose sound another makes, at a port of this machine. */
    static Sipp talking(String scenario, int sound, int sipPort, String number, String... more) {
        String callId = "call-" + CALLS.incrementAndGet() + "@127.0.0.1";
        var arguments = new ArrayList<>(List.of("-s", number, "-cid_str", callId));
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + sipPort);
        return new Sipp(scenario, sound, Ports.free(), callId, arguments);
    }

    /** Waits for a call. */
    static Sipp phone(String scenario, String... more) {
        return answering(scenario, 0, more);
    }

    /** The same, whose sound another makes, at a port of this machine. */
    static Sipp answering(String scenario, int sound, String... more) {
        return new Sipp(scenario, sound, Ports.free(), "", List.of(more));
    }

    /** The same, at a port that is known already. */
    static Sipp phoneAt(String scenario, int port, String... more) {
        return new Sipp(scenario, 0, port, "", List.of(more));
    }

    /** Asks something as {@code user} from a port, of a SIP port of this machine. */
    static Sipp from(String scenario, int port, int sipPort, String user, String... more) {
        var arguments = new ArrayList<>(List.of("-s", user));
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + sipPort);
        return new Sipp(scenario, 0, port, "", arguments);
    }

    int port() {
        return port;
    }

    /** Waits until this has been sent or received. */
    Sipp saw(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Path messages = Path.of(log + ".msg");
            return Files.exists(messages) && Files.readString(messages).contains(text);
        });
        return this;
    }

    /** What was sent or received first that begins so. */
    String line(String beginning) {
        saw(beginning);
        try (Stream<String> lines = Files.lines(Path.of(log + ".msg"))) {
            return lines.filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first message that it was sent and that begins so. */
    String received(String start) {
        try {
            String all = Files.readString(Path.of(log + ".msg"));
            int at = all.indexOf("\n" + start, all.indexOf("message received"));
            assertThat(at).as(start).isPositive();
            return all.substring(at + 1, all.indexOf("-----", at) < 0 ? all.length() : all.indexOf("-----", at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of a description that it was sent: the sound of the other side. */
    String otherSound(int own) {
        try (Stream<String> lines = Files.lines(Path.of(log + ".msg"))) {
            return lines.filter(line -> line.startsWith("m=audio ") && !line.startsWith("m=audio " + own + ' '))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once it has seen {@code text} the caller goes on: it waits for a MESSAGE, which only the test sends. */
    void goesOnAfter(String text) {
        goesOnAfter(text, callId);
    }

    void goesOnAfter(String text, String call) {
        saw(text);
        byte[] message = String.join(
                        "\r\n",
                        "MESSAGE sip:sipp@127.0.0.1:" + port + " SIP/2.0",
                        "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-go" + CALLS.incrementAndGet(),
                        "From: <sip:test@127.0.0.1>;tag=go",
                        "To: <sip:sipp@127.0.0.1>",
                        "Call-ID: " + call,
                        "CSeq: 99 MESSAGE",
                        "Content-Length: 0",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

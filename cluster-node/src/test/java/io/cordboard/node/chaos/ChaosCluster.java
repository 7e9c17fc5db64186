package io.cordboard.node.chaos;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several {@link ChaosNode}s as one cluster. */
final class ChaosCluster implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(3);

    private final JournalSettings journal;
    private final int size;
    private final int clusterPort;
    private final List<@Nullable Member> members = new ArrayList<>();

    private record Member(Process process, int port) {}

    ChaosCluster(JournalSettings journal, int size) throws IOException {
        this.journal = journal;
        this.size = size;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.clusterPort = free.getLocalPort();
        }
        for (int i = 0; i < size; i++) {
            members.add(null);
        }
    }

    void startAll() {
        var starting = IntStream.range(0, size)
                .mapToObj(i -> CompletableFuture.runAsync(() -> start(i)))
                .toList();
        starting.forEach(CompletableFuture::join);
    }

    /** Returns when it is up and hosts its share. */
    void start(int i) {
        try {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("-XX:+Use") || argument.startsWith("--"))
                    .toList());
            command.addAll(
                    List.of("-Xmx700m", "-cp", System.getProperty("java.class.path"), ChaosNode.class.getName()));
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            var environment = builder.environment();
            environment.put("CORDBOARD_JOURNAL_URL", journal.url());
            environment.put("CORDBOARD_JOURNAL_USER", journal.user());
            environment.put("CORDBOARD_JOURNAL_PASSWORD", journal.password());
            environment.put("CORDBOARD_CLUSTER_HOST", host(i));
            environment.put("CORDBOARD_CLUSTER_PORT", String.valueOf(clusterPort));
            environment.put(
                    "CORDBOARD_SEEDS",
                    IntStream.range(0, size)
                            .mapToObj(n -> host(n) + ':' + clusterPort)
                            .collect(Collectors.joining(",")));
            Process process = builder.start();
            members.set(i, new Member(process, awaitReady(process)));
        } catch (IOException e) {
            throw new IllegalStateException("Expected node " + i + " to start", e);
        }
    }

    private static int awaitReady(Process process) {
        var port = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> {
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(ChaosNode.READY)) {
                        port.complete(Integer.parseInt(line.substring(ChaosNode.READY.length())));
                    } else if (line.contains(" ERROR ")) {
                        System.out.println("[node " + process.pid() + "] " + line);
                    }
                }
            } catch (IOException _) {
                // It was killed.
            }
            port.completeExceptionally(new IllegalStateException("Expected a node that starts, but it ended"));
        });
        return port.orTimeout(START_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static String host(int i) {
        return "127.0.0." + (i + 1);
    }

    /** kill -9: no farewell of any kind. */
    void kill(int i) {
        Member member = members.get(i);
        if (member != null) {
            members.set(i, null);
            member.process().destroyForcibly().onExit().join();
        }
    }

    /** Asks any node that lives. */
    Reply ask(Random random, Command command) {
        Member member = members.get(random.nextInt(size));
        if (member == null) {
            return ChaosNode.unavailable(command);
        }
        try (var line = new ChaosNode.Line(member.port())) {
            return line.ask(command);
        } catch (IOException e) {
            return ChaosNode.unavailable(command);
        }
    }

    /** Asks until there is an answer other than "later". */
    Reply insist(Random random, Command command, Duration atMost) {
        Instant giveUp = Instant.now().plus(atMost);
        while (true) {
            Reply reply = ask(random, command);
            boolean later = reply instanceof Reply.Refused(_, var refusal, _)
                    && switch (refusal) {
                        case UNAVAILABLE, OVERLOADED -> true;
                        default -> false;
                    };
            if (!later || Instant.now().isAfter(giveUp)) {
                return reply;
            }
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            kill(i);
        }
    }
}

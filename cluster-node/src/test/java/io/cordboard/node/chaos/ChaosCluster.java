package io.cordboard.node.chaos;

import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several {@link ChaosNode}s as one cluster, each kept alive by a {@link Supervisor} as an operator's system would: a node
 * that ends without having been told to is started again.
 */
final class ChaosCluster implements AutoCloseable {

    static final Duration START_WITHIN = Duration.ofMinutes(6);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final List<Supervisor> nodes;

    /** Where a node runs: its address, and what its command line begins with. */
    record Place(String host, List<String> prefix, JournalSettings journal) {}

    /** Nodes on loopback addresses. Only {@code seeds} of them are those that others join by. */
    static ChaosCluster onLoopback(JournalSettings journal, int size, int seeds) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ChaosCluster(
                    IntStream.rangeClosed(1, size)
                            .mapToObj(n -> new Place("127.0.0." + n, List.of(), journal))
                            .toList(),
                    free.getLocalPort(),
                    seeds);
        }
    }

    ChaosCluster(List<Place> places, int clusterPort, int seeds) {
        String list = places.stream()
                .limit(seeds)
                .map(place -> place.host() + ':' + clusterPort)
                .collect(Collectors.joining(","));
        this.nodes = IntStream.range(0, places.size())
                .mapToObj(i -> new Supervisor(i + 1, places.get(i), clusterPort, list))
                .toList();
    }

    int size() {
        return nodes.size();
    }

    /** Node {@code i}, from 0. */
    Supervisor node(int i) {
        return nodes.get(i);
    }

    /** Starts the first {@code count} nodes; returns when all are up. */
    void start(int count) {
        var starting = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> node(i).start(), task -> Thread.ofVirtual().start(task)))
                .toList();
        starting.forEach(CompletableFuture::join);
        awaitUp(count);
    }

    void awaitUp(int count) {
        await().atMost(START_WITHIN)
                .until(() ->
                        nodes.stream().limit(count).allMatch(node -> node.up().isPresent()));
    }

    /** Asks any node that is up. */
    Reply ask(Random random, Command command) {
        return ask(random, command, ANSWER_WITHIN);
    }

    Reply ask(Random random, Command command, Duration within) {
        var up = nodes.stream().flatMap(node -> node.up().stream()).toList();
        if (up.isEmpty()) {
            return ChaosNode.unavailable(command);
        }
        try {
            return ChaosNode.ask(up.get(random.nextInt(up.size())).commands(), command, within);
        } catch (IOException e) {
            return ChaosNode.unavailable(command);
        }
    }

    /** Asks until there is an answer other than "later". */
    Reply insist(Random random, Command command, Duration atMost) {
        Instant giveUp = Instant.now().plus(atMost);
        while (true) {
            Reply reply = ask(random, command);
            if (!later(reply) || Instant.now().isAfter(giveUp)) {
                return reply;
            }
        }
    }

    /** Whether the answer is "not now": nothing is known to have happened. */
    static boolean later(Reply reply) {
        return reply instanceof Reply.Refused(_, var refusal, _)
                && (refusal == Refusal.UNAVAILABLE || refusal == Refusal.OVERLOADED);
    }

    @Override
    public void close() {
        nodes.forEach(Supervisor::close);
    }
}

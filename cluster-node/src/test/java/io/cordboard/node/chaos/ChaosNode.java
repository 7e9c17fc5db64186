package io.cordboard.node.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.node.Node;
import io.cordboard.persistence.ownership.JournalRefused;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.Patterns;

/** A node as a process of its own, with a socket beside it that puts commands to its entities: one line in, one line out. */
public final class ChaosNode {

    static final String READY = "CHAOS-NODE-READY ";
    static final int REFUSED = 3;
    private static final String HOSTS = "HOSTS";

    private static final ObjectMapper JSON = EventJson.mapper();

    private ChaosNode() {}

    public static void main(String[] args) throws IOException {
        Thread.ofVirtual().start(ChaosNode::endWithTheTest);
        Node node;
        try {
            // Four nodes together stay below the hundred connections that a server takes.
            node = Node.start(Map.of("cordboard.node.api.port", 0, "cordboard.persistence.journal.pool-size", 10));
        } catch (JournalRefused e) {
            // As of any node that another cluster keeps off its journal: started again, it may find it free.
            System.err.println(e.getMessage());
            System.exit(REFUSED);
            return;
        } catch (RuntimeException e) {
            // Its database may be out of reach still. The exception alone would end this thread, and not the process.
            System.err.println(e);
            System.exit(1);
            return;
        }
        String host = System.getenv("CORDBOARD_CLUSTER_HOST");
        try (var server = new ServerSocket(0, 200, InetAddress.getByName(host))) {
            System.out.println(READY + server.getLocalPort() + ' ' + node.apiUrl());
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(node, socket));
            }
        }
    }

    /** A test that was broken off leaves no nodes behind: what it would say here ends with it. */
    private static void endWithTheTest() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The test has gone: " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private static void serve(Node node, Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                if (words[0].equals(HOSTS)) {
                    out.println(hosted(node, words[1]));
                    continue;
                }
                var command = (Command) JSON.readValue(words[2], Class.forName(words[1]));
                Reply reply = node.switchboard()
                        .ask(command, Duration.ofMillis(Long.parseLong(words[0])))
                        .toCompletableFuture()
                        .join();
                out.println(reply.getClass().getName() + ' ' + JSON.writeValueAsString(reply));
            }
        } catch (IOException | ClassNotFoundException e) {
            System.err.println("A recorder's connection ended: " + e);
        }
    }

    /** The ids of the entities of a type that this node hosts. */
    private static String hosted(Node node, String type) {
        var region = ClusterSharding.get(node.system()).shardRegion(type);
        var state = (ShardRegion.CurrentShardRegionState)
                Patterns.ask(region, ShardRegion.getShardRegionStateInstance(), Duration.ofSeconds(5))
                        .toCompletableFuture()
                        .join();
        return state.getShards().stream()
                .flatMap(shard -> shard.getEntityIds().stream())
                .collect(Collectors.joining(" "));
    }

    /** The ids of the entities of {@code type} that the node at {@code address} hosts. */
    static Set<String> hosted(InetSocketAddress address, String type) throws IOException {
        return Set.of(
                exchange(address, HOSTS + ' ' + type, Duration.ofSeconds(5)).split(" "));
    }

    /** Puts one command to the node at {@code address}; fails when the node is gone, or does not answer in time. */
    static Reply ask(InetSocketAddress address, Command command, Duration within) throws IOException {
        String line = exchange(
                address,
                within.toMillis() + " " + command.getClass().getName() + ' ' + JSON.writeValueAsString(command),
                within);
        int space = line.indexOf(' ');
        try {
            return (Reply) JSON.readValue(line.substring(space + 1), Class.forName(line.substring(0, space)));
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    private static String exchange(InetSocketAddress address, String said, Duration within) throws IOException {
        int patience = (int) within.toMillis() + 2_000;
        try (var socket = new Socket()) {
            socket.connect(address, patience);
            socket.setSoTimeout(patience);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
            out.println(said);
            String line = in.readLine();
            if (line == null) {
                throw new IOException("The node has gone");
            }
            return line;
        }
    }

    static Reply unavailable(Command command) {
        return new Reply.Refused(command.ref(), Refusal.UNAVAILABLE, "The node has gone");
    }
}

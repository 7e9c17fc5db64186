package io.cordboard.node.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.node.Node;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A node as a process of its own, with a socket beside it that puts commands to its entities: one line in, one line out. */
public final class ChaosNode {

    static final String READY = "CHAOS-NODE-READY ";

    private static final ObjectMapper JSON = EventJson.mapper();

    private ChaosNode() {}

    public static void main(String[] args) throws IOException {
        Node node = Node.start(Map.of("cordboard.node.api.port", 0));
        try (var server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            System.out.println(READY + server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(node, socket));
            }
        }
    }

    private static void serve(Node node, Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                var command =
                        (Command) JSON.readValue(line.substring(space + 1), Class.forName(line.substring(0, space)));
                Reply reply = node.switchboard()
                        .ask(command, Duration.ofSeconds(5))
                        .toCompletableFuture()
                        .join();
                out.println(written(reply));
            }
        } catch (IOException | ClassNotFoundException e) {
            System.err.println("A recorder's connection ended: " + e);
        }
    }

    private static String written(Reply reply) throws IOException {
        return reply.getClass().getName() + ' ' + JSON.writeValueAsString(reply);
    }

    /** One connection to a node; answers UNAVAILABLE when the node is gone. */
    static final class Line implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final PrintWriter out;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
        }

        Reply ask(Command command) throws IOException {
            out.println(command.getClass().getName() + ' ' + JSON.writeValueAsString(command));
            String line = in.readLine();
            if (line == null) {
                throw new IOException("The node has gone");
            }
            int space = line.indexOf(' ');
            try {
                return (Reply) JSON.readValue(line.substring(space + 1), Class.forName(line.substring(0, space)));
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static Reply unavailable(Command command) {
        return new Reply.Refused(command.ref(), Refusal.UNAVAILABLE, "The node has gone");
    }
}

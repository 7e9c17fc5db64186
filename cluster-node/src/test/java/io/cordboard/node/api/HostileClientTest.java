package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.stream.javadsl.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that write whatever they like to the socket: each is cut off in time, and none is another's harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {

    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(3);

    /** Asks for the socket that a test's node has. */
    static final String OPEN_SOCKET = """
        GET /api/v1/test/socket HTTP/1.1\r
        Host: x\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """;

    private final AtomicInteger posted = new AtomicInteger();
    private ApiNode node;

    @BeforeAll
    void start() {
        Flow<Message, Message, NotUsed> echo = Flow.create();
        node = new ApiNode(
                """
                cordboard.node.api {
                  body-timeout = 1s
                  head-timeout = %ds
                  rate.strangers { per-minute = 60000, burst = 10000 }
                }
                """.formatted(HEAD_TIMEOUT.toSeconds()),
                Endpoint.post("/api/v1/test/post", Access.anybody(), _ -> {
                    posted.incrementAndGet();
                    return java.util.concurrent.CompletableFuture.completedFuture(Answer.noContent());
                }),
                Endpoint.routed(
                        HttpMethods.GET,
                        "/api/v1/test/socket",
                        Access.own("a test"),
                        Directives.handleWebSocketMessages(echo)),
                Endpoint.routed(
                        HttpMethods.GET, "/api/v1/test/page", Access.own("a test"), Directives.complete("a page")));
    }

    @AfterEach
    void nobodyElseIsHarmed() {
        node.client().get("/health").expect(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> node.server.inFlight() == 0);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void socketLivesLongerThanAHeadMayTake() throws IOException {
        try (Socket socket = connect()) {
            write(socket, OPEN_SOCKET);
            assertThat(until(socket, "\r\n\r\n")).startsWith("HTTP/1.1 101");
            long end = System.nanoTime() + HEAD_TIMEOUT.multipliedBy(2).toNanos();

            while (System.nanoTime() < end) {
                socket.getOutputStream().write(frame(0x81, "hello"));
                assertThat(until(socket, "hello")).endsWith("hello");
                await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /nowhere", "POST /health", "GET /health", "GET /api/v1/me", "GET /api/v1/test/page"})
    void bodyThatNeverEndsEnds(String line) throws IOException {
        try (Socket socket = connect()) {
            write(socket, line + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> refuses(socket, "400\r\n" + "x".repeat(1_024) + "\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 9112 §6.1, §6.3: two ways to tell the length are an attack.
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 40\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
            })
    void requestWithinARequestIsNotSeen(String rest) throws IOException {
        posted.set(0);
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST /api/v1/test/post HTTP/1.1\r\nHost: x\r\n" + rest
                            + "POST /api/v1/test/post HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

            String answers = all(socket);

            assertThat(answers).as(rest).doesNotContain("HTTP/1.1 2");
            assertThat(posted).hasValue(0);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredOneAfterTheOther() throws IOException {
        try (Socket socket = connect()) {
            write(socket, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300));

            String answers = all(socket);

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(301);
            assertThat(node.server.inFlight()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void compressedBodyIsNotUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(new byte[16 * 1024 * 1024]);
        }
        try (Socket socket = connect()) {
            write(socket, """
                POST /api/v1/interactions HTTP/1.1\r
                Host: x\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Encoding: gzip\r
                Content-Length: %d\r
                \r
                """.formatted(node.people.token("acme", "crm", Role.INTEGRATOR), packed.size()));
            socket.getOutputStream().write(packed.toByteArray());

            assertThat(until(socket, "instance")).startsWith("HTTP/1.1 415").contains("unsupported-media-type");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), node.server.address().getPort());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Whether the node takes no more of it. */
    private static boolean refuses(Socket socket, String more) {
        try {
            write(socket, more);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** A masked frame, as clients send them: RFC 6455 §5.2. */
    private static byte[] frame(int first, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        frame.write(0x80 | payload.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static String until(Socket socket, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Everything until the node ends the connection. */
    private static String all(Socket socket) throws IOException {
        var read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Expected the node to end the connection after " + read, e);
        } catch (java.net.SocketException e) {
            // Reset: ended, too.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}

package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.ApiClient.Answered;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.stream.javadsl.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever a client does, it is told what is wrong, and the node goes on for everybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsApiTest {

    private static final String INTERACTIONS = "/api/v1/interactions";
    private static final int MAX_CONNECTIONS = 24;

    private final AtomicReference<CompletableFuture<Answer>> held = new AtomicReference<>(new CompletableFuture<>());
    private ApiNode node;
    private ApiClient crm;

    @BeforeAll
    void start() {
        node = new ApiNode(
                """
                cordboard.node.api {
                  max-connections = %d
                  max-in-flight = 3
                  max-waiting = 2
                  body-timeout = 1s
                  head-timeout = 3s
                  rate.callers { per-minute = 6000, burst = 30 }
                  rate.strangers { per-minute = 60, burst = 40 }
                }
                """.formatted(MAX_CONNECTIONS),
                Endpoint.get("/api/v1/test/held", Access.anybody(), _ -> held.get()),
                Endpoint.routed(
                        HttpMethods.POST,
                        "/api/v1/test/customers",
                        Access.own("a test"),
                        Directives.extractRequest(_ -> Directives.completeWithFuture(
                                held.get().thenApply(_ -> org.apache.pekko.http.javadsl.model.HttpResponse.create())))),
                Endpoint.routed(
                        HttpMethods.GET,
                        "/api/v1/test/socket",
                        Access.own("a test"),
                        Directives.handleWebSocketMessages(Flow.<Message>create())),
                Endpoint.get("/api/v1/test/fails", Access.anybody(), _ -> {
                    throw new IllegalStateException("what nobody should read");
                }),
                Endpoint.post(
                                "/api/v1/test/large",
                                Access.anybody(),
                                call -> CompletableFuture.completedFuture(Answer.ok(call.body().length)))
                        .withMaxBody(1024 * 1024));
        node.queue("acme", "support");
        crm = node.client("acme", "crm", Role.INTEGRATOR);
    }

    @AfterEach
    void theNodeIsAlive() {
        held.getAndSet(new CompletableFuture<>()).complete(Answer.noContent());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.client("acme", "alive", Role.SUPERVISOR)
                                .get("/api/v1/queues/support/live")
                                .status())
                        .isEqualTo(200));
        await().atMost(Duration.ofSeconds(20)).until(() -> node.server.inFlight() == 0);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void bodyThatIsTooLargeIsRefused() throws Exception {
        String large =
                "{\"medium\": \"task\", \"queue\": \"support\", \"subject\": \"" + "x".repeat(256 * 1024) + "\"}";

        crm.post(INTERACTIONS, large).expect(413, "body-too-large");
        try (var http = HttpClient.newHttpClient()) {
            var chunked = HttpRequest.newBuilder(node.uri().resolve(INTERACTIONS))
                    .header("Authorization", "Bearer " + node.people.token("acme", "crm", Role.INTEGRATOR))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large)))
                    .build();
            assertThat(http.send(chunked, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void operationThatTakesMoreTakesMore() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            for (int size : new int[] {1024 * 1024, 1024 * 1024 + 1}) {
                var request = HttpRequest.newBuilder(node.uri().resolve("/api/v1/test/large"))
                        .header("Authorization", "Bearer " + node.people.token("acme", "crm", Role.ADMIN))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                        .build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(size == 1024 * 1024 ? 200 : 413);
            }
        }
    }

    @Test
    void jsonBeyondItsLimitsIsRefused() {
        crm.post(INTERACTIONS, "[".repeat(100_000)).expect(422, "invalid");
        crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support', 'subject': '" + "x".repeat(70_000) + "'}")
                .expect(400, "malformed-json");
        crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support', 'priority': " + "9".repeat(40) + "}")
                .expect(400, "malformed-json");
        crm.post(INTERACTIONS, "{'" + "x".repeat(300) + "': 1}").expect(400, "malformed-json");
    }

    @Test
    void depthOfJsonIsBounded() {
        String deep = "[".repeat(ApiJson.MAX_DEPTH + 1) + "]".repeat(ApiJson.MAX_DEPTH + 1);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> ApiJson.mapper().readTree(deep))
                .hasMessageContaining("nesting depth");
    }

    /** Anybody may send one. */
    @Test
    void loginIsNoPlaceForALargeBody() {
        ApiClient stranger = node.client();

        stranger.post("/api/v1/auth/token", "{'user': '" + "x".repeat(4_200) + "', 'password': 'x'}")
                .expect(413, "body-too-large");
        stranger.post("/api/v1/auth/token", "{'user': '" + "x".repeat(3_900) + "', 'password': 'x'}")
                .expect(404, "not-found");
    }

    /** RFC 6177: one customer has 2^64 addresses of IPv6. */
    @Test
    void limitsOfStrangersAreForAnAddressOrAnIpv6Network() throws UnknownHostException {
        assertThat(household("2001:db8:1:2::1")).isEqualTo(household("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(household("2001:db8:1:2::1")).isNotEqualTo(household("2001:db8:1:3::1"));
        assertThat(household("192.0.2.1")).isNotEqualTo(household("192.0.2.2"));
        // IPv4 as a socket for both families shows it.
        assertThat(household("::ffff:192.0.2.1")).isEqualTo(household("192.0.2.1"));
    }

    private static String household(String address) throws UnknownHostException {
        return Gate.household(InetAddress.getByName(address));
    }

    @Test
    void callerWhoSendsTooMuchWaits() {
        ApiClient eager = node.client("acme", "eager", Role.SUPERVISOR);
        Answered last = eager.get("/api/v1/me");
        for (int i = 0; i < 300 && last.status() == 200; i++) {
            last = eager.get("/api/v1/me");
        }

        assertThat(Integer.parseInt(last.expect(429, "rate-limited").header("Retry-After")))
                .isBetween(1, 5);
        node.client("acme", "patient", Role.SUPERVISOR).get("/api/v1/me").expect(200);
    }

    @Test
    void whoeverGuessesAtTokensWaits() {
        ApiClient guesser = node.client().as("guess");
        Answered last = guesser.get("/api/v1/me");
        for (int i = 0; i < 100 && last.status() == 401; i++) {
            last = guesser.get("/api/v1/me");
        }

        last.expect(429, "rate-limited");
        node.client("acme", "known", Role.SUPERVISOR).get("/api/v1/me").expect(200);
    }

    @Test
    void nodeTakesOnNoMoreThanItCan() {
        ApiClient many = node.client("acme", "many", Role.SUPERVISOR);
        List<CompletableFuture<Answered>> under = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            under.add(CompletableFuture.supplyAsync(() -> heldCall(many)));
        }
        await().until(() -> node.server.inFlight() == 3);

        assertThat(Integer.parseInt(crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'}")
                        .expect(503, "overloaded")
                        .header("Retry-After")))
                .isGreaterThanOrEqualTo(1);
        held.get().complete(Answer.noContent());
        under.forEach(each -> assertThat(ApiNode.get(each).status()).isEqualTo(204));

        crm.post(INTERACTIONS, "{'medium': 'task', 'queue': 'support'}").expect(201);
    }

    @Test
    void whatCustomersPostCountsToo() {
        ApiClient customers = node.client().undocumented();
        List<CompletableFuture<Answered>> under = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            under.add(CompletableFuture.supplyAsync(() -> customers.post("/api/v1/test/customers")));
        }
        await().until(() -> node.server.inFlight() == 3);

        assertThat(customers
                        .post("/api/v1/test/customers")
                        .expect(503, "overloaded")
                        .header("Retry-After"))
                .isEqualTo("1");
        held.get().complete(Answer.noContent());
        under.forEach(each -> assertThat(ApiNode.get(each).status()).isEqualTo(200));
    }

    @Test
    void readersWhoWaitAreBoundedToo() {
        ApiClient reader = node.client("acme", "reader", Role.INTEGRATOR);
        String now = reader.get("/api/v1/events").expect(200).text("/next");
        List<CompletableFuture<Answered>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> reader.get("/api/v1/events?wait=2&after=" + now)));
        }

        await().until(() -> reader.get("/api/v1/events").status() == 503);
        assertThat(node.server.inFlight()).isZero();
        waiting.forEach(each -> assertThat(ApiNode.get(each).status()).isIn(200, 503));
    }

    @Test
    void failureIsToldWithoutItsReason() {
        Answered failed =
                node.client("acme", "sue", Role.SUPERVISOR).undocumented().get("/api/v1/test/fails");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).contains("\"code\":\"internal\"").doesNotContain("nobody should read", "Exception");
    }

    @Test
    void connectionsBeyondTheBoundHearWhy() throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                open.add(connect());
            }
            await().until(() -> node.server.connections() >= MAX_CONNECTIONS);
            try (Socket oneTooMany = connect()) {
                send(oneTooMany, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(all(oneTooMany)).startsWith("HTTP/1.1 503").contains("overloaded", "Retry-After");
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void webSocketsCountAmongTheConnections() throws IOException {
        int before = node.server.connections();
        var open = new ArrayList<Socket>();
        try {
            while (node.server.connections() < MAX_CONNECTIONS) {
                Socket socket = connect();
                open.add(socket);
                send(socket, HostileClientTest.OPEN_SOCKET);
                assertThat(line(socket)).startsWith("HTTP/1.1 101");
                int expected = before + open.size();
                await().untilAsserted(
                                () -> assertThat(node.server.connections()).isEqualTo(expected));
            }
            for (String request : List.of(HostileClientTest.OPEN_SOCKET, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) {
                try (Socket oneTooMany = connect()) {
                    send(oneTooMany, request);
                    assertThat(all(oneTooMany)).startsWith("HTTP/1.1 503").contains("overloaded", "Retry-After");
                }
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> node.server.connections() <= before);
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Test
    void clientThatSendsItsHeadDropByDropIsCutOff() throws IOException {
        try (Socket slow = connect()) {
            send(slow, "GET /health HTTP/1.1\r\n");
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        try {
                            send(slow, "X: y\r\n");
                            return slow.getInputStream().available() == 0
                                    && slow.getInputStream().read() < 0;
                        } catch (java.net.SocketTimeoutException e) {
                            return false;
                        } catch (SocketException e) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void bodyThatDoesNotArriveIsNotWaitedFor() throws IOException {
        try (Socket slow = connect()) {
            send(slow, """
                POST /api/v1/interactions HTTP/1.1\r
                Host: x\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                {"medium\
                """.formatted(node.people.token("acme", "crm", Role.INTEGRATOR)));

            assertThat(all(slow)).startsWith("HTTP/1.1 408").contains("too-slow");
        }
    }

    @Test
    void requestsThatCannotBeReadAreProblems() throws IOException {
        assertThat(exchange("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("header-too-large");
        assertThat(exchange("GET /health HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(100) + "\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
        assertThat(exchange("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("malformed-request");
        assertThat(exchange("NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("malformed-request");
        assertThat(exchange("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed-request");
    }

    @Test
    void stoppingNodeAnswersWhatItHasBegun() {
        var last = new CompletableFuture<Answer>();
        var stopping = new ApiNode("", Endpoint.get("/api/v1/test/last", Access.anybody(), _ -> last));
        var begun = CompletableFuture.supplyAsync(
                () -> heldCall(stopping.client("acme", "sue", Role.SUPERVISOR), "/api/v1/test/last"));
        await().until(() -> stopping.server.inFlight() == 1);

        var ended = CompletableFuture.runAsync(stopping::close);
        await().atMost(Duration.ofSeconds(10)).until(() -> refusesConnections(stopping));
        last.complete(Answer.noContent());

        assertThat(ApiNode.get(begun).status()).isEqualTo(204);
        ApiNode.get(ended);
    }

    private static boolean refusesConnections(ApiNode stopping) {
        try (Socket _ = new Socket(
                InetAddress.getLoopbackAddress(), stopping.server.address().getPort())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Answered heldCall(ApiClient client) {
        return heldCall(client, "/api/v1/test/held");
    }

    /** Of an operation that is the test's own, so it is not in the document. */
    private static Answered heldCall(ApiClient client, String path) {
        return client.undocumented().get(path);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), node.server.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return head(socket);
        }
    }

    /** Everything until the node ends the connection. */
    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String head(Socket socket) throws IOException {
        var read = new StringBuilder();
        byte[] some = new byte[8_192];
        while (!read.toString().contains("instance")) {
            int n = socket.getInputStream().read(some);
            if (n < 0) {
                break;
            }
            read.append(new String(some, 0, n, StandardCharsets.UTF_8));
        }
        return read.toString();
    }
}

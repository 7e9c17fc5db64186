package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Outside;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A customer's page, as README.md tells to write one: over a WebSocket, connecting again by the last number it has seen. */
final class SocketPage implements Outside.Talking {

    private final TenantId tenant;
    private final ObjectNode opening;
    private final String key = UUID.randomUUID().toString();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final List<String> raw = new CopyOnWriteArrayList<>();

    private ChatServer server;
    private int viaPort;
    private volatile String token = "";
    private volatile long seen;
    private volatile Connection connection;

    SocketPage(ChatServer server, TenantId tenant) {
        this(server, tenant, ChatServer.object().put("queue", "support"));
    }

    SocketPage(ChatServer server, TenantId tenant, ObjectNode opening) {
        this.server = server;
        this.tenant = tenant;
        this.opening = opening;
        this.viaPort = server.port();
    }

    /** Connects to another node from now on. */
    void use(ChatServer other) {
        server = other;
        viaPort = other.port();
    }

    /** Connects through a proxy from now on. */
    void via(int port) {
        viaPort = port;
    }

    @Override
    public InteractionId arrive() {
        ChatServer.Answer answer = server.open(tenant, opening, "Idempotency-Key", key);
        assertThat(answer.status()).isEqualTo(201);
        raw.add(answer.raw().body());
        token = answer.body().path("token").asText();
        if (connection == null) {
            connect();
        }
        return new InteractionId(tenant, answer.body().path("interaction").asText());
    }

    String token() {
        return token;
    }

    void connect() {
        connection = new Connection();
        URI uri = URI.create("ws://127.0.0.1:" + viaPort + "/chat/v1/sessions/ws?token=" + token + "&after=" + seen);
        try {
            connection.socket = ChatServer.CLIENT
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .buildAsync(uri, connection)
                    .join();
        } catch (CompletionException e) {
            connection.ended = true;
            throw e;
        }
    }

    boolean isConnected() {
        return connection != null && !connection.ended;
    }

    void send(String frame) {
        connection.write(frame).orTimeout(10, TimeUnit.SECONDS).join();
    }

    void send(ObjectNode frame) {
        send(frame.toString());
    }

    static ObjectNode frame(String type) {
        return ChatServer.object().put("type", type);
    }

    @Override
    public void say(String id, String text) {
        trySay(id, text);
        await().atMost(Duration.ofSeconds(20)).until(() -> isAccepted(id));
    }

    void trySay(String id, String text) {
        send(frame("message").put("id", id).put("text", text));
    }

    boolean isAccepted(String id) {
        return all("accepted").stream().anyMatch(f -> f.path("id").asText().equals(id));
    }

    List<JsonNode> frames() {
        return frames;
    }

    List<JsonNode> all(String type) {
        return frames.stream().filter(f -> f.path("type").asText().equals(type)).toList();
    }

    JsonNode next(String type) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> all(type).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public List<String> conversation() {
        return all("message").stream()
                .map(f -> f.path("from").asText() + ": " + f.path("text").asText())
                .toList();
    }

    /** The numbers of all history frames, as they came. */
    List<Long> numbers() {
        var numbers = new ArrayList<Long>();
        frames.stream()
                .filter(f -> f.has("seq") && f.has("at"))
                .forEach(f -> numbers.add(f.path("seq").asLong()));
        return numbers;
    }

    @Override
    public List<String> told() {
        return raw;
    }

    @Override
    public boolean isServed() {
        return !all("agent-joined").isEmpty();
    }

    @Override
    public boolean isOver() {
        return !all("closed").isEmpty();
    }

    @Override
    public void leave() {
        send(frame("leave"));
    }

    @Override
    public void drop() {
        connection.socket.abort();
        connection.ended = true;
    }

    @Override
    public void comeBack() {
        connect();
    }

    @Override
    public void close() {
        if (connection != null && connection.socket != null) {
            connection.socket.abort();
        }
    }

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private volatile WebSocket socket;
        private volatile boolean ended;
        private CompletableFuture<WebSocket> written = CompletableFuture.completedFuture(null);

        /** One after the other: the JDK's client takes no frame while it writes one. */
        synchronized CompletableFuture<WebSocket> write(String frame) {
            written = written.handle((_, _) -> socket).thenCompose(to -> to.sendText(frame, true));
            return written;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                got(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void got(String frame) {
            JsonNode json;
            try {
                json = FrameCodec.JSON.readTree(frame);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Expected JSON, but got " + frame, e);
            }
            // A page that has connected again has no use for what a lost connection still holds.
            if (connection != this) {
                return;
            }
            raw.add(frame);
            frames.add(json);
            if (json.has("at")) {
                seen = Math.max(seen, json.path("seq").asLong());
            }
            if (json.path("type").asText().equals("ping")) {
                var _ = write(frame("pong").toString());
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            ended = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended = true;
        }
    }
}

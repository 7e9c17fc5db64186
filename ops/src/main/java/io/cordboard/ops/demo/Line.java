package io.cordboard.ops.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket whose frames are taken one by one. */
final class Line implements AutoCloseable, WebSocket.Listener {

    private static final long CONNECT_SECONDS = 15;
    /** What the line itself says last; no server has a frame of this type. */
    private static final String ENDED = "line-ended";

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    private Line() {}

    static Line open(HttpClient client, URI uri, Map<String, String> headers, String... protocol)
            throws IOException, InterruptedException {
        var line = new Line();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        if (protocol.length > 0) {
            builder.subprotocols(protocol[0]);
        }
        line.socket = within(builder.buildAsync(uri, line));
        return line;
    }

    private static <T> T within(java.util.concurrent.CompletableFuture<T> future)
            throws IOException, InterruptedException {
        try {
            return future.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Expected the socket to work, but " + e, e);
        }
    }

    /** The WebSocket address at a node. */
    static URI at(URI node, String path) {
        return URI.create("ws" + node.resolve(path).toString().substring("http".length()));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                frames.add(NodeApi.JSON.readTree(part.toString()));
            } catch (JsonProcessingException e) {
                frames.add(NodeApi.JSON.createObjectNode().put("type", "unreadable"));
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        frames.add(NodeApi.JSON.createObjectNode().put("type", ENDED));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        frames.add(NodeApi.JSON.createObjectNode().put("type", ENDED));
    }

    /**
     * The next frame, if one comes in time.
     *
     * @throws IOException once the line has ended and all its frames are taken
     */
    Optional<JsonNode> next(Duration atMost) throws IOException, InterruptedException {
        JsonNode frame = frames.poll(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
        if (frame != null && frame.path("type").asText().equals(ENDED)) {
            throw new IOException("Expected the socket to stay open, but it ended");
        }
        return Optional.ofNullable(frame);
    }

    void send(JsonNode frame) throws IOException, InterruptedException {
        if (socket == null) {
            throw new IOException("Expected a socket, but there is none");
        }
        within(socket.sendText(frame.toString(), true));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}

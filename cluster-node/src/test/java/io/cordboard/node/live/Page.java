package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A client's page: keeps what it was told, and sees to it that each stream comes without a hole and nothing twice. Answers
 * heartbeats unless told not to.
 */
final class Page implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger ORDERS = new AtomicInteger();

    private final List<JsonNode> frames = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Long> seqs = Collections.synchronizedMap(new TreeMap<>());
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final boolean reads;
    private volatile boolean answers = true;
    private @Nullable WebSocket socket;

    private Page(Map<String, Long> seqs, boolean reads) {
        this.seqs.putAll(seqs);
        this.reads = reads;
    }

    /** Connects with a token and says nothing yet. */
    static Page connect(LiveNode node, String token) {
        return connect(node.socket(""), token, Map.of(), true);
    }

    static Page connect(URI uri, String token, Map<String, Long> seqs, boolean reads) {
        var page = new Page(seqs, reads);
        var builder = CLIENT.newWebSocketBuilder().subprotocols(LiveSockets.PROTOCOL);
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        page.socket = LiveNode.get(builder.buildAsync(uri, page));
        return page;
    }

    /** Connects and begins. */
    static Page start(LiveNode node, String token) {
        Page page = connect(node, token);
        page.send("{\"type\":\"start\"}");
        return page;
    }

    /** Connects and goes on where {@code former} was. */
    static Page resume(LiveNode node, String token, Page former) {
        Page page = connect(node.socket(""), token, former.seqs(), true);
        page.send("{\"type\":\"resume\",\"data\":{\"session\":\"" + former.session() + "\",\"streams\":"
                + json(former.seqs()) + "}}");
        return page;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            String text = part.toString();
            part.setLength(0);
            take(text);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        faults.addAll(Protocol.flaws(Protocol.Side.SERVER, text));
        try {
            JsonNode frame = JSON.readTree(text);
            String stream = frame.path("stream").asText();
            long seq = frame.path("seq").asLong();
            switch (frame.path("type").asText()) {
                case "event" -> {
                    Long before = seqs.put(stream, seq);
                    if (before == null || before + 1 != seq) {
                        faults.add("Expected " + stream + ' ' + (before == null ? "snapshot" : before + 1)
                                + ", but got " + seq);
                    }
                }
                case "snapshot" -> seqs.put(stream, seq);
                case "left" -> seqs.remove(stream);
                case "ping" -> {
                    if (answers) {
                        send("{\"type\":\"pong\"}");
                    }
                }
                default -> {}
            }
            frames.add(frame);
        } catch (JsonProcessingException e) {
            faults.add(text);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    void send(String frame) {
        sendUnchecked(Protocol.check(Protocol.Side.CLIENT, frame));
    }

    /** Something that the protocol does not know. */
    void sendUnchecked(String frame) {
        if (socket != null) {
            synchronized (this) {
                LiveNode.get(socket.sendText(frame, true));
            }
        }
    }

    /** Gives an order and returns its result. */
    JsonNode order(String type, String data) {
        return order(type, data, this::send);
    }

    /** The same with an order that may be outside the protocol. */
    JsonNode unchecked(String type, String data) {
        return order(type, data, this::sendUnchecked);
    }

    private JsonNode order(String type, String data, Consumer<String> sending) {
        String id = "o" + ORDERS.incrementAndGet();
        sending.accept(
                "{\"type\":\"" + type + "\",\"id\":\"" + id + '"' + (data.isEmpty() ? "" : ",\"data\":" + data) + '}');
        JsonNode result = await(f -> is(f, "result") && f.path("id").asText().equals(id));
        if (!result.path("ok").asBoolean()) {
            assertThat(Protocol.problems(type))
                    .as(type + " " + result)
                    .contains(result.path("problem").path("code").asText());
        }
        return result;
    }

    /** The same where it is to be carried out. */
    void ordered(String type, String data) {
        JsonNode result = order(type, data);
        assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
    }

    /** The code of the problem that an order ends with. */
    String refused(String type, String data) {
        return order(type, data).path("problem").path("code").asText();
    }

    /** The first frame like this, once it is there. */
    JsonNode await(Predicate<JsonNode> which) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .conditionEvaluationListener(null)
                .until(() -> seen().stream().filter(which).findFirst(), java.util.Optional::isPresent)
                .orElseThrow(() -> new AssertionError("Expected another frame, but got " + seen()));
    }

    JsonNode event(String stream, String name) {
        return await(f -> is(f, "event")
                && f.path("stream").asText().equals(stream)
                && f.path("event").asText().equals(name));
    }

    JsonNode frame(String type, String stream) {
        return await(f -> is(f, type) && f.path("stream").asText().equals(stream));
    }

    static boolean is(JsonNode frame, String type) {
        return frame.path("type").asText().equals(type);
    }

    List<JsonNode> seen() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** The events of a stream as number and name. */
    List<String> events(String stream) {
        return seen().stream()
                .filter(f -> is(f, "event") && f.path("stream").asText().equals(stream))
                .map(f -> f.path("seq").asLong() + " " + f.path("event").asText())
                .collect(Collectors.toList());
    }

    Map<String, Long> seqs() {
        synchronized (seqs) {
            return new TreeMap<>(seqs);
        }
    }

    String session() {
        return await(f -> is(f, "hello")).path("data").path("session").asText();
    }

    String goodbye() {
        return await(f -> is(f, "goodbye")).path("data").path("reason").asText();
    }

    int closeCode() {
        return LiveNode.get(closed);
    }

    /** Answers heartbeats no more. */
    void fallSilent() {
        answers = false;
    }

    /** The network is gone, or the browser: no goodbye, no close frame. */
    void vanish() {
        noFaults();
        if (socket != null) {
            socket.abort();
        }
    }

    void noFaults() {
        assertThat(faults).isEmpty();
    }

    @Override
    public void close() {
        vanish();
    }
}

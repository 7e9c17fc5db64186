package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Outside;
import io.cordboard.routing.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A customer's page that can do plain HTTP only: it asks again and again. */
final class PollingPage implements Outside.Talking {

    private final ChatServer server;
    private final TenantId tenant;
    private final String key = UUID.randomUUID().toString();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final List<String> raw = new CopyOnWriteArrayList<>();

    private volatile String token = "";
    private volatile long after;
    private volatile boolean polling;
    private volatile boolean typing;
    private volatile AssertionError failure;
    private Thread poller = Thread.ofVirtual().unstarted(() -> {});

    PollingPage(ChatServer server, TenantId tenant) {
        this.server = server;
        this.tenant = tenant;
    }

    @Override
    public InteractionId arrive() {
        ChatServer.Answer answer =
                server.open(tenant, ChatServer.object().put("queue", "support"), "Idempotency-Key", key);
        assertThat(answer.status()).isEqualTo(201);
        token = answer.body().path("token").asText();
        if (!polling) {
            comeBack();
        }
        return new InteractionId(tenant, answer.body().path("interaction").asText());
    }

    String token() {
        return token;
    }

    @Override
    public void comeBack() {
        polling = true;
        poller = Thread.ofVirtual().start(() -> {
            try {
                while (polling) {
                    poll();
                }
            } catch (AssertionError e) {
                failure = e;
            }
        });
    }

    private void poll() {
        ChatServer.Answer answer =
                server.get("/chat/v1/sessions/messages?wait=1&after=" + after, ChatServer.bearer(token));
        assertThat(answer.status()).isEqualTo(200);
        Schemas.holdsOverHttp("ChatPage", answer.body());
        raw.add(answer.raw().body());
        answer.body().path("frames").forEach(frames::add);
        after = answer.body().path("after").asLong();
        typing = answer.body().path("typing").asBoolean();
        if (answer.body().path("closed").asBoolean()) {
            polling = false;
        }
    }

    boolean seesTyping() {
        return typing;
    }

    @Override
    public void drop() {
        polling = false;
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void say(String id, String text) {
        assertThat(trySay(id, text).status()).isEqualTo(200);
    }

    ChatServer.Answer trySay(String id, String text) {
        return server.post(
                "/chat/v1/sessions/messages",
                ChatServer.object().put("id", id).put("text", text),
                ChatServer.bearer(token));
    }

    @Override
    public void leave() {
        assertThat(server.post("/chat/v1/sessions/leave", ChatServer.object(), ChatServer.bearer(token))
                        .status())
                .isEqualTo(204);
    }

    @Override
    public List<String> conversation() {
        return frames.stream()
                .filter(f -> f.path("type").asText().equals("message"))
                .map(f -> f.path("from").asText() + ": " + f.path("text").asText())
                .toList();
    }

    @Override
    public List<String> told() {
        return raw;
    }

    private boolean has(String type) {
        return frames.stream().anyMatch(f -> f.path("type").asText().equals(type));
    }

    @Override
    public boolean isServed() {
        return has("agent-joined");
    }

    @Override
    public boolean isOver() {
        return has("closed");
    }

    @Override
    public void close() {
        drop();
        assertThat(failure).isNull();
    }
}

package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is refused in a chat, and how; what is not refused but must not get through. */
class ChatRefusalsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final ChatCentre CHAT =
            new ChatCentre(new ChatSite(Set.of("support"), Set.of(), Optional.empty(), Optional.empty()));

    private ChatServer server;
    private Centre centre;
    private TenantId tenant;

    @BeforeEach
    void open() {
        server = CHAT.server();
        centre = CHAT.centre();
        tenant = CHAT.tenant();
    }

    private static ObjectNode opening() {
        return ChatServer.object().put("queue", "support");
    }

    @Test
    void frameThatIsWrongIsRefusedAndTheConnectionStays() {
        try (var page = new SocketPage(server, tenant)) {
            page.arrive();
            page.send("nonsense");
            page.trySay("1", "x".repeat(4_001));
            page.trySay("2", "\u202E\u200B");
            page.say("3", "still here");

            assertThat(page.all("error").stream().map(f -> f.path("code").asText()))
                    .containsExactly("invalid-frame", "text-too-long", "invalid-text");
            page.frames().forEach(frame -> Schemas.holdsOnSocket("ToCustomer", frame));
        }
    }

    @Test
    void idThatIsUsedForAnotherTextIsRefusedNotLost() {
        try (var page = new SocketPage(server, tenant)) {
            page.arrive();
            page.say("1", "one");
            page.trySay("1", "another");

            JsonNode error = page.next("error");
            assertThat(error.path("code").asText()).isEqualTo("id-reused");
            assertThat(error.path("id").asText()).isEqualTo("1");
        }
        try (var page = new PollingPage(server, tenant)) {
            page.arrive();
            page.say("1", "one");

            assertThat(page.trySay("1", "another").code()).isEqualTo("id-reused");
            assertThat(page.trySay("1", "one").status()).isEqualTo(200);
        }
    }

    @Test
    void frameThatIsTooLargeEndsTheConnection() {
        try (var page = new SocketPage(server, tenant)) {
            page.arrive();
            page.trySay("1", "x".repeat(40_000));

            assertThat(page.next("bye").path("code").asText()).isEqualTo("frame-too-large");
            await().atMost(SOON).until(() -> !page.isConnected());
        }
    }

    @Test
    void floodOfMessagesIsRefusedAndFloodOfFramesEndsTheConnection() {
        try (var strict = CHAT.strict("""
                rates.messages-per-session { burst = 3, per-minute = 1 }
                rates.frames-per-session { burst = 20, per-minute = 1 }
                """)) {
            try (var page = new SocketPage(strict, tenant)) {
                InteractionId chat = page.arrive();
                for (int i = 0; i < 5; i++) {
                    page.trySay("m" + i, "word " + i);
                }
                await().atMost(SOON).until(() -> page.all("error").size() == 2);
                assertThat(page.next("error").path("code").asText()).isEqualTo("too-many-messages");
                assertThat(centre.view(chat).messages()).isEqualTo(3);

                for (int i = 0; i < 20; i++) {
                    try {
                        page.send(SocketPage.frame("ping"));
                    } catch (java.util.concurrent.CompletionException _) {
                        break;
                    }
                }

                assertThat(page.next("bye").path("code").asText()).isEqualTo("flood");
                await().atMost(SOON).until(() -> !page.isConnected());
            }
        }
    }

    @Test
    void sourceWithTooManyOpenChatsIsRefusedUntilOneIsOver() {
        try (var strict = CHAT.strict("open-chats-per-source = 2, exempt-sources = []")) {
            String first = strict.open(tenant, opening()).body().path("token").asText();
            strict.open(tenant, opening());

            ChatServer.Answer third = strict.open(tenant, opening());
            assertThat(third.code()).isEqualTo("too-many-chats");
            assertThat(third.raw().headers().firstValue("Retry-After")).isPresent();
            strict.post("/chat/v1/sessions/leave", ChatServer.object(), ChatServer.bearer(first));

            assertThat(strict.open(tenant, opening()).status()).isEqualTo(201);
        }
    }

    @Test
    void sourceThatAsksTooOftenIsToldWhenToAskAgain() {
        try (var strict =
                CHAT.strict("exempt-sources = [], rates.requests-per-source { burst = 3, per-minute = 60 }")) {
            ChatServer.Answer last = null;
            for (int i = 0; i < 5; i++) {
                last = strict.get("/chat/v1/sessions/messages");
            }
            assertThat(last.code()).isEqualTo("rate-limited");
            assertThat(last.raw().headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void sixthConnectionOfOneChatIsRefused() {
        try (var page = new SocketPage(server, tenant)) {
            page.arrive();
            for (int i = 0; i < 4; i++) {
                page.connect();
            }
            assertThatThrownBy(page::connect)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(429));
        }
    }

    @Test
    void silentPageIsDisconnected() {
        try (var strict = CHAT.strict("heartbeat = 300ms, silence = 700ms")) {
            String token = strict.open(tenant, opening()).body().path("token").asText();
            var heard = new java.util.concurrent.ConcurrentLinkedQueue<String>();
            var ended = new java.util.concurrent.CompletableFuture<Integer>();
            WebSocket deaf = ChatServer.CLIENT
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + strict.port() + "/chat/v1/sessions/ws?token=" + token),
                            new WebSocket.Listener() {
                                @Override
                                public java.util.concurrent.CompletionStage<?> onText(
                                        WebSocket socket, CharSequence data, boolean last) {
                                    heard.add(data.toString());
                                    socket.request(1);
                                    return null;
                                }

                                @Override
                                public java.util.concurrent.CompletionStage<?> onClose(
                                        WebSocket socket, int code, String reason) {
                                    ended.complete(code);
                                    return null;
                                }
                            })
                    .join();

            assertThat(ended.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(1000);
            assertThat(heard).anyMatch(f -> f.contains("\"ping\"")).anyMatch(f -> f.contains("\"silent\""));
            deaf.abort();
        }
    }

    // What gets through

    @Test
    void hostileTextOfEitherSideReachesTheOtherAsPlainText() {
        try (var page = new SocketPage(server, tenant)) {
            InteractionId chat = page.arrive();
            AgentId agent = centre.agent("ag-1", "A\u202Eda<b>");
            centre.take(chat, agent);
            page.say("1", "<img src=x onerror=alert(1)>\u202Eexe\u200B");
            centre.say(chat, agent, "a1", "pay\u200Bpal\u0000 \u2066<script>");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(page.conversation())
                            .containsExactly("customer: <img src=x onerror=alert(1)>exe", "agent: paypal <script>"));
            assertThat(page.next("agent-joined").path("name").asText()).isEqualTo("Ada<b>");
        }
    }

    @Test
    void typingAndDeliveryGoBothWaysAndOnlyTypingIsForgotten() {
        try (var page = new SocketPage(server, tenant)) {
            InteractionId chat = page.arrive();
            AgentId agent = centre.agent("ag-1", "Ada");
            centre.take(chat, agent);
            centre.say(chat, agent, "a1", "Hello");
            page.say("1", "Hi");
            await().atMost(SOON).until(() -> page.conversation().size() == 2);

            centre.done(new InteractionCommand.Typing(chat, Party.agent(agent), true));
            centre.done(new InteractionCommand.Deliver(chat, "customer:1"));
            page.send(SocketPage.frame("delivered").put("id", "a1"));
            page.send(SocketPage.frame("delivered").put("id", "a1"));
            page.send(SocketPage.frame("delivered").put("id", "1"));

            assertThat(page.next("typing").path("typing").asBoolean()).isTrue();
            assertThat(page.next("delivered").path("id").asText()).isEqualTo("1");
            page.say("2", "after the receipts");
            page.drop();
            page.connect();
            page.say("3", "after coming back");
            assertThat(page.all("typing")).hasSize(1);
            assertThat(page.numbers()).isSorted().doesNotHaveDuplicates();
            page.frames().forEach(frame -> Schemas.holdsOnSocket("ToCustomer", frame));
        }
    }

    @Test
    void whatIsSaidToAChatThatIsOverIsRefused() {
        try (var page = new PollingPage(server, tenant)) {
            InteractionId chat = page.arrive();
            page.leave();
            await().atMost(SOON).until(page::isOver);

            assertThat(page.trySay("9", "anybody?").code()).isEqualTo("chat-over");
            assertThat(centre.view(chat).messages()).isZero();
        }
        try (var page = new SocketPage(server, tenant)) {
            page.arrive();
            page.leave();
            assertThat(page.next("bye").path("code").asText()).isEqualTo("closed");
            await().atMost(SOON).until(() -> !page.isConnected());
        }
    }
}

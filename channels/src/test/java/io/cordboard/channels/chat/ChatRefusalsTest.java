package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused, and how; what is not refused but must not get through. */
class ChatRefusalsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SHOP = "https://shop.example";
    private static final Secret IDENTITY = Secret.of("a tenant's secret".getBytes(StandardCharsets.US_ASCII));

    private static OneNode node;
    private static ChatServer server;

    private Centre centre;
    private TenantId tenant;

    @BeforeAll
    static void start() {
        node = new OneNode();
        server = new ChatServer(node);
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    @BeforeEach
    void open() {
        centre = new Centre(node);
        tenant = centre.tenant();
        server.with(tenant, site());
    }

    private static ChatSite site() {
        return new ChatSite(Set.of("support"), Set.of(SHOP), Optional.of(IDENTITY), Optional.empty());
    }

    private static ObjectNode opening() {
        return ChatServer.object().put("queue", "support");
    }

    private String token() {
        return server.open(tenant, opening()).body().path("token").asText();
    }

    private InteractionId chat(ChatServer.Answer opened) {
        assertThat(opened.status()).isEqualTo(201);
        return new InteractionId(tenant, opened.body().path("interaction").asText());
    }

    // Tokens

    @Test
    void tokensThatAreNotGoodAreRefusedAlike() {
        var tokens = new SessionTokens(TokenKeys.of("k1", ChatServer.SECRET), Duration.ofHours(1));
        var foreign = new SessionTokens(
                TokenKeys.of("k1", Secret.of("f".repeat(32).getBytes(StandardCharsets.US_ASCII))), Duration.ofHours(1));
        var chat = InteractionId.of(tenant + "/c-1");
        List<String> bad = List.of(
                "",
                "nonsense",
                token() + "x",
                foreign.issue(chat, Instant.now()).token(),
                tokens.issue(chat, Instant.now().minusSeconds(7_200)).token(),
                // Of a chat, and of a tenant, that do not exist.
                tokens.issue(chat, Instant.now()).token(),
                tokens.issue(InteractionId.of("nobody/c-1"), Instant.now()).token());

        List<String> answers = bad.stream()
                .map(token -> server.get("/chat/v1/sessions/messages", ChatServer.bearer(token)))
                .map(answer -> answer.status() + answer.raw().body())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst()).startsWith("401").contains("unauthenticated");
        for (String path : List.of("messages", "typing", "delivered", "leave")) {
            assertThat(server.post("/chat/v1/sessions/" + path, ChatServer.object(), ChatServer.bearer("nonsense"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(handshake("nonsense", Optional.empty())).isEqualTo(401);
    }

    @Test
    void tokenIsRenewedAsLongAsTheChatGoesOn() {
        ChatServer.Answer opened =
                server.open(centre.tenant(), ChatServer.object().put("queue", "support"));
        String first = opened.body().path("token").asText();

        ChatServer.Answer renewed =
                server.post("/chat/v1/sessions/token", ChatServer.object(), ChatServer.bearer(first));

        assertThat(renewed.status()).isEqualTo(200);
        Schemas.holdsOverHttp("ChatOpened", renewed.body());
        assertThat(renewed.body().path("interaction")).isEqualTo(opened.body().path("interaction"));
        String second = renewed.body().path("token").asText();
        assertThat(server.post("/chat/v1/sessions/leave", ChatServer.object(), ChatServer.bearer(second))
                        .status())
                .isEqualTo(204);
        assertThat(server.post("/chat/v1/sessions/token", ChatServer.object(), ChatServer.bearer(second))
                        .code())
                .isEqualTo("chat-over");
    }

    @Test
    void tokenReachesItsOwnChatOnly() {
        String mine = token();
        String theirs = token();
        server.post(
                "/chat/v1/sessions/messages",
                ChatServer.object().put("id", "1").put("text", "mine"),
                ChatServer.bearer(mine));

        assertThat(server.get("/chat/v1/sessions/messages", ChatServer.bearer(theirs))
                        .raw()
                        .body())
                .doesNotContain("mine");
    }

    @Test
    void unknownTenantAndOneWithoutChatAreAlike() {
        var closed = new Centre(node);

        ChatServer.Answer unknown = server.post("/chat/v1/nobody/sessions", opening());
        ChatServer.Answer without = server.post("/chat/v1/" + closed.tenant() + "/sessions", opening());
        ChatServer.Answer never = server.post("/chat/v1/NO_TENANT/sessions", opening());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(List.of(without.raw().body(), never.raw().body()))
                .containsOnly(unknown.raw().body());
    }

    // Opening

    @Test
    void openingIsTakenWholeOrRefusedWithEveryFlaw() {
        ObjectNode body = opening().put("queue", "sales").put("nickname", "x").put("name", "\u200B");
        body.putObject("attributes").put("customer.verified", "true").put("ok", "yes");

        ChatServer.Answer answer = server.open(tenant, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/nickname", "/name", "/attributes/customer.verified");
        assertThat(server.open(tenant, opening().put("queue", "sales"))
                        .body()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/queue");
    }

    @Test
    void bodyThatIsNotJsonOrTooLargeIsRefused() {
        assertThat(raw("{\"queue\":", "application/json").code()).isEqualTo("malformed-json");
        assertThat(raw("", "application/json").status()).isEqualTo(422);
        assertThat(raw("queue=support", "application/x-www-form-urlencoded").code())
                .isEqualTo("unsupported-media-type");
        assertThat(raw("{\"queue\":\"support\",\"subject\":\"" + "x".repeat(70_000) + "\"}", "application/json")
                        .code())
                .isEqualTo("body-too-large");
        assertThat(server.get("/chat/v1/" + tenant + "/sessions").code()).isEqualTo("method-not-allowed");
    }

    private ChatServer.Answer raw(String body, String type) {
        return server.send(HttpRequest.newBuilder(server.http("/chat/v1/" + tenant + "/sessions"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void repeatedOpeningIsOneChatAndAnotherOneWithItsKeyIsRefused() {
        String key = UUID.randomUUID().toString();
        ObjectNode body = opening().put("firstMessage", "Hello");

        InteractionId first = chat(server.open(tenant, body, "Idempotency-Key", key));
        InteractionId again = chat(server.open(tenant, body, "Idempotency-Key", key));
        ChatServer.Answer different = server.open(tenant, opening().put("subject", "else"), "Idempotency-Key", key);

        assertThat(again).isEqualTo(first);
        assertThat(centre.view(first).messages()).isEqualTo(1);
        assertThat(different.status()).isEqualTo(409);
        assertThat(server.open(tenant, body, "Idempotency-Key", "1").status()).isEqualTo(422);
        assertThat(chat(server.open(tenant, body))).isNotEqualTo(first);
    }

    @Test
    void customerIsWhoTheTenantProvesAndNobodyElse() {
        String proof = IdentityProof.make(IDENTITY, "c-17", Instant.now().plusSeconds(60));

        var proven = centre.view(
                chat(server.open(tenant, opening().put("customer", "c-17").put("proof", proof))));
        var claimed = centre.view(chat(server.open(tenant, opening().put("customer", "c-17"))));
        ChatServer.Answer stolen =
                server.open(tenant, opening().put("customer", "c-18").put("proof", proof));

        assertThat(proven.contact().customer()).contains("c-17");
        assertThat(proven.contact().attributes()).containsEntry("customer.verified", "true");
        assertThat(claimed.contact().customer()).isEmpty();
        assertThat(claimed.contact().attributes())
                .containsEntry("customer.claimed", "c-17")
                .doesNotContainKey("customer.verified");
        assertThat(stolen.code()).isEqualTo("identity-not-proven");
    }

    // Origins

    @Test
    void pagesOfOtherOriginsChatOnlyWhereTheTenantAllows() {
        HttpResponse<String> allowed = from(SHOP).raw();
        assertThat(allowed.statusCode()).isEqualTo(201);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(from("https://evil.example").code()).isEqualTo("origin-not-allowed");
        assertThat(from("null").code()).isEqualTo("origin-not-allowed");
        assertThat(from("http://127.0.0.1:" + server.port()).status()).isEqualTo(201);

        String token = token();
        assertThat(handshake(token, Optional.of("https://evil.example"))).isEqualTo(403);
        assertThat(handshake(token, Optional.of(SHOP))).isEqualTo(101);
    }

    private ChatServer.Answer from(String origin) {
        return server.open(tenant, opening(), "Origin", origin);
    }

    private static int handshake(String token, Optional<String> origin) {
        WebSocket.Builder builder = ChatServer.CLIENT.newWebSocketBuilder();
        origin.ifPresent(value -> builder.header("Origin", value));
        URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/chat/v1/sessions/ws?token=" + token);
        try {
            builder.buildAsync(uri, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (java.util.concurrent.CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    @Test
    void preflightAllowsToAskAndNothingMore() {
        HttpResponse<String> answer = server.send(
                        HttpRequest.newBuilder(server.http("/chat/v1/sessions/messages"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()),
                        "Origin",
                        SHOP,
                        "Access-Control-Request-Method",
                        "POST")
                .raw();

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("authorization", "idempotency-key");
    }

    // Frames

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
        try (var strict = new ChatServer(node, """
                rates.messages-per-session { burst = 3, per-minute = 1 }
                rates.frames-per-session { burst = 20, per-minute = 1 }
                """)) {
            strict.with(tenant, site());
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
        try (var strict = new ChatServer(node, "open-chats-per-source = 2, exempt-sources = []")) {
            strict.with(tenant, site());
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
                new ChatServer(node, "exempt-sources = [], rates.requests-per-source { burst = 3, per-minute = 60 }")) {
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
        try (var strict = new ChatServer(node, "heartbeat = 300ms, silence = 700ms")) {
            strict.with(tenant, site());
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

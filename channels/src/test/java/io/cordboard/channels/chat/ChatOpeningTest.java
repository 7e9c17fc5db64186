package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.interaction.InteractionId;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may begin a chat, or go on with one, and what everybody else hears. */
class ChatOpeningTest {

    private static final String SHOP = "https://shop.example";
    private static final Secret IDENTITY = Secret.of("a tenant's secret".getBytes(StandardCharsets.US_ASCII));

    @RegisterExtension
    static final ChatCentre CHAT =
            new ChatCentre(new ChatSite(Set.of("support"), Set.of(SHOP), Optional.of(IDENTITY), Optional.empty()));

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
        var closed = new Centre(CHAT.node());

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
    void chatWithoutAQueueIsOpenedWhereTheTenantsRulesSay() {
        ChatServer.Answer refused = server.open(tenant, ChatServer.object());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/queue");
        centre.classify();
        assertThat(server.open(tenant, ChatServer.object())
                        .body()
                        .at("/errors/0/pointer")
                        .asText())
                .as("the tenant does not open it for chat")
                .isEqualTo("/queue");
        server.with(tenant, ChatSite.of(Set.of("support", "sales")));

        InteractionId opened = chat(server.open(tenant, ChatServer.object()));

        assertThat(centre.view(opened).queue()).contains(centre.otherQueue());
        assertThat(centre.view(opened).classified().orElseThrow().version()).isEqualTo(1);
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
        assertThat(proven.contact().attributes().members()).containsEntry("customer.verified", "true");
        assertThat(claimed.contact().customer()).isEmpty();
        assertThat(claimed.contact().attributes().members())
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

    private int handshake(String token, Optional<String> origin) {
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
}

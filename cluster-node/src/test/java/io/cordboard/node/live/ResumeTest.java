package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After a lost connection a page goes on where it was, on either of two nodes. */
class ResumeTest {

    private static LiveNode first;
    private static LiveNode second;

    @BeforeAll
    static void start() {
        first = new LiveNode("");
        second = first.joinedBy("");
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void whatHappenedMeanwhileComesOnceOnTheSameNode() {
        goesOnAt(first);
    }

    @Test
    void whatHappenedMeanwhileComesOnceOnTheOtherNode() {
        goesOnAt(second);
    }

    private static void goesOnAt(LiveNode there) {
        var stage = new Stage(first);
        Page page = stage.ready(first, "alice");
        String chat = stage.customer();
        Stage.accept(page, chat);
        stage.says(chat, "before");
        page.event(chat, "message-added");
        page.vanish();
        IntStream.range(0, 150).forEach(i -> stage.says(chat, "while away " + i));

        try (Page again = Page.resume(there, stage.token("alice"), page)) {
            stage.says(chat, "after");
            again.await(f -> f.path("data").path("text").asText().equals("after"));

            assertThat(again.seen()).noneMatch(f -> Page.is(f, "snapshot"));
            assertThat(texts(again)).hasSize(151).doesNotHaveDuplicates().endsWith("while away 149", "after");
            again.noFaults();
        }
    }

    @Test
    void workThatEndedMeanwhileIsToldToItsEnd() {
        var stage = new Stage(first);
        Page page = stage.ready(first, "alice");
        String chat = stage.customer();
        Stage.accept(page, chat);
        page.vanish();
        stage.leaves(chat);
        stage.wrapsUp(chat, "alice");

        try (Page again = Page.resume(second, stage.token("alice"), page)) {
            again.event(chat, "wrap-up-started");
            again.event(chat, "interaction-closed");
            again.frame("left", chat);
            again.noFaults();
        }
    }

    @Test
    void whoMissedTooMuchGetsASnapshot() {
        var stage = new Stage(first);
        Page page = stage.ready(first, "alice");
        String chat = stage.customer();
        Stage.accept(page, chat);
        stage.says(chat, "one");
        stage.says(chat, "two");
        page.vanish();

        try (Page again = Page.connect(second, stage.token("alice"))) {
            again.send("{\"type\":\"resume\",\"data\":{\"streams\":{\"agent\":999999,\"" + chat + "\":999999}}}");

            var messages = again.frame("snapshot", chat).path("data").path("messages");
            assertThat(messages.findValuesAsText("text")).containsExactly("one", "two");
            again.frame("snapshot", "agent");
        }
    }

    @Test
    void ticketOfOneNodeOpensOneSocketOnTheOther() throws Exception {
        var stage = new Stage(first);
        String ticket = ticket(first, stage.token("alice"));

        try (Page page = Page.connect(second.socket("?ticket=" + ticket), "", Map.of(), true)) {
            assertThat(page.session()).isNotEmpty();
        }

        assertThat(handshake(second, "?ticket=" + ticket, "")).isEqualTo(401);
        assertThat(handshake(second, "?ticket=nonsense", "")).isEqualTo(401);
        assertThat(handshake(second, "", stage.tenant.value() + "/crm/integrator"))
                .isEqualTo(403);
    }

    private static List<String> texts(Page page) {
        return page.seen().stream()
                .filter(f -> f.path("event").asText().equals("message-added"))
                .map(f -> f.path("data").path("text").asText())
                .toList();
    }

    static String ticket(LiveNode node, String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(node.uri(LiveSockets.TICKETS))
                            .header("Authorization", "Bearer " + token)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            return new com.fasterxml.jackson.databind.json.JsonMapper()
                    .readTree(answer.body())
                    .path("ticket")
                    .asText();
        }
    }

    /** The status with which a handshake is refused. */
    static int handshake(LiveNode node, String query, String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var builder = client.newWebSocketBuilder().subprotocols(LiveSockets.PROTOCOL);
            if (!token.isEmpty()) {
                builder.header("Authorization", "Bearer " + token);
            }
            builder.buildAsync(node.socket(query), new java.net.http.WebSocket.Listener() {})
                    .get(20, java.util.concurrent.TimeUnit.SECONDS)
                    .abort();
            return 101;
        } catch (java.util.concurrent.ExecutionException e) {
            return ((java.net.http.WebSocketHandshakeException) e.getCause())
                    .getResponse()
                    .statusCode();
        }
    }
}

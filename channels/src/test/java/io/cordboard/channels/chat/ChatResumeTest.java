package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Centre;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that break at any byte, and pages that connect again, to this node or another. */
class ChatResumeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WORDS = 25;

    @RegisterExtension
    static final ChatCentre CHAT = new ChatCentre(
            new ChatSite(Set.of("support"), Set.of(), Optional.empty(), Optional.of(Duration.ofSeconds(60))), 2);

    private ChatServer one;
    private ChatServer other;
    private Centre centre;

    @BeforeEach
    void open() {
        one = CHAT.server(0);
        other = CHAT.server(1);
        centre = CHAT.centre();
    }

    @Test
    void connectionThatIsCutAnywhereLosesAndDoublesNothing() {
        long seed = Long.getLong("chat.seed", System.nanoTime());
        var random = new Random(seed);
        var page = new SocketPage(one, centre.tenant());
        // Enough for the handshake, and then a few frames at most.
        try (var proxy = new CuttingProxy(one.port(), () -> 700 + random.nextInt(1_500));
                page) {
            InteractionId chat = page.arrive();
            AgentId agent = centre.agent("ag-1", "Ada");
            centre.take(chat, agent);
            page.drop();
            page.via(proxy.port());
            page.connect();

            Set<String> unsaid = new TreeSet<>();
            IntStream.range(0, WORDS).forEach(i -> unsaid.add("w" + (100 + i)));
            int words = 0;
            long limit = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (!unsaid.isEmpty() && System.nanoTime() < limit) {
                if (words < WORDS) {
                    centre.say(chat, agent, "a" + words, "agent's word " + words);
                    words++;
                }
                sayNext(page, unsaid.iterator().next());
                unsaid.removeIf(page::isAccepted);
            }
            page.via(one.port());
            connect(page);

            assertThat(unsaid).as("seed %d", seed).isEmpty();
            assertThat(proxy.cuts()).as("seed %d", seed).isGreaterThan(3);
            List<String> expected = Stream.concat(
                            IntStream.range(0, words).mapToObj(i -> "agent: agent's word " + i),
                            IntStream.range(0, WORDS).mapToObj(i -> "customer: said w" + (100 + i)))
                    .toList();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(page.conversation())
                            .as("seed %d", seed)
                            .containsExactlyInAnyOrderElementsOf(expected));
            assertThat(page.numbers()).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(centre.view(chat).messages()).isEqualTo(expected.size());
        }
    }

    /** Until it is accepted, or the connection breaks: then connects again. */
    private static void sayNext(SocketPage page, String id) {
        try {
            page.trySay(id, "said " + id);
            await().atMost(Duration.ofSeconds(20)).until(() -> page.isAccepted(id) || !page.isConnected());
        } catch (CompletionException _) {
            // It broke while we wrote.
        }
        if (!page.isConnected() || !page.isAccepted(id)) {
            connect(page);
        }
    }

    private static void connect(SocketPage page) {
        await().atMost(SOON).until(() -> {
            try {
                page.connect();
                return true;
            } catch (CompletionException _) {
                return false;
            }
        });
    }

    @Test
    void pageThatTurnsToAnotherNodeGoesOnWhereItWas() {
        try (var page = new SocketPage(one, centre.tenant())) {
            InteractionId chat = page.arrive();
            AgentId agent = centre.agent("ag-1", "Ada");
            centre.take(chat, agent);
            page.say("1", "one");
            page.drop();
            centre.say(chat, agent, "a1", "two");

            page.use(other);
            page.connect();
            page.say("1", "one");
            page.say("2", "three");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(page.conversation())
                            .containsExactly("customer: one", "agent: two", "customer: three"));
            assertThat(page.numbers()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void pageThatPollsTurnsToAnotherNodeAndBack() {
        String token = one.open(
                        centre.tenant(),
                        ChatServer.object().put("queue", "support").put("firstMessage", "one"))
                .body()
                .path("token")
                .asText();
        var seen = new ArrayList<String>();
        long after = 0;
        for (ChatServer server : List.of(one, other, one)) {
            server.post(
                    "/chat/v1/sessions/messages",
                    ChatServer.object().put("id", "m" + seen.size()).put("text", "more " + seen.size()),
                    ChatServer.bearer(token));
            ChatServer.Answer answer =
                    server.get("/chat/v1/sessions/messages?wait=5&after=" + after, ChatServer.bearer(token));
            answer.body().path("frames").forEach(frame -> {
                if (frame.has("text")) {
                    seen.add(frame.path("text").asText());
                }
            });
            after = answer.body().path("after").asLong();
        }

        assertThat(seen).containsExactly("one", "more 0", "more 2", "more 3");
    }

    @Test
    void longHistoryComesWholeToAPageThatReads() {
        try (var page = new SocketPage(one, centre.tenant())) {
            InteractionId chat = page.arrive();
            AgentId agent = centre.agent("ag-1", "Ada");
            centre.take(chat, agent);
            page.drop();
            int many = 700;
            for (int i = 0; i < many; i++) {
                centre.say(chat, agent, "a" + i, "word " + i);
            }

            page.connect();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(page.conversation()).hasSize(many));
            assertThat(page.conversation())
                    .isEqualTo(IntStream.range(0, many)
                            .mapToObj(i -> "agent: word " + i)
                            .toList());
            assertThat(polled(page.token(), 0)).hasSize(many);
            assertThat(polled(page.token(), 300)).hasSizeLessThan(many);
            assertThat(polled(page.token(), 0)).hasSize(many);
        }
    }

    /** Everything after a number, as a page that polls gets it. */
    private List<String> polled(String token, long from) {
        var texts = new ArrayList<String>();
        long after = from;
        while (true) {
            ChatServer.Answer answer = one.get("/chat/v1/sessions/messages?after=" + after, ChatServer.bearer(token));
            assertThat(answer.status()).isEqualTo(200);
            Schemas.holdsOverHttp("ChatPage", answer.body());
            if (answer.body().path("frames").isEmpty()) {
                return texts;
            }
            answer.body().path("frames").forEach(frame -> {
                if (frame.has("text")) {
                    texts.add(frame.path("text").asText());
                }
            });
            after = answer.body().path("after").asLong();
        }
    }
}

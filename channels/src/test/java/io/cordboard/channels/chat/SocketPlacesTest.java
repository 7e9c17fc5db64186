package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.OneNode;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a customer's connection costs the node, and for how long. */
class SocketPlacesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(2);

    @RegisterExtension
    static final ChatCentre CHAT =
            new ChatCentre(ChatSite.of(Set.of("support")), "stall = 500ms, sockets-per-session = 2");

    /** Why connections were ended. */
    private final Queue<String> given = new ConcurrentLinkedQueue<>();

    @Test
    void handshakesThatCameToNothingTakeNoPlaceForEver() {
        try (var page = new SocketPage(CHAT.server(), CHAT.tenant())) {
            page.arrive();
            page.next("caught-up");
            page.drop();

            await().atMost(SOON).until(() -> handshake(page.token()) == 429);

            await().atMost(SOON).until(() -> handshake(page.token()) == 101);
            await().atMost(SOON).ignoreExceptions().untilAsserted(page::comeBack);
            page.say("m1", "Here again");
        }
    }

    @Test
    void customerWhoReadsNothingIsNotReadEitherAndIsLetGo() {
        var outlet = new TestKit(CHAT.node().system());
        var inlet = new TestKit(CHAT.node().system());
        try (var page = new SocketPage(CHAT.server(), CHAT.tenant())) {
            ActorRef session = stalled(page.arrive(), outlet, inlet);

            assertThat(pings(session, inlet)).isLessThan(200);

            outlet.expectMsg(SOON, SocketSession.End.GIVEN_UP);
            outlet.expectTerminated(SOON, session);
            // The chat has lost a connection, and nothing else.
            page.say("m1", "Still here");
            page.drop();
            page.comeBack();
            page.say("m2", "And again");
            assertThat(page.conversation()).containsExactly("customer: Still here", "customer: And again");
        }
    }

    @Test
    void customerWhoReadsTooSlowlyIsToldWhyAndMayConnectAgain() {
        var outlet = new TestKit(CHAT.node().system());
        var inlet = new TestKit(CHAT.node().system());
        try (var page = new SocketPage(CHAT.server(), CHAT.tenant())) {
            ActorRef session = stalled(page.arrive(), outlet, inlet);
            await().atMost(SOON).until(() -> given.contains("slow-consumer"));

            session.tell(SocketSession.Drawn.DRAWN, outlet.getRef());

            String bye = outlet.expectMsgClass(String.class);
            assertThat(bye).contains("\"bye\"", "\"slow-consumer\"", "\"retry\":true");
            Schemas.holdsOnSocket("ChatBye", json(bye));
            session.tell(SocketSession.Drawn.DRAWN, outlet.getRef());
            outlet.expectMsg(SocketSession.End.END);
        }
    }

    /** A session whose stream to the customer takes the first frame and no other. */
    private ActorRef stalled(InteractionId chat, TestKit outlet, TestKit inlet) {
        OneNode node = CHAT.node();
        ChatSettings settings = CHAT.server().settings();
        var desk = new ChatDesk(
                new Legs(node.switchboard(), settings.answerWithin()),
                settings,
                new DisplayNames(node.switchboard()),
                new Lines(new Legs(node.switchboard(), settings.answerWithin()), settings.positionEvery()),
                new ChatListener() {
                    @Override
                    public void refused(String code) {
                        given.add(code);
                    }
                },
                new Allowances<>(settings.messages(), settings.remembered(), System::nanoTime),
                new Allowances<>(settings.frames(), settings.remembered(), System::nanoTime));
        ActorRef session = node.system().actorOf(SocketSession.props(desk, chat, 0, () -> {}));
        outlet.watch(session);
        session.tell(new SocketSession.Outlet(outlet.getRef()), ActorRef.noSender());
        outlet.expectMsgClass(String.class);
        session.tell(SocketSession.Inlet.BEGUN, inlet.getRef());
        return session;
    }

    /** Pings as fast as the session reads; returns how many it has read when it reads no more. */
    private static int pings(ActorRef session, TestKit inlet) {
        int read = 0;
        while (read < 2_000 && inlet.receiveOne(QUIET) == SocketSession.Inlet.READ_ON) {
            session.tell(new SocketSession.Heard(Optional.of("{\"type\":\"ping\"}")), inlet.getRef());
            read++;
        }
        return read;
    }

    private static JsonNode json(String frame) {
        try {
            return FrameCodec.JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static int handshake(String token) {
        HttpRequest request = HttpRequest.create("/chat/v1/sessions/ws?token=" + token)
                .addAttribute(AttributeKeys.webSocketUpgrade, new Dropped());
        return CHAT.server().handle(request).status().intValue();
    }

    /** A connection that is gone before it is answered: nobody runs its streams. */
    private static final class Dropped implements WebSocketUpgrade {
        private static final HttpResponse ANSWER = HttpResponse.create().withStatus(101);

        @Override
        public Iterable<String> getRequestedProtocols() {
            return List.of();
        }

        @Override
        public HttpResponse handleMessagesWith(Graph<FlowShape<Message, Message>, ?> handler) {
            return ANSWER;
        }

        @Override
        public HttpResponse handleMessagesWith(Graph<FlowShape<Message, Message>, ?> handler, String protocol) {
            return ANSWER;
        }

        @Override
        public HttpResponse handleMessagesWith(Graph<SinkShape<Message>, ?> in, Graph<SourceShape<Message>, ?> out) {
            return ANSWER;
        }

        @Override
        public HttpResponse handleMessagesWith(
                Graph<SinkShape<Message>, ?> in, Graph<SourceShape<Message>, ?> out, String protocol) {
            return ANSWER;
        }
    }
}

package io.cordboard.channels.chat;

import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Centre;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers are told of their place in line. */
class ChatPlaceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static OneNode node;
    private static ChatServer server;

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

    @Test
    void placeInLineIsToldWhenItIsBetterAndNeverWhenItIsWorse() {
        var centre = new Centre(node);
        server.with(centre.tenant(), ChatSite.of(Set.of("support")));
        try (var first = new SocketPage(server, centre.tenant());
                var second = new SocketPage(server, centre.tenant());
                var urgent = new SocketPage(server, centre.tenant())) {
            first.arrive();
            await().atMost(SOON).until(() -> places(first), List.of(1)::equals);
            second.arrive();
            await().atMost(SOON).until(() -> places(second), List.of(2)::equals);
            InteractionId third = urgent.arrive();
            await().atMost(SOON).until(() -> places(urgent), List.of(3)::equals);

            // Now the second is third, and when the first has gone second again: neither is worth telling.
            centre.done(new InteractionCommand.Reprioritise(third, 9, Map.of()));
            await().atMost(SOON).until(() -> places(urgent), List.of(3, 1)::equals);
            first.leave();
            await().atMost(SOON).until(first::isOver);
            urgent.leave();

            await().atMost(SOON).until(() -> places(second), List.of(2, 1)::equals);
        }
    }

    private static List<Integer> places(SocketPage page) {
        return page.all("position").stream()
                .map(frame -> frame.path("position").asInt())
                .toList();
    }
}

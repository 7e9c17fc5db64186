package io.cordboard.channels.chat;

import static org.awaitility.Awaitility.await;

import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers are told of their place in line. */
class ChatPlaceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final ChatCentre CHAT = new ChatCentre(ChatSite.of(Set.of("support")));

    @Test
    void placeInLineIsToldWhenItIsBetterAndNeverWhenItIsWorse() {
        try (var first = new SocketPage(CHAT.server(), CHAT.tenant());
                var second = new SocketPage(CHAT.server(), CHAT.tenant());
                var urgent = new SocketPage(CHAT.server(), CHAT.tenant())) {
            first.arrive();
            await().atMost(SOON).until(() -> places(first), List.of(1)::equals);
            second.arrive();
            await().atMost(SOON).until(() -> places(second), List.of(2)::equals);
            InteractionId third = urgent.arrive();
            await().atMost(SOON).until(() -> places(urgent), List.of(3)::equals);

            // Now the second is third, and when the first has gone second again: neither is worth telling.
            CHAT.centre().done(new InteractionCommand.Reprioritise(third, 9, Map.of()));
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

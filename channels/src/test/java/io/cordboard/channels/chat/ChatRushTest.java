package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatRushTest {

    private static final TenantId SHOP = new TenantId("shop");

    /** Otherwise those who come again in a rush would soon hear of too many open chats, though none is open. */
    @Test
    void whoIsTurnedAwayAtTheDoorTakesNoPlaceAmongTheOpenChatsOfTheSource() {
        try (var node = OneNode.silent("cordboard.routing.max-arriving = 1", Observer.NONE);
                var server = new ChatServer(node, "open-chats-per-source = 2, exempt-sources = []")
                        .with(SHOP, ChatSite.of(Set.of("support")))) {
            var contact = new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
            var inTheDoor = LegReport.Arrived.inQueue(
                    new InteractionId(SHOP, "first"), contact, new QueueId(SHOP, "support"), Instant.now());
            var _ = new Legs(node.switchboard(), Duration.ofMinutes(1)).report(inTheDoor);

            for (int i = 0; i < 4; i++) {
                ChatServer.Answer answer = server.open(SHOP, ChatServer.object().put("queue", "support"));
                assertThat(answer.status()).as(answer.raw().body()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("unavailable");
                assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
            }
        }
    }
}

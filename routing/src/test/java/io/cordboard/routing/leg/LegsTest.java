package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LegsTest {

    private static final TenantId TENANT = new TenantId("acme");

    private final List<String> refused = new CopyOnWriteArrayList<>();

    @Test
    void whoComesWhileTooManyArriveAtTheNodeIsTurnedAwayWhateverTheMedium() {
        var observer = new Observer() {
            @Override
            public void refused(String type, Refusal refusal) {
                refused.add(type + ' ' + refusal);
            }
        };
        try (var node = OneNode.silent("cordboard.routing.max-arriving = 2", observer)) {
            var chat = new Legs(node.switchboard(), Duration.ofSeconds(3));
            var voice = new Legs(node.switchboard(), Duration.ofSeconds(3));
            assertThat(chat.report(arrival(0))).isNotCompleted();
            assertThat(voice.report(arrival(1))).isNotCompleted();

            CompletionStage<Reply> oneMore = voice.report(arrival(2));

            assertThat(oneMore)
                    .isCompletedWithValueMatching(reply -> reply instanceof Reply.Refused refused
                            && refused.refusal() == Refusal.OVERLOADED
                            && refused.message().equals("Expected at most 2 contacts to arrive at this node at once"));
            assertThat(refused).containsExactly("interaction OVERLOADED");
            // Who has arrived is served nonetheless.
            assertThat(chat.report(new LegReport.Returned(id(0)))).isNotCompleted();
        }
    }

    private static LegReport arrival(int number) {
        var contact = new Contact(Medium.CHAT, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        return LegReport.Arrived.inQueue(id(number), contact, new QueueId(TENANT, "support"), Instant.now());
    }

    private static InteractionId id(int number) {
        return new InteractionId(TENANT, "i" + number);
    }
}

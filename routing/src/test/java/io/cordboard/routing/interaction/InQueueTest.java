package io.cordboard.routing.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InQueueTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final InteractionId ID = InteractionId.of("acme/i1");

    private static final Place PLACE =
            new Place(QueueId.of("acme/support"), 0, NOW, NOW, Map.of(), Optional.empty(), Optional.empty(), Set.of());

    private final InQueue waiting = new InQueue(
            Story.of(
                    ID,
                    new InteractionEvent.Opened(
                            new Contact(Medium.CHAT, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                            PLACE,
                            Optional.empty(),
                            NOW)),
            PLACE,
            Map.of());

    /** An agent from whom it was taken a moment ago still believes to have it. */
    @Test
    void waitingInteractionIsNotEndedByAnAgent() {
        Party agent = Party.agent(AgentId.of("acme/alice"));

        assertThat(refusal(new InteractionCommand.End(ID, agent))).isEqualTo(Refusal.NOT_HELD);
        assertThat(refusal(new InteractionCommand.Cancel(ID, agent))).isEqualTo(Refusal.NOT_HELD);
    }

    @Test
    void waitingInteractionIsEndedByItsCustomer() {
        assertThat(waiting.decide(new InteractionCommand.End(ID, Party.CUSTOMER), NOW))
                .isInstanceOf(Decision.Accepted.class);
    }

    private Refusal refusal(InteractionCommand command) {
        return ((Decision.Refused<?>) waiting.decide(command, NOW)).refusal();
    }
}

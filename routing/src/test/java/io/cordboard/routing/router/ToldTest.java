package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What customers who wait are told. */
class ToldTest {

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final InteractionId CALL = InteractionId.of("acme/i1");
    private static final QueueId SUPPORT = QueueId.of("acme/support");

    private final Told told = new Told();

    @Test
    void positionDoesNotGrow() {
        assertThat(tell(0, outlook(5, 50)).position()).isEqualTo(5);
        assertThat(tell(1, outlook(7, 70)).position()).isEqualTo(5);
        assertThat(tell(2, outlook(2, 20)).position()).isEqualTo(2);
    }

    @Test
    void estimateRunsDownAndDoesNotGrow() {
        assertThat(tell(0, outlook(3, 30)).estimate()).contains(Duration.ofSeconds(30));
        assertThat(tell(5, outlook(3, 80)).estimate()).contains(Duration.ofSeconds(25));
        assertThat(tell(10, outlook(2, 12)).estimate()).contains(Duration.ofSeconds(12));
        assertThat(tell(60, outlook(2, 40)).estimate()).contains(Duration.ZERO);
    }

    @Test
    void estimateOnceToldIsToldWhereNoneIsKnown() {
        tell(0, outlook(3, 30));

        assertThat(tell(10, Optional.of(new Outlook(3, Optional.empty()))).estimate())
                .contains(Duration.ofSeconds(20));
        assertThat(tell(12, Optional.empty())).isEqualTo(new Outlook(3, Optional.of(Duration.ofSeconds(18))));
    }

    @Test
    void anotherQueueBeginsAnew() {
        tell(0, outlook(3, 30));

        var moved = told.tell(CALL, QueueId.of("acme/second"), outlook(9, 90), NINE.plusSeconds(5));

        assertThat(moved).isEqualTo(new Outlook(9, Optional.of(Duration.ofSeconds(90))));
    }

    @Test
    void whoHasGoneIsForgotten() {
        tell(0, outlook(3, 30));
        told.gone(CALL);

        assertThat(tell(5, outlook(9, 90)).position()).isEqualTo(9);
    }

    private Outlook tell(int second, Optional<Outlook> now) {
        return told.tell(CALL, SUPPORT, now, NINE.plusSeconds(second));
    }

    private static Optional<Outlook> outlook(int position, int seconds) {
        return Optional.of(new Outlook(position, Optional.of(Duration.ofSeconds(seconds))));
    }
}

package io.cordboard.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverflowTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Destination SECOND = new Destination.ToQueue("second");
    private static final Destination THIRD = new Destination.ToQueue("third");
    private static final Destination CLOSE = new Destination.Close("Please call again.");

    private static final Overflow OVERFLOW = new Overflow(List.of(
            new Overflow.LengthOver(3, SECOND),
            new Overflow.LengthOver(2, THIRD),
            new Overflow.WaitOver(Duration.ofMinutes(10), CLOSE),
            new Overflow.WaitOver(Duration.ofMinutes(5), SECOND)));

    @Test
    void lineNeverGetsLongerThanLengthOver() {
        Overflow three = new Overflow(List.of(new Overflow.LengthOver(3, SECOND)));
        assertThat(three.onArrival(2)).isEmpty();
        assertThat(three.onArrival(3)).contains(SECOND);
    }

    @Test
    void firstRuleThatAppliesDecidesOnArrival() {
        assertThat(OVERFLOW.onArrival(2)).contains(THIRD);
        assertThat(OVERFLOW.onArrival(3)).contains(SECOND);
    }

    @Test
    void shortestWaitIsDueFirstAndTheNextAfterIt() {
        assertThat(OVERFLOW.dueAt(NOW)).contains(NOW.plusSeconds(300));
        Instant again = OVERFLOW.asIfCame(NOW, NOW.plusSeconds(300)).orElseThrow();
        assertThat(OVERFLOW.dueAt(again)).contains(NOW.plusSeconds(600));
        assertThat(OVERFLOW.asIfCame(NOW, NOW.plusSeconds(600))).isEmpty();
        assertThat(Overflow.NONE.dueAt(NOW)).isEmpty();
    }

    @Test
    void ruleThatAppliedLastDecidesOnTheWait() {
        assertThat(OVERFLOW.onWait(NOW, NOW.plusSeconds(299))).isEmpty();
        assertThat(OVERFLOW.onWait(NOW, NOW.plusSeconds(300))).contains(SECOND);
        assertThat(OVERFLOW.onWait(NOW, NOW.plusSeconds(600))).contains(CLOSE);
    }
}

package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.persistence.journal.RecordedEvents.Recorded;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of a journal; whole replays are those of a node. */
class JournalReplayTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant FIRST = Instant.parse("2026-11-02T09:00:00Z");

    private final List<Double> shares = new ArrayList<>();

    private void read(int events, Instant until, ReplayLimits limits) {
        var replay = new JournalReplay(
                ACME, until.minusSeconds(1), until, limits, (_, done, all) -> shares.add((double) done / all));
        for (int i = 1; i <= events; i++) {
            replay.add(new Recorded(i, "acme/ann", new AgentEvent.SignedIn(FIRST.plusSeconds(i - 1))));
        }
    }

    @Test
    void moreEventsThanMayBeAreRefusedThoughTheTimeIsShort() {
        var limits = new ReplayLimits(10, 100, 10);
        read(100, FIRST.plus(Duration.ofDays(1)), limits);
        assertThatThrownBy(() -> read(101, FIRST.plus(Duration.ofDays(1)), limits))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("at most 100 events of acme")
                .hasMessageContaining("command line");
    }

    @Test
    void moreFiguresThanMayBeAreRefused() {
        var limits = new ReplayLimits(10, 100, 10);
        limits.checkCells(10);
        assertThatThrownBy(() -> limits.checkCells(11))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("at most 10 figures")
                .hasMessageContaining("longer interval");
        assertThat(ReplayLimits.intervals(FIRST, FIRST.plusSeconds(61), Duration.ofMinutes(1)))
                .isEqualTo(2);
        assertThat(ReplayLimits.intervals(FIRST, FIRST.plusSeconds(60), Duration.ofMinutes(1)))
                .isEqualTo(1);
    }

    @Test
    void shareOfWhatIsReadBeginsWithTheFirstEvent() {
        read(20_000, FIRST.plusSeconds(39_999), ReplayLimits.NONE);
        assertThat(shares).hasSize(2);
        assertThat(shares.getFirst()).isBetween(0.24, 0.26);
        assertThat(shares.getLast()).isBetween(0.49, 0.51);
    }
}

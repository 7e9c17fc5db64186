package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.persistence.journal.RecordedEvents.Recorded;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void thoseWhomATriedPolicyRuledAreCounted() {
        var replay = new JournalReplay(ACME, FIRST, FIRST.plusSeconds(99), ReplayLimits.NONE, (_, _, _) -> {});
        QueueId sales = new QueueId(ACME, "sales");
        var trial = Optional.of(new Trial("new", Policy.DEFAULT, 1, 50));
        long number = 1;
        replay.add(new Recorded(
                number++,
                sales.toString(),
                new QueueEvent.Configured("Sales", "p", Policy.DEFAULT, 1, trial, 1, FIRST)));
        for (Arm.Side side : List.of(Arm.Side.TRIAL, Arm.Side.RULING, Arm.Side.TRIAL)) {
            InteractionId id = new InteractionId(ACME, "i" + number);
            var place = new Place(sales, 0, FIRST, FIRST, Map.of(), Optional.empty(), Optional.empty(), Set.of())
                    .in(Optional.of(new Arm("new", 1, side)));
            replay.add(new Recorded(
                    number++,
                    sales.toString(),
                    new QueueEvent.Enqueued(id, Medium.VOICE, place, FIRST.plusSeconds(1))));
            replay.add(new Recorded(
                    number++,
                    id.toString(),
                    new InteractionEvent.Assigned(
                            OfferId.of(id, "1"), new AgentId(ACME, "ann"), FIRST.plusSeconds(2))));
        }

        replay.add(new Recorded(
                number,
                sales.toString(),
                new QueueEvent.Configured("Sales", "p", Policy.DEFAULT, 1, Optional.empty(), 2, FIRST.plusSeconds(3))));

        assertThat(replay.day(ZoneOffset.UTC).facts())
                .as("with the trial its policy does not change")
                .noneMatch(fact -> fact.startsWith("policies that changed"))
                .contains(
                        "drawn, when they came, to be ruled by a policy on trial: 2 of them; in the runs the queue's own"
                                + " policy rules these, too");
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

package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What came of those on either side of a trial. Times are seconds; the time to answer is 20. */
class ShareTallyTest {

    private static final QueueId SALES = QueueId.of("acme/sales");
    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final OfferId OFFER = new OfferId("o.1");
    private static final AgentId ANN = AgentId.of("acme/ann");

    private final ShareTally tally = new ShareTally(SALES, Duration.ofSeconds(20), at(1_000));

    @Test
    void eachSideHasItsOwnCountsWaitsAndShares() {
        for (int wait : List.of(5, 10, 30)) {
            came(Arm.Side.TRIAL, opened(SALES, 0), answered(wait));
        }
        came(Arm.Side.TRIAL, opened(SALES, 0), closed(CloseReason.ABANDONED, 90));
        came(Arm.Side.RULING, opened(SALES, 0), answered(40));

        ShareReport report = only();
        assertThat(report.policy()).isEqualTo("new");
        assertThat(report.version()).isEqualTo(2);
        assertThat(report.trial())
                .isEqualTo(new ShareReport.Side(
                        4, 3, 1, 0, 0, 0, wait(15, 10, 30), Optional.of(2 / 4.0), Optional.of(1 / 4.0)));
        assertThat(report.ruling())
                .isEqualTo(
                        new ShareReport.Side(1, 1, 0, 0, 0, 0, wait(40, 40, 40), Optional.of(0.0), Optional.of(0.0)));
        assertThat(report.serviceLevel()).contains(new Proportion(2, 4).minus(new Proportion(0, 1)));
        assertThat(report.abandonment()).contains(new Proportion(1, 4).minus(new Proportion(0, 1)));
    }

    @Test
    void whoLeavesInTimeSpoilsNoServiceLevelAndWhoWaitsForTooLongDoes() {
        came(Arm.Side.TRIAL, opened(SALES, 0), closed(CloseReason.ABANDONED, 20));
        came(Arm.Side.TRIAL, opened(SALES, 0), answered(20));
        came(Arm.Side.TRIAL, opened(SALES, 980));
        assertThat(only().trial().serviceLevel()).contains(1.0);

        came(Arm.Side.TRIAL, opened(SALES, 979));

        assertThat(only().trial().waiting()).isEqualTo(2);
        assertThat(only().trial().serviceLevel()).contains(1 / 2.0);
        assertThat(only().trial().abandonment()).contains(1 / 2.0);
    }

    @Test
    void stayThatEndsOtherwiseIsElsewhere() {
        came(Arm.Side.TRIAL, opened(SALES, 0), queued(SUPPORT, 10), answered(15));
        came(Arm.Side.TRIAL, opened(SALES, 0), closed(CloseReason.CANCELLED, 10));
        came(Arm.Side.TRIAL, opened(SALES, 0), new InteractionEvent.Rescheduled(at(99), Party.SYSTEM, at(9)));
        came(Arm.Side.TRIAL, opened(SALES, 0), new InteractionEvent.FlowResumed(new Guide("f", 1), 1, at(9)));

        assertThat(only().trial().elsewhere()).isEqualTo(4);
        assertThat(only().trial().entered()).isEqualTo(4);
        assertThat(only().trial().serviceLevel()).isEmpty();
        assertThat(only().serviceLevel()).isEmpty();
    }

    @Test
    void whoWentElsewhereAtTheTargetOrLaterWasNotAnsweredInTime() {
        came(Arm.Side.TRIAL, opened(SALES, 0), answered(20));
        came(Arm.Side.TRIAL, opened(SALES, 0), queued(SUPPORT, 19));
        assertThat(only().trial().serviceLevel()).contains(1.0);
        assertThat(only().elsewhere()).isEmpty();

        came(Arm.Side.TRIAL, opened(SALES, 0), queued(SUPPORT, 20), answered(25));
        came(Arm.Side.TRIAL, opened(SALES, 900));
        came(Arm.Side.RULING, opened(SALES, 0), answered(90));

        assertThat(only().trial().serviceLevel()).contains(1 / 3.0);
        assertThat(only().elsewhere()).contains(new Proportion(2, 3).minus(new Proportion(0, 1)));
    }

    @Test
    void whoComesBackHasEnteredAgain() {
        came(
                Arm.Side.TRIAL,
                opened(SALES, 0),
                answered(10),
                queued(SALES, 50),
                answered(60),
                new InteractionEvent.Transferred(OFFER, ANN, SUPPORT, Optional.empty(), Party.agent(ANN), at(70)),
                queued(SUPPORT, 70),
                answered(80));

        assertThat(only().trial().entered()).isEqualTo(2);
        assertThat(only().trial().answered()).isEqualTo(2);
        assertThat(only().trial().transferred()).isEqualTo(1);
    }

    @Test
    void whoIsOnNoSideCountsNowhere() {
        tally.add(Map.of(), List.of(opened(SALES, 0), answered(10)));

        assertThat(tally.report()).isEmpty();
    }

    @Test
    void eachVersionIsCountedForItself() {
        came(Arm.Side.TRIAL, opened(SALES, 0), answered(10));
        tally.add(Map.of(at(0), new Arm("new", 3, Arm.Side.RULING)), List.of(opened(SALES, 0), answered(10)));

        assertThat(tally.report()).extracting(ShareReport::version).containsExactly(2, 3);
        assertThat(tally.report().getLast().trial().entered()).isZero();
    }

    private ShareReport only() {
        assertThat(tally.report()).hasSize(1);
        return tally.report().getFirst();
    }

    private void came(Arm.Side side, InteractionEvent... events) {
        Map<Instant, Arm> sides = new HashMap<>();
        for (InteractionEvent event : events) {
            if (event instanceof InteractionEvent.Opened || event instanceof InteractionEvent.Queued) {
                sides.put(event.at(), new Arm("new", 2, side));
            }
        }
        tally.add(sides, Arrays.asList(events));
    }

    private static ShareReport.Wait wait(int mean, int p50, int p90) {
        return new ShareReport.Wait(Duration.ofSeconds(mean), Duration.ofSeconds(p50), Duration.ofSeconds(p90));
    }

    private static Instant at(int second) {
        return NINE.plusSeconds(second);
    }

    private static Place place(QueueId queue, int second) {
        return new Place(queue, 0, at(second), at(second), Map.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static InteractionEvent opened(QueueId queue, int second) {
        var contact = new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        return new InteractionEvent.Opened(contact, place(queue, second), Optional.empty(), at(second));
    }

    private static InteractionEvent queued(QueueId queue, int second) {
        return new InteractionEvent.Queued(place(queue, second), InteractionEvent.Queued.Why.REQUEUED, at(second));
    }

    private static InteractionEvent answered(int second) {
        return new InteractionEvent.Assigned(OFFER, ANN, at(second));
    }

    private static InteractionEvent closed(CloseReason reason, int second) {
        return new InteractionEvent.Closed(
                reason, Party.CUSTOMER, Optional.empty(), Optional.empty(), Optional.empty(), at(second));
    }
}

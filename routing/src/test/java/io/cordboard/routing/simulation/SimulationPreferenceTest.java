package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.agent;
import static io.cordboard.routing.simulation.Centre.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Agents who go through their queues in an order and after a delay, in virtual time. */
class SimulationPreferenceTest {

    private static final QueueId SUPPORT = new QueueId(SALES.tenant(), "support");
    private static final Duration DELAY = Duration.ofSeconds(30);

    private record Answered(String agent, QueueId queue, long waitedNanos) {}

    private final List<Answered> answered = new ArrayList<>();
    private final Witness witness = new Witness() {
        @Override
        public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
            answered.add(new Answered(offer.agent().name(), arrival.queue(), atNanos - arrival.atNanos()));
        }
    };

    private static Shift shift(String name, Map<QueueId, Preference> preferences) {
        return new Shift(
                agent(name),
                Optional.empty(),
                Set.of(SALES, SUPPORT),
                Map.of(),
                Capacity.DEFAULT,
                Attributes.NONE,
                preferences,
                0,
                Shift.OPEN);
    }

    /** A call each {@code every} seconds, now of one queue and now of the other, each of 60 s. */
    private void run(double every, int calls, Shift... shifts) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            arrivals.add(new Arrival(
                    seconds(every * i),
                    i % 2 == 0 ? SALES : SUPPORT,
                    Medium.VOICE,
                    0,
                    Map.of(),
                    Optional.empty(),
                    seconds(60),
                    Arrival.ENDLESS));
        }
        Simulation.run(
                Scenario.of(NINE, Map.of(SALES, Policy.DEFAULT, SUPPORT, Policy.DEFAULT), List.of(shifts)),
                arrivals.iterator(),
                witness);
    }

    @Test
    void overflowTeamWithADelayGetsOnlyWhatHasWaitedForSoLong() {
        Map<QueueId, Preference> delayed = Map.of(SALES, new Preference(1, DELAY), SUPPORT, new Preference(1, DELAY));

        run(25, 200, shift("ann", Map.of()), shift("bob", Map.of()), shift("over", delayed));

        assertThat(answered).hasSize(200);
        assertThat(answered)
                .filteredOn(each -> each.agent().equals("over"))
                .hasSizeGreaterThan(10)
                .hasSizeLessThan(60)
                .allMatch(each -> each.waitedNanos() >= DELAY.toNanos());
        assertThat(answered)
                .as("without it the queue would grow: two agents are too few")
                .allMatch(each -> each.waitedNanos() < 2 * DELAY.toNanos());
    }

    @Test
    void agentsWhoPreferAQueueLetTheOtherWait() {
        Map<QueueId, Preference> salesFirst = Map.of(SUPPORT, new Preference(2, Duration.ZERO));

        run(28, 100, shift("ann", salesFirst), shift("bob", salesFirst));

        assertThat(meanWait(SALES)).isLessThan(meanWait(SUPPORT) / 4);
    }

    @Test
    void agentsWithoutPreferencesServeBothAlike() {
        run(28, 100, shift("ann", Map.of()), shift("bob", Map.of()));

        assertThat(meanWait(SALES)).isBetween(meanWait(SUPPORT) * 0.9, meanWait(SUPPORT) * 1.1);
    }

    private double meanWait(QueueId queue) {
        return answered.stream()
                .filter(each -> each.queue().equals(queue))
                .mapToLong(Answered::waitedNanos)
                .average()
                .orElseThrow();
    }
}

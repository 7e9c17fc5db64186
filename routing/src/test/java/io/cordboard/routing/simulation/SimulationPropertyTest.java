package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.SERVICE;
import static io.cordboard.routing.simulation.Centre.agent;
import static io.cordboard.routing.simulation.Centre.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds in every centre. jqwik prints the seed of each run; {@code @Property(seed = "...")} runs it again. */
class SimulationPropertyTest {

    @Property(tries = 150)
    void everyContactEndsOnceAndNobodyCarriesTooMuch(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int agents,
            @ForAll @IntRange(min = 1, max = 3) int offers,
            @ForAll @IntRange(min = 0, max = 19) int ringSeconds) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        Policy policy = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = offers);
        Scenario centre = Scenario.of(NINE, Map.of(SALES, policy, SERVICE, Policy.DEFAULT), shifts(random, agents))
                .answering((offer, _, at) -> ringSeconds == 0
                        ? 0
                        : Math.floorMod(
                                offer.hashCode() ^ at,
                                Duration.ofSeconds(ringSeconds).toNanos()));
        List<Demand> demands = List.of(
                Demand.calls(SALES, 150, Duration.ofMinutes(2)).withPatience(Duration.ofSeconds(90)),
                new Demand(
                        SERVICE,
                        Medium.CHAT,
                        1,
                        Map.of(),
                        100,
                        Duration.ofSeconds(200),
                        Optional.of(Duration.ofSeconds(30))));
        Map<Long, String> ends = new HashMap<>();
        Map<AgentId, SortedMap<Long, List<Work>>> works = new HashMap<>();
        // When
        Result result = Simulation.run(centre, RandomArrivals.of(seed, hours(2), demands), new Witness() {
            @Override
            public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
                assertThat(ends.put(number, "answered")).isNull();
                assertThat(atNanos).isBetween(arrival.atNanos(), arrival.atNanos() + arrival.patienceNanos());
                works.computeIfAbsent(offer.agent(), _ -> new TreeMap<>())
                        .computeIfAbsent(atNanos, _ -> new ArrayList<>())
                        .add(new Work(arrival.medium(), atNanos + arrival.handlingNanos()));
            }

            @Override
            public void abandoned(long number, Arrival arrival, long atNanos) {
                assertThat(ends.put(number, "abandoned")).isNull();
                assertThat(atNanos).isEqualTo(arrival.atNanos() + arrival.patienceNanos());
            }
        });
        // Then
        assertThat(ends).hasSize((int) result.contacts());
        result.queues().values().forEach(queue -> assertThat(queue.unanswered()).isZero());
        assertThat(result.occupancy()).isBetween(0.0, 1.0);
        works.values().forEach(SimulationPropertyTest::fitsCapacity);
    }

    private record Work(Medium medium, long until) {}

    private static void fitsCapacity(SortedMap<Long, List<Work>> works) {
        List<Work> inHand = new ArrayList<>();
        works.forEach((at, begun) -> begun.forEach(work -> {
            inHand.removeIf(each -> each.until() <= at);
            assertThat(Capacity.DEFAULT.fits(inHand.stream().map(Work::medium).toList(), work.medium()))
                    .isTrue();
            inHand.add(work);
        }));
    }

    private static List<Shift> shifts(SplittableRandom random, int agents) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            Set<QueueId> queues = i % 3 == 0 ? Set.of() : Set.of(i % 3 == 1 ? SALES : SERVICE);
            long at = 0;
            for (int n = 0; n < 4; n++) {
                long from = at + random.nextLong(0, Duration.ofMinutes(20).toNanos());
                at = from + random.nextLong(1, Duration.ofMinutes(40).toNanos());
                shifts.add(new Shift(agent("a" + i), queues, Map.of(), Capacity.DEFAULT, from, at));
            }
        }
        return shifts;
    }

    @Property(tries = 200)
    void timersComeUpInOrderOfTimeAndThenOfArrival(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Timers timers = new Timers();
        List<Contact> contacts = new ArrayList<>();
        Map<Contact, Long> due = new HashMap<>();
        for (int step = 0; step < 400; step++) {
            int kind = random.nextInt(10);
            if (kind < 5) {
                Arrival arrival =
                        new Arrival(0, SALES, Medium.VOICE, 0, Map.of(), Optional.empty(), 0, Arrival.ENDLESS);
                Contact contact = new Contact(contacts.size(), arrival, null);
                contacts.add(contact);
                long at = random.nextLong(0, 50);
                due.put(contact, at);
                timers.schedule(contact, at);
            } else if (kind < 8 && !contacts.isEmpty()) {
                Contact contact = contacts.get(random.nextInt(contacts.size()));
                long at = random.nextInt(3) == 0 ? Times.NEVER : random.nextLong(0, 50);
                due.put(contact, at);
                timers.schedule(contact, at);
            } else {
                Contact first = first(due);
                assertThat(timers.nextAt()).isEqualTo(first == null ? Times.NEVER : due.get(first));
                assertThat(timers.poll(Times.NEVER - 1)).isSameAs(first);
                due.remove(first);
            }
        }
    }

    private static @Nullable Contact first(Map<Contact, Long> due) {
        Contact first = null;
        for (Map.Entry<Contact, Long> each : due.entrySet()) {
            if (each.getValue() != Times.NEVER
                    && (first == null
                            || each.getValue() < due.get(first)
                            || (each.getValue().equals(due.get(first)) && each.getKey().number < first.number))) {
                first = each.getKey();
            }
        }
        return first;
    }
}

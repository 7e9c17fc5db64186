package io.cordboard.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.Life;
import io.cordboard.routing.Life.Ask;
import io.cordboard.routing.Life.Step;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked of a queue, in whatever order, and however what it owes is answered. */
class QueuePropertyTest {

    private static final QueueId SUPPORT = QueueId.of("acme/support");
    private static final Instant MORNING = Instant.parse("2026-11-21T09:00:00Z");

    @Provide
    Arbitrary<List<Step<QueueCommand>>> lives() {
        return Life.of(commands());
    }

    private static List<Ask<QueueCommand>> commands() {
        var all = new ArrayList<Ask<QueueCommand>>();
        for (int i = 1; i <= 3; i++) {
            Policy policy = overflowing(i);
            var trial = new Trial("tried", overflowing(4 - i), i, 40 * (i - 1));
            var configure = new QueueCommand.Configure(SUPPORT, "Support", "p", policy, i, Optional.of(trial), i);
            all.add(ask("Configure r" + i, configure));
            all.add(ask("Configure r" + i, configure));
        }
        all.add(ask("Remove r2", new QueueCommand.Remove(SUPPORT, 2)));
        all.add(ask("ShowWaiting", new QueueCommand.ShowWaiting(SUPPORT, Optional.empty(), 10)));
        for (int i = 0; i < 5; i++) {
            InteractionId id = InteractionId.of("acme/i" + i);
            for (int stay = 0; stay < 3; stay++) {
                Instant began = MORNING.plusSeconds(stay);
                all.add(ask("Enqueue " + i + '#' + stay, enqueue(id, began, 0)));
                all.add(ask("Enqueue urgent " + i + '#' + stay, enqueue(id, began, 5)));
                all.add(ask("Dequeue " + i + '#' + stay, new QueueCommand.Dequeue(SUPPORT, id, began)));
            }
        }
        return all;
    }

    private static Policy overflowing(int version) {
        var wait = new Overflow.WaitOver(Duration.ofSeconds(10L * version), new Destination.ToQueue("second"));
        var length = new Overflow.LengthOver(version, new Destination.Close("Too many wait."));
        return Policy.DEFAULT.with(
                draft -> draft.overflow = new Overflow(version == 3 ? List.of() : List.of(wait, length)));
    }

    private static QueueCommand enqueue(InteractionId id, Instant began, int priority) {
        var place = new Place(
                SUPPORT,
                priority,
                MORNING,
                began,
                Map.of(new Skill("german"), 5),
                Optional.empty(),
                Optional.of(AgentId.of("acme/alice")),
                Set.of(AgentId.of("acme/bob")));
        return new QueueCommand.Enqueue(SUPPORT, id, Medium.CHAT, place);
    }

    private static Ask<QueueCommand> ask(String name, QueueCommand command) {
        return new Ask<>(name, _ -> command);
    }

    @Property(tries = 400)
    void replayAndSnapshotEqualTheLiveState(@ForAll("lives") List<Step<QueueCommand>> steps) {
        var life = life();
        steps.forEach(life::live);
        life.check();
    }

    @Property(tries = 400)
    void whoeverHasArrivedAndNotLeftWaitsOnce(@ForAll("lives") List<Step<QueueCommand>> steps) {
        var life = life();
        for (Step<QueueCommand> step : steps) {
            life.live(step);
            if (life.state() instanceof QueueState.Defined queue) {
                Line line = queue.line();
                assertThat(line.entries().keySet()).isEqualTo(arrivedAndNotLeft(life.journal()));
                assertThat(line.entries().keySet()).containsAll(line.leaving().keySet());
                line.arrivals()
                        .keySet()
                        .forEach(arrival -> assertThat(line.entries()
                                        .get(arrival.interaction())
                                        .place()
                                        .enqueued())
                                .isEqualTo(arrival.enqueued()));
                assertThat(line.arrivals().size() + line.leaving().size()).isLessThanOrEqualTo(line.size());
                assertThat(queue.debts()).hasSameSizeAs(line.leaving().keySet());
                assertThat(queue.dormant() && line.size() > 0)
                        .as("leaves memory while somebody waits")
                        .isFalse();
            }
        }
    }

    private static Set<InteractionId> arrivedAndNotLeft(List<QueueEvent> journal) {
        var waiting = new HashMap<InteractionId, Instant>();
        for (QueueEvent event : journal) {
            if (event instanceof QueueEvent.Enqueued e) {
                waiting.put(e.interaction(), e.place().enqueued());
            } else if (event instanceof QueueEvent.Dequeued e) {
                waiting.computeIfPresent(e.interaction(), (_, stay) -> stay.isAfter(e.enqueued()) ? stay : null);
            }
        }
        return waiting.keySet();
    }

    private static Life<QueueCommand, QueueEvent, QueueState> life() {
        return new Life<>(new QueueState.Undefined(SUPPORT), Queues.TYPE.restored());
    }
}

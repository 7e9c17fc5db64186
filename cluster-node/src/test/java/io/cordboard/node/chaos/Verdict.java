package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.queue.Queues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must be true when all is over, whatever has happened: the questions of ARCHITECTURE.md asked of the journal. */
final class Verdict {

    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(2);

    private final Histories<InteractionCommand, InteractionEvent> interactions;
    private final Histories<AgentCommand, AgentEvent> agents;
    private final Histories<QueueCommand, QueueEvent> queues;

    Verdict(JournalSettings journal) throws SQLException {
        this.interactions = Histories.read(journal, Interactions.type());
        this.agents = Histories.read(journal, Agents.type());
        this.queues = Histories.read(journal, Queues.type());
    }

    void everythingHolds(ChaosCluster cluster, Recorder recorder) throws Exception {
        nothingAcknowledgedIsLost(recorder);
        oneOwnerAtATimeAndOneEnd();
        nobodyIsOverCapacity();
        ageIsKept();
        new Overtaking(interactions, agents, queues).isNowhere();
        historyEqualsLiveState(cluster, recorder.acknowledged().keySet());
    }

    /** Each command that was acknowledged is in the journal as the event that it caused. */
    private void nothingAcknowledgedIsLost(Recorder recorder) {
        var lost = new ArrayList<Command>();
        recorder.acknowledged().forEach((id, commands) -> {
            List<InteractionEvent> history = interactions.of(id.toString());
            commands.stream()
                    .filter(command -> !happened(command, history, commands))
                    .forEach(lost::add);
        });
        assertThat(lost).as("acknowledged, and not in the journal").isEmpty();
    }

    private static boolean happened(
            InteractionCommand command, List<InteractionEvent> history, Collection<InteractionCommand> all) {
        return switch (command) {
            case InteractionCommand.Open _ -> has(history, InteractionEvent.Opened.class, _ -> true) == 1;
            case InteractionCommand.Accept c ->
                has(
                                history,
                                InteractionEvent.Assigned.class,
                                e -> e.offer().equals(c.offer()) && e.agent().equals(c.agent()))
                        == 1;
            case InteractionCommand.EndOffer c ->
                has(
                                history,
                                InteractionEvent.OfferEnded.class,
                                e -> e.offer().equals(c.offer()) && e.outcome() == c.outcome())
                        == 1;
            case InteractionCommand.Say c ->
                has(
                                history,
                                InteractionEvent.MessageAdded.class,
                                e -> e.id().equals(c.messageId()) && e.text().equals(c.text()))
                        == 1;
            case InteractionCommand.Requeue _ ->
                has(history, InteractionEvent.Queued.class, e -> e.why() == InteractionEvent.Queued.Why.REQUEUED)
                        >= all.stream()
                                .filter(InteractionCommand.Requeue.class::isInstance)
                                .count();
            case InteractionCommand.Transfer _ ->
                has(history, InteractionEvent.Transferred.class, _ -> true)
                        >= all.stream()
                                .filter(InteractionCommand.Transfer.class::isInstance)
                                .count();
            case InteractionCommand.End _ -> has(history, InteractionEvent.WrapUpStarted.class, _ -> true) == 1;
            case InteractionCommand.WrapUp c ->
                has(history, InteractionEvent.Closed.class, e -> e.disposition().equals(c.disposition())) == 1;
            default -> throw new AssertionError("Expected a command whose event is known, but got " + command);
        };
    }

    private static <T> long has(List<InteractionEvent> history, Class<T> kind, Predicate<T> which) {
        return history.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .count();
    }

    private void oneOwnerAtATimeAndOneEnd() {
        interactions.byEntity().forEach((id, history) -> {
            Optional<OfferId> owner = Optional.empty();
            int ends = 0;
            for (InteractionEvent event : history) {
                switch (event) {
                    case InteractionEvent.Assigned e -> {
                        assertThat(owner)
                                .as("owner of %s before %s: %s", id, e, history)
                                .isEmpty();
                        owner = Optional.of(e.offer());
                    }
                    case InteractionEvent.Queued _ -> owner = Optional.empty();
                    case InteractionEvent.Closed _ -> ends++;
                    default -> {}
                }
            }
            assertThat(ends).as("ends of %s: %s", id, history).isEqualTo(1);
            assertThat(history.getLast()).as("the last of %s", id).isInstanceOf(InteractionEvent.Settled.class);
        });
    }

    private void nobodyIsOverCapacity() {
        agents.byEntity().forEach((agent, history) -> {
            Map<OfferId, Medium> carried = new HashMap<>();
            for (AgentEvent event : history) {
                switch (event) {
                    case AgentEvent.Reserved e -> {
                        assertThat(Capacity.DEFAULT.fits(carried.values(), e.medium()))
                                .as("%s has room for %s beside %s", agent, e, carried)
                                .isTrue();
                        carried.put(e.offer(), e.medium());
                    }
                    case AgentEvent.Released e -> carried.remove(e.offer());
                    case AgentEvent.Finished e -> carried.remove(e.offer());
                    default -> {}
                }
            }
            assertThat(carried).as("left with %s", agent).isEmpty();
        });
    }

    /** However often it went back in line, it went back with the age and the priority with which it came. */
    private void ageIsKept() {
        interactions.byEntity().forEach((id, history) -> {
            var places = history.stream()
                    .flatMap(event -> switch (event) {
                        case InteractionEvent.Opened e -> Stream.of(e.place());
                        case InteractionEvent.Queued e -> Stream.of(e.place());
                        default -> Stream.<Place>empty();
                    })
                    .map(place -> List.of(place.since(), place.priority()))
                    .distinct()
                    .toList();
            assertThat(places).as("age and priority of %s: %s", id, history).hasSize(1);
        });
    }

    /** A state made from the journal's events alone shows what the live entity shows. */
    private void historyEqualsLiveState(ChaosCluster cluster, Collection<InteractionId> acknowledged)
            throws InterruptedException {
        var wrong = new ConcurrentLinkedQueue<String>();
        try (var asking = Executors.newFixedThreadPool(8)) {
            interactions
                    .byEntity()
                    .keySet()
                    .forEach(id -> asking.execute(() ->
                            compare(cluster, interactions, new InteractionCommand.Show(InteractionId.of(id)), wrong)));
            agents.byEntity()
                    .keySet()
                    .forEach(id -> asking.execute(
                            () -> compare(cluster, agents, new AgentCommand.Show(AgentId.of(id)), wrong)));
        }
        assertThat(wrong).as("live state and history").isEmpty();
        assertThat(interactions.byEntity().keySet())
                .containsAll(acknowledged.stream().map(InteractionId::toString).toList());
        var random = new Random(1);
        Traffic.QUEUES.forEach(queue -> assertThat(view(cluster, random, new QueueCommand.Show(queue)))
                .isInstanceOfSatisfying(
                        QueueView.class, view -> assertThat(view.waiting()).isZero()));
    }

    private static <C extends Command> void compare(
            ChaosCluster cluster, Histories<C, ?> histories, C show, Collection<String> wrong) {
        Reply.View live = view(cluster, new Random(show.hashCode()), show);
        Reply.View replayed = histories.shown(show);
        boolean over = switch (live) {
            case InteractionView view -> view.phase() == InteractionView.Phase.CLOSED;
            case AgentView view -> view.work().isEmpty();
            default -> false;
        };
        if (!live.equals(replayed) || !over) {
            wrong.add(show + ": live " + live + ", replayed " + replayed);
        }
    }

    /** In place of what could not be shown: equal to no view. */
    private record Absent(String what) implements Reply.View {}

    private static Reply.View view(ChaosCluster cluster, Random random, Command show) {
        return cluster.insist(random, show, SHOWN_WITHIN) instanceof Reply.Found(_, _, var view)
                ? view
                : new Absent(show.ref());
    }
}

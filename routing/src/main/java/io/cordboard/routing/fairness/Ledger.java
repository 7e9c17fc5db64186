package io.cordboard.routing.fairness;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentHistory;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Adds up what one tenant's agents were given and did between two instants. It is told of each entity's events in their order, from
 * wherever it must begin to know how the entity was at the first instant; what reaches over an end counts for the part within.
 */
public final class Ledger {

    /** Where an interaction is, and whether it asks for a skill. */
    private record Asked(QueueId queue, boolean skilled) {
        static Asked of(Place place) {
            return new Asked(place.queue(), !place.skills().isEmpty());
        }
    }

    private final Window window;
    private final Map<AgentId, Seat> seats = new TreeMap<>();
    private final Map<InteractionId, Asked> open = new HashMap<>();

    public Ledger(Instant from, Instant until) {
        this.window = new Window(from, until);
    }

    /** The agent is signed out and has nothing in hand; their next events follow. */
    public void signedOut(AgentId agent, AgentProfile profile, Instant since) {
        seat(agent).begin(AgentHistory.signedOut(agent, profile, since));
    }

    /** The next event of an agent. */
    public void agent(AgentId agent, AgentEvent event) {
        seat(agent).apply(event);
    }

    /** The next event of an interaction. */
    public void interaction(InteractionId id, InteractionEvent event) {
        switch (event) {
            case InteractionEvent.Opened e -> open.put(id, Asked.of(e.place()));
            case InteractionEvent.Queued e -> open.put(id, Asked.of(e.place()));
            case InteractionEvent.PlaceChanged e ->
                open.computeIfPresent(
                        id, (_, asked) -> new Asked(asked.queue, !e.skills().isEmpty()));
            case InteractionEvent.Assigned e ->
                count(id, e.agent(), e.at(), (tally, asked) -> {
                    tally.answered++;
                    tally.skilled += asked.skilled ? 1 : 0;
                });
            case InteractionEvent.Transferred e -> count(id, e.from(), e.at(), (tally, _) -> tally.transferred++);
            case InteractionEvent.TransferredOutside e ->
                count(id, e.from(), e.at(), (tally, _) -> tally.transferred++);
            case InteractionEvent.Closed _ -> open.remove(id);
            default -> {}
        }
    }

    private void count(InteractionId id, AgentId agent, Instant at, BiConsumer<Tally, Asked> what) {
        Asked asked = open.get(id);
        if (asked != null && window.has(at)) {
            what.accept(seat(agent).tally(asked.queue), asked);
        }
    }

    private Seat seat(AgentId agent) {
        return seats.computeIfAbsent(agent, id -> new Seat(window, new AgentHistory(id)));
    }

    /**
     * No event comes any more: what all this adds up to.
     *
     * @param queue only this one, if anything was counted in it, and those who served it or had something of it
     * @param team only agents who are of it in the end
     * @return empty if that were more than {@code maxLines} pairs of agent and queue
     */
    public Optional<Fairness> ended(Optional<QueueId> queue, Optional<Team> team, int maxLines) {
        seats.values().forEach(Seat::end);
        Map<QueueId, Fairness.OfQueue> queues = new TreeMap<>();
        for (QueueId each : touched()) {
            if (queue.isEmpty() || queue.get().equals(each)) {
                queues.put(each, queue(each));
            }
        }
        List<Fairness.OfAgent> agents = new ArrayList<>();
        int lines = 0;
        for (var each : seats.entrySet()) {
            Seat seat = each.getValue();
            if (team.isPresent() && !team.equals(team(seat))) {
                continue;
            }
            List<Fairness.InQueue> in = queues.values().stream()
                    .filter(of -> seat.tallies.containsKey(of.queue()) || seat.readyNanos(of.queue()) > 0)
                    .map(of -> in(of, seat))
                    .toList();
            lines += in.size();
            if (lines > maxLines) {
                return Optional.empty();
            }
            if (!in.isEmpty() || queue.isEmpty() && !seat.times().signedIn().isZero()) {
                agents.add(line(each.getKey(), seat, in));
            }
        }
        return Optional.of(new Fairness(agents, List.copyOf(queues.values())));
    }

    private static Fairness.OfAgent line(AgentId agent, Seat seat, List<Fairness.InQueue> in) {
        String name = seat.view().map(view -> view.profile().displayName()).orElse(agent.name());
        Counts counts = in.stream().map(Fairness.InQueue::counts).reduce(Counts.NONE, Counts::plus);
        return new Fairness.OfAgent(agent, name, team(seat), seat.times(), counts, in);
    }

    private static Optional<Team> team(Seat seat) {
        return seat.view().flatMap(view -> view.profile().team());
    }

    /** The queues in which something was counted. */
    private Set<QueueId> touched() {
        Set<QueueId> queues = new TreeSet<>();
        seats.values().forEach(seat -> queues.addAll(seat.tallies.keySet()));
        return queues;
    }

    private Fairness.OfQueue queue(QueueId queue) {
        Optional<Duration> bound = bound(queue);
        Counts counts = Counts.NONE;
        long readyNanos = 0;
        int agents = 0;
        for (Seat seat : seats.values()) {
            long ready = seat.readyNanos(queue);
            readyNanos += ready;
            agents += ready > 0 ? 1 : 0;
            Tally tally = seat.tallies.get(queue);
            counts = tally == null ? counts : counts.plus(tally.counts(bound.orElse(Duration.ZERO)));
        }
        return new Fairness.OfQueue(queue, agents, Duration.ofNanos(readyNanos), counts, bound);
    }

    /** The nearest rank of four fifths. */
    private Optional<Duration> bound(QueueId queue) {
        List<Duration> handled = seats.values().stream()
                .map(seat -> seat.tallies.get(queue))
                .filter(tally -> tally != null)
                .flatMap(tally -> tally.handled.stream())
                .sorted(Comparator.naturalOrder())
                .toList();
        return handled.isEmpty() ? Optional.empty() : Optional.of(handled.get((handled.size() * 4 + 4) / 5 - 1));
    }

    private static Fairness.InQueue in(Fairness.OfQueue queue, Seat seat) {
        Tally tally = seat.tallies.get(queue.queue());
        Duration ready = Duration.ofNanos(seat.readyNanos(queue.queue()));
        return new Fairness.InQueue(
                queue.queue(),
                ready,
                tally == null ? Counts.NONE : tally.counts(queue.longerThan().orElse(Duration.ZERO)),
                queue.ready().isZero()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) queue.counts().offers()
                                * ready.toNanos()
                                / queue.ready().toNanos()));
    }
}

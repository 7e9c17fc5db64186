package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.matching.AgentExplanation.Barred;
import io.cordboard.routing.matching.AgentExplanation.Next;
import io.cordboard.routing.matching.AgentExplanation.QueueSummary;
import io.cordboard.routing.matching.Explanation.Obstacle;
import io.cordboard.routing.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Says what one agent may have, by asking each who waits: a few comparisons each, as a decision asks them. Only those who are
 * listed are asked for the reason.
 */
final class AgentExplainer {

    /** So many interactions of a kind are listed: an explanation travels in one message. */
    static final int MOST = 200;

    /** As many as an agent can name. */
    static final int MOST_QUEUES = 500;

    /** The first of any number. */
    private static final class First {
        private final Comparator<Entry> order;
        private final PriorityQueue<Entry> lastAtTop;
        private int left;

        First(Comparator<Entry> order) {
            this.order = order;
            lastAtTop = new PriorityQueue<>(order.reversed());
        }

        void add(Entry entry) {
            lastAtTop.add(entry);
            if (lastAtTop.size() > MOST) {
                lastAtTop.poll();
                left++;
            }
        }

        Stream<Entry> inOrder() {
            return lastAtTop.stream().sorted(order);
        }
    }

    private static final class Count {
        private int waiting;
        private int mayHave;
    }

    private final Floor floor;
    private final Lobby lobby;
    private final long now;
    private final Seat seat;

    private final First may;
    private final First rest = new First(Comparator.naturalOrder());
    private final Map<Desk, Count> counts = new HashMap<>();
    private int elsewhere;

    AgentExplainer(Floor floor, Lobby lobby, long now, Seat seat) {
        this.floor = floor;
        this.lobby = lobby;
        this.now = now;
        this.seat = seat;
        may = new First(Comparator.<Entry>comparingInt(entry -> priority(entry, entry.home instanceof Personal))
                .thenComparing(Comparator.naturalOrder()));
    }

    AgentExplanation explain(Collection<Entry> waiting) {
        waiting.forEach(this::sort);
        List<Next> next = new ArrayList<>();
        List<Barred> barred = new ArrayList<>();
        Stream.concat(may.inOrder(), rest.inOrder()).forEach(entry -> tell(entry, next, barred));
        next.sort(Comparator.comparingInt(Next::priority)
                .thenComparing(Comparator.comparingLong(Next::rank).reversed())
                .thenComparing(Next::place)
                .thenComparing(Next::interaction));
        ReadyAgent agent = seat.agent;
        return new AgentExplanation(
                seat.id(),
                Nanos.instant(now),
                List.copyOf(seat.load()),
                seat.usedUnits(),
                agent.capacity().units(),
                agent.idleSince(),
                agent.contacts(),
                agent.talked().toSeconds(),
                List.copyOf(next),
                List.copyOf(barred),
                may.left + rest.left,
                summaries(),
                elsewhere);
    }

    private void sort(Entry entry) {
        boolean mayHave = lobby.suits(seat, entry);
        boolean named = entry.waiting().onlyAgent().filter(seat.id()::equals).isPresent();
        if (!mayHave && !named && !seat.serves(entry.desk)) {
            elsewhere++;
            return;
        }
        Count count = counts.computeIfAbsent(entry.desk, _ -> new Count());
        count.waiting++;
        count.mayHave += mayHave ? 1 : 0;
        Policy policy = entry.rules().policy;
        if (entry.home == null && policy != null) {
            // Where nobody may have it, its place in line is not kept up to date.
            Standing standing = Standing.of(policy, entry, now);
            entry.rank = standing.rank();
            entry.place = standing.place();
        }
        (mayHave ? may : rest).add(entry);
    }

    /** Of those who are listed it is asked exactly; the sets tell how it was when something was last decided. */
    private void tell(Entry entry, List<Next> next, List<Barred> barred) {
        Waiting waiting = entry.waiting();
        var explainer = new Explainer(floor, lobby, now, entry);
        Optional<Obstacle> obstacle = explainer.inTheWayOf(seat);
        if (obstacle.isPresent() && !isOfNow(obstacle.get())) {
            barred.add(new Barred(waiting.interaction(), waiting.queue(), obstacle.get()));
            return;
        }
        Standing standing = explainer.standing();
        next.add(new Next(
                waiting.interaction(),
                waiting.queue(),
                waiting.medium(),
                priority(entry, explainer.isForOneAlone()),
                standing.step(),
                standing.rank(),
                Nanos.instant(standing.place()),
                obstacle.filter(Obstacle.NoCapacity.class::isInstance).isEmpty()));
    }

    private int priority(Entry entry, boolean forOneAlone) {
        ReadyAgent agent = seat.agent;
        return forOneAlone
                ? agent.queues().stream()
                        .mapToInt(queue -> agent.preference(queue).priority())
                        .min()
                        .orElse(Preference.NONE.priority())
                : agent.preference(entry.desk.queue).priority();
    }

    /** Whether it is in the way only because of what the agent is doing, or is to do first. */
    private static boolean isOfNow(Obstacle obstacle) {
        return obstacle instanceof Obstacle.NoCapacity || obstacle instanceof Obstacle.HasBetter;
    }

    private List<QueueSummary> summaries() {
        List<QueueSummary> all = new ArrayList<>();
        counts.forEach((desk, count) ->
                all.add(new QueueSummary(desk.queue, desk.ruling.version, count.waiting, count.mayHave)));
        all.sort(Comparator.comparing(summary -> summary.queue().name()));
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST_QUEUES)));
    }
}

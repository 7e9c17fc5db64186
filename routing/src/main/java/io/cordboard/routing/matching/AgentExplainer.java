package io.cordboard.routing.matching;

import io.cordboard.routing.matching.AgentExplanation.Barred;
import io.cordboard.routing.matching.AgentExplanation.Next;
import io.cordboard.routing.matching.AgentExplanation.QueueSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Says what one agent may have, by asking each who waits: a few comparisons each, as a decision asks them. Only those who are
 * listed are asked for the reason.
 */
final class AgentExplainer {

    /** So many interactions of a kind are listed: an explanation travels in one message. */
    static final int MOST = 200;

    /** As many as an agent can name. */
    static final int MOST_QUEUES = 500;

    /** The first in line of any number. */
    private static final class First {
        private final PriorityQueue<Entry> lastAtTop = new PriorityQueue<>(Comparator.reverseOrder());
        private int left;

        void add(Entry entry) {
            lastAtTop.add(entry);
            if (lastAtTop.size() > MOST) {
                lastAtTop.poll();
                left++;
            }
        }

        List<Entry> inLine() {
            return lastAtTop.stream().sorted().toList();
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

    private final First may = new First();
    private final First rest = new First();
    private final Map<Desk, Count> counts = new HashMap<>();
    private int elsewhere;

    AgentExplainer(Floor floor, Lobby lobby, long now, Seat seat) {
        this.floor = floor;
        this.lobby = lobby;
        this.now = now;
        this.seat = seat;
    }

    AgentExplanation explain(Collection<Entry> waiting) {
        waiting.forEach(this::sort);
        ReadyAgent agent = seat.agent;
        return new AgentExplanation(
                seat.id(),
                Nanos.instant(now),
                List.copyOf(seat.load()),
                seat.usedUnits(),
                agent.capacity().units(),
                agent.idleSince(),
                agent.contacts(),
                may.inLine().stream().map(this::next).toList(),
                rest.inLine().stream().map(this::barred).toList(),
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
        (mayHave ? may : rest).add(entry);
    }

    private Next next(Entry entry) {
        Waiting waiting = entry.waiting();
        return new Next(
                waiting.interaction(),
                waiting.queue(),
                waiting.medium(),
                entry.step,
                entry.rank,
                Nanos.instant(entry.place),
                lobby.mayTake(seat, entry));
    }

    private Barred barred(Entry entry) {
        Waiting waiting = entry.waiting();
        return new Barred(
                waiting.interaction(),
                waiting.queue(),
                new Explainer(floor, now, entry).inTheWayOf(seat).orElseThrow());
    }

    private List<QueueSummary> summaries() {
        List<QueueSummary> all = new ArrayList<>();
        counts.forEach(
                (desk, count) -> all.add(new QueueSummary(desk.queue, desk.version, count.waiting, count.mayHave)));
        all.sort(Comparator.comparing(summary -> summary.queue().name()));
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST_QUEUES)));
    }
}

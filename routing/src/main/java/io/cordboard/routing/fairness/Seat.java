package io.cordboard.routing.fairness;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentHistory;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One agent: how they were after each event, and what that adds up to. */
final class Seat {

    private final Window window;
    private final Map<OfferId, Instant> won = new HashMap<>();
    final Map<QueueId, Tally> tallies = new HashMap<>();

    /** Ready time by the queues served then; none means all. */
    final Map<Set<QueueId>, Long> readyNanos = new HashMap<>();

    private AgentHistory history;
    private @Nullable AgentView view;
    private Instant accounted = Instant.MIN;
    private long signedIn;
    private long ready;
    private long readyAsNow;
    private long working;
    private long outside;
    private long idle;

    Seat(Window window, AgentHistory history) {
        this.window = window;
        this.history = history;
        this.view = history.view().orElse(null);
    }

    /** What was counted stays: others' events may have told of the agent before. */
    void begin(AgentHistory from) {
        history = from;
        view = from.view().orElse(null);
    }

    Optional<AgentView> view() {
        return Optional.ofNullable(view);
    }

    void apply(AgentEvent event) {
        account(event.at());
        count(event);
        history.apply(event);
        AgentView now = history.view().orElse(null);
        if (view != null
                && (now == null || !now.profile().queues().equals(view.profile().queues()))) {
            settle(view.profile().queues());
        }
        view = now;
    }

    /** No event comes any more. */
    void end() {
        account(window.until());
        if (view != null) {
            settle(view.profile().queues());
        }
    }

    private void settle(Set<QueueId> served) {
        if (readyAsNow > 0) {
            readyNanos.merge(served, readyAsNow, Long::sum);
        }
        readyAsNow = 0;
    }

    private void account(Instant at) {
        long length = window.nanosBetween(accounted, at);
        accounted = at.isAfter(accounted) ? at : accounted;
        if (length <= 0 || view == null || view.status() == AgentStatus.SIGNED_OUT) {
            return;
        }
        boolean works = false;
        for (AgentView.Work work : view.work()) {
            switch (work.phase()) {
                case OFFERED -> {}
                case HANDLING -> {
                    works = true;
                    tally(work.queue()).talkNanos += length;
                }
                case WRAPPING_UP -> {
                    works = true;
                    tally(work.queue()).wrapUpNanos += length;
                }
            }
        }
        boolean isReady = view.status() == AgentStatus.READY;
        boolean isOutside = !view.outsideWork().isEmpty();
        signedIn += length;
        ready += isReady ? length : 0;
        readyAsNow += isReady ? length : 0;
        working += works ? length : 0;
        outside += isOutside && !works ? length : 0;
        idle += isReady && !works && !isOutside ? length : 0;
    }

    private void count(AgentEvent event) {
        boolean counts = window.has(event.at());
        switch (event) {
            case AgentEvent.Reserved e when counts -> tally(e.queue()).offers++;
            case AgentEvent.Won e -> accepted(e.offer(), e.at());
            // Word of the win was overtaken by word of what came after it.
            case AgentEvent.Wrapping e -> accepted(e.offer(), e.at());
            case AgentEvent.Released e -> {
                won.remove(e.offer());
                work(e.offer())
                        .filter(work -> counts && work.phase() == AgentView.Work.Phase.OFFERED)
                        .ifPresent(work -> tally(work.queue()).ended.merge(e.outcome(), 1L, Long::sum));
            }
            case AgentEvent.Finished e -> {
                accepted(e.offer(), e.at());
                Instant since = won.remove(e.offer());
                if (counts && since != null) {
                    work(e.offer())
                            .ifPresent(work -> tally(work.queue()).handled.add(Duration.between(since, e.at())));
                }
            }
            default -> {}
        }
    }

    private void accepted(OfferId offer, Instant at) {
        work(offer).filter(work -> work.phase() == AgentView.Work.Phase.OFFERED).ifPresent(work -> {
            won.put(offer, at);
            if (window.has(at)) {
                tally(work.queue()).accepted++;
            }
        });
    }

    private Optional<AgentView.Work> work(OfferId offer) {
        return view == null
                ? Optional.empty()
                : view.work().stream()
                        .filter(work -> work.offer().equals(offer))
                        .findFirst();
    }

    Tally tally(QueueId queue) {
        return tallies.computeIfAbsent(queue, _ -> new Tally());
    }

    Times times() {
        return new Times(
                Duration.ofNanos(signedIn),
                Duration.ofNanos(ready),
                Duration.ofNanos(working),
                Duration.ofNanos(outside),
                Duration.ofNanos(idle));
    }

    /** For how long the agent was ready while serving the queue. */
    long readyNanos(QueueId queue) {
        long nanos = 0;
        for (var each : readyNanos.entrySet()) {
            nanos += each.getKey().isEmpty() || each.getKey().contains(queue) ? each.getValue() : 0;
        }
        return nanos;
    }
}

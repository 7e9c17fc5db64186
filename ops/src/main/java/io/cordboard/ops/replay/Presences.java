package io.cordboard.ops.replay;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentHistory;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.router.RouterCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When agents were ready, as whom, and how long they had work in hand, between two instants. */
final class Presences {

    /** A time in which an agent was ready and what is said of it did not change. */
    record Presence(ReadyAgent as, Instant from, Instant until) {}

    private static final class Seen {
        final AgentHistory history;

        @Nullable
        ReadyAgent ready;

        Instant since = Instant.EPOCH;
        boolean works;
        Instant accounted = Instant.EPOCH;

        Seen(AgentId agent) {
            history = new AgentHistory(agent);
        }
    }

    private final Instant from;
    private final Instant until;
    private final Map<AgentId, Seen> agents = new HashMap<>();
    private final List<Presence> presences = new ArrayList<>();
    private long staffed;
    private long busy;

    Presences(Instant from, Instant until) {
        this.from = from;
        this.until = until;
    }

    void apply(AgentId agent, AgentEvent event) {
        Seen seen = agents.computeIfAbsent(agent, Seen::new);
        account(seen, event.at());
        seen.history.apply(event);
        Optional<RouterCommand.AgentChanged> told = seen.history.announcement();
        Optional<ReadyAgent> ready = told.flatMap(RouterCommand.AgentChanged::ready);
        seen.works = told.stream().flatMap(each -> each.held().stream()).anyMatch(held -> !held.open());
        if (!isSame(seen.ready, ready)) {
            end(seen, event.at());
            seen.since = event.at();
        }
        seen.ready = ready.orElse(null);
    }

    private static boolean isSame(@Nullable ReadyAgent before, Optional<ReadyAgent> now) {
        return before == null
                ? now.isEmpty()
                : now.filter(each -> each.team().equals(before.team())
                                && each.queues().equals(before.queues())
                                && each.skills().equals(before.skills())
                                && each.capacity().equals(before.capacity())
                                && each.attributes().equals(before.attributes())
                                && each.preferences().equals(before.preferences()))
                        .isPresent();
    }

    private void account(Seen seen, Instant at) {
        long length = Math.max(0, CallTimes.nanos(clipped(at)) - CallTimes.nanos(clipped(seen.accounted)));
        staffed += seen.works || seen.ready != null ? length : 0;
        busy += seen.works ? length : 0;
        seen.accounted = at;
    }

    private void end(Seen seen, Instant at) {
        if (seen.ready != null && clipped(seen.since).isBefore(clipped(at))) {
            presences.add(new Presence(seen.ready, clipped(seen.since), clipped(at)));
        }
    }

    private Instant clipped(Instant at) {
        return at.isBefore(from) ? from : at.isAfter(until) ? until : at;
    }

    /** All of them, when no more events come. */
    List<Presence> ended() {
        agents.values().forEach(seen -> {
            account(seen, until);
            end(seen, until);
            seen.ready = null;
            seen.works = false;
        });
        return presences;
    }

    long staffedNanos() {
        return staffed;
    }

    long busyNanos() {
        return busy;
    }
}

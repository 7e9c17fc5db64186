package io.cordboard.ops.replay;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.journal.RecordedEvents;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Retrace;
import io.cordboard.routing.simulation.Shift;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs a time of one tenant that is in the journal again, under the policies of that time and under others. */
public final class JournalReplay {

    private final TenantId tenant;
    private final Instant from;
    private final Instant until;
    private final ReplayLimits limits;
    private final Progress progress;
    private final Decisions decisions = new Decisions();
    private final Retrace retrace = new Retrace(decision -> {
        if (!decision.at().isBefore(from())) {
            decisions.add(decision);
        }
    });
    private final Stays stays;
    private final Presences presences;
    private final Map<String, Policy> atFirst = new TreeMap<>();
    private final Map<String, Policy> latest = new HashMap<>();
    private final List<PolicyChoice.Later> later = new ArrayList<>();
    private long events;
    private long began;

    JournalReplay(TenantId tenant, Instant from, Instant until, ReplayLimits limits, Progress progress) {
        this.tenant = tenant;
        this.from = from;
        this.until = until;
        this.limits = limits;
        this.progress = progress;
        this.stays = new Stays(from);
        this.presences = new Presences(from, until);
    }

    private Instant from() {
        return from;
    }

    /**
     * @param policies as given on the command line, each one run beside that under the policies of the time
     * @throws ReplayRefused if the journal cannot be read, or has nothing of this tenant in this time
     */
    public static Report run(
            JournalSettings journal,
            TenantId tenant,
            Instant from,
            Instant until,
            ZoneId zone,
            List<String> policies,
            ReplaySettings settings,
            Progress progress) {
        return runGiven(
                journal,
                tenant,
                from,
                until,
                zone,
                PolicyChoice.given(policies),
                settings,
                ReplayLimits.NONE,
                progress);
    }

    /**
     * The same with policies that are no files.
     *
     * @param limits more is refused
     */
    public static Report runGiven(
            JournalSettings journal,
            TenantId tenant,
            Instant from,
            Instant until,
            ZoneId zone,
            List<PolicyChoice.Given> policies,
            ReplaySettings settings,
            ReplayLimits limits,
            Progress progress) {
        if (!from.isBefore(until)) {
            throw new ReplayRefused("Expected --from before --to, but got " + from + " and " + until);
        }
        JournalReplay replay = new JournalReplay(tenant, from, until, limits, progress);
        try (RecordedEvents recorded = RecordedEvents.open(journal)) {
            progress.waiting(recorded::stop);
            recorded.read(tenant, until, replay::add);
        } catch (SQLException e) {
            throw new ReplayRefused(String.valueOf(e.getMessage()), e);
        }
        Day day = replay.day(zone);
        List<PolicyChoice> runs = PolicyChoice.runs(policies, day.policies().getFirst());
        // As recorded and as configured beside them; an interval without contacts in a queue has no figures of it.
        settings.interval()
                .ifPresent(each -> limits.checkCells(Math.min(
                                ReplayLimits.intervals(from, until, each)
                                        * day.trace().queues().size(),
                                day.trace().calls().size())
                        * (runs.size() + 2)));
        return Replay.run(day.with(runs), settings, progress);
    }

    void add(RecordedEvents.Recorded recorded) {
        if (++events > limits.events()) {
            throw new ReplayRefused("Expected at most " + limits.events() + " events of " + tenant + " until " + until
                    + ", but there are more: the command line (./cordboard replay) has no such limit");
        }
        switch (recorded.event()) {
            case AgentEvent event -> {
                AgentId agent = AgentId.of(recorded.entity());
                retrace.agent(agent, event);
                presences.apply(agent, event);
                switch (event) {
                    case AgentEvent.Reserved e -> stays.offered(e.offer(), e.at());
                    case AgentEvent.Released e -> stays.over(e.offer(), e.at());
                    case AgentEvent.Finished e -> stays.over(e.offer(), e.at());
                    default -> {}
                }
            }
            case QueueEvent event -> {
                QueueId queue = QueueId.of(recorded.entity());
                retrace.queue(queue, event);
                stays.queue(queue, event);
                if (event instanceof QueueEvent.Configured configured) {
                    configured(queue.name(), configured);
                }
            }
            case InteractionEvent event -> stays.interaction(InteractionId.of(recorded.entity()), event);
            default -> {}
        }
        if (stays.ended().size() > limits.contacts()) {
            throw new ReplayRefused(
                    "Expected a time with at most " + limits.contacts() + " contacts, but there are more");
        }
        long now = Math.min(seconds(recorded.event().at()), seconds(until));
        if (events == 1) {
            began = now;
        }
        if (events % 10_000 == 0) {
            progress.at("reading", now - began, seconds(until) - began);
        }
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond();
    }

    private void configured(String queue, QueueEvent.Configured configured) {
        Policy before = latest.put(queue, configured.policy());
        if (before == null || !configured.at().isAfter(from)) {
            atFirst.put(queue, configured.policy());
        } else if (!before.equals(configured.policy())) {
            later.add(new PolicyChoice.Later(CallTimes.nanos(configured.at()), queue, configured.policy()));
        }
    }

    Day day(ZoneId zone) {
        retrace.advance(until);
        List<Presences.Presence> ready = presences.ended();
        List<Stays.Stay> ended = stays.ended();
        if (ended.stream().noneMatch(stay -> stay.answered)) {
            throw new ReplayRefused("Expected contacts of " + tenant + " that came from " + from + " to " + until
                    + " and were answered, but there is none");
        }
        SortedSet<String> agentNames = new TreeSet<>();
        ready.forEach(each -> agentNames.add(each.as().agent().name()));
        ended.forEach(stay -> stay.agent.ifPresent(agent -> agentNames.add(agent.name())));
        SortedSet<String> queueNames = new TreeSet<>(atFirst.keySet());
        Map<String, Integer> agents = places(agentNames);
        Map<String, Integer> queues = places(queueNames);
        List<Call> calls = ended.stream()
                .sorted(Comparator.comparing((Stays.Stay stay) -> stay.came)
                        .thenComparing(stay -> stay.asked.interaction()))
                .map(stay -> call(stay, queues, agents))
                .toList();
        Trace trace =
                new Trace(from, zone, List.copyOf(queueNames), List.copyOf(agentNames), List.of(), calls, 0, 0, false);
        later.sort(Comparator.comparingLong(PolicyChoice.Later::atNanos));
        PolicyChoice asConfigured = new PolicyChoice("as configured", Policy.DEFAULT, atFirst, later);
        return new Day(
                trace,
                new Staff(shifts(ready, queues, agents), presences.staffedNanos(), presences.busyNanos(), 0),
                List.of(asConfigured),
                decisions,
                facts(calls));
    }

    /** Where each stands. */
    private static Map<String, Integer> places(SortedSet<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return places;
    }

    private static int place(Map<String, Integer> places, String name) {
        return places.getOrDefault(name, Call.NOBODY);
    }

    private Call call(Stays.Stay stay, Map<String, Integer> queues, Map<String, Integer> agents) {
        long came = CallTimes.nanos(stay.came);
        long ended = CallTimes.nanos(stay.ended);
        Instant done = stay.done.isAfter(until) ? until : stay.done;
        var asked = stay.asked;
        return new Call(
                came,
                place(queues, stay.queue.name()),
                asked.place().priority(),
                ended - came,
                stay.answered,
                stay.answered ? ended : 0,
                stay.answered ? Math.max(ended, CallTimes.nanos(done)) : 0,
                stay.agent.map(agent -> place(agents, agent.name())).orElse(Call.NOBODY),
                new Asks(
                        asked.medium(),
                        asked.place().skills(),
                        asked.place()
                                .lastAgent()
                                .map(agent -> place(agents, agent.name()))
                                .orElse(Call.NOBODY),
                        asked.attributes(),
                        stay.ringNanos));
    }

    private List<Shift> shifts(
            List<Presences.Presence> ready, Map<String, Integer> queues, Map<String, Integer> agents) {
        long start = CallTimes.nanos(from);
        return ready.stream()
                .map(each -> new Shift(
                        Ids.agent(place(agents, each.as().agent().name())),
                        each.as().team(),
                        queues(each.as().queues(), queues),
                        each.as().skills(),
                        each.as().capacity(),
                        each.as().attributes(),
                        preferences(each.as(), queues),
                        CallTimes.nanos(each.from()) - start,
                        CallTimes.nanos(each.until()) - start))
                .toList();
    }

    private static Set<QueueId> queues(Set<QueueId> served, Map<String, Integer> queues) {
        Set<QueueId> known = served.stream()
                .map(queue -> place(queues, queue.name()))
                .filter(place -> place >= 0)
                .map(Ids::queue)
                .collect(Collectors.toCollection(HashSet::new));
        // Who serves queues none of which exists must not come to serve all.
        return served.isEmpty() || !known.isEmpty() ? known : Set.of(Ids.queue(queues.size()));
    }

    private static Map<QueueId, Preference> preferences(ReadyAgent agent, Map<String, Integer> queues) {
        Map<QueueId, Preference> known = new HashMap<>();
        agent.preferences().forEach((queue, preference) -> {
            int place = place(queues, queue.name());
            if (place >= 0) {
                known.put(Ids.queue(place), preference);
            }
        });
        return known;
    }

    private List<String> facts(List<Call> calls) {
        List<String> facts = new ArrayList<>();
        facts.add(calls.size() + " contacts of " + tenant + " that came from " + from + " to " + until
                + ", by the journal; one that was transferred or went back in line counts again");
        if (stays.leftOut() + stays.waiting() > 0) {
            facts.add("left out: " + stays.leftOut() + " that went elsewhere, were cancelled or put off, and "
                    + stays.waiting() + " who still waited at the end");
        }
        long tried = stays.ended().stream().filter(Stays.Stay::isTried).count();
        if (tried > 0) {
            facts.add("drawn, when they came, to be ruled by a policy on trial: " + tried
                    + " of them; in the runs the queue's own policy rules these, too");
        }
        if (!later.isEmpty()) {
            facts.add("policies that changed in that time: " + later.size()
                    + "; under as configured they change then, too");
        }
        return facts;
    }
}

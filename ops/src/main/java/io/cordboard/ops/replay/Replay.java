package io.cordboard.ops.replay;

import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.simulation.Arrival;
import io.cordboard.routing.simulation.Result;
import io.cordboard.routing.simulation.Scenario;
import io.cordboard.routing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs a call log again, once for each policy, and puts what came of it beside what the log says. */
public final class Replay {

    private final Trace trace;
    private final ReplaySettings settings;
    private final Progress progress;
    private final Staff staff;
    private final Unsaid unsaid;
    private final Counting counting;

    private final List<PolicyChoice> policies;
    private final boolean agentsKnown;
    private final Optional<Day> day;

    private Replay(Trace trace, ReplaySettings settings, Optional<Day> day, Progress progress) {
        this.trace = trace;
        this.settings = settings;
        this.day = day;
        this.progress = progress;
        Staff recorded = day.map(Day::staff).orElseGet(() -> RecordedStaff.of(trace, settings.longestGap()));
        this.staff = settings.agents()
                .map(file -> recorded.with(AgentsFile.read(file, trace, recorded)))
                .orElse(recorded);
        this.agentsKnown = day.isPresent() || settings.agents().isPresent();
        this.policies = day.map(Day::policies).orElse(settings.policies());
        this.unsaid = Unsaid.draw(trace, settings.seed());
        this.counting = new Counting(trace, settings.interval());
    }

    /** @throws ReplayRefused if nobody works in it, or a policy asks for what the agents cannot have */
    public static Report run(Trace trace, ReplaySettings settings, Progress progress) {
        return new Replay(trace, settings, Optional.empty(), progress).run();
    }

    /** The same for a day that is in the journal: first under the policies of that day, then under those of {@code day}. */
    static Report run(Day day, ReplaySettings settings, Progress progress) {
        return new Replay(day.trace(), settings, Optional.of(day), progress).run();
    }

    private Report run() {
        if (staff.shifts().isEmpty()) {
            throw new ReplayRefused(
                    day.isPresent()
                            ? "Expected agents who were ready in that time, but there was none"
                            : "Expected a log with a column for agent, or --agents, but got neither:"
                                    + " nobody would be there to answer");
        }
        policies.forEach(this::check);
        List<Column> columns = new ArrayList<>();
        columns.add(counting.column(
                "recorded", Outcomes.recorded(trace.calls()), staff.occupancy(), targets(policies.getFirst())));
        policies.forEach(policy -> columns.add(column(policy)));
        List<String> notes = day.map(each -> each.notes(settings, staff, unsaid))
                .orElseGet(() -> Notes.of(trace, settings, staff, unsaid));
        return new Report(trace.queues(), notes, columns, day.map(Day::decisions));
    }

    private void check(PolicyChoice choice) {
        for (String queue : choice.own().keySet()) {
            if (!trace.queues().contains(queue)) {
                throw new ReplayRefused("Expected a policy for a queue of the log (" + String.join(", ", trace.queues())
                        + "), but got one for " + queue);
            }
        }
        for (String queue : trace.queues()) {
            Policy policy = choice.of(queue);
            if (!agentsKnown && !policy.requirements().isEmpty()) {
                throw missingAgents(
                        choice, queue, "skills (" + policy.requirements().keySet() + ") and");
            }
            if (!agentsKnown && !Asked.ofAgents(policy).isEmpty()) {
                throw missingAgents(choice, queue, Asked.ofAgents(policy) + " and");
            }
        }
    }

    private static ReplayRefused missingAgents(PolicyChoice choice, String queue, String what) {
        return new ReplayRefused("Expected --agents, as the policy " + choice.name() + " asks in the queue " + queue
                + " for " + what + " the log does not say who has them, but got none");
    }

    private List<Duration> targets(PolicyChoice choice) {
        return trace.queues().stream()
                .map(queue -> choice.of(queue).serviceLevel().within())
                .toList();
    }

    private Column column(PolicyChoice choice) {
        Map<QueueId, Policy> policies = new TreeMap<>();
        for (int queue = 0; queue < trace.queues().size(); queue++) {
            policies.put(Ids.queue(queue), choice.of(trace.queues().get(queue)));
        }
        Outcomes outcomes = new Outcomes(trace.calls().size(), choice.name(), progress);
        Result result = Simulation.run(
                Scenario.of(trace.start(), policies, staff.shifts())
                        .changing(changes(choice))
                        .answering(this::acceptsAfter),
                arrivals(),
                outcomes);
        double occupancy = result.staffedSeconds() == 0 ? Double.NaN : result.occupancy();
        return counting.column(choice.name(), outcomes, occupancy, targets(choice));
    }

    private List<Scenario.Change> changes(PolicyChoice choice) {
        return choice.later().stream()
                .map(each -> new Scenario.Change(
                        each.atNanos() - trace.startNanos(),
                        Ids.queue(trace.queues().indexOf(each.queue())),
                        each.policy()))
                .toList();
    }

    /** As it was recorded, if the policy leaves so much time. */
    private long acceptsAfter(Proposal offer, long number, long atNanos) {
        return Math.min(
                trace.calls().get((int) number).asks().ringNanos(),
                offer.deadline().toNanos() - 1);
    }

    private Iterator<Arrival> arrivals() {
        QueueId[] queues =
                IntStream.range(0, trace.queues().size()).mapToObj(Ids::queue).toArray(QueueId[]::new);
        long start = trace.startNanos();
        return IntStream.range(0, trace.calls().size())
                .mapToObj(i -> {
                    Call call = trace.calls().get(i);
                    return new Arrival(
                            call.atNanos() - start,
                            queues[call.queue()],
                            call.asks().medium(),
                            call.priority(),
                            call.asks().skills(),
                            call.asks().lastAgent() == Call.NOBODY
                                    ? Optional.empty()
                                    : Optional.of(Ids.agent(call.asks().lastAgent())),
                            call.attributes(),
                            unsaid.handlingNanos(i),
                            unsaid.patienceNanos(i));
                })
                .iterator();
    }
}

package io.cordboard.ops.replay;

import io.cordboard.routing.agent.Medium;
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

    private Replay(Trace trace, ReplaySettings settings, Progress progress) {
        this.trace = trace;
        this.settings = settings;
        this.progress = progress;
        Staff recorded = RecordedStaff.of(trace, settings.longestGap());
        this.staff = settings.agents()
                .map(file -> recorded.with(AgentsFile.read(file, trace, recorded)))
                .orElse(recorded);
        this.unsaid = Unsaid.draw(trace, settings.seed());
        this.counting = new Counting(trace, settings.interval());
    }

    /** @throws ReplayRefused if nobody works in it, or a policy asks for what the agents cannot have */
    public static Report run(Trace trace, ReplaySettings settings, Progress progress) {
        return new Replay(trace, settings, progress).run();
    }

    private Report run() {
        if (staff.shifts().isEmpty()) {
            throw new ReplayRefused("Expected a log with a column for agent, or --agents, but got neither:"
                    + " nobody would be there to answer");
        }
        settings.policies().forEach(this::check);
        List<Column> columns = new ArrayList<>();
        columns.add(counting.column(
                "recorded",
                Outcomes.recorded(trace.calls()),
                staff.occupancy(),
                targets(settings.policies().getFirst())));
        settings.policies().forEach(policy -> columns.add(column(policy)));
        return new Report(trace.queues(), Notes.of(trace, settings, staff, unsaid), columns);
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
            if (settings.agents().isEmpty() && !policy.requirements().isEmpty()) {
                throw missingAgents(
                        choice, queue, "skills (" + policy.requirements().keySet() + ") and");
            }
            if (settings.agents().isEmpty() && !Asked.ofAgents(policy).isEmpty()) {
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
        Result result = Simulation.run(Scenario.of(trace.start(), policies, staff.shifts()), arrivals(), outcomes);
        double occupancy = result.staffedSeconds() == 0 ? Double.NaN : result.occupancy();
        return counting.column(choice.name(), outcomes, occupancy, targets(choice));
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
                            Medium.VOICE,
                            call.priority(),
                            Map.of(),
                            Optional.empty(),
                            call.attributes(),
                            unsaid.handlingNanos(i),
                            unsaid.patienceNanos(i));
                })
                .iterator();
    }
}

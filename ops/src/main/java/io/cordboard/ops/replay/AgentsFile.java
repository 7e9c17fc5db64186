package io.cordboard.ops.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.simulation.Shift;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.SettingsCodec;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads {@code --agents}: who works in the runs, in place of those that the log shows. {@code agents} is as in a tenant's document;
 * {@code shifts} has for an agent a list of {@code from} and {@code until}. Who has none there works when the log shows it.
 */
final class AgentsFile {

    private static final int MAX_SHIFTS = 10_000;

    private final Path file;
    private final Trace trace;
    private final Staff recorded;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private final List<Shift> shifts = new ArrayList<>();

    private AgentsFile(Path file, Trace trace, Staff recorded) {
        this.file = file;
        this.trace = trace;
        this.recorded = recorded;
    }

    /** @throws ReplayRefused with all that is wrong with the file */
    static List<Shift> read(Path file, Trace trace, Staff recorded) {
        return new AgentsFile(file, trace, recorded).read();
    }

    private List<Shift> read() {
        Fields in = new Fields(DocumentFile.read(file), "", problems);
        in.needs("agents");
        SortedMap<String, AgentSettings> agents = agents(in.object("agents"));
        SortedMap<String, List<Span>> spans = spans(in.object("shifts"), agents.keySet());
        in.end();
        int place = 0;
        for (Map.Entry<String, AgentSettings> each : agents.entrySet()) {
            List<Span> own = spans.getOrDefault(each.getKey(), recorded(each.getKey()));
            if (own.isEmpty()) {
                in.problem(
                        "/shifts/" + Fields.escaped(each.getKey()),
                        "Expected shifts, as the log does not show this agent, but got none");
            }
            add(Ids.agent(place++), each.getValue(), each.getKey(), own);
        }
        if (!problems.isEmpty()) {
            throw DocumentFile.refused(file, problems);
        }
        return shifts;
    }

    private SortedMap<String, AgentSettings> agents(Fields in) {
        SortedMap<String, AgentSettings> agents = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : in.node().properties()) {
            List<PolicyProblem> own = new ArrayList<>();
            Fields fields = new Fields(each.getValue(), "/agents/" + Fields.escaped(each.getKey()), own);
            SettingsCodec.read(Kind.AGENT, fields)
                    .ifPresent(settings -> agents.put(each.getKey(), (AgentSettings) settings));
            problems.addAll(own);
        }
        return agents;
    }

    /** From and until, in nanoseconds since 1970. */
    private record Span(long from, long until) {}

    private SortedMap<String, List<Span>> spans(Fields in, Set<String> agents) {
        SortedMap<String, List<Span>> spans = new TreeMap<>();
        CallTimes times = new CallTimes(Optional.empty(), trace.zone());
        for (String name :
                in.node().properties().stream().map(Map.Entry::getKey).toList()) {
            String at = '/' + Fields.escaped(name);
            if (!agents.contains(name)) {
                in.problem(at, "Expected shifts of one of the agents above, but there is no such agent");
            }
            List<JsonNode> elements = in.array(name, MAX_SHIFTS);
            List<Span> own = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                span(in.element(at + '/' + i, elements.get(i)), times).ifPresent(own::add);
            }
            own.sort(Comparator.comparingLong(Span::from));
            for (int i = 1; i < own.size(); i++) {
                if (own.get(i).from() < own.get(i - 1).until()) {
                    in.problem(at, "Expected shifts one after the other, but one begins before another has ended");
                }
            }
            spans.put(name, own);
        }
        return spans;
    }

    private static Optional<Span> span(Fields in, CallTimes times) {
        boolean begins = in.needs("from");
        boolean whole = in.needs("until") && begins;
        String from = in.text("from");
        String until = in.text("until");
        in.end();
        if (!whole) {
            return Optional.empty();
        }
        try {
            Span span = new Span(times.read(from), times.read(until));
            if (span.from() < span.until()) {
                return Optional.of(span);
            }
            in.problem("", "Expected from before until, but got " + from + " and " + until);
        } catch (DateTimeException | ArithmeticException _) {
            in.problem("", "Expected " + times.expected() + ", but got " + from + " and " + until);
        }
        return Optional.empty();
    }

    private List<Span> recorded(String name) {
        int place = trace.agents().indexOf(name);
        return place < 0
                ? List.of()
                : recorded.shifts().stream()
                        .filter(shift -> shift.agent().equals(Ids.agent(place)))
                        .map(shift -> new Span(
                                trace.startNanos() + shift.fromNanos(), trace.startNanos() + shift.untilNanos()))
                        .toList();
    }

    private QueueId queue(String name) {
        return Ids.queue(trace.queues().indexOf(name));
    }

    private void add(AgentId agent, AgentSettings settings, String name, List<Span> spans) {
        if (!trace.queues().containsAll(settings.queues())) {
            problems.add(new PolicyProblem(
                    "/agents/" + Fields.escaped(name) + "/queues",
                    "Expected queues of the log (" + String.join(", ", trace.queues()) + "), but got "
                            + String.join(", ", settings.queues())));
            return;
        }
        Set<QueueId> queues = settings.queues().stream().map(this::queue).collect(Collectors.toSet());
        Map<QueueId, Preference> preferences = settings.preferences().entrySet().stream()
                .collect(Collectors.toMap(each -> queue(each.getKey()), Map.Entry::getValue));
        long start = trace.startNanos();
        for (Span span : spans) {
            if (span.until() > start) {
                shifts.add(new Shift(
                        agent,
                        settings.team(),
                        queues,
                        settings.skills(),
                        settings.capacity(),
                        settings.attributes(),
                        preferences,
                        Math.max(0, span.from() - start),
                        span.until() - start));
            }
        }
    }
}

package io.cordboard.routing.flow;

import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with a flow as a whole, each part of which is sound: where its steps lead. */
final class FlowChecks {

    private final Flow flow;
    private final Map<String, List<Way>> ways = new LinkedHashMap<>();
    private final List<PolicyProblem> problems = new ArrayList<>();

    FlowChecks(Flow flow) {
        this.flow = flow;
        flow.steps().forEach((name, step) -> ways.put(name, Way.of(flow, step)));
    }

    List<PolicyProblem> problems() {
        targets();
        if (problems.isEmpty()) {
            unreachable();
            circles();
            deadEnds();
        }
        problems.addAll(KeyChecks.problems(flow));
        return problems;
    }

    static String path(String step) {
        return "/steps/" + Fields.escaped(step);
    }

    private void targets() {
        roots().forEach(this::target);
        ways.forEach((name, all) ->
                all.stream().filter(way -> !way.inherited()).forEach(way -> target(path(name) + way.at(), way.to())));
    }

    private void target(String at, String to) {
        if (!flow.steps().containsKey(to)) {
            problems.add(new PolicyProblem(at, "Expected a step of this flow, but there is none named \"" + to + '"'));
        }
    }

    /** What is named outside of steps. */
    private Map<String, String> roots() {
        Map<String, String> roots = new LinkedHashMap<>();
        roots.put("/start", flow.start());
        flow.noInput().then().ifPresent(then -> roots.put("/noInput/then", then));
        flow.noMatch().then().ifPresent(then -> roots.put("/noMatch/then", then));
        flow.help().then().ifPresent(then -> roots.put("/help/then", then));
        flow.waiting().flatMap(Treatment::exit).ifPresent(exit -> roots.put("/waiting/exit/then", exit.then()));
        flow.waiting()
                .flatMap(Treatment::callback)
                .ifPresent(offer ->
                        roots.put("/waiting/callback/then", offer.exit().then()));
        return roots;
    }

    private void unreachable() {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(roots().values());
        while (!next.isEmpty()) {
            String step = next.remove();
            if (reached.add(step)) {
                of(step).forEach(way -> next.add(way.to()));
            }
        }
        for (String step : flow.steps().keySet()) {
            if (!reached.contains(step)) {
                problems.add(new PolicyProblem(
                        path(step),
                        "Expected something that leads to this step, but nothing does: name it or leave it out"));
            }
        }
    }

    /** A circle of ways that all are gone by one who does nothing. */
    private void circles() {
        Set<String> done = new HashSet<>();
        for (String step : flow.steps().keySet()) {
            Optional<List<String>> circle = circle(step, new ArrayList<>(), done);
            if (circle.isPresent()) {
                List<String> steps = circle.get();
                problems.add(new PolicyProblem(
                        path(steps.getFirst()),
                        "Expected a way out for one who does nothing, but it goes in a circle: "
                                + String.join(", ", steps) + ", " + steps.getFirst()));
                return;
            }
        }
    }

    private Optional<List<String>> circle(String step, List<String> before, Set<String> done) {
        int seen = before.indexOf(step);
        if (seen >= 0) {
            return Optional.of(List.copyOf(before.subList(seen, before.size())));
        }
        if (done.contains(step)) {
            return Optional.empty();
        }
        before.add(step);
        for (Way way : of(step)) {
            Optional<List<String>> found = way.answered() ? Optional.empty() : circle(way.to(), before, done);
            if (found.isPresent()) {
                return found;
            }
        }
        before.removeLast();
        done.add(step);
        return Optional.empty();
    }

    private void deadEnds() {
        Set<String> arrive = new HashSet<>();
        flow.steps().forEach((name, step) -> {
            if (Way.arrives(step)) {
                arrive.add(name);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (String step : flow.steps().keySet()) {
                more |= of(step).stream().anyMatch(way -> arrive.contains(way.to())) && arrive.add(step);
            }
        }
        Set<String> lost = new TreeSet<>(flow.steps().keySet());
        lost.removeAll(arrive);
        lost.forEach(step -> problems.add(new PolicyProblem(
                path(step),
                "Expected a way from here to a person or an end without asking for help, but there is none")));
    }

    private List<Way> of(String step) {
        return ways.getOrDefault(step, List.of());
    }
}

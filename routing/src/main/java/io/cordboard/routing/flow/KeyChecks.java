package io.cordboard.routing.flow;

import io.cordboard.routing.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a flow says twice in different meanings: keys, words, and what lookups take from masked questions. */
final class KeyChecks {

    private final Flow flow;
    private final String help;
    private final List<PolicyProblem> problems = new ArrayList<>();

    private KeyChecks(Flow flow) {
        this.flow = flow;
        help = flow.help().key();
    }

    static List<PolicyProblem> problems(Flow flow) {
        KeyChecks checks = new KeyChecks(flow);
        flow.steps().forEach((name, step) -> checks.of(FlowChecks.path(name), step));
        checks.waiting();
        return checks.problems;
    }

    private void of(String path, FlowStep step) {
        switch (step) {
            case FlowStep.Menu menu -> menu(path, menu);
            case FlowStep.Ask ask -> ask(path, ask);
            case FlowStep.LookUp lookUp -> lookUp(path, lookUp);
            default -> {}
        }
    }

    private void menu(String path, FlowStep.Menu menu) {
        if (menu.choices().containsKey(help)) {
            problem(
                    path + "/choices/" + help,
                    "Expected another key than " + help
                            + ", which is the key for help everywhere (help.key may be another)");
        }
        Map<String, String> meant = new HashMap<>();
        flow.help().words().forEach(word -> meant.put(word, "help"));
        menu.choices()
                .forEach((key, choice) -> choice.words().forEach(word -> {
                    String other = meant.putIfAbsent(word, "choice " + key);
                    if (other != null) {
                        problem(
                                path + "/choices/" + key + "/words",
                                "Expected words of its own, but \"" + word + "\" means " + other + " too");
                    }
                }));
    }

    private void ask(String path, FlowStep.Ask ask) {
        if (ask.terminator().filter(help::equals).isPresent()) {
            problem(path + "/terminator", "Expected another key than " + help + ", which is the key for help");
        }
        if (Key.isDigit(help) && ask.least() == 1) {
            problem(
                    path + "/digits/least",
                    "Expected at least 2 digits, for " + help + " alone is the key for help (help.key may be * or #)");
        }
    }

    private void lookUp(String path, FlowStep.LookUp lookUp) {
        Set<String> masked = flow.steps().values().stream()
                .flatMap(step ->
                        step instanceof FlowStep.Ask ask && ask.masked() ? Stream.of(ask.into()) : Stream.empty())
                .collect(Collectors.toSet());
        Stream<Template> body = lookUp.body().stream().flatMap(all -> all.texts().values().stream());
        Stream.of(Stream.of(lookUp.url()), lookUp.headers().values().stream(), body)
                .flatMap(all -> all)
                .flatMap(template -> template.secrets().stream())
                .filter(secret -> !masked.contains(secret))
                .distinct()
                .forEach(secret -> problem(
                        path,
                        "Expected a masked ask whose into is " + secret + ", for {secret." + secret
                                + "}, but there is none"));
    }

    private void waiting() {
        flow.waiting().ifPresent(waiting -> {
            Set<String> keys = new HashSet<>();
            waiting.exit().ifPresent(exit -> keys.add(exit.key()));
            waiting.callback()
                    .map(offer -> offer.exit().key())
                    .filter(key -> !keys.add(key))
                    .ifPresent(key -> problem(
                            "/waiting/callback/key",
                            "Expected another key than " + key + ", which is the key of exit"));
        });
    }

    private void problem(String path, String message) {
        problems.add(new PolicyProblem(path, message));
    }
}

package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.LocalName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one flow document; see {@link FlowCodec}. */
final class FlowReader {

    private static final String ENGLISH = "en";

    private final List<PolicyProblem> problems = new ArrayList<>();
    private final Fields in;
    private final PromptReader prompts;

    FlowReader(JsonNode document) {
        in = new Fields(document, "", problems);
        prompts = new PromptReader(language());
    }

    FlowReading read() {
        Optional<String> start = Parts.target(in, "start");
        Duration timeout = in.duration("timeout", Limits.SECOND, Limits.MINUTE, Flow.TIMEOUT);
        Duration between = in.duration("between", Limits.SECOND, Limits.MINUTE, Flow.BETWEEN);
        Attempts noInput = Parts.attempts(in, "noInput", prompts).orElse(Attempts.DEFAULT);
        Attempts noMatch = Parts.attempts(in, "noMatch", prompts).orElse(Attempts.DEFAULT);
        Optional<Help> help = in.needs("help") ? help(in.object("help")) : Optional.empty();
        Optional<Treatment> waiting = in.has("waiting") ? waiting(in.object("waiting")) : Optional.empty();
        SortedMap<String, FlowStep> steps = in.needs("steps") ? steps(in.object("steps")) : new TreeMap<>();
        in.end();
        if (in.sound() && start.isPresent() && help.isPresent()) {
            Flow flow = new Flow(
                    prompts.language(), start.get(), steps, timeout, between, noInput, noMatch, help.get(), waiting);
            List<PolicyProblem> wrong = new FlowChecks(flow).problems();
            return wrong.isEmpty() ? new FlowReading.Accepted(flow) : new FlowReading.Refused(wrong);
        }
        return new FlowReading.Refused(problems);
    }

    private String language() {
        if (!in.has("language")) {
            return ENGLISH;
        }
        String tag = in.text("language");
        return in.node().get("language").isTextual()
                ? in.make("/language", () -> Prompt.language(tag)).orElse(ENGLISH)
                : ENGLISH;
    }

    private static Optional<Help> help(Fields help) {
        String key = help.has("key") ? Parts.text(help, "key").orElse(Help.KEY) : Help.KEY;
        List<String> words = Parts.words(help);
        Optional<String> queue = Parts.named(help, "queue", "a queue");
        Optional<String> then = Parts.optionalTarget(help, "then");
        help.end();
        Optional<String> sound = help.make("/key", () -> Key.require(key));
        return sound.isPresent() && queue.isPresent()
                ? Optional.of(new Help(key, words, queue.get(), then))
                : Optional.empty();
    }

    private SortedMap<String, FlowStep> steps(Fields all) {
        SortedMap<String, FlowStep> steps = new TreeMap<>();
        int count = all.node().size();
        if (count > Limits.STEPS) {
            all.problem("", "Expected at most " + Limits.STEPS + " steps, but got " + count);
            return steps;
        }
        StepReader reader = new StepReader(prompts);
        for (Map.Entry<String, JsonNode> each : all.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            all.make(at, () -> LocalName.require("a step", each.getKey()));
            reader.read(all.element(at, each.getValue())).ifPresent(step -> steps.put(each.getKey(), step));
        }
        return steps;
    }

    private Optional<Treatment> waiting(Fields waiting) {
        Optional<String> music = waiting.has("music")
                ? Parts.text(waiting, "music").flatMap(name -> waiting.make("/music", () -> Prompt.file(name)))
                : Optional.empty();
        Optional<Treatment.Announcements> announcements = waiting.has("announcements")
                ? Optional.of(announcements(waiting.object("announcements")))
                : Optional.empty();
        Optional<Treatment.Exit> exit = Optional.empty();
        if (waiting.has("exit")) {
            Fields leaving = waiting.object("exit");
            exit = exit(leaving);
            leaving.end();
        }
        Optional<Treatment.Offer> callback =
                waiting.has("callback") ? offer(waiting.object("callback")) : Optional.empty();
        waiting.end();
        return Optional.of(new Treatment(music, announcements, exit, callback));
    }

    private Treatment.Announcements announcements(Fields said) {
        said.needs("every");
        Duration every = said.duration("every", Duration.ofSeconds(10), Limits.HOUR, Limits.MINUTE);
        Duration first = said.duration("first", Duration.ZERO, Limits.HOUR, every);
        List<Prompt> say = prompts.needed(said, "say", Template.Also.WAITING);
        said.end();
        return new Treatment.Announcements(first, every, say);
    }

    private Optional<Treatment.Offer> offer(Fields offered) {
        Duration after = offered.duration("after", Duration.ZERO, Limits.HOUR, Limits.MINUTE);
        List<Prompt> say = prompts.needed(offered, "say", Template.Also.WAITING);
        Optional<Treatment.Exit> exit = exit(offered);
        offered.end();
        return exit.map(taken -> new Treatment.Offer(after, say, taken));
    }

    private static Optional<Treatment.Exit> exit(Fields leaving) {
        Optional<String> key = leaving.needs("key") ? Parts.text(leaving, "key") : Optional.empty();
        Optional<String> sound = key.flatMap(text -> leaving.make("/key", () -> Key.require(text)));
        List<String> words = Parts.words(leaving);
        Optional<String> then = Parts.target(leaving, "then");
        return sound.isPresent() && then.isPresent()
                ? Optional.of(new Treatment.Exit(sound.get(), words, then.get()))
                : Optional.empty();
    }
}

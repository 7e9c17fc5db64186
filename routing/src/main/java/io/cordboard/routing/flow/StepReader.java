package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Template.Also;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.HoursReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one step of a flow document. */
record StepReader(PromptReader prompts) {

    static final List<String> TYPES = List.of(
            "say",
            "ask",
            "menu",
            "branch",
            "hours",
            "set",
            "lookUp",
            "queue",
            "transfer",
            "voicemail",
            "callback",
            "survey",
            "hangUp");

    private static final String NONE = "";

    Optional<FlowStep> read(Fields in) {
        if (!in.needs("type")) {
            return Optional.empty();
        }
        Optional<String> type = in.wordAt("/type", in.node().get("type"), TYPES, word -> word);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<FlowStep> step = switch (type.get()) {
            case "say" -> Optional.of(say(in));
            case "ask" -> Optional.of(ask(in));
            case "menu" -> Optional.of(menu(in));
            case "branch" -> Optional.of(branch(in));
            case "hours" -> Optional.of(hours(in));
            case "set" -> Optional.of(assign(in));
            case "lookUp" -> new LookUpReader(in).read();
            case "queue" -> Optional.of(queue(in));
            case "transfer" -> Optional.of(transfer(in));
            case "voicemail" -> Optional.of(voicemail(in));
            case "callback" -> Optional.of(callback(in));
            case "survey" -> Optional.of(survey(in));
            default -> Optional.of(new FlowStep.HangUp(prompts.read(in, "say", Also.NOTHING)));
        };
        in.end();
        return step;
    }

    private FlowStep say(Fields in) {
        return new FlowStep.Say(prompts.needed(in, "say", Also.NOTHING), in.flag("interruptible", true), then(in));
    }

    private FlowStep ask(Fields in) {
        List<Prompt> say = prompts.needed(in, "say", Also.NOTHING);
        String into = in.needs("into")
                ? Parts.text(in, "into")
                        .flatMap(name -> in.make("/into", () -> Assignments.named(name)))
                        .orElse(NONE)
                : NONE;
        in.needs("digits");
        Fields digits = in.object("digits");
        int most = digits.needs("most") ? digits.integer("most", Limits.DIGITS, Limits.DIGITS.most()) : 1;
        int least = digits.integer("least", Limits.DIGITS, 1);
        digits.end();
        if (least > most) {
            digits.problem("/least", "Expected at most " + most + " (most), but got " + least);
        }
        Optional<String> terminator = in.has("terminator") ? terminator(in) : Optional.of("#");
        return new FlowStep.Ask(
                say,
                into,
                least,
                most,
                terminator,
                in.flag("words", false),
                in.flag("masked", false),
                patience(in),
                then(in));
    }

    private static Optional<String> terminator(Fields in) {
        return in.wordAt("/terminator", in.node().get("terminator"), List.of("#", "*", "none"), word -> word)
                .filter(word -> !word.equals("none"));
    }

    private FlowStep menu(Fields in) {
        List<Prompt> say = prompts.needed(in, "say", Also.NOTHING);
        SortedMap<String, FlowStep.Choice> choices = new TreeMap<>();
        if (in.needs("choices")) {
            Fields all = in.object("choices");
            int count = all.node().size();
            if (all.node().isObject() && (count < 1 || count > Limits.CHOICES)) {
                all.problem("", "Expected 1 to " + Limits.CHOICES + " choices, but got " + count);
            }
            for (Map.Entry<String, JsonNode> each : all.node().properties()) {
                String at = '/' + Fields.escaped(each.getKey());
                all.make(at, () -> Key.require(each.getKey()));
                Fields choice = all.element(at, each.getValue());
                choices.put(each.getKey(), new FlowStep.Choice(Parts.words(choice), then(choice)));
                choice.end();
            }
        }
        return new FlowStep.Menu(say, choices, patience(in));
    }

    private Patience patience(Fields in) {
        Optional<Duration> timeout = in.has("timeout")
                ? Optional.of(in.duration("timeout", Limits.SECOND, Limits.MINUTE, Flow.TIMEOUT))
                : Optional.empty();
        return new Patience(timeout, Parts.attempts(in, "noInput", prompts), Parts.attempts(in, "noMatch", prompts));
    }

    private static FlowStep branch(Fields in) {
        in.needs("cases");
        List<FlowStep.Case> cases = new ArrayList<>();
        List<JsonNode> elements = in.array("cases", Limits.CASES);
        for (int i = 0; i < elements.size(); i++) {
            Fields each = in.element("/cases/" + i, elements.get(i));
            var when = Parts.when(each);
            String then = then(each);
            each.end();
            when.ifPresent(condition -> cases.add(new FlowStep.Case(condition, then)));
        }
        return new FlowStep.Branch(cases, otherwise(in));
    }

    private static FlowStep hours(Fields in) {
        BusinessHours hours = HoursReader.read(in);
        return new FlowStep.Hours(hours, then(in), otherwise(in));
    }

    private static FlowStep assign(Fields in) {
        in.needs("attributes");
        return new FlowStep.Assign(attributes(in, "attributes", Also.NOTHING, true), then(in));
    }

    /** Null removes an attribute, where that has a meaning. */
    static Assignments attributes(Fields in, String name, Also also, boolean named) {
        if (!in.has(name)) {
            return Assignments.NONE;
        }
        Fields object = in.object(name);
        object.node().fieldNames().forEachRemaining(key -> {
            if (named) {
                object.make('/' + Fields.escaped(key), () -> Assignments.named(key));
            }
        });
        return object.node().isObject()
                ? object.make("", () -> Assignments.of(Attributes.of(object.node()), also))
                        .orElse(Assignments.NONE)
                : Assignments.NONE;
    }

    private static FlowStep queue(Fields in) {
        return new FlowStep.ToQueue(
                Parts.named(in, "queue", "a queue").orElse(NONE),
                priority(in),
                requirements(in),
                attributes(in, "attributes", Also.NOTHING, true),
                Parts.optionalTarget(in, "otherwise"));
    }

    private static Optional<Integer> priority(Fields in) {
        return in.has("priority") ? Optional.of(in.integer("priority", Limits.PRIORITY, 0)) : Optional.empty();
    }

    private static Map<Skill, Integer> requirements(Fields in) {
        return in.minimums("requirements");
    }

    private static FlowStep transfer(Fields in) {
        boolean agent = in.has("agent");
        boolean number = in.has("number");
        if (agent == number) {
            in.problem("", "Expected either agent or number, but got " + (agent ? "both" : "neither"));
        }
        return new FlowStep.Transfer(
                agent ? Parts.named(in, "agent", "an agent") : Optional.empty(),
                number(in),
                Parts.optionalTarget(in, "otherwise"));
    }

    private static Optional<Template> number(Fields in) {
        return in.has("number")
                ? PromptReader.template(in, "/number", in.node().get("number"), Also.NOTHING)
                : Optional.empty();
    }

    private FlowStep voicemail(Fields in) {
        return new FlowStep.Voicemail(
                prompts.read(in, "say", Also.NOTHING),
                Parts.named(in, "queue", "a queue").orElse(NONE),
                in.duration("longest", Limits.SECOND, Limits.HOUR, Duration.ofMinutes(3)),
                in.duration("keep", Limits.DAY, Limits.DECADE, Duration.ofDays(30)),
                Parts.optionalTarget(in, "otherwise"));
    }

    private FlowStep callback(Fields in) {
        return new FlowStep.Callback(
                prompts.read(in, "say", Also.NOTHING),
                Parts.named(in, "queue", "a queue").orElse(NONE),
                number(in),
                priority(in),
                requirements(in),
                Parts.optionalTarget(in, "otherwise"));
    }

    private static FlowStep survey(Fields in) {
        return new FlowStep.Survey(Parts.named(in, "flow", "a flow").orElse(NONE), then(in));
    }

    static String then(Fields in) {
        return Parts.target(in, "then").orElse(NONE);
    }

    static String otherwise(Fields in) {
        return Parts.target(in, "otherwise").orElse(NONE);
    }
}

package io.cordboard.routing.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.FlowCodec;
import io.cordboard.routing.flow.FlowReading;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Between {@link Settings} and their JSON, the same in events, in a tenant's document and in the API. Reading is strict and
 * finds every problem at once; what may be left out is as the constants here say. Writing writes everything out, so that
 * what was stored does not depend on tomorrow's defaults.
 */
public final class SettingsCodec {

    private static final Range PROFICIENCY = new Range(0, 10);
    private static final Range PRIORITY = new Range(1, Preference.MOST_PRIORITY);
    private static final Range UNITS = new Range(0, 100_000);
    private static final Range SHARE = new Range(0, 1_000);
    private static final Range VERSION = new Range(1, Integer.MAX_VALUE);
    private static final Range PERCENT = new Range(0, 100);
    private static final Duration MAX_GRACE = Duration.ofMinutes(10);
    private static final int MANY = 1_000;
    private static final int MEDIA = 50;

    private SettingsCodec() {}

    /** Reads the settings of one thing; what is wrong is added to the problems of {@code in}, and then there are none. */
    public static Optional<Settings> read(Kind kind, Fields in) {
        Optional<Settings> settings = parts(kind, in);
        in.end();
        return in.sound() ? settings : Optional.empty();
    }

    /** Reads what {@link #write} has written, now or in a later release: fields that are not known are left out. */
    static Settings stored(Kind kind, JsonNode document) {
        List<PolicyProblem> problems = new ArrayList<>();
        Optional<Settings> settings = parts(kind, Fields.stored(document, problems));
        return settings.filter(_ -> problems.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n"))));
    }

    private static Optional<Settings> parts(Kind kind, Fields in) {
        return switch (kind) {
            case SKILL -> {
                String description = in.text("description");
                yield in.make("", () -> new SkillSettings(description));
            }
            case TEAM -> required(in, "displayName", TeamSettings::new);
            case DISPOSITION -> required(in, "label", DispositionSettings::new);
            case REASON -> required(in, "label", ReasonSettings::new);
            case QUEUE -> queue(in);
            case AGENT -> agent(in);
            case TRUNK -> LineCodec.trunk(in);
            case NUMBER -> LineCodec.number(in);
            case FLOW -> flow(in);
            case POLICY -> throw new IllegalArgumentException("A policy is published, not configured");
        };
    }

    /** Its own codec finds what is wrong with it, fields that it does not know among that. */
    private static Optional<Settings> flow(Fields in) {
        in.node().fieldNames().forEachRemaining(in::has);
        return switch (FlowCodec.read(in.node())) {
            case FlowReading.Accepted(var flow) -> Optional.of(new FlowSettings(flow));
            case FlowReading.Refused(var problems) -> {
                problems.forEach(each -> in.problem(each.path(), each.message()));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Settings> required(Fields in, String name, Function<String, Settings> maker) {
        if (!in.needs(name)) {
            return Optional.empty();
        }
        String text = in.text(name);
        return in.sound() ? in.make("", () -> maker.apply(text)) : Optional.empty();
    }

    private static Optional<Settings> queue(Fields in) {
        boolean named = in.needs("displayName");
        boolean complete = in.needs("policy") && named;
        String displayName = in.text("displayName");
        String policy = in.text("policy");
        Optional<Integer> pinned = in.has("pinned") ? Optional.of(in.integer("pinned", VERSION, 1)) : Optional.empty();
        Set<String> dispositions = names(in, "dispositions", QueueSettings.MAX_DISPOSITIONS);
        Optional<String> serviceText = optional(in, "serviceText");
        Optional<TrialChoice> trial = in.has("trial") ? trial(in.object("trial")) : Optional.empty();
        return complete && in.sound()
                ? in.make("", () -> new QueueSettings(displayName, policy, pinned, dispositions, serviceText, trial))
                : Optional.empty();
    }

    private static Optional<TrialChoice> trial(Fields in) {
        boolean complete = in.needs("policy");
        String policy = in.text("policy");
        Optional<Integer> version =
                in.has("version") ? Optional.of(in.integer("version", VERSION, 1)) : Optional.empty();
        int share = in.integer("share", PERCENT, 0);
        in.end();
        return complete && in.sound()
                ? in.make("/policy", () -> new TrialChoice(policy, version, share))
                : Optional.empty();
    }

    private static Optional<Settings> agent(Fields in) {
        boolean complete = in.needs("displayName");
        String displayName = in.text("displayName");
        Optional<Team> team = optional(in, "team").flatMap(name -> in.make("/team", () -> new Team(name)));
        Set<String> queues = new TreeSet<>();
        Map<String, Preference> preferences = new TreeMap<>();
        List<JsonNode> served = in.array("queues", MANY);
        for (int i = 0; i < served.size(); i++) {
            String at = "/queues/" + i;
            if (served.get(i).isObject()) {
                preference(in.element(at, served.get(i)), queues, preferences);
            } else {
                name(in, at, served.get(i)).ifPresent(name -> {
                    queues.add(name);
                    if (preferences.containsKey(name)) {
                        again(in, at, name);
                    }
                });
            }
        }
        Map<Skill, Integer> skills = new TreeMap<>();
        Fields proficiencies = in.object("skills");
        for (Map.Entry<String, JsonNode> each : proficiencies.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            proficiencies
                    .make(at, () -> new Skill(each.getKey()))
                    .ifPresent(
                            skill -> skills.put(skill, proficiencies.integerAt(at, each.getValue(), PROFICIENCY, 0)));
        }
        Capacity capacity = in.has("capacity") ? capacity(in.object("capacity")) : Capacity.DEFAULT;
        Duration grace = in.duration("grace", Duration.ZERO, MAX_GRACE, AgentSettings.DEFAULT_GRACE);
        boolean unattended = in.flag("unattended", false);
        Attributes attributes = attributes(in);
        Optional<String> subject = optional(in, "subject");
        boolean phone = in.flag("phone", true);
        return complete && in.sound()
                ? in.make(
                        "",
                        () -> new AgentSettings(
                                displayName,
                                team,
                                queues,
                                skills,
                                capacity,
                                grace,
                                unattended,
                                attributes,
                                preferences,
                                subject,
                                phone))
                : Optional.empty();
    }

    private static Capacity capacity(Fields in) {
        in.needs("units");
        int units = in.integer("units", UNITS, 0);
        Map<Medium, Capacity.Share> media = new TreeMap<>();
        Fields shares = in.object("media");
        for (Map.Entry<String, JsonNode> each : shares.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            Fields share = shares.element(at, each.getValue());
            share.needs("cost");
            share.needs("max");
            int cost = share.integer("cost", SHARE, 0);
            int max = share.integer("max", SHARE, 0);
            boolean exclusive = share.flag("exclusive", false);
            Optional<Set<Medium>> interruptedBy = share.has("interruptedBy")
                    ? Optional.of(names(share, "interruptedBy", MEDIA).stream()
                            .map(Medium::new)
                            .collect(Collectors.toSet()))
                    : Optional.empty();
            share.end();
            shares.make(at, () -> new Medium(each.getKey()))
                    .ifPresent(medium -> media.put(medium, new Capacity.Share(cost, max, exclusive, interruptedBy)));
        }
        in.end();
        return in.make("/media", () -> new Capacity(units, media)).orElse(Capacity.DEFAULT);
    }

    static Attributes attributes(Fields in) {
        return in.has("attributes")
                ? in.make("/attributes", () -> Attributes.of(in.node().get("attributes")))
                        .orElse(Attributes.NONE)
                : Attributes.NONE;
    }

    static Optional<String> optional(Fields in, String name) {
        return in.has(name) ? Optional.of(in.text(name)) : Optional.empty();
    }

    private static Set<String> names(Fields in, String name, int most) {
        Set<String> names = new TreeSet<>();
        List<JsonNode> elements = in.array(name, most);
        for (int i = 0; i < elements.size(); i++) {
            name(in, '/' + name + '/' + i, elements.get(i)).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<String> name(Fields in, String at, JsonNode value) {
        String text = in.textAt(at, value);
        return value.isTextual() ? in.make(at, () -> LocalName.require("a name", text)) : Optional.empty();
    }

    /** A queue that an agent serves, with how the agent stands to it. */
    private static void preference(Fields in, Set<String> queues, Map<String, Preference> preferences) {
        Optional<String> queue =
                in.needs("queue") ? name(in, "/queue", in.node().get("queue")) : Optional.empty();
        int priority = in.integer("priority", PRIORITY, Preference.NONE.priority());
        Duration delay = in.duration("delay", Duration.ZERO, Preference.LONGEST_DELAY, Duration.ZERO);
        in.end();
        queue.ifPresent(name -> {
            if (!queues.add(name)) {
                again(in, "/queue", name);
            }
            preferences.put(name, new Preference(priority, delay));
        });
    }

    private static void again(Fields in, String at, String name) {
        in.problem(at, "Expected each queue once, but got " + name + " again");
    }

    /** The settings, every part written out. */
    public static ObjectNode write(Settings settings) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        switch (settings) {
            case SkillSettings skill -> out.put("description", skill.description());
            case TeamSettings team -> out.put("displayName", team.displayName());
            case DispositionSettings disposition -> out.put("label", disposition.label());
            case ReasonSettings reason -> out.put("label", reason.label());
            case QueueSettings queue -> {
                out.put("displayName", queue.displayName()).put("policy", queue.policy());
                queue.pinned().ifPresent(version -> out.put("pinned", version));
                write(out, "dispositions", queue.dispositions());
                queue.serviceText().ifPresent(text -> out.put("serviceText", text));
                queue.trial().ifPresent(trial -> {
                    ObjectNode written = out.putObject("trial").put("policy", trial.policy());
                    trial.version().ifPresent(version -> written.put("version", version));
                    if (trial.share() > 0) {
                        written.put("share", trial.share());
                    }
                });
            }
            case AgentSettings agent -> {
                out.put("displayName", agent.displayName());
                agent.team().ifPresent(team -> out.put("team", team.name()));
                write(out.putArray("queues"), agent);
                ObjectNode skills = out.putObject("skills");
                agent.skills().forEach((skill, proficiency) -> skills.put(skill.name(), proficiency));
                write(out.putObject("capacity"), agent.capacity());
                out.put("grace", agent.grace().toString()).put("unattended", agent.unattended());
                if (!agent.attributes().isEmpty()) {
                    out.set("attributes", agent.attributes().json());
                }
                agent.subject().ifPresent(subject -> out.put("subject", subject));
                if (!agent.phone()) {
                    out.put("phone", false);
                }
            }
            case TrunkSettings trunk -> LineCodec.write(out, trunk);
            case NumberSettings number -> LineCodec.write(out, number);
            case FlowSettings flow -> out.setAll(FlowCodec.write(flow.flow()));
        }
        return out;
    }

    private static void write(ArrayNode queues, AgentSettings agent) {
        for (String queue : agent.queues()) {
            Preference preference = agent.preferences().get(queue);
            if (preference == null) {
                queues.add(queue);
            } else {
                queues.addObject()
                        .put("queue", queue)
                        .put("priority", preference.priority())
                        .put("delay", preference.delay().toString());
            }
        }
    }

    private static void write(ObjectNode out, Capacity capacity) {
        out.put("units", capacity.units());
        ObjectNode media = out.putObject("media");
        new TreeMap<>(capacity.media()).forEach((medium, share) -> {
            ObjectNode each = media.putObject(medium.name())
                    .put("cost", share.cost())
                    .put("max", share.max())
                    .put("exclusive", share.exclusive());
            share.interruptedBy()
                    .ifPresent(by -> write(
                            each,
                            "interruptedBy",
                            by.stream().map(Medium::name).sorted().toList()));
        });
    }

    private static void write(ObjectNode out, String name, Collection<String> texts) {
        var array = out.putArray(name);
        texts.forEach(array::add);
    }
}
